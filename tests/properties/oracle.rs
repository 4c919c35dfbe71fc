//! Applying fixes the slow and obvious way, to compare with.

use std::ops::Range;

use gaolint::finding::{Applicability, Edit, Finding, Fix};
use unicode_segmentation::UnicodeSegmentation;

/// The text after the fixes that fit, safe ones first, and their number.
pub(crate) fn apply_findings(text: &str, findings: &[Finding], allowed: Applicability) -> (String, usize) {
    let wanted = [Applicability::Safe, Applicability::Unsafe];
    let wanted = wanted.into_iter().filter(|applicability| [Applicability::Safe, allowed].contains(applicability));
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for applicability in wanted {
        let fixes = findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.preferred));
        for fix in fixes.filter(|fix| fix.applicability == applicability) {
            if fits(text, fix, &accepted) {
                accepted.extend(&fix.edits);
                count += 1;
            }
        }
    }
    accepted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut fixed = text.to_owned();
    for edit in accepted.iter().rev() {
        fixed.replace_range(edit.range.clone(), &edit.new_text);
    }
    (fixed, count)
}

fn fits(text: &str, fix: &Fix, accepted: &[&Edit]) -> bool {
    let boundaries: Vec<usize> =
        text.grapheme_indices(true).map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
    let is_whole = |range: &Range<usize>| boundaries.contains(&range.start) && boundaries.contains(&range.end);
    fix.edits.iter().all(|edit| is_whole(&edit.range) && !accepted.iter().any(|other| meet(&edit.range, &other.range)))
}

/// Two edits meet where they share a character, or where one inserts at an edge of the other.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    let inserts = a.is_empty() || b.is_empty();
    if inserts { a.start <= b.end && b.start <= a.end } else { a.start.max(b.start) < a.end.min(b.end) }
}
