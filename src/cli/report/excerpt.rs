//! The part of a line that is worth showing: a paragraph of a speech is one line of a thousand characters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::{Document, Span, slice};

/// Part of a line, and where the marked text is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Never contains a line end.
    pub(super) text: String,
    /// Bytes of `text`.
    pub(super) marked: Span,
    /// Whether the marked text goes on in the next line.
    pub(super) goes_on: bool,
}

const ELLIPSIS: &str = "…";
/// Columns around and including the marked text; columns of the marked text itself.
const WIDTH: usize = 76;
const MARKED_WIDTH: usize = 40;

impl Excerpt {
    /// The surroundings of `range` (cut to its first line), at most [`WIDTH`] terminal columns.
    pub(super) fn around(document: &Document, range: Span) -> Self {
        let text = document.text();
        let line = document.lines().content_range(text, document.lines().line_of(range.start));
        let start = range.start.min(line.end);
        let end = range.end.clamp(start, line.end);
        let (marked, marked_width) = head(slice(text, start..end), MARKED_WIDTH);
        let is_cut = marked.len() < end - start;

        let room = WIDTH.saturating_sub(marked_width);
        let before = slice(text, line.start..start);
        let after = if is_cut { "" } else { slice(text, end..line.end) };
        let (_, width_after) = head(after, room / 2);
        let (left, width_left) = tail(before, room - width_after);
        let (right, _) = head(after, room - width_left);

        let mut excerpt = String::new();
        if left.len() < before.len() {
            excerpt.push_str(ELLIPSIS);
        }
        excerpt.push_str(left);
        let marked_start = excerpt.len();
        excerpt.push_str(marked);
        let marked_end = excerpt.len();
        excerpt.push_str(right);
        if is_cut || right.len() < after.len() {
            excerpt.push_str(ELLIPSIS);
        }
        Excerpt {
            text: excerpt,
            marked: Span::new(marked_start, marked_end),
            goes_on: range.end > line.end && end < range.end,
        }
    }
}

/// As much of the start of `text` as fits, and its width.
fn head(text: &str, room: usize) -> (&str, usize) {
    let (bytes, width) = fitting(text.graphemes(true), room);
    (slice(text, 0..bytes), width)
}

/// As much of the end of `text` as fits, and its width.
fn tail(text: &str, room: usize) -> (&str, usize) {
    let (bytes, width) = fitting(text.graphemes(true).rev(), room);
    (slice(text, text.len() - bytes..text.len()), width)
}

fn fitting<'a>(graphemes: impl Iterator<Item = &'a str>, room: usize) -> (usize, usize) {
    let (mut bytes, mut width) = (0, 0);
    for grapheme in graphemes {
        // Something without width must not make a line endless.
        let next = width + grapheme.width().max(1);
        if next > room {
            break;
        }
        width = next;
        bytes += grapheme.len();
    }
    (bytes, width)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn excerpt(text: &str, range: Span) -> Excerpt {
        Excerpt::around(&Document::new(text), range)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let expected =
            Excerpt { text: "会议强调，，要抓落实。".into(), marked: Span::new(12, 18), goes_on: false };
        assert_eq!(excerpt("前\r\n会议强调，，要抓落实。\r\n后", Span::new(17, 23)), expected);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let long = "字".repeat(100);
        let text = format!("{long}，，{long}");
        let excerpt = excerpt(&text, Span::new(300, 306));
        assert_eq!(slice(&excerpt.text, excerpt.marked), "，，");
        assert_eq!(excerpt.text, format!("…{}，，{}…", "字".repeat(18), "字".repeat(18)));
    }

    #[test]
    fn room_not_needed_on_one_side_goes_to_the_other() {
        let long = "字".repeat(100);
        assert_eq!(excerpt(&format!("，，{long}"), Span::new(0, 6)).text, format!("，，{}…", "字".repeat(36)));
        assert_eq!(excerpt(&format!("{long}，，"), Span::new(300, 306)).text, format!("…{}，，", "字".repeat(36)));
    }

    #[test]
    fn a_mark_over_several_lines_shows_the_first() {
        let expected = Excerpt { text: "甲乙".into(), marked: Span::new(3, 6), goes_on: true };
        assert_eq!(excerpt("甲乙\n丙丁", Span::new(3, 10)), expected);
    }

    proptest! {
        #[test]
        fn any_range_of_any_text_is_shown_on_one_line(text in "[一，a \u{301}\u{3000}\r\n\t]{0,120}", a in 0usize..400, b in 0usize..400) {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let (start, end) = (floor(a.min(b)), floor(a.max(b)));
            let excerpt = excerpt(&text, Span::new(start, end));
            prop_assert!(!excerpt.text.contains(['\n', '\r']));
            prop_assert!(excerpt.text.get(excerpt.marked.range()).is_some());
            prop_assert!(excerpt.text.width() <= WIDTH + 2);
        }
    }
}
