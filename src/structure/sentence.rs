//! Sentences, as far as rules need them: the stretch around a place.

use std::ops::Range;

use crate::text::{after, before, chars};

/// The sentence around `range`: from the last sentence end or line end before it to the next one after it.
pub fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let stops = |c: char| chars::is_sentence_end(c) || matches!(c, '\n' | '\r');
    let head = before(text, range.start);
    let start =
        head.rfind(stops).map_or(0, |at| at + head.get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let tail = after(text, range.end);
    let end = tail.find(stops).map_or(text.len(), |at| range.end + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_point_or_line() {
        let text = "甲。乙丙丁！戊\n己";
        let at = text.find('丙').unwrap();
        assert_eq!(crate::text::slice(text, around(text, &(at..at + 3))), "乙丙丁");
        let at = text.find('戊').unwrap();
        assert_eq!(crate::text::slice(text, around(text, &(at..at + 3))), "戊");
        assert_eq!(around("", &(0..0)), 0..0);
    }
}
