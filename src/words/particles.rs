//! 的, 地 and 得 for one another, where grammar leaves no choice or good texts hardly ever choose otherwise.

use super::particle_words::{
    ACTIONS, ADVERBS, BECOMING, BEFORE_OBJECT, BEFORE_VERBS, DEGREES, DOINGS, EFFECTS, FINE, GIVEN, GIVING, HEARTILY,
    IN_A_TONE, INSIGHTS, LONG_VERBS, MADE_OF_DOINGS, MANNERS, NOT_BEFORE_OBJECT, NOT_BEFORE_VERBS, OF_THINGS,
    QUALITIES, RASH, RESULTS, SAYING, SAYS, STRONG_DEGREES, TURNED_OUT, VERBS, VERBS_ALONE, WAYS,
};
use crate::text::{Span, after, before, chars};

/// A particle that stands for another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Particle {
    /// Where.
    pub(crate) range: Span,
    /// The one that belongs there.
    pub(crate) right: &'static str,
    /// Why, in Chinese.
    pub(crate) why: String,
    /// How sure that is, as natural logarithm of odds, where statistics say it; grammar needs none.
    pub(crate) log_odds: Option<f32>,
}

/// Characters of an object that there must be at least.
const SHORTEST_OBJECT: usize = 3;

/// Characters in which the verb of giving must stand.
const REACH: usize = 12;

/// The particles of a draft that stand for others by the grammar of the few words that are listed, in order.
pub(super) fn particles(text: &str) -> Vec<Particle> {
    let all = text.match_indices(['的', '地', '得']);
    let wrong = all.filter_map(|(at, seen)| {
        let (right, why) = right_particle(text, at, seen)?;
        Some(Particle { range: Span::new(at, at + seen.len()), right, why: why.to_owned(), log_odds: None })
    });
    wrong.collect()
}

/// The particle that belongs at `at`, where another stands there, and why.
fn right_particle(text: &str, at: usize, particle: &str) -> Option<(&'static str, &'static str)> {
    let (left, right) = (before(text, at), after(text, at + particle.len()));
    match particle {
        // 渐渐|得到, 悄悄|得知.
        "得" if right.starts_with(['到', '以', '知', '出', '益', '了']) => None,
        "的" | "地" if is_outcome(left, right) => Some(("得", "后面说的是结果或程度")),
        "的" | "得" if is_manner(left, right) || is_way(left, right) || is_tone(left, right) => {
            Some(("地", "前面说的是后面动作的方式"))
        }
        "地" if is_quality(left, right) => Some(("的", "后面是名词")),
        _ => None,
    }
}

/// 变|得|更加主动, 做|得|很好。
fn is_outcome(left: &str, right: &str) -> bool {
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| chars::is_point(c) || c.is_whitespace());
    let turned_out = |degree: &str| starts_with(degree, &TURNED_OUT).is_some_and(ends);
    let says = left.chars().next_back().is_some_and(|verb| SAYING.contains(&verb));
    if (says || ends_with(left, &LONG_VERBS).is_some_and(is_told))
        && starts_with(right, &DEGREES).is_some_and(turned_out)
    {
        let before = left.chars().rev().nth(1);
        return !says || !before.is_some_and(|c| NOT_BEFORE_VERBS.contains(c));
    }
    let mut characters = left.chars().rev();
    let Some(verb) = characters.next().filter(|verb| VERBS.contains(verb)) else { return false };
    if characters.next().is_some_and(|c| NOT_BEFORE_VERBS.contains(c)) {
        return false;
    }
    if BECOMING.contains(&verb) && starts_with(right, &STRONG_DEGREES).is_some() {
        return true;
    }
    let quality = |rest| {
        let of_things = || starts_with(rest, &OF_THINGS).filter(|_| BECOMING.contains(&verb));
        starts_with(rest, &QUALITIES).or_else(of_things)
    };
    let Some(rest) = starts_with(right, &DEGREES).and_then(quality) else { return false };
    ends(rest)
}

/// Whether a verb behind `left` is told of, and no part of what somebody did: 所安排的, 的安排.
fn is_told(left: &str) -> bool {
    !left.ends_with(['所', '的', '有', '是', '被', '和', '与', '、'])
}

/// 尽量|地|少, 要扎实|地|推进改厕。
fn is_way(left: &str, right: &str) -> bool {
    let goes_on = right.chars().next().is_some_and(chars::is_han);
    if goes_on && ends_with(left, &ADVERBS).is_some() {
        return true;
    }
    let is_rash = || ends_with(left, &RASH).is_some() && starts_with(right, &VERBS_ALONE).is_some();
    if goes_on && is_rash() {
        return true;
    }
    let wants_verb = ends_with(left, &WAYS).is_some_and(|rest| ends_with(rest, &BEFORE_VERBS).is_some());
    wants_verb
        && starts_with(right, &DOINGS).is_some_and(|object| {
            let clause: String = object.chars().take_while(|&c| chars::is_han(c)).collect();
            clause.chars().count() >= SHORTEST_OBJECT
                && starts_with(object, &MADE_OF_DOINGS).is_none()
                && !object.starts_with(['的', '和', '与', '及', '、'])
        })
}

/// 激动|地|说：.
fn is_tone(left: &str, right: &str) -> bool {
    ends_with(left, &IN_A_TONE).is_some() && starts_with(right, &SAYS).is_some()
}

/// 坚定不移|地|把改革推向前进, 有效|地|促进了, 深刻|地|认识到.
fn is_manner(left: &str, right: &str) -> bool {
    let handles = starts_with(right, &BEFORE_OBJECT).is_some() && starts_with(right, &NOT_BEFORE_OBJECT).is_none();
    let has_done = starts_with(right, &ACTIONS).is_some_and(|rest| rest.starts_with('了'));
    let sees = starts_with(right, &INSIGHTS).is_some();
    handles && ends_with(left, &MANNERS).is_some() || (has_done || sees) && ends_with(left, &EFFECTS).is_some()
}

/// 显著|的|成效, 给予大力|的|支持。
fn is_quality(left: &str, right: &str) -> bool {
    let is_result = starts_with(right, &RESULTS).is_some() && ends_with(left, &FINE).is_some();
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| chars::is_point(c) || c.is_whitespace());
    let is_given = starts_with(right, &GIVEN).is_some_and(ends) && ends_with(left, &HEARTILY).is_some() && {
        let clause: String = left.chars().rev().take(REACH).take_while(|&c| !chars::is_point(c)).collect();
        let clause: String = clause.chars().rev().collect();
        GIVING.iter().any(|verb| clause.contains(verb))
    };
    is_result || is_given
}

/// What follows the first of `words` that `text` starts with.
fn starts_with<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// What stands before the first of `words` that `text` ends with.
fn ends_with<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_suffix(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The particles that belong into a text instead of others.
    fn right(text: &str) -> Vec<&'static str> {
        let particles = text.match_indices(['的', '地', '得']);
        particles.filter_map(|(at, particle)| right_particle(text, at, particle)).map(|(right, _)| right).collect()
    }

    #[test]
    fn outcomes_take_de() {
        for text in ["会场布置的很周到。", "他说的很全面，", "孩子们进步的非常快，"] {
            assert!(right(text).contains(&"得"), "{text}");
        }
        for text in ["群众的生活变的更加美好", "这项工作做的很好。", "责任显的十分重大", "有的地方抓的不够实，"]
        {
            assert!(right(text).contains(&"得"), "{text}");
        }
    }

    #[test]
    fn manners_take_de() {
        for text in ["不能随意的乱停车辆", "听后，他激动的说：", "以便更好的服务各村群众。"]
        {
            assert_eq!(right(text), ["地"], "{text}");
        }
        for text in ["要扎实的推进厂区改造。", "怎样正确的看待得与失", "尽量的少开会", "渐渐的平静下来"]
        {
            assert_eq!(right(text), ["地"], "{text}");
        }
        for text in ["坚定不移的把改革推向前进", "有效的促进了增收", "使我们深刻的认识到差距", "有效得遏制了反弹"]
        {
            assert_eq!(right(text), ["地"], "{text}");
        }
    }

    #[test]
    fn qualities_take_de() {
        for text in ["取得了显著地成效", "给予了大力地支持。", "积累了宝贵地经验"] {
            assert_eq!(right(text), ["的"], "{text}");
        }
    }

    #[test]
    fn whatever_may_be_right_is_left_alone() {
        for text in [
            "明显的更加突出的问题",
            "要做的很多",
            "说的很重要的话",
            "所做的很好",
            "切实的把握",
            "有效的促进作用",
            "深刻的认识",
            "促进健康有序的发展",
            "重要地位",
            "良好地基",
            "坚持不懈的将士",
            "给予当地支持。",
            "受到各地好评，",
            "给予受灾地支持。",
            "刚才几位同志讲的很重要，",
            "形势复杂多变的十分明显。",
            "他是真正的将才",
            "改变的更加彻底",
            "大力地支持基层",
            "要正确的治疗方法，",
            "明确了扎实的推进措施",
            "要认真的学习态度。",
            "上级所安排的很具体。",
            "总结的安排的很多工作",
            "需要密切的观察。",
            "要更好的服务质量。",
            "这是错误的认识。",
            "高兴的说法不一，",
            "他渐渐得到大家认可。",
        ] {
            assert_eq!(right(text), [""; 0], "{text}");
        }
    }
}
