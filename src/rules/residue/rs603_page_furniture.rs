//! RS603: page numbers and running heads of a printed page.

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use super::broken_lines::{starts_with_marker, stops_inside};
use super::lines::whole_lines;
use super::wrap::{indentation, indents_paragraphs};
use crate::finding::{Edit, Fix};
use crate::knowledge::pairs::Pairs;
use crate::knowledge::seams::Seams;
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, TextKind, card_page};
use crate::text::{Span, after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("residue/RS603-page-furniture.md"), Check::Residue(check)).not_in(&[TextKind::WordMargin]);

/// A line that is a page number and shows it: `— 5 —` (GB/T 9704-2012 7.5), 第 3 页 共 12 页, - 7 -.
static FRAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[~～—–\-·]+\s*[0-9０-９]{1,3}\s*[~～—–\-·]+|第\s*[0-9０-９]{1,3}\s*页\s*[/／，,、（(]?\s*共\s*[0-9０-９]{1,3}\s*页[）)]?)$",
    )
    .ok()
});

/// A line that may be a page number, a reference to a page or a score: 第 3 页, Page 3, 3/12.
static COUNTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:第\s*(?P<page>[0-9０-９]{1,3})\s*页|(?P<part>[0-9０-９]{1,3})\s*[/／]\s*(?P<total>[0-9０-９]{1,3})\s*页?|[Pp]age\s*(?P<english>[0-9０-９]{1,3})(?:\s*of\s*[0-9０-９]{1,3})?)$",
    )
    .ok()
});

/// A page number that slipped into a line: `~ 26 ~`, `— 26 —`; 第 3 页 共 12 页 may as well be a reference to a page.
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"[ \u{3000}]*(?:(?P<framed>[~～][ ]*[0-9０-９]{1,3}[ ]*[~～]|[—–][ ]+[0-9０-９]{1,3}[ ]+[—–])|第[ ]*[0-9０-９]{1,3}[ ]*页[ ]*[/／，,、]?[ ]*共[ ]*[0-9０-９]{1,3}[ ]*页)[ \u{3000}]*",
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
    let is_number = |index: usize| is_number(line(draft, index));
    // Numbers below each other are a column of a table.
    let is_single = |index: &usize| !index.checked_sub(1).is_some_and(is_number) && !is_number(*index + 1);
    let framed = (0..draft.paragraphs.len()).filter(|index| matches(&FRAMED, line(draft, *index)));
    let mut sure: Vec<usize> = framed.chain(counted_pages(draft)).filter(is_single).collect();
    sure.sort_unstable();
    let (bare, is_sure) = bare_numbers(draft);
    let bare: Vec<usize> = if bare.iter().all(is_single) { bare } else { Vec::new() };
    // Most drafts have no page number, and need neither.
    let pairs = LazyCell::new(|| Pairs::of(draft.text));
    let is_indented = LazyCell::new(|| indents_paragraphs(draft));
    let habits = Habits { split: &|left, right| pairs.join(left, right), is_indented: &|| *is_indented };
    let pages = sure.iter().chain(bare.iter().filter(|_| is_sure));
    let mut found: Vec<Residue> = pages.map(|index| page_number(draft, &habits, *index)).collect();
    found.extend(bare.iter().filter(|_| !is_sure).map(|index| likely_page_number(draft, *index)));
    let numbers: Vec<usize> = sure.into_iter().chain(bare).collect();
    found.extend(running_heads(draft, &numbers));
    found.extend(inline(draft));
    found
}

fn matches(pattern: &LazyLock<Option<Regex>>, line: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

fn is_number(line: &str) -> bool {
    let is_bare = !line.is_empty() && line.len() <= 12 && line.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_bare || matches(&FRAMED, line) || matches(&COUNTED, line)
}

/// Lines that may be page numbers, where all of them stand beside running text and count the pages one by one.
fn counted_pages(draft: &RawDraft) -> Vec<usize> {
    let Some(pattern) = COUNTED.as_ref() else { return Vec::new() };
    let hits = (0..draft.paragraphs.len()).filter_map(|index| {
        let found = pattern.captures(line(draft, index))?;
        let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
        let page = number("page").or_else(|| number("part")).or_else(|| number("english"))?;
        Some((index, page, number("total")))
    });
    let pages: Vec<(usize, u32, Option<u32>)> = hits.collect();
    let counts = pages.windows(2).all(|two| matches!(two, [a, b] if b.1 == a.1 + 1 && a.2 == b.2));
    let fits = pages
        .iter()
        .all(|(index, page, total)| total.is_none_or(|total| *page <= total) && is_beside_body(draft, *index));
    if pages.len() >= MIN_RISING && counts && fits {
        pages.into_iter().map(|(index, ..)| index).collect()
    } else {
        Vec::new()
    }
}

/// Whether running text stands on one side of a line at least.
fn is_beside_body(draft: &RawDraft, index: usize) -> bool {
    let is_body = |index: usize| {
        let line = line(draft, index);
        line.chars().nth(MIN_BODY).is_some() && line.contains(chars::is_point)
    };
    index.checked_sub(1).is_some_and(is_body) || is_body(index + 1)
}

fn line<'a>(draft: &RawDraft<'a>, index: usize) -> &'a str {
    draft.paragraphs.get(index).map(|paragraph| slice(draft.text, paragraph.range)).unwrap_or_default()
}

/// What the rest of the draft says of a place, looked at when first asked for.
struct Habits<'a> {
    /// Whether two characters belong to one word.
    split: &'a dyn Fn(char, char) -> bool,
    /// Whether paragraphs start with an indentation.
    is_indented: &'a dyn Fn() -> bool,
}

/// What the fixes of a page number do.
const REMOVE: &str = "删去这一行";
const JOIN: &str = "删去页码，接上前后文";

/// The finding for a line that is a page number.
fn page_number(draft: &RawDraft, habits: &Habits, index: usize) -> Residue {
    let number = line(draft, index);
    let Some(gap) = broken_paragraph(draft, habits, index) else {
        return removal(draft, index, format!("页码“{number}”混入正文。"), Fix::safe);
    };
    let message = format!("页码“{number}”混入正文，把一段话断开了。");
    let range = draft.paragraphs.get(index).map(|paragraph| paragraph.range).unwrap_or_default();
    let removed = vec![Edit::delete(whole_lines(draft.text, range))];
    let joined = vec![Edit::delete(gap.range)];
    let report = Report::new(range, message).proof(Proof::PageNumber);
    let report = if gap.is_in_word {
        report.fix(Fix::safe(JOIN, joined))
    } else if gap.follows_mark {
        // The number goes whatever stands around it; what it leaves is a line that stops at a comma, for RS606 to join.
        report.fix(Fix::safe(REMOVE, removed)).fix(Fix::alternative(JOIN, joined))
    } else {
        // Without the number nothing would show that the two lines were one.
        report.fix(Fix::likely(JOIN, joined)).fix(Fix::alternative(REMOVE, removed))
    };
    Residue { report, cuts: vec![gap.range] }
}

/// What stands between two parts of a paragraph.
struct Gap {
    range: Span,
    /// Whether the draft writes the characters on both sides as a word.
    is_in_word: bool,
    /// Whether the first part stops at a comma.
    follows_mark: bool,
}

/// What stands between two parts of a sentence or paragraph that the page number keeps apart.
fn broken_paragraph(draft: &RawDraft, habits: &Habits, index: usize) -> Option<Gap> {
    let (first, second) = (draft.paragraphs.get(index.checked_sub(1)?)?, draft.paragraphs.get(index + 1)?);
    let (head, tail) = (slice(draft.text, first.range), slice(draft.text, second.range));
    let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
    let is_heading = starts_with_marker(draft, index - 1, first) && !head.contains(chars::is_point);
    let is_unindented = || indentation(draft, second) == 0 && (habits.is_indented)();
    let stops_inside = stops_inside(head, left);
    let is_in_word = stops_inside && (habits.split)(left, right);
    let goes_on = if stops_inside {
        // A page number in the middle of a sentence is a second sign that the sentence goes on behind it.
        is_in_word || (head.contains(chars::is_point) && tail.contains(chars::is_point))
    } else {
        head.contains(chars::is_point) && tail.chars().nth(MIN_BODY).is_some() && is_unindented()
    };
    let is_split = goes_on && !is_heading && !starts_with_marker(draft, index + 1, second);
    let follows_mark = stops_inside && matches!(left, '，' | ',' | '、');
    is_split.then_some(Gap { range: Span::new(first.range.end, second.range.start), is_in_word, follows_mark })
}

fn likely_page_number(draft: &RawDraft, index: usize) -> Residue {
    let message = format!("单独成行的“{}”像是混入正文的页码。", line(draft, index));
    Residue { cuts: Vec::new(), ..removal(draft, index, message, Fix::likely) }
}

type MakeFix = fn(&'static str, Vec<Edit>) -> Fix;

fn removal(draft: &RawDraft, index: usize, message: String, fix: MakeFix) -> Residue {
    let range = draft.paragraphs.get(index).map(|paragraph| paragraph.range).unwrap_or_default();
    let line = whole_lines(draft.text, range);
    let report = Report::new(range, message).fix(fix(REMOVE, vec![Edit::delete(line)])).proof(Proof::PageNumber);
    Residue { report, cuts: vec![line] }
}

/// Page numbers in a line. What only reads like one must cut a word.
fn inline(draft: &RawDraft) -> Vec<Residue> {
    let text = draft.text;
    let Some(pattern) = INLINE.as_ref().filter(|_| text.contains(['~', '～', '—', '–', '页'])) else {
        return Vec::new();
    };
    let parts = draft.resources.model.as_deref().and_then(|model| model.parts());
    let seams = parts.as_ref().map(Seams::new);
    let is_inside = |range: Span| {
        let left = before(text, range.start).chars().next_back();
        left.is_some_and(|c| chars::is_han(c) || chars::is_point(c) || chars::is_closing(c))
    };
    let hits = pattern.captures_iter(text).filter_map(|found| Some((Span::from(found.get(0)?), found.name("framed"))));
    hits.filter(|(range, _)| is_inside(*range))
        .filter_map(|(range, framed)| {
            let word = seams.and_then(|seams| seams.word(before(text, range.start), after(text, range.end)));
            let shown = slice(text, range).trim();
            let edits = vec![Edit::delete(range)];
            match (word, framed) {
                (Some(word), _) => {
                    let message = format!("页码“{shown}”混入正文，把“{word}”断开了。");
                    let report = Report::new(range, message);
                    let fix = Fix::likely(format!("删去页码，接成“{word}”"), edits);
                    Some(Residue { report: report.fix(fix), cuts: vec![range] })
                }
                (None, Some(_)) => {
                    let report = Report::new(range, format!("“{shown}”像是混入正文的页码。"));
                    Some(Residue { report: report.fix(Fix::likely("删去页码", edits)), cuts: Vec::new() })
                }
                (None, None) => None,
            }
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
    if !numbers.iter().all(|(_, index)| is_beside_body(draft, *index)) {
        return (Vec::new(), false);
    }
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
    let heads = repeated.flatten();
    heads
        .map(|(line, index)| Residue { cuts: Vec::new(), ..removal(draft, *index, message(line), Fix::likely) })
        .collect()
}
