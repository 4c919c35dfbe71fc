//! What a draft is: its characters, its lines, and the bytes it came from.

mod buffer;
pub mod chars;
pub mod counts;
mod decode;
mod document;
pub mod docx;
mod encoding;
mod excision;
mod line_table;
mod mask;
mod patch;
pub mod position;
pub(crate) mod positions;
mod recognition;
mod span;
mod utf16;

pub use buffer::Buffer;
pub use decode::{DecodeError, Decoded, decode, decode_in};
pub use document::Document;
pub use encoding::{Charset, Confidence, EncodeError, Encoding};
pub use excision::{Excised, OffsetMap};
pub use line_table::LineTable;
pub use mask::masked;
pub use position::{Position, PositionEncoding};
pub use span::{Span, Spans};

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
