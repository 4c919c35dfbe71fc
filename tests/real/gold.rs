//! Scoring against a gold file: defects marked by proofreaders, one JSON object a line.

use std::collections::BTreeMap;
use std::ops::Range;

use gaolint::finding::{Finding, Fix};
use gaolint::fix;
use gaolint::text::Document;
use serde::Deserialize;

/// A stretch of this many lines without any mark was not read by the proofreaders.
const UNREAD_LINES: usize = 40;

/// One defect.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Item {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Byte offset in the draft.
    pub(crate) offset: usize,
    /// The defective text.
    pub(crate) text: String,
    /// What it should be; `None` where a person must decide.
    pub(crate) fix: Option<String>,
    /// What kind of defect it is.
    pub(crate) kind: String,
    /// `certain`, `likely` or `doubtful`.
    pub(crate) certainty: String,
}

/// The defects of a gold file.
pub(crate) fn read(lines: &str) -> serde_json::Result<Vec<Item>> {
    lines.lines().map(serde_json::from_str).collect()
}

impl Item {
    fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.text.len()
    }
}

/// The kinds of defect that findings of a code may be about.
fn kinds_of(code: &str) -> Vec<&'static str> {
    let number: u32 = code.get(2..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    match code.get(..2).unwrap_or_default() {
        "WD" | "TM" => vec!["typo"],
        "NU" if number == 311 => vec!["typo"],
        "ST" => vec!["numbering"],
        "CS" if number == 701 => vec!["duplicate_text", "punct_stray", "punct_width", "other"],
        "CS" => vec!["punct_stray", "punct_width", "other"],
        "RS" if number == 606 => vec!["broken_line"],
        "RS" if number == 608 => vec!["mojibake"],
        "RS" => vec!["watermark", "boilerplate", "page_residue", "placeholder"],
        "PU" => {
            let mut kinds = vec!["punct_stray", "punct_width", "other"];
            match number {
                201..=205 | 221 => kinds.extend(["quote_mismatch", "bracket_mismatch"]),
                212 => kinds.push("mojibake"),
                214 => kinds.push("space_in_word"),
                215 => kinds.push("broken_line"),
                _ => {}
            }
            kinds
        }
        _ => vec![],
    }
}

fn is_about(code: &str, kind: &str) -> bool {
    kinds_of(code).iter().any(|family| kind.starts_with(family))
}

/// Overlap, or touching where one of the two is an insertion point.
fn meets(finding: &Finding, item: &Item) -> bool {
    let (a, b) = (&finding.range, item.range());
    is_about(finding.code(), &item.kind)
        && if a.is_empty() || b.is_empty() {
            a.start <= b.end && b.start <= a.end
        } else {
            a.start < b.end && b.start < a.end
        }
}

/// Counts for one kind of defect.
#[derive(Debug, Default, Clone)]
pub(crate) struct Score {
    /// Certain defects.
    pub(crate) certain: usize,
    /// Certain defects that were found.
    pub(crate) found: usize,
    /// Certain defects with a known repair that were found with a preferred fix.
    pub(crate) fixed: usize,
    /// Of those, the ones the fix repairs as the gold says.
    pub(crate) fixed_right: usize,
}

/// The outcome of scoring a draft.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// By kind of defect.
    pub(crate) by_kind: BTreeMap<String, Score>,
    /// By code: findings on marked lines, and those of them that meet a defect of their family. Findings that
    /// meet only doubtful defects count for neither.
    pub(crate) by_code: BTreeMap<&'static str, (usize, usize)>,
    /// Certain defects that were missed.
    pub(crate) missed: Vec<Item>,
    /// Findings that meet no defect.
    pub(crate) wrong: Vec<Finding>,
}

/// Scores `findings`, as far as they lie where the proofreaders read, against `items`.
pub(crate) fn score(text: &str, items: &[Item], findings: &[Finding]) -> Scores {
    let marked = marked_ranges(text, items);
    let mut scores = Scores::default();
    for item in items.iter().filter(|item| item.certainty == "certain") {
        let score = scores.by_kind.entry(item.kind.clone()).or_default();
        score.certain += 1;
        let hits: Vec<&Finding> = findings.iter().filter(|finding| meets(finding, item)).collect();
        if hits.is_empty() {
            scores.missed.push(item.clone());
            continue;
        }
        score.found += 1;
        let fixes: Vec<_> = hits.iter().filter_map(|finding| finding.preferred_fix()).collect();
        if let (Some(right), false) = (&item.fix, fixes.is_empty()) {
            score.fixed += 1;
            let is_right = fixes.iter().any(|fix| repairs(text, items, item, right, fix));
            score.fixed_right += usize::from(is_right);
        }
    }
    for finding in findings.iter().filter(|finding| marked.iter().any(|range| range.contains(&finding.range.start))) {
        let met: Vec<&Item> = items.iter().filter(|item| meets(finding, item)).collect();
        if !met.is_empty() && met.iter().all(|item| item.certainty == "doubtful") {
            continue;
        }
        let (all, right) = scores.by_code.entry(finding.code()).or_default();
        *all += 1;
        if met.is_empty() {
            scores.wrong.push(finding.clone());
        } else {
            *right += 1;
        }
    }
    scores
}

/// Whether a fix gives what the gold says. One that takes out a block of whole lines may mend several items at once: it
/// is right when it takes out just what they do, line ends aside.
fn repairs(text: &str, items: &[Item], item: &Item, right: &str, fix: &Fix) -> bool {
    let fixed = fix::apply(text, [fix]).text;
    if fixed == splice(text, &item.range(), right) {
        return true;
    }
    let [edit] = fix.edits.as_slice() else { return false };
    if !(right.is_empty() && edit.new_text.is_empty() && text[edit.range.range()].contains('\n')) {
        return false;
    }
    let inside = |other: &&Item| edit.range.start <= other.offset && other.range().end <= edit.range.end;
    let taken: String = items
        .iter()
        .filter(inside)
        .filter(|other| other.fix.as_deref() == Some(""))
        .map(|other| other.text.as_str())
        .collect();
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    visible(&taken) == visible(&text[edit.range.range()])
}

/// The parts of the draft between the first and last mark, long unmarked stretches aside.
fn marked_ranges(text: &str, items: &[Item]) -> Vec<Range<usize>> {
    let document = Document::new(text);
    let mut lines: Vec<usize> = items.iter().map(|item| item.line.saturating_sub(1)).collect();
    lines.sort_unstable();
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match stretches.last_mut() {
            Some((_, last)) if line - *last <= UNREAD_LINES => *last = line,
            _ => stretches.push((line, line)),
        }
    }
    let range = |(first, last)| document.lines().range(first).start..document.lines().range(last).end;
    stretches.into_iter().map(range).collect()
}

fn splice(text: &str, range: &Range<usize>, new_text: &str) -> String {
    format!("{}{new_text}{}", &text[..range.start], &text[range.end..])
}
