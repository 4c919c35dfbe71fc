//! PU214: spaces inside a sentence, between Chinese characters.

use std::cell::LazyCell;
use std::ops::Range;

use crate::finding::{Edit, Fix};
use crate::knowledge::pairs::Pairs;
use crate::rules::{Check, Context, Proof, Report, Rule, card_page};
use crate::structure::Paragraph;
use crate::structure::paragraph::is_running_text;
use crate::text::{after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU214-spaces.md"), Check::Language(check)).needs_simplified();

/// Measure words: a space before one is a number that was never filled in.
const MEASURES: [&str; 14] = ["个", "人", "名", "所", "家", "项", "户", "件", "次", "多个", "万", "亿", "年", "月"];

/// Characters that go on with a phrase, and start no sentence.
const GOES_ON: &str = "和与及的地得了";

/// The pairs of characters that the draft writes, read when first asked for.
type DraftPairs<'a> = LazyCell<Pairs, Box<dyn FnOnce() -> Pairs + 'a>>;

/// Words that start as a measure word does: a space before one of them is no gap.
const NOT_MEASURES: [&str; 12] =
    ["项目", "人民", "人员", "人大", "人才", "人口", "人均", "家庭", "家园", "名牌", "年度", "年轻"];

fn check(context: &Context) -> Vec<Report> {
    // Few drafts have a space that only the words of the draft can judge.
    let pairs: DraftPairs = LazyCell::new(Box::new(|| Pairs::of(context.text)));
    let paragraphs = context.structure.paragraphs.iter();
    let running = paragraphs.filter(|paragraph| is_running_text(slice(context.text, paragraph.range.clone())));
    running.flat_map(|paragraph| spaces(context, paragraph, &pairs)).collect()
}

fn spaces(context: &Context, paragraph: &Paragraph, pairs: &DraftPairs) -> Vec<Report> {
    let line = slice(context.text, paragraph.range.clone());
    let mut reports = Vec::new();
    let mut at = 0;
    while let Some(found) = after(line, at).find([' ', '\u{3000}']) {
        let start = at + found;
        let rest = after(line, start);
        let len = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
        at = start + len;
        let range = paragraph.range.start + start..paragraph.range.start + at;
        reports.extend(report(context, pairs, range, line, start));
    }
    reports
}

fn report(context: &Context, pairs: &DraftPairs, range: Range<usize>, line: &str, column: usize) -> Option<Report> {
    if context.structure.separates(&range) || context.structure.is_in_table(range.start) {
        return None;
    }
    let left = before(context.text, range.start).chars().next_back()?;
    let tail = after(context.text, range.end);
    let right = tail.chars().next()?;
    let joins = (chars::is_han(left) || matches!(left, '”' | '》'))
        && (chars::is_han(right) || (right == '“' && chars::is_han(left)));
    let are_known = pairs.meet(left, right);
    let starts = |words: &[&str]| words.iter().any(|word| tail.starts_with(word));
    let is_blank = !are_known && starts(&MEASURES) && !starts(&NOT_MEASURES);
    // 一、把握特点 过去几年: the space stands for a line break, which is another rule's business.
    let ends_heading = !are_known && !GOES_ON.contains(right) && ends_heading(context, &range, before(line, column));
    let is_usual = follows_title(context.text, range.start)
        || is_slogan(context, &range)
        || (is_in_title(line, column) && !pairs.join(left, right))
        || precedes_label(tail);
    (joins && !is_blank && !ends_heading && !is_usual).then(|| {
        let words = format!("{}{}", context_before(context.text, range.start), context_after(context.text, range.end));
        Report::new(range.clone(), format!("句中多了空格，应为“{words}”。"))
            .fix(Fix::safe("删去空格", vec![Edit::delete(range)]))
            .proof(Proof::SplitWord)
    })
}

/// Words that a name follows after a space: 记者 某某, 市长 某某.
const TITLES: [&str; 12] =
    ["记者", "市长", "省长", "县长", "区长", "主席", "书记", "局长", "厅长", "部长", "主任", "同志"];

fn follows_title(text: &str, at: usize) -> bool {
    let head = before(text, at);
    let last_word = head.rsplit([' ', '\u{3000}']).next().unwrap_or_default();
    let is_after_name = before(text, at - last_word.len()).trim_end().ends_with("记者");
    is_after_name || TITLES.iter().any(|title| head.ends_with(title))
}

/// Titles of works are set in parts: 《不忘初心 牢记使命》.
fn is_in_title(line: &str, column: usize) -> bool {
    let head = before(line, column);
    head.rfind('《').is_some_and(|open| !after(head, open).contains('》'))
}

/// 视频：某某 文字：某某 is a list of labels.
fn precedes_label(tail: &str) -> bool {
    tail.chars().take(6).any(|c| matches!(c, '：' | ':'))
}

/// Parts of a quoted slogan, each a phrase of its own: “好山好水 宜居宜游”.
fn is_slogan(context: &Context, range: &Range<usize>) -> bool {
    const MIN_PART: usize = 3;
    let quotes = &context.structure.quotes.matched;
    let place = quotes.partition_point(|pair| pair.open.start < range.start);
    let around = place.checked_sub(1).and_then(|place| quotes.get(place)).filter(|pair| pair.encloses(range.start));
    around.is_some_and(|pair| {
        let quoted = slice(context.text, pair.open.end..pair.close.start);
        quoted.split([' ', '\u{3000}']).all(|part| part.chars().count() >= MIN_PART && part.chars().all(chars::is_han))
    })
}

/// Whether only a short title stands before the space: all of the line, or what follows its marker. What 一是 opens is
/// no title.
fn ends_heading(context: &Context, range: &Range<usize>, head: &str) -> bool {
    let place = context.structure.markers.partition_point(|marker| marker.range.start < range.start);
    let marker = place.checked_sub(1).and_then(|place| context.structure.markers.get(place));
    let after_marker = marker.filter(|marker| {
        marker.at_start && !slice(context.text, marker.range.end..range.start).contains(chars::is_point)
    });
    after_marker.map_or_else(|| !head.contains(chars::is_point), |marker| !marker.kind.is_free())
}

fn context_before(text: &str, at: usize) -> String {
    let last: Vec<char> = before(text, at).chars().rev().take(2).take_while(|&c| !chars::is_point(c)).collect();
    last.into_iter().rev().collect()
}

fn context_after(text: &str, at: usize) -> String {
    after(text, at).chars().take(2).take_while(|&c| !chars::is_point(c)).collect()
}
