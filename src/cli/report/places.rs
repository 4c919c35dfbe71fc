//! From byte offsets to the lines and columns a reader counts.

use crate::text::Document;

/// A place in a draft. Line and column count from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) offset: usize,
}

/// Finds places in one draft. A file may be one line of fifty megabytes, so characters are counted once, up to a
/// mark every few kilobytes, and not again for every finding.
pub(crate) struct Places<'a> {
    document: &'a Document,
    /// Characters before byte `i * STRIDE`.
    marks: Vec<usize>,
}

const STRIDE: usize = 4096;

impl<'a> Places<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let mut characters = 0;
        let marks = document
            .text()
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = characters;
                characters += count_characters(chunk);
                before
            })
            .collect();
        Places { document, marks }
    }

    /// The place of byte `offset`; past the end, that of the end.
    pub(crate) fn at(&self, offset: usize) -> Place {
        let line = self.document.lines().line_of(offset);
        let start = self.document.lines().range(line).start;
        let column = self.characters_before(offset).saturating_sub(self.characters_before(start));
        Place { line: line + 1, column: column + 1, offset }
    }

    /// The place of byte `offset` as a sentence says it: a paragraph in a Word document, which has no lines to count.
    pub(crate) fn spoken(&self, offset: usize) -> String {
        self.document.paragraph_at(offset).map_or_else(
            || {
                let Place { line, column, .. } = self.at(offset);
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
        let Place { line, column, .. } = self.at(offset);
        let place = || format!("{path}:{line}:{column}");
        self.document.paragraph_at(offset).map_or_else(place, |paragraph| format!("{path}：{paragraph}"))
    }

    /// What has to stand before a message where the format knows lines only: the paragraph of a Word document.
    pub(crate) fn prefix(&self, offset: usize) -> String {
        self.document.paragraph_at(offset).map_or_else(String::new, |paragraph| format!("{paragraph}："))
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.document.text().len());
        let mark = offset / STRIDE;
        let rest = self.document.text().as_bytes().get(mark * STRIDE..offset).unwrap_or_default();
        match self.marks.get(mark) {
            Some(before) => before + count_characters(rest),
            // The text ends exactly on a mark.
            None => self.marks.last().copied().unwrap_or_default() + self.last_chunk(),
        }
    }

    fn last_chunk(&self) -> usize {
        self.document.text().as_bytes().chunks(STRIDE).next_back().map_or(0, count_characters)
    }
}

/// The characters that start in `bytes`.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_from_the_start_of_the_line() {
        let document = Document::new("甲𠀀乙\r\n丙丁");
        let places = Places::new(&document);
        assert_eq!(places.at(7), Place { line: 1, column: 3, offset: 7 });
        assert_eq!(places.at(15), Place { line: 2, column: 2, offset: 15 });
        assert_eq!(places.at(18), Place { line: 2, column: 3, offset: 18 });
    }

    #[test]
    fn long_lines_are_counted_as_short_ones_are() {
        for length in [STRIDE - 1, STRIDE, STRIDE + 1, 3 * STRIDE] {
            let text: String = std::iter::repeat_n('字', length).collect();
            let document = Document::new(text.as_str());
            let places = Places::new(&document);
            for column in [0, 1, STRIDE / 3, STRIDE / 2, length - 1, length] {
                assert_eq!(places.at(3 * column).column, column + 1);
            }
        }
    }
}
