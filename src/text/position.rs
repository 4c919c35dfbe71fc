//! Lines and columns, as the two faces of the program speak of them.
//!
//! Inside, a place is a byte offset. Outside it is a line and a column, and what a column counts differs: the
//! command line counts characters, an editor counts bytes or UTF-16 code units, whichever it has agreed on.
//! Nothing here fails: a place that does not exist becomes the nearest one before it that does.

use super::{LineTable, slice};

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PositionEncoding {
    /// Bytes of the UTF-8 text.
    Utf8,
    /// UTF-16 code units: characters beyond the basic plane count twice.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place in a text. Both numbers count from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The units of the encoding before the place, on its line.
    pub column: usize,
}

impl PositionEncoding {
    /// How many columns `text` takes up.
    ///
    /// Both counts run over bytes without branches, so the compiler makes vector code of them; summing
    /// `char::len_utf16` would be several times slower.
    pub fn width(self, text: &str) -> usize {
        match self {
            PositionEncoding::Utf8 => text.len(),
            PositionEncoding::Utf16 => text.chars().count() + text.bytes().filter(|&byte| byte >= 0xF0).count(),
            PositionEncoding::Utf32 => text.chars().count(),
        }
    }

    /// How many columns one character takes up.
    fn width_of(self, character: char) -> usize {
        match self {
            PositionEncoding::Utf8 => character.len_utf8(),
            PositionEncoding::Utf16 => character.len_utf16(),
            PositionEncoding::Utf32 => 1,
        }
    }

    /// The length in bytes of the longest beginning of `text` that is no wider than `column`.
    pub(super) fn bytes_within(self, text: &str, column: usize) -> usize {
        let mut remaining = column;
        for (offset, character) in text.char_indices() {
            match remaining.checked_sub(self.width_of(character)) {
                Some(rest) => remaining = rest,
                None => return offset,
            }
        }
        text.len()
    }
}

/// The position of byte `offset` of `text`, whose lines are `lines`. An offset past the end means the end; one
/// inside a character means the character's start; one inside `\r\n` means the end of that line's content.
pub fn position_of(text: &str, lines: &LineTable, offset: usize, encoding: PositionEncoding) -> Position {
    let line = lines.line_of(offset.min(text.len()));
    let content = lines.content_range(text, line);
    let end = floor_boundary(text, offset.clamp(content.start, content.end));
    Position { line, column: encoding.width(slice(text, content.start..end)) }
}

/// The byte offset of `position` in `text`, whose lines are `lines`. A line past the last means the end of the
/// text; a column past the line's content means the content's end; one inside a character means its start.
pub fn offset_of(text: &str, lines: &LineTable, position: Position, encoding: PositionEncoding) -> usize {
    if position.line >= lines.len() {
        return text.len();
    }
    let content = lines.content_range(text, position.line);
    content.start + encoding.bytes_within(slice(text, content), position.column)
}

/// `offset`, or the start of the character it lies in.
pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|&candidate| text.is_char_boundary(candidate)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PositionEncoding::{Utf8, Utf16, Utf32};
    use super::*;
    use crate::text::{after, before};

    const ENCODINGS: [PositionEncoding; 3] = [Utf8, Utf16, Utf32];

    fn position(text: &str, offset: usize, encoding: PositionEncoding) -> (usize, usize) {
        let found = position_of(text, &LineTable::new(text), offset, encoding);
        (found.line, found.column)
    }

    fn offset(text: &str, line: usize, column: usize, encoding: PositionEncoding) -> usize {
        offset_of(text, &LineTable::new(text), Position { line, column }, encoding)
    }

    #[test]
    fn columns_count_what_the_encoding_counts() {
        let text = "a稿😀b";
        assert_eq!(ENCODINGS.map(|encoding| position(text, 8, encoding)), [(0, 8), (0, 4), (0, 3)]);
        assert_eq!(offset(text, 0, 8, Utf8), 8);
        assert_eq!(offset(text, 0, 4, Utf16), 8);
        assert_eq!(offset(text, 0, 3, Utf32), 8);
    }

    #[test]
    fn a_column_inside_a_character_means_its_start() {
        let text = "稿😀b";
        assert_eq!(offset(text, 0, 2, Utf16), 3);
        assert_eq!([1, 2, 3, 4, 5, 6, 7].map(|column| offset(text, 0, column, Utf8)), [0, 0, 3, 3, 3, 3, 7]);
        assert_eq!(position(text, 5, Utf16), (0, 1));
    }

    #[test]
    fn nothing_lies_between_cr_and_lf() {
        let text = "一\r\n二";
        assert_eq!(position(text, 4, Utf32), (0, 1));
        assert_eq!(position(text, 5, Utf32), (1, 0));
        assert_eq!(ENCODINGS.map(|encoding| offset(text, 0, 4, encoding)), [3, 3, 3]);
    }

    #[test]
    fn the_line_separator_character_ends_no_line() {
        let text = "一\u{2028}二\u{b}三";
        assert_eq!(position(text, 9, Utf16), (0, 3));
        assert_eq!(offset(text, 0, 3, Utf16), 9);
    }

    #[test]
    fn absurd_places_are_clamped() {
        for encoding in ENCODINGS {
            assert_eq!(offset("一\n二", 0, usize::MAX, encoding), 3);
            assert_eq!(offset("一\n二", 7, 0, encoding), 7);
            assert_eq!(offset("一\n二", usize::MAX, usize::MAX, encoding), 7);
            assert_eq!(offset("", 3, 3, encoding), 0);
            assert_eq!(position("一\n", usize::MAX, encoding), (1, 0));
        }
    }

    prop_compose! {
        /// Text in which every kind of width and every kind of line end is common.
        fn lively_text()(parts in prop::collection::vec(
            prop::sample::select(vec!["a", "é", "稿", "，", "😀", "𠮷", "\n", "\r\n", "\r", "\u{2028}", "e\u{301}"]),
            0..40,
        )) -> String {
            parts.concat()
        }
    }

    proptest! {
        #[test]
        fn every_character_boundary_outside_crlf_goes_there_and_back(text in lively_text()) {
            let lines = LineTable::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let inside_crlf = before(&text, offset).ends_with('\r') && after(&text, offset).starts_with('\n');
                for encoding in ENCODINGS {
                    let position = position_of(&text, &lines, offset, encoding);
                    let expected = if inside_crlf { offset - 1 } else { offset };
                    prop_assert_eq!(offset_of(&text, &lines, position, encoding), expected);
                }
            }
        }

        #[test]
        fn any_place_is_a_boundary_no_later_than_asked(text in lively_text(), line in 0..50usize, column in 0..200usize) {
            let lines = LineTable::new(&text);
            for encoding in ENCODINGS {
                let offset = offset_of(&text, &lines, Position { line, column }, encoding);
                prop_assert!(text.is_char_boundary(offset));
                let found = position_of(&text, &lines, offset, encoding);
                prop_assert!((found.line, found.column) <= (line, column));
            }
        }

        #[test]
        fn widths_agree_with_the_standard_library(text in lively_text()) {
            prop_assert_eq!(Utf16.width(&text), text.encode_utf16().count());
            prop_assert_eq!(Utf32.width(&text), text.chars().count());
            prop_assert_eq!(ENCODINGS.map(|e| text.chars().map(|c| e.width_of(c)).sum::<usize>()), ENCODINGS.map(|e| e.width(&text)));
        }
    }
}
