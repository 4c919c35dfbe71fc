//! Points inside what belongs together: commas between the items of a list that is counted at its end (甲，乙，丙三条), and
//! a full stop between two phrases that are the object of one verb (领会了优先发展。率先发展教育的意义).

use crate::finding::{Edit, Fix};
use crate::rules::{Context, Report};
use crate::structure::numeral;
use crate::text::{Span, after, before, chars, slice};

/// An item has so many characters.
const ITEM: std::ops::RangeInclusive<usize> = 2..=4;

/// Lists of fewer are not counted, and of more not in one breath.
const COUNTED: std::ops::RangeInclusive<usize> = 3..=10;

/// What things are counted by.
const MEASURES: &str = "条个项家名位座所种类县市区镇乡村省大部台国方路样门支级批块片线州";

/// Characters that no name or term consists of.
const BETWEEN_WORDS: &str = "的了是在和与有也都就不而且或等把被我你他这那很要会能将从对为以及";

/// The points of the draft that stand inside what belongs together.
pub(super) fn parted(context: &Context) -> Vec<Report> {
    let lines = context.structure.paragraphs.iter().filter(|line| !line.is_table_row);
    lines
        .flat_map(|line| {
            let shown = slice(context.text, line.range);
            let mut reports = lists(shown, line.range.start);
            reports.extend(objects(shown, line.range.start));
            reports
        })
        .collect()
}

/// 江万，江阜，柳合三条新线: as many items as the number says, all of one length.
fn lists(line: &str, start: usize) -> Vec<Report> {
    let counts = line.char_indices().filter(|(_, c)| numeral::is_chinese_numeral(*c) || c.is_ascii_digit());
    counts.filter_map(|(at, _)| list(line, start, at)).collect()
}

fn list(line: &str, start: usize, at: usize) -> Option<Report> {
    let rest = after(line, at);
    let number = numeral::chinese(rest).or_else(|| numeral::arabic(rest))?;
    let count = usize::try_from(number.value).ok().filter(|count| COUNTED.contains(count))?;
    let measure = after(rest, number.len).chars().next().filter(|&c| MEASURES.contains(c))?;
    let head = before(line, at);
    let mut items = head.rsplitn(count, '，');
    let following: Vec<&str> = items.by_ref().take(count - 1).collect();
    let first = items.next()?;
    let lengths: Vec<usize> = following.iter().map(|item| item.chars().count()).collect();
    let is_name = |item: &&str| item.chars().all(|c| chars::is_han(c) && !BETWEEN_WORDS.contains(c));
    let are_alike = lengths.iter().all(|length| ITEM.contains(length) && Some(length) == lengths.first());
    let own = first.chars().rev().take(*lengths.first()?);
    let is_list = following.len() == count - 1
        && following.iter().all(is_name)
        && are_alike
        && own.clone().count() == *lengths.first()?
        && own.into_iter().all(chars::is_han);
    if !is_list {
        return None;
    }
    let comma = '，'.len_utf8();
    let commas = slice(line, first.len()..at).match_indices('，').map(|(offset, _)| start + first.len() + offset);
    let edits: Vec<Edit> = commas.map(|comma_at| Edit::replace(comma_at..comma_at + comma, "、")).collect();
    let end = start + at - following.first().map_or(0, |last| last.len());
    let count = slice(rest, 0..number.len + measure.len_utf8());
    let message = format!("“{count}”前面列举的各项是并列的词语，中间用顿号，不用逗号。");
    let fix = Fix::likely("改为顿号", edits);
    Some(Report::new(start + first.len()..end, message).fix(fix))
}

/// Verbs of what the mind does, whose object is a thought.
const MINDED: [&str; 16] = [
    "领会", "理解", "把握", "认识", "明确", "体会", "阐述", "论述", "阐明", "论证", "牢记", "懂得", "明白", "讲清",
    "说明", "体现",
];

/// What such an object ends with.
const THOUGHTS: [&str; 14] = [
    "意义",
    "重要性",
    "必要性",
    "紧迫性",
    "精神",
    "要求",
    "内涵",
    "实质",
    "道理",
    "方针",
    "原则",
    "理念",
    "战略",
    "作用",
];

/// Characters of a sentence that says something by itself.
const PREDICATES: &str = "是有了将要应须把被使让为";

/// The longest of two phrases, in characters.
const LONGEST: usize = 20;

/// 领会了优先发展。率先发展教育事业的重大意义: what follows the point says nothing by itself.
fn objects(line: &str, start: usize) -> Vec<Report> {
    let points = line.match_indices('。').map(|(at, point)| Span::new(at, at + point.len()));
    let cut = points.filter(|point| is_inside_object(before(line, point.start), after(line, point.end)));
    cut.map(|point| {
        let point = Span::new(start + point.start, start + point.end);
        let fix = Fix::likely("改为顿号", vec![Edit::replace(point, "、")]);
        Report::new(point, "句号把同一个动词的宾语断成了两截，并列的词语之间用顿号。").fix(fix)
    })
    .collect()
}

fn is_inside_object(head: &str, tail: &str) -> bool {
    let clause = head.rsplit(chars::is_point).next().unwrap_or_default();
    let object = tail.split(chars::is_point).next().unwrap_or_default();
    let phrase =
        MINDED.iter().filter_map(|verb| clause.rsplit_once(verb)).map(|(_, rest)| rest).min_by_key(|rest| rest.len());
    let Some(phrase) = phrase.map(|rest| rest.trim_start_matches('了')) else { return false };
    let is_short = |text: &str| (4..=LONGEST).contains(&text.chars().count()) && text.chars().all(chars::is_han);
    // The same verb in both: 优先发展, 率先发展.
    let shared: String = phrase.chars().rev().take(2).collect::<Vec<char>>().into_iter().rev().collect();
    let starts_alike = object.find(&shared).is_some_and(|at| at <= 2 * '一'.len_utf8());
    let is_thought = THOUGHTS.iter().any(|noun| object.ends_with(noun)) && object.contains('的');
    is_short(phrase)
        && is_short(object)
        && starts_alike
        && is_thought
        && !object.replace("重要", "").contains(|c| PREDICATES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(line: &str) -> usize {
        lists(line, 0).len()
    }

    #[test]
    fn as_many_items_as_the_number_says_are_a_list() {
        assert_eq!(listed("今年开通石柳，石湾，柳桥三条公交线。"), 1);
        assert_eq!(listed("会议决定，在石桥，柳林，上湾，下坪4个村试点。"), 1);
        for line in [
            "今年开通石柳、石湾、柳桥三条公交线。",
            "开通石柳，石湾，柳桥两条公交线。",
            "走进石桥，看望老人，送去三个火炉。",
            "第一年，修水渠，三条渠都通了。",
            "路修好了，水也通了，三个村都高兴。",
        ] {
            assert_eq!(listed(line), 0, "{line}");
        }
    }

    #[test]
    fn a_point_inside_the_object_of_a_verb_cuts_it() {
        assert!(is_inside_object("大家进一步明确了科学管理", "民主管理合作社的重要意义。"));
        for (head, tail) in [
            ("大家进一步明确了科学管理", "民主管理是办好合作社的要求。"),
            ("大家学习了文件", "民主管理合作社的重要意义。"),
            ("大家进一步明确了方向", "合作社的民主管理得到加强。"),
        ] {
            assert!(!is_inside_object(head, tail), "{head}。{tail}");
        }
    }
}
