//! Where characters stand, counted once for a whole text.
//!
//! A draft may be one line of fifty megabytes with a finding every few bytes. Counting from the start of the line for
//! each of them would take the square of its length, so the characters before a mark every kilobyte are counted once.

use std::ops::Range;

use super::position::floor_boundary;
use super::{LineTable, Position, PositionEncoding, slice};

/// Bytes between two marks.
const STRIDE: usize = 1024;

/// An index of one text. It says how wide the text is up to any place in it, in whatever columns count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Positions {
    /// What stands before byte `i * STRIDE`, one more than there are whole strides.
    marks: Vec<Count>,
}

/// So many characters start in a stretch of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    characters: usize,
    /// Those of them that are beyond the basic plane: two units of UTF-16.
    beyond: usize,
}

impl Count {
    /// Runs over bytes without branches, so that the compiler makes vector code of it.
    fn of(bytes: &[u8]) -> Self {
        Count {
            characters: bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count(),
            beyond: bytes.iter().filter(|&&byte| byte >= 0xf0).count(),
        }
    }

    fn and(self, other: Self) -> Self {
        Count { characters: self.characters + other.characters, beyond: self.beyond + other.beyond }
    }

    /// The same in columns, where `bytes` is how long the stretch is.
    fn columns(self, bytes: usize, encoding: PositionEncoding) -> usize {
        match encoding {
            PositionEncoding::Utf8 => bytes,
            PositionEncoding::Utf16 => self.characters + self.beyond,
            PositionEncoding::Utf32 => self.characters,
        }
    }
}

impl Positions {
    /// Counts the characters of `text`, in one pass.
    pub(crate) fn new(text: &str) -> Self {
        let (strides, _) = text.as_bytes().as_chunks::<STRIDE>();
        let mut marks = Vec::with_capacity(strides.len() + 1);
        let mut before = Count::default();
        marks.push(before);
        for stride in strides {
            before = before.and(Count::of(stride));
            marks.push(before);
        }
        Positions { marks }
    }

    /// The columns that everything before byte `offset` of `text` takes up. `text` is the one that was counted here
    /// and below.
    pub(crate) fn width_before(&self, text: &str, offset: usize, encoding: PositionEncoding) -> usize {
        let offset = offset.min(text.len());
        let mark = offset / STRIDE;
        let rest = text.as_bytes().get(mark * STRIDE..offset).unwrap_or_default();
        let before = self.marks.get(mark).copied().unwrap_or_default();
        before.and(Count::of(rest)).columns(offset, encoding)
    }

    /// The position of byte `offset`, as [`super::position::position_of`] has it.
    pub(crate) fn position_of(
        &self,
        text: &str,
        lines: &LineTable,
        offset: usize,
        encoding: PositionEncoding,
    ) -> Position {
        let line = lines.line_of(offset.min(text.len()));
        let content = lines.content_range(text, line);
        let end = floor_boundary(text, offset.clamp(content.start, content.end));
        let width = |offset| self.width_before(text, offset, encoding);
        Position { line, column: width(end) - width(content.start) }
    }

    /// The byte offset of `position`, as [`super::position::offset_of`] has it.
    pub(crate) fn offset_of(
        &self,
        text: &str,
        lines: &LineTable,
        position: Position,
        encoding: PositionEncoding,
    ) -> usize {
        if position.line >= lines.len() {
            return text.len();
        }
        let content = lines.content_range(text, position.line);
        let wanted = self.width_before(text, content.start, encoding).saturating_add(position.column);
        // The last mark on the line that is not behind the place; what is left is shorter than a stride and a character.
        let is_before = |at: usize, count: &Count| count.columns(at * STRIDE, encoding) <= wanted;
        let marks = content.start.div_ceil(STRIDE)..content.end / STRIDE + 1;
        let on_line: &[Count] = self.marks.get(marks.clone()).unwrap_or_default();
        let before = partition_point(on_line, |index, count| is_before(marks.start + index, count));
        let start = match before.checked_sub(1) {
            Some(last) => floor_boundary(text, (marks.start + last) * STRIDE),
            None => content.start,
        };
        let remaining = wanted.saturating_sub(self.width_before(text, start, encoding));
        start + encoding.bytes_within(slice(text, Range { start, end: content.end }), remaining)
    }
}

/// As the method of slices, for a test that needs to know the index.
fn partition_point(counts: &[Count], is_before: impl Fn(usize, &Count) -> bool) -> usize {
    let (mut low, mut high) = (0, counts.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match counts.get(middle) {
            Some(count) if is_before(middle, count) => low = middle + 1,
            _ => high = middle,
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::position::{offset_of, position_of};
    use super::PositionEncoding::{Utf8, Utf16, Utf32};
    use super::*;

    prop_compose! {
        /// Text with lines of a few bytes and lines of several strides, in characters of every width.
        fn long_text()(parts in prop::collection::vec(
            (prop::sample::select(vec!["a", "é", "稿", "😀", "稿😀é", "\n", "\r\n", "\r"]), 1..500usize), 0..12,
        )) -> String {
            parts.iter().map(|(part, times)| part.repeat(if part.starts_with(['\n', '\r']) { 1 } else { *times })).collect()
        }
    }

    proptest! {
        #[test]
        fn the_index_says_what_counting_says(
            text in long_text(),
            places in prop::collection::vec(any::<prop::sample::Index>(), 20),
        ) {
            let (lines, positions) = (LineTable::new(&text), Positions::new(&text));
            for encoding in [Utf8, Utf16, Utf32] {
                for place in &places {
                    let offset = place.index(text.len() + 2);
                    let counted = position_of(&text, &lines, offset, encoding);
                    prop_assert_eq!(positions.position_of(&text, &lines, offset, encoding), counted);
                    for column in [counted.column, counted.column + 1, counted.column * 2 + 1] {
                        let position = Position { column, ..counted };
                        let found = positions.offset_of(&text, &lines, position, encoding);
                        prop_assert_eq!(found, offset_of(&text, &lines, position, encoding));
                    }
                }
            }
        }
    }

    #[test]
    fn every_place_around_a_mark_is_found_in_every_encoding() {
        for character in ["a", "é", "稿", "😀"] {
            let text = character.repeat(3 * STRIDE);
            let (lines, positions) = (LineTable::new(&text), Positions::new(&text));
            for encoding in [Utf8, Utf16, Utf32] {
                for offset in (STRIDE - 8..STRIDE + 8).chain(text.len() - 8..text.len() + 2) {
                    let position = positions.position_of(&text, &lines, offset, encoding);
                    assert_eq!(position, position_of(&text, &lines, offset, encoding), "{character} {offset}");
                    let back = positions.offset_of(&text, &lines, position, encoding);
                    assert_eq!(back, offset_of(&text, &lines, position, encoding), "{character} {offset}");
                }
            }
        }
    }
}
