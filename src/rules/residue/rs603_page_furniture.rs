//! RS603: page numbers and running heads of a printed page.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::whole_lines;
use super::rs606_broken_lines::{starts_with_marker, stops_inside};
use super::words::Pairs;
use super::wrap::{indentation, indents_paragraphs};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, TextKind, card_page};
use crate::text::{before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("residue/RS603-page-furniture.md"), Check::Residue(check)).not_in(&[TextKind::WordMargin]);

/// A line that is a page number and shows it: `— 5 —` (GB/T 9704-2012 7.5), 第 3 页 共 12 页, - 7 -.
static FRAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[~～—–\-·]+\s*\d{1,3}\s*[~～—–\-·]+|第\s*\d{1,3}\s*页(?:\s*[/／，,、]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*[/／]\s*\d{1,3}\s*页?|[Pp]age\s*\d{1,3})$",
    )
    .ok()
});

/// A page number that slipped into a line: `~ 26 ~`, 第 3 页 共 12 页.
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"[ \u{3000}]*(?:[~～][ ]*\d{1,3}[ ]*[~～]|[—–][ ]+\d{1,3}[ ]+[—–]|第[ ]*\d{1,3}[ ]*页[ ]*[/／，,、]?[ ]*共[ ]*\d{1,3}[ ]*页)[ \u{3000}]*",
    )
    .ok()
});

/// Bare numbers on lines of their own count as page numbers when so many of them rise one by one.
const MIN_CONSECUTIVE: usize = 3;

/// Between two lines of running text, so many rising numbers are enough.
const MIN_RISING: usize = 2;

/// A line of running text is at least so long, in characters.
const MIN_BODY: usize = 30;

/// A running head has so many characters, and stands beside so many page numbers.
const HEAD_LEN: std::ops::RangeInclusive<usize> = 4..=40;
const MIN_HEADS: usize = 2;

fn check(draft: &RawDraft) -> Vec<Residue> {
    let framed: Vec<usize> = (0..draft.paragraphs.len()).filter(|index| is_framed(line(draft, *index))).collect();
    let (bare, is_sure) = bare_numbers(draft);
    // Most drafts have no page number, and need neither.
    let pairs = LazyCell::new(|| Pairs::of(draft.text));
    let is_indented = LazyCell::new(|| indents_paragraphs(draft));
    let habits = Habits { split: &|left, right| pairs.join(left, right), is_indented: &|| *is_indented };
    let sure = framed.iter().chain(bare.iter().filter(|_| is_sure));
    let mut found: Vec<Residue> = sure.map(|index| page_number(draft, &habits, *index)).collect();
    found.extend(bare.iter().filter(|_| !is_sure).map(|index| likely_page_number(draft, *index)));
    let numbers: Vec<usize> = framed.into_iter().chain(bare).collect();
    found.extend(running_heads(draft, &numbers));
    found.extend(inline(draft.text));
    found
}

fn line<'a>(draft: &RawDraft<'a>, index: usize) -> &'a str {
    draft.paragraphs.get(index).map(|paragraph| slice(draft.text, paragraph.range.clone())).unwrap_or_default()
}

fn is_framed(line: &str) -> bool {
    FRAMED.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

/// What the rest of the draft says of a place, looked at when first asked for.
struct Habits<'a> {
    /// Whether two characters belong to one word.
    split: &'a dyn Fn(char, char) -> bool,
    /// Whether paragraphs start with an indentation.
    is_indented: &'a dyn Fn() -> bool,
}

/// The finding for a line that is a page number.
fn page_number(draft: &RawDraft, habits: &Habits, index: usize) -> Residue {
    let number = line(draft, index);
    let Some(gap) = broken_paragraph(draft, habits, index) else {
        return removal(draft, index, format!("页码“{number}”混入正文。"), Fix::safe);
    };
    let range = draft.paragraphs.get(index).map(|paragraph| paragraph.range.clone()).unwrap_or_default();
    let report = Report::new(range, format!("页码“{number}”混入正文，把一段话断开了。"))
        .fix(Fix::safe("删去页码，接上前后文", vec![Edit::delete(gap.clone())]))
        .proof(Proof::PageNumber);
    Residue { report, cut: Some(gap) }
}

/// What stands between two parts of a sentence or paragraph that the page number keeps apart.
fn broken_paragraph(draft: &RawDraft, habits: &Habits, index: usize) -> Option<Range<usize>> {
    let (first, second) = (draft.paragraphs.get(index.checked_sub(1)?)?, draft.paragraphs.get(index + 1)?);
    let (head, tail) = (slice(draft.text, first.range.clone()), slice(draft.text, second.range.clone()));
    let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
    let is_heading = starts_with_marker(draft, index - 1, first) && !head.contains(chars::is_point);
    let is_unindented = || indentation(draft, second) == 0 && (habits.is_indented)();
    let goes_on = if stops_inside(head, left) {
        (habits.split)(left, right)
    } else {
        head.contains(chars::is_point) && tail.chars().nth(MIN_BODY).is_some() && is_unindented()
    };
    let is_split = goes_on && !is_heading && !starts_with_marker(draft, index + 1, second);
    is_split.then_some(first.range.end..second.range.start)
}

fn likely_page_number(draft: &RawDraft, index: usize) -> Residue {
    let message = format!("单独成行的“{}”像是混入正文的页码。", line(draft, index));
    removal(draft, index, message, Fix::likely)
}

type MakeFix = fn(&'static str, Vec<Edit>) -> Fix;

fn removal(draft: &RawDraft, index: usize, message: String, fix: MakeFix) -> Residue {
    let range = draft.paragraphs.get(index).map(|paragraph| paragraph.range.clone()).unwrap_or_default();
    let line = whole_lines(draft.text, &range);
    let report =
        Report::new(range, message).fix(fix("删去这一行", vec![Edit::delete(line.clone())])).proof(Proof::PageNumber);
    Residue { report, cut: Some(line) }
}

fn inline(text: &str) -> Vec<Residue> {
    let Some(pattern) = INLINE.as_ref().filter(|_| text.contains(['~', '～', '—', '–', '页'])) else {
        return Vec::new();
    };
    let is_inside = |range: &Range<usize>| {
        let left = before(text, range.start).chars().next_back();
        left.is_some_and(|c| chars::is_han(c) || chars::is_point(c) || chars::is_closing(c))
    };
    pattern
        .find_iter(text)
        .map(|found| found.range())
        .filter(is_inside)
        .map(|range| {
            let message = format!("页码“{}”混入正文。", slice(text, range.clone()).trim());
            let report =
                Report::new(range.clone(), message).fix(Fix::safe("删去页码", vec![Edit::delete(range.clone())]));
            Residue { report, cut: Some(range) }
        })
        .collect()
}

/// Lines that are nothing but a number and rise through the draft, and whether they are page numbers for sure.
fn bare_numbers(draft: &RawDraft) -> (Vec<usize>, bool) {
    let number = |index: usize| {
        let line = line(draft, index);
        let is_number = line.len() <= 3 && !line.starts_with('0') && line.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| line.parse::<u32>().ok()).flatten().map(|number| (number, index))
    };
    let numbers: Vec<(u32, usize)> = (0..draft.paragraphs.len()).filter_map(number).collect();
    let indices = || numbers.iter().map(|(_, index)| *index).collect::<Vec<usize>>();
    let follow = |step: fn(u32, u32) -> bool| numbers.windows(2).all(|two| matches!(two, [a, b] if step(a.0, b.0)));
    if numbers.len() >= MIN_CONSECUTIVE && follow(|a, b| b == a + 1) {
        return (indices(), true);
    }
    // What stands in running text is no cell of a table.
    let is_body = |index: usize| line(draft, index).chars().nth(MIN_BODY).is_some();
    let in_body = |index: usize| index.checked_sub(1).is_some_and(is_body) && is_body(index + 1);
    if !numbers.iter().all(|(_, index)| in_body(*index)) || !follow(|a, b| b > a) {
        return (Vec::new(), false);
    }
    (indices(), numbers.len() >= MIN_RISING)
}

/// Lines beside page numbers that read the same again and again.
fn running_heads(draft: &RawDraft, numbers: &[usize]) -> Vec<Residue> {
    let beside = numbers.iter().flat_map(|index| [index.checked_sub(1), Some(index + 1)]).flatten();
    let mut heads: Vec<(&str, usize)> = beside
        .map(|index| (line(draft, index), index))
        .filter(|(line, _)| HEAD_LEN.contains(&line.chars().count()) && !line.contains(chars::is_sentence_end))
        .collect();
    heads.sort_unstable();
    heads.dedup();
    let repeated = heads.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() >= MIN_HEADS);
    let message = |line: &str| format!("页眉“{line}”混入正文。");
    repeated.flatten().map(|(line, index)| removal(draft, *index, message(line), Fix::likely)).collect()
}
