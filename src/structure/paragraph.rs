//! Paragraphs: the lines of a draft that hold something.

use crate::text::{Span, chars};

/// One non-blank line. Plain-text drafts hold one paragraph a line; a paragraph that was broken over several
/// lines shows itself by [`Paragraph::is_cut`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The line without the space around it, ideographic spaces included.
    pub range: Span,
    /// Whether the text breaks off and most likely goes on in the next paragraph (a hard-wrapped line).
    pub is_cut: bool,
    /// Whether it is a row of a table drawn in text: it holds cells, not sentences. What a rule says of sentences,
    /// final points, line breaks or numbering holds for no such line; see [`super::table`] for its cells.
    pub is_table_row: bool,
    /// How deep a heading the line is, where it is written as one of Markdown: `## 主要做法`. Drafts have such headings
    /// whatever their file is called; what is numbered below them starts afresh.
    pub heading_depth: Option<u8>,
}

/// A line of running text is longer than this, in characters; shorter ones are headings, signatures and tables.
const MIN_SENTENCE: usize = 30;

/// More spaces than this in a line, one to so many characters, and it is a list or a table.
const MAX_DENSITY: usize = 12;

/// Whether `line` has a point in it and is no list of names.
pub fn is_running_text(line: &str) -> bool {
    let length = line.chars().count();
    let gaps = line.split([' ', '\u{3000}']).filter(|part| !part.is_empty()).count().saturating_sub(1);
    length > MIN_SENTENCE && line.contains(chars::is_point) && gaps * MAX_DENSITY <= length
}
