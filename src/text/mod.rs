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
mod slices;
mod span;
mod strict;
mod utf16;

pub use buffer::Buffer;
pub use decode::{Decoded, decode, decode_in};
pub use document::Document;
pub use encoding::{Charset, Confidence, EncodeError, Encoding};
pub use excision::{Excised, OffsetMap};
pub use line_table::LineTable;
pub use mask::masked;
pub use position::{Position, PositionEncoding};
pub use slices::{after, before, char_at, char_before, occurrences, slice};
pub use span::{Span, Spans};
pub use strict::DecodeError;
