//! The text of an open file, as an editor changes it.
//!
//! A rope takes edits of a long file without copying it. It never leaves this file: everything else reads the
//! immutable [`Document`] that [`Buffer::document`] makes of it, once between two edits.

use std::ops::Range;

use ropey::Rope;

use super::{Document, Position, PositionEncoding};

/// An editable text.
#[derive(Debug, Clone)]
pub struct Buffer {
    rope: Rope,
    snapshot: Option<Document>,
}

impl Buffer {
    /// A buffer that holds `text`.
    pub fn new(text: &str) -> Self {
        Buffer { rope: Rope::from_str(text), snapshot: None }
    }

    /// The text as it stands. Cheap until the next edit.
    pub fn document(&mut self) -> Document {
        let rope = &self.rope;
        self.snapshot.get_or_insert_with(|| Document::new(rope.to_string())).clone()
    }

    /// Puts `new_text` in place of the whole text.
    pub fn replace_all(&mut self, new_text: &str) {
        *self = Buffer::new(new_text);
    }

    /// Puts `new_text` in place of what stands between two positions. Positions that do not exist are clamped as
    /// in [`super::position::offset_of`]; a range that runs backward is turned round.
    pub fn replace(&mut self, range: Range<Position>, encoding: PositionEncoding, new_text: &str) {
        let start = self.character_at(range.start, encoding);
        let end = self.character_at(range.end, encoding);
        let characters = start.min(end)..start.max(end);
        self.snapshot = None;
        // Both offsets are clamped, so that neither call can fail.
        let inserted_at = characters.start;
        let _ = self.rope.try_remove(characters);
        let _ = self.rope.try_insert(inserted_at, new_text);
    }

    /// The character offset of `position`: every step is O(log n).
    fn character_at(&self, position: Position, encoding: PositionEncoding) -> usize {
        let Ok(line_start) = self.rope.try_line_to_char(position.line) else { return self.rope.len_chars() };
        let line_end = line_start + self.content_length(position.line);
        let found = match encoding {
            PositionEncoding::Utf32 => Some(line_start.saturating_add(position.column)),
            PositionEncoding::Utf16 => self.rope.try_char_to_utf16_cu(line_start).ok().and_then(|start| {
                let unit = start.saturating_add(position.column).min(self.rope.len_utf16_cu());
                self.rope.try_utf16_cu_to_char(unit).ok()
            }),
            PositionEncoding::Utf8 => self.rope.try_char_to_byte(line_start).ok().and_then(|start| {
                let byte = start.saturating_add(position.column).min(self.rope.len_bytes());
                self.rope.try_byte_to_char(byte).ok()
            }),
        };
        found.unwrap_or(line_start).clamp(line_start, line_end)
    }

    /// The characters of a line without its line end.
    fn content_length(&self, line: usize) -> usize {
        let Some(line) = self.rope.get_line(line) else { return 0 };
        let last = line.len_chars();
        let line_end = line.chars_at(last).reversed().take_while(|character| matches!(character, '\n' | '\r')).count();
        last - line_end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::position::offset_of;
    use super::PositionEncoding::{Utf8, Utf16, Utf32};
    use super::*;

    fn place(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn an_edit_after_an_emoji_lands_where_the_editor_means_it() {
        for (encoding, columns) in [(Utf8, 7..10), (Utf16, 3..4), (Utf32, 2..3)] {
            let mut buffer = Buffer::new("😀稿件\r\n下行");
            buffer.replace(place(0, columns.start)..place(0, columns.end), encoding, "子");
            assert_eq!(buffer.document().text(), "😀稿子\r\n下行", "{encoding:?}");
        }
    }

    #[test]
    fn a_snapshot_is_kept_until_the_next_edit_and_stays_what_it_was() {
        let mut buffer = Buffer::new("甲");
        let before = buffer.document();
        assert!(std::ptr::eq(before.text(), buffer.document().text()));
        buffer.replace(place(0, 1)..place(0, 1), Utf16, "乙");
        assert_eq!((before.text(), buffer.document().text()), ("甲", "甲乙"));
    }

    #[test]
    fn backward_and_absurd_ranges_are_mended() {
        let mut buffer = Buffer::new("一二三");
        buffer.replace(place(0, 2)..place(0, 1), Utf16, "");
        assert_eq!(buffer.document().text(), "一三");
        buffer.replace(place(usize::MAX, usize::MAX)..place(9, 9), Utf8, "四");
        assert_eq!(buffer.document().text(), "一三四");
    }

    /// The same edit on a plain string: what the rope must equal.
    fn edit_string(text: &mut String, range: &Range<Position>, encoding: PositionEncoding, new_text: &str) {
        let document = Document::new(text.as_str());
        let [start, end] = [range.start, range.end].map(|at| offset_of(text, document.lines(), at, encoding));
        text.replace_range(start.min(end)..start.max(end), new_text);
    }

    prop_compose! {
        fn lively_text(most: usize)(parts in prop::collection::vec(
            prop::sample::select(vec!["a", "稿", "，", "😀", "𠮷", "\n", "\r\n", "\r", "\u{2028}", "\u{b}"]), 0..most,
        )) -> String {
            parts.concat()
        }
    }

    prop_compose! {
        fn any_edit()(lines in prop::array::uniform2(0..12usize), columns in prop::array::uniform2(0..25usize),
                      text in lively_text(8)) -> (Range<Position>, String) {
            (place(lines[0], columns[0])..place(lines[1], columns[1]), text)
        }
    }

    proptest! {
        #[test]
        fn edits_through_the_rope_equal_edits_on_a_string(
            text in lively_text(60),
            edits in prop::collection::vec(any_edit(), 1..20),
            encoding in prop::sample::select(vec![Utf8, Utf16, Utf32]),
        ) {
            let mut buffer = Buffer::new(&text);
            let mut plain = text;
            for (range, new_text) in edits {
                edit_string(&mut plain, &range, encoding, &new_text);
                buffer.replace(range, encoding, &new_text);
                let document = buffer.document();
                prop_assert_eq!(document.text(), plain.as_str());
            }
        }
    }
}
