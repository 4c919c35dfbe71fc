//! Parts of a text, and the characters at a place; nothing where a place is out of bounds or splits a character.

use super::span::Span;

/// The part of `text` in `span`, or nothing where that is out of bounds or splits a character.
pub fn slice(text: &str, span: impl Into<Span>) -> &str {
    text.get(span.into().range()).unwrap_or_default()
}

/// The text before `offset`.
pub fn before(text: &str, offset: usize) -> &str {
    text.get(..offset).unwrap_or_default()
}

/// The text from `offset` on.
pub fn after(text: &str, offset: usize) -> &str {
    text.get(offset..).unwrap_or_default()
}

/// How often `part` stands in `text`, without overlap, counted up to `most`.
pub fn occurrences(text: &str, part: &str, most: usize) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), part).take(most).count()
}

/// The character right before `offset`.
pub fn char_before(text: &str, offset: usize) -> Option<char> {
    before(text, offset).chars().next_back()
}

/// The character at `offset`.
pub fn char_at(text: &str, offset: usize) -> Option<char> {
    after(text, offset).chars().next()
}
