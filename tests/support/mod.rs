//! What the tests of rules share.

use gaolint::text::Span;

/// Takes the `⟦…⟧` out of `marked` and returns the spans they enclosed.
pub(crate) fn unmark(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans: Vec<Span> = Vec::new();
    for c in marked.chars() {
        match c {
            '⟦' => spans.push(Span::empty(text.len())),
            '⟧' => spans.last_mut().expect("⟧ follows ⟦").end = text.len(),
            _ => text.push(c),
        }
    }
    (text, spans)
}
