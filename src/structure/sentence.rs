//! Sentences, as far as rules need them: the stretch around a place.

use crate::text::{Span, chars, slice};

/// A sentence is followed so far in both directions at most, in bytes. Bounds the work on text without points.
const REACH: usize = 1500;

/// The sentence around `range`: from the last sentence end or line end before it to the next one after it.
pub fn around(text: &str, range: Span) -> Span {
    let stops = |c: char| chars::is_sentence_end(c) || matches!(c, '\n' | '\r');
    let from = text.floor_char_boundary(range.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary(range.end.saturating_add(REACH).min(text.len()));
    let head = slice(text, from..range.start);
    let start = range.start - head.rsplit(stops).next().unwrap_or(head).len();
    let tail = slice(text, range.end..to);
    let end = range.end + tail.find(stops).unwrap_or(tail.len());
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_point_or_line() {
        let text = "甲。乙丙丁！戊\n己";
        let sentence = |c: char| {
            let at = text.find(c).unwrap();
            slice(text, around(text, Span::new(at, at + c.len_utf8())))
        };
        assert_eq!(sentence('丙'), "乙丙丁");
        assert_eq!(sentence('戊'), "戊");
        assert_eq!(sentence('甲'), "甲");
        assert_eq!(around("", Span::empty(0)), 0..0);
    }

    #[test]
    fn text_without_points_is_followed_a_while() {
        let text = "甲".repeat(10_000);
        let range = around(&text, Span::new(15_000, 15_003));
        assert_eq!(range, 13_500..16_503);
    }
}
