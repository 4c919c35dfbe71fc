//! Where one word ends and the next begins, as far as the model's lexicon tells.

use crate::model::Parts;
use crate::model::alphabet::Symbol;
use crate::model::lexicon::LONGEST_WORD;
use crate::text::{Span, after, before, chars, slice};

/// The longest confusable word that two words may make by chance where they meet, in characters.
const LONGEST: usize = 3;
/// Characters of a word on either side.
const REACH: usize = 3;
/// The level of a word that is common enough to be meant.
const COMMON: u8 = 3;
/// The level of a pair that is as good as a word.
const COMMON_PAIR: u8 = 8;

/// Characters that are words by themselves before another: 比重|太大, 采访时|问.
const ALONE: &str = "太很更最不也都就才又再已未还将把被在是和与及或对向从为由于至能会可应";

/// Verbs of one character before whom they are addressed to: 采访时|问|院长.
const ADDRESSING: &str = "问";

/// Who is addressed.
const PERSONS: [&str; 34] = [
    "院长", "校长", "县长", "市长", "省长", "区长", "镇长", "乡长", "村长", "局长", "厅长", "部长", "处长", "科长",
    "主任", "书记", "主席", "老师", "教授", "医生", "大夫", "记者", "同志", "群众", "村民", "农民", "工人", "学生",
    "孩子", "老人", "老乡", "大家", "对方", "自己",
];

/// Whether the string at `range` is no word, but the end of one and the beginning of another: 重太 in 比重太大, 准侧 in
/// 标准侧重.
pub(super) fn lies_across(parts: &Parts, text: &str, range: Span) -> bool {
    let own_text = slice(text, range);
    let own: Vec<Symbol> = own_text.chars().filter_map(symbol).collect();
    if !(2..=LONGEST).contains(&own.len()) {
        return false;
    }
    let mut left: Vec<Symbol> = before(text, range.start).chars().rev().map_while(symbol).take(REACH).collect();
    left.reverse();
    let right: Vec<Symbol> = after(text, range.end).chars().map_while(symbol).take(REACH).collect();
    let (start, end) = (left.len(), left.len() + own.len());
    let around = [left, own, right].concat();
    if is_addressing(own_text, after(text, range.end)) {
        return true;
    }
    (start + 1..end).any(|edge| {
        let ends = (0..start).any(|from| is_common_word(parts, around.get(from..edge)));
        let rest = around.get(edge..end).unwrap_or_default();
        let begins = (end + 1..=around.len()).any(|to| is_common_word(parts, around.get(edge..to)));
        let is_alone = || matches!(rest, [one] if is_any(*one, ALONE));
        let goes_on =
            || matches!((rest, around.get(end)), ([one], Some(next)) if parts.ngrams.pair(*one, *next) >= COMMON_PAIR);
        ends && (begins || is_alone() || goes_on())
    })
}

/// Whether no common word reaches over an edge of the string at `span`: 人民 in 人民币 does not stand by itself.
pub(super) fn stands_by_itself(parts: &Parts, text: &str, span: Span) -> bool {
    let beside = LONGEST_WORD - 1;
    let mut around: Vec<Option<Symbol>> = before(text, span.start).chars().rev().take(beside).map(symbol).collect();
    around.reverse();
    let start = around.len();
    around.extend(slice(text, span.start..span.end).chars().map(symbol));
    let end = around.len();
    around.extend(after(text, span.end).chars().take(beside).map(symbol));
    let reaches_over = |from: usize, to: usize| (from < start && to > start) || (from < end && to > end);
    let windows = (0..around.len()).flat_map(|from| (2..=LONGEST_WORD).map(move |length| (from, from + length)));
    !windows.filter(|&(from, to)| reaches_over(from, to)).any(|(from, to)| {
        let word: Option<Vec<Symbol>> = around.get(from..to).and_then(|word| word.iter().copied().collect());
        is_common_word(parts, word.as_deref())
    })
}

/// Whether `own` ends with a verb of asking, and whoever is asked follows it, by title or with a surname before it.
fn is_addressing(own: &str, following: &str) -> bool {
    let begins = |text: &str| PERSONS.iter().any(|person| text.starts_with(person));
    let after_name =
        |length: usize| following.char_indices().nth(length).is_some_and(|(at, _)| begins(after(following, at)));
    own.ends_with(|c| ADDRESSING.contains(c)) && (begins(following) || after_name(1))
}

fn is_common_word(parts: &Parts, word: Option<&[Symbol]>) -> bool {
    word.is_some_and(|word| word.len() > 1 && parts.lexicon.level(word) >= COMMON)
}

fn symbol(c: char) -> Option<Symbol> {
    Symbol::try_from(u32::from(c)).ok().filter(|_| chars::is_han(c))
}

fn is_any(symbol: Symbol, characters: &str) -> bool {
    char::from_u32(u32::from(symbol)).is_some_and(|c| characters.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn lies_across_words(text: &str, seen: &str) -> bool {
        let model = Model::shipped().unwrap();
        let start = text.find(seen).unwrap();
        lies_across(&model.parts().unwrap(), text, Span::new(start, start + seen.len()))
    }

    #[test]
    fn what_two_words_make_where_they_meet_is_no_word() {
        assert!(lies_across_words("工业所占的比重太低", "重太"));
        assert!(lies_across_words("评价标准侧重实绩", "准侧"));
        assert!(lies_across_words("特邀清华教授讲课", "邀清"));
        assert!(lies_across_words("工程要到年末能够完工", "末能"));
        assert!(lies_across_words("座谈时问村民收成怎样", "时问") && lies_across_words("调研时问李书记", "时问"));
    }

    #[test]
    fn a_wrong_word_beside_others_is_one() {
        assert!(!lies_across_words("这项改革具有重太意义", "重太"));
        assert!(!lies_across_words("制定行业准侧和办法", "准侧"));
        assert!(!lies_across_words("诚挚邀清各界人士", "邀清"));
        assert!(!lies_across_words("会议时问另行通知", "时问"));
    }
}
