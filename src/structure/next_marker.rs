//! The marker that comes next where somebody is about to write an item.

use std::collections::HashMap;

use super::marker::{Kind, Marker};
use super::{Structure, numeral};
use crate::text::{after, before, chars, slice};

/// A marker is no longer than this, in characters.
const MAX_MARKER: usize = 8;

/// No more suggestions than a glance takes in.
const MAX_SUGGESTIONS: usize = 5;

/// Where an item may be about to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemStart {
    /// Nothing stands before it on its line.
    Line,
    /// After a mark that ends an item.
    Clause,
}

/// A marker that continues an open series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The marker, and the space after it where its siblings have one.
    pub text: String,
    /// The label of the item that it comes after.
    pub previous: String,
}

/// Where the beginning of a marker starts that stands at the end of `head`, the text before the cursor; the end of
/// `head` where nothing is written of it yet. `None` where no item can begin: in the middle of a sentence, say.
pub fn beginning(head: &str) -> Option<usize> {
    place(head).map(|(start, _)| start)
}

fn place(head: &str) -> Option<(usize, ItemStart)> {
    let line = after(head, line_start(head));
    let written =
        line.chars().rev().take(MAX_MARKER).take_while(|&c| is_of_marker(c)).map(char::len_utf8).sum::<usize>();
    let start = head.len() - written;
    let line_before = before(line, line.len() - written);
    // 一 after the bullet of a list, and after the sign of a Markdown heading.
    let is_decoration = |c: char| matches!(c, '#' | '>' | '*' | '-' | '•' | '●' | '◆') || chars::is_space(c);
    if line_before.chars().all(is_decoration) {
        Some((start, ItemStart::Line))
    } else if line_before.ends_with(|c| chars::is_sentence_end(c) || matches!(c, '；' | ';')) {
        Some((start, ItemStart::Clause))
    } else {
        None
    }
}

fn line_start(text: &str) -> usize {
    text.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// Whether a marker may begin or go on with `c`; the points that end one are left out.
fn is_of_marker(c: char) -> bool {
    numeral::is_chinese_numeral(c)
        || matches!(c, '（' | '(' | '第' | '其' | '首' | '先' | '次' | '再' | '0'..='9' | '０'..='９')
}

/// What may come next at the end of `text`, the likeliest first. `written` is what stands there of a marker already,
/// from its [`beginning`] on; `structure` is that of `text`.
pub fn next_markers(text: &str, written: &str, structure: &Structure) -> Vec<Suggestion> {
    let Some((_, place)) = place(text) else { return Vec::new() };
    let goes_on = text.trim_end().ends_with(['；', ';', '，', ',', '、']);
    open_items(structure)
        .into_iter()
        .filter(|open| match place {
            ItemStart::Line => open.item.at_start || goes_on,
            ItemStart::Clause => open.runs_on(line_start(text)),
        })
        .filter_map(|open| suggestion(text, open.item))
        .filter(|suggestion| completes(written, &suggestion.text))
        .take(MAX_SUGGESTIONS)
        .collect()
}

/// The last item of a series that is open.
struct Open<'a> {
    item: &'a Marker,
    /// The one before it in its series.
    previous: Option<&'a Marker>,
}

impl Open<'_> {
    /// Whether the series goes on in the line that starts at `line`: it stands there, and not as the opening of a
    /// paragraph for each item.
    fn runs_on(&self, line: usize) -> bool {
        let stands_here = line <= self.item.range.start;
        let may_share_the_line = !self.item.at_start || (self.item.kind.is_free() && self.previous.is_none());
        stands_here && may_share_the_line
    }
}

/// The item that `structure` ends in and those around it, innermost first.
fn open_items(structure: &Structure) -> Vec<Open<'_>> {
    let Some(segment) = structure.segments.last() else { return Vec::new() };
    let mut by_start = HashMap::new();
    for series in structure.series.iter().filter(|series| !series.is_enclosed) {
        let previous = std::iter::once(None).chain(series.items.iter().map(Some));
        for ((item, parent), previous) in series.items.iter().zip(&series.parents).zip(previous) {
            by_start.insert(item.range.start, (Open { item, previous }, *parent));
        }
    }
    let mut next = by_start.keys().copied().max();
    let mut chain = Vec::new();
    while let Some((open, parent)) = next.and_then(|start| by_start.remove(&start)) {
        next = parent;
        if segment.paragraphs.contains(&open.item.paragraph) {
            chain.push(open);
        }
    }
    chain
}

fn suggestion(text: &str, item: &Marker) -> Option<Suggestion> {
    let suffix = slice(text, item.number_range.end..item.range.end);
    let marker = match item.kind {
        Kind::Adverb => format!("{}{suffix}", ["其次", "再次"].get(item.number.checked_sub(1)? as usize)?),
        Kind::Come => format!("{}，", item.render(text, item.number + 1)?),
        _ => item.render(text, item.number + 1)?,
    };
    let space = after(text, item.range.end).chars().next().filter(|c| matches!(c, ' ' | '\u{3000}'));
    let space = space.filter(|_| item.at_start && !item.kind.is_free());
    Some(Suggestion { text: marker + &String::from_iter(space), previous: item.label(text).to_owned() })
}

/// Whether `written` is a proper beginning of `marker`, whatever its width.
fn completes(written: &str, marker: &str) -> bool {
    let mut marker = marker.chars();
    written.chars().all(|c| marker.next().is_some_and(|expected| narrow(expected) == narrow(c)))
        && marker.next().is_some()
}

fn narrow(c: char) -> char {
    match c {
        '（' => '(',
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(head: &str) -> Vec<String> {
        let Some(start) = beginning(head) else { return Vec::new() };
        let text = before(head, start);
        next_markers(text, after(head, start), &Structure::parse(text))
            .into_iter()
            .map(|suggestion| suggestion.text)
            .collect()
    }

    #[test]
    fn a_spoken_series_goes_on_in_its_paragraph() {
        assert_eq!(next("要做到：一是甲；"), ["二是"]);
        assert_eq!(next("一是甲。"), ["二是"]);
        assert_eq!(next("第一，甲。"), ["第二，"]);
        assert_eq!(next("首先，甲。"), ["其次，"]);
        assert_eq!(next("一来，甲；"), ["二来，"]);
        assert_eq!(next("要做到：（1）甲；"), ["（2）"]);
    }

    #[test]
    fn a_new_line_goes_on_with_any_level_the_innermost_first() {
        assert_eq!(next("一、甲\n（一）子\n（二）丑\n正文。\n"), ["（三）", "二、"]);
        assert_eq!(next("一、甲\n(一)子\n1. 寅\n　　"), ["2. ", "(二)", "二、"]);
        assert_eq!(next("## 一、甲\n正文\n## "), ["二、"]);
        assert_eq!(next("（一）子\n一是寅。\n"), ["二是", "（二）"]);
    }

    #[test]
    fn what_runs_in_a_paragraph_ends_with_it_unless_a_mark_says_no() {
        assert_eq!(next("（一）子\n要求：一是寅；二是卯。\n"), ["（二）"]);
        assert_eq!(next("（一）子\n要求：一是寅；\n"), ["二是", "（二）"]);
    }

    #[test]
    fn what_is_written_narrows_the_choice() {
        assert_eq!(next("一、甲\n（一）子\n二"), ["二、"]);
        assert_eq!(next("一、甲\n（一）子\n("), ["（二）"]);
        assert_eq!(next("一、甲\n（一）子\n（二"), ["（二）"]);
        assert_eq!(next("1.甲\n２"), ["2."]);
        assert_eq!(next("要做到：一是甲；二"), ["二是"]);
        assert_eq!(next("一、甲\n三"), [""; 0]);
    }

    #[test]
    fn nothing_is_offered_in_a_sentence_or_without_a_series() {
        for head in
            ["一是甲", "一是甲，", "一是甲，二", "一、甲\n正文", "甲。", "", "一、甲\n（一）子。", "一是甲；统一"]
        {
            assert_eq!(next(head), [""; 0], "{head}");
        }
    }

    #[test]
    fn items_that_open_paragraphs_are_not_offered_inside_one() {
        assert_eq!(next("一是甲。\n二是乙。"), [""; 0]);
        assert_eq!(next("一是甲。\n二是乙。\n"), ["三是"]);
        assert_eq!(next("（一）子。正文。"), [""; 0]);
    }

    #[test]
    fn a_new_document_starts_afresh() {
        assert_eq!(next("一、甲\n二、乙\n附件1\n"), [""; 0]);
    }

    #[test]
    fn a_notation_that_ends_is_not_continued() {
        assert_eq!(next("⑳甲\n"), [""; 0]);
        assert_eq!(next("要求：首先，甲。其次，乙。再次，丙。"), [""; 0]);
    }
}
