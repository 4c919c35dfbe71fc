//! Removing whole lines.

use crate::text::{Span, after, before};

/// The bytes to delete so that the line (or lines) holding `content` are gone: with the line end after them, or, at the
/// end of the draft, the one before.
pub(crate) fn whole_lines(text: &str, content: Span) -> Span {
    let start = before(text, content.start).rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let tail = after(text, content.end);
    let end = match tail.find(['\n', '\r']) {
        Some(at) if after(tail, at).starts_with("\r\n") => content.end + at + 2,
        Some(at) => content.end + at + 1,
        None => text.len(),
    };
    let is_last = end == text.len() && !before(text, end).ends_with(['\n', '\r']);
    let head = before(text, start);
    let line_end =
        head.len() - head.strip_suffix("\r\n").or_else(|| head.strip_suffix(['\n', '\r'])).unwrap_or(head).len();
    if is_last { Span::new(start - line_end, end) } else { Span::new(start, end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, line: &str) -> String {
        let at = text.find(line).unwrap();
        let range = whole_lines(text, Span::new(at, at + line.len()));
        format!("{}{}", before(text, range.start), after(text, range.end))
    }

    #[test]
    fn a_line_goes_with_one_line_end() {
        assert_eq!(without("甲\n乙\n丙", "乙"), "甲\n丙");
        assert_eq!(without("甲\r\n乙\r\n丙", "乙"), "甲\r\n丙");
        assert_eq!(without("甲\n乙", "乙"), "甲");
        assert_eq!(without("甲\n乙\n", "乙"), "甲\n");
        assert_eq!(without("乙", "乙"), "");
    }
}
