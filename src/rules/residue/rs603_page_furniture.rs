//! RS603: page numbers of a printed page.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::whole_lines;
use crate::finding::{Edit, Fix};
use crate::rules::{Check, RawDraft, Report, Residue, Rule, card_page};
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS603-page-furniture.md"), Check::Residue(check));

/// A line that is a page number and shows it: `— 5 —` (GB/T 9704-2012 7.5), 第 3 页 共 12 页, - 7 -.
static FRAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[~～—–\-·]+\s*\d{1,3}\s*[~～—–\-·]+|第\s*\d{1,3}\s*页(?:\s*[/／，,、]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*[/／]\s*\d{1,3}\s*页?|[Pp]age\s*\d{1,3})$",
    )
    .ok()
});

/// A page number that slipped into a line: `~ 26 ~`.
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\s*[~～]\s*\d{1,3}\s*[~～]\s*").ok());

/// Bare numbers on lines of their own count as page numbers when so many of them rise one by one.
const MIN_BARE: usize = 3;

fn check(draft: &RawDraft) -> Vec<Residue> {
    let mut found: Vec<Residue> = framed_lines(draft).chain(inline(draft.text)).collect();
    found.extend(bare_lines(draft));
    found
}

fn framed_lines<'a>(draft: &'a RawDraft) -> impl Iterator<Item = Residue> + 'a {
    let lines = draft.paragraphs.iter().map(|paragraph| paragraph.range.clone());
    let is_framed =
        |range: &Range<usize>| FRAMED.as_ref().is_some_and(|p| p.is_match(slice(draft.text, range.clone())));
    lines.filter(is_framed).map(|range| line_residue(draft.text, range))
}

fn line_residue(text: &str, range: Range<usize>) -> Residue {
    let line = whole_lines(text, &range);
    let message = format!("页码“{}”混入正文。", slice(text, range.clone()));
    let report = Report::new(range, message).fix(Fix::safe("删去页码", vec![Edit::delete(line.clone())]));
    Residue { report, cut: Some(line) }
}

fn inline(text: &str) -> Vec<Residue> {
    let Some(pattern) = INLINE.as_ref() else { return Vec::new() };
    let is_inside = |range: &Range<usize>| {
        let left = slice(text, 0..range.start).chars().next_back();
        left.is_some_and(|c| !c.is_ascii_digit() && (chars::is_han(c) || chars::is_point(c) || chars::is_closing(c)))
            && !slice(text, range.clone()).contains(['\n', '\r'])
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

/// Lines that are nothing but a number, rising one by one through the draft.
fn bare_lines(draft: &RawDraft) -> Vec<Residue> {
    let numbers: Vec<(u32, Range<usize>)> = draft
        .paragraphs
        .iter()
        .filter_map(|paragraph| {
            let line = slice(draft.text, paragraph.range.clone());
            let is_number = line.len() <= 3 && line.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| Some((line.parse().ok()?, paragraph.range.clone())))?
        })
        .collect();
    let rises = numbers.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if *b == a + 1));
    if numbers.len() < MIN_BARE || !rises {
        return Vec::new();
    }
    numbers.into_iter().map(|(_, range)| line_residue(draft.text, range)).collect()
}
