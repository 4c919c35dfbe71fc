//! From byte offsets to the lines and columns a reader counts.

use crate::text::{Document, PositionEncoding};

/// A place in a draft. Line and column count from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextPosition {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) offset: usize,
}

/// Finds places in one draft and says them.
pub(crate) struct Places<'a> {
    document: &'a Document,
}

impl<'a> Places<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        Places { document }
    }

    /// The place of byte `offset`; past the end, that of the end.
    pub(crate) fn at(&self, offset: usize) -> TextPosition {
        let line = self.document.lines().line_of(offset);
        let start = self.document.lines().range(line).start;
        let characters_before = |offset| self.document.width_before(offset, PositionEncoding::Utf32);
        let column = characters_before(offset).saturating_sub(characters_before(start));
        TextPosition { line: line + 1, column: column + 1, offset }
    }

    /// The place of byte `offset` as a sentence says it: a paragraph in a Word document, which has no lines to count.
    pub(crate) fn spoken(&self, offset: usize) -> String {
        self.document.paragraph_at(offset).map_or_else(
            || {
                let TextPosition { line, column, .. } = self.at(offset);
                format!("第 {line} 行第 {column} 列")
            },
            ToString::to_string,
        )
    }

    /// The same where the line is enough.
    pub(crate) fn spoken_line(&self, offset: usize) -> String {
        let line = || format!("第 {} 行", self.at(offset).line);
        self.document.paragraph_at(offset).map_or_else(line, ToString::to_string)
    }

    /// What a reader finds the line by: its number, or that of the paragraph.
    pub(crate) fn number(&self, offset: usize) -> usize {
        self.document.paragraph_at(offset).map_or_else(|| self.at(offset).line, |paragraph| paragraph.number)
    }

    /// `path:line:column`, as compilers write it and editors read it, or a path and a paragraph.
    pub(crate) fn cited(&self, path: &str, offset: usize) -> String {
        let TextPosition { line, column, .. } = self.at(offset);
        let place = || format!("{path}:{line}:{column}");
        self.document.paragraph_at(offset).map_or_else(place, |paragraph| format!("{path}：{paragraph}"))
    }

    /// What has to stand before a message where the format knows lines only: the paragraph of a Word document.
    pub(crate) fn prefix(&self, offset: usize) -> String {
        self.document.paragraph_at(offset).map_or_else(String::new, |paragraph| format!("{paragraph}："))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_from_the_start_of_the_line() {
        let document = Document::new("甲𠀀乙\r\n丙丁");
        let places = Places::new(&document);
        assert_eq!(places.at(7), TextPosition { line: 1, column: 3, offset: 7 });
        assert_eq!(places.at(15), TextPosition { line: 2, column: 2, offset: 15 });
        assert_eq!(places.at(18), TextPosition { line: 2, column: 3, offset: 18 });
    }
}
