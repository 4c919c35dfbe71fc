//! What the tests of rules share.

use std::ops::Range;

/// Takes the `⟦…⟧` out of `marked` and returns the spans they enclosed.
pub(crate) fn unmark(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for c in marked.chars() {
        match c {
            '⟦' => spans.push(text.len()..text.len()),
            '⟧' => spans.last_mut().expect("⟧ follows ⟦").end = text.len(),
            _ => text.push(c),
        }
    }
    (text, spans)
}
