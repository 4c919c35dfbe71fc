//! Applying fixes the slow and obvious way, to compare with.

use gaolint::finding::{Applicability, Edit, Finding, Fix};
use gaolint::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The text after the fixes that fit, safe ones first, and their number.
pub(crate) fn apply_findings(text: &str, findings: &[Finding], allowed: Applicability) -> (String, usize) {
    let wanted = [Applicability::Safe, Applicability::Unsafe];
    let wanted = wanted.into_iter().filter(|applicability| [Applicability::Safe, allowed].contains(applicability));
    let preferred = || findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.preferred));
    let in_order = wanted.flat_map(|wanted| preferred().filter(move |fix| fix.applicability == wanted));
    apply(text, in_order)
}

/// The text after those of `fixes` that fit, first come first served, and their number.
pub(crate) fn apply<'a>(text: &str, fixes: impl Iterator<Item = &'a Fix>) -> (String, usize) {
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in fixes {
        if fits(text, fix, &accepted) {
            accepted.extend(&fix.edits);
            count += 1;
        }
    }
    accepted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut fixed = text.to_owned();
    for edit in accepted.iter().rev() {
        fixed.replace_range(edit.range.range(), &edit.new_text);
    }
    (fixed, count)
}

/// Whether all edits of `fix` can be made: it has some, they are in order, whole and apart from each other and from
/// those that are `accepted`.
fn fits(text: &str, fix: &Fix, accepted: &[&Edit]) -> bool {
    let boundaries: Vec<usize> =
        text.grapheme_indices(true).map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
    let is_whole =
        |range: &Span| range.start <= range.end && boundaries.contains(&range.start) && boundaries.contains(&range.end);
    let is_apart = |index: usize, edit: &Edit| {
        fix.edits
            .iter()
            .skip(index + 1)
            .all(|later| edit.range.start <= later.range.start && !meet(edit.range, later.range))
    };
    !fix.edits.is_empty()
        && fix.edits.iter().enumerate().all(|(index, edit)| is_apart(index, edit))
        && fix
            .edits
            .iter()
            .all(|edit| is_whole(&edit.range) && !accepted.iter().any(|other| meet(edit.range, other.range)))
}

/// Two edits meet where they share a character, or where one inserts at an edge of the other.
fn meet(a: Span, b: Span) -> bool {
    let inserts = a.is_empty() || b.is_empty();
    if inserts { a.start <= b.end && b.start <= a.end } else { a.start.max(b.start) < a.end.min(b.end) }
}
