//! PU215: marks that no line starts or ends with, where the lines are not joined for other reasons already.

use crate::finding::{Edit, Fix};
use crate::rules::residue::broken_lines;
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::{Span, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU215-mark-at-line-edge.md"), Check::Layout(check));

/// A line that breaks off is at least so long; shorter ones are buttons and cells of a page. In characters.
const MIN_LINE: usize = 4;

fn check(draft: &RawDraft) -> Vec<Residue> {
    let lines = draft.paragraphs.windows(2);
    let mut found: Vec<Residue> = lines
        .filter_map(|two| if let [first, second] = two { broken_at_mark(draft.text, first, second) } else { None })
        .collect();
    if !found.is_empty() {
        let joined = broken_lines::breaks(draft);
        found.retain(|residue| !residue.cuts.iter().any(|gap| joined.contains(gap)));
    }
    found
}

/// The break between two lines, where a mark on either side of it belongs to the other line.
fn broken_at_mark(text: &str, first: &Paragraph, second: &Paragraph) -> Option<Residue> {
    let (head, tail) = (slice(text, first.range), slice(text, second.range));
    let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
    head.chars().nth(MIN_LINE)?;
    let (place, message): (Span, String) = if is_point(right) || closes(head, right) {
        let place = Span::new(first.range.end, second.range.start + right.len_utf8());
        (place, format!("“{right}”不能放在一行开头，应接在上一行之后。"))
    } else if opens(head, left) {
        (
            Span::new(first.range.end - left.len_utf8(), second.range.start),
            format!("“{left}”不能放在一行末尾，应与下一行相接。"),
        )
    } else {
        return None;
    };
    let gap = Span::new(first.range.end, second.range.start);
    let edits = vec![Edit::delete(gap)];
    // A point after a point has lost its words: there the lines are read as they stand.
    let is_certain = !is_point(right) || chars::is_han(left) || chars::is_closing(left);
    let fix = if is_certain { Fix::safe("接上", edits) } else { Fix::likely("接上", edits) };
    Some(Residue {
        report: Report::new(place, message).fix(fix).proof(Proof::SplitLine),
        cuts: is_certain.then_some(gap).into_iter().collect(),
    })
}

/// GB/T 15834-2011 5.1.1: these never open a line.
fn is_point(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | '？' | '！')
}

const PAIRS: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('（', '）'), ('《', '》'), ('〈', '〉')];

/// Whether `mark` closes what `line` leaves open.
fn closes(line: &str, mark: char) -> bool {
    PAIRS.iter().any(|(open, close)| mark == *close && depth(line, *open, *close) == 1)
}

/// Whether `mark`, the last of `line`, opens something; after another that is still open it is a closing mark the
/// wrong way round.
fn opens(line: &str, mark: char) -> bool {
    PAIRS.iter().any(|(open, close)| mark == *open && depth(line, *open, *close) == 1)
}

/// How many pairs are open at the end of `line`; nothing where it closes more than it opens.
fn depth(line: &str, open: char, close: char) -> usize {
    let marks = line.matches([open, close]);
    marks
        .map(|mark| mark.starts_with(open))
        .try_fold(0_usize, |depth, opens| if opens { Some(depth + 1) } else { depth.checked_sub(1) })
        .unwrap_or(0)
}
