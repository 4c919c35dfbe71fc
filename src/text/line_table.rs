//! Where the lines of a text start.

use crate::text::Span;

/// Line starts as byte offsets. A line ends at `\n`, `\r\n` or `\r` and at nothing else: the language server
/// protocol counts so, and text pasted from Word holds vertical tabs and U+2028 that are no line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTable {
    /// The first is always 0; strictly increasing.
    starts: Vec<usize>,
    text_len: usize,
}

impl LineTable {
    /// Finds the lines of `text`, in one pass.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut offset = 0;
        while let Some(found) =
            bytes.get(offset..).and_then(|rest| rest.iter().position(|b| matches!(b, b'\n' | b'\r')))
        {
            let end = offset + found;
            let is_crlf = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
            offset = end + if is_crlf { 2 } else { 1 };
            starts.push(offset);
        }
        LineTable { starts, text_len: text.len() }
    }

    /// The number of lines, at least 1. A final line end opens one more, empty, line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line (from 0) that holds byte `offset`; offsets past the end belong to the last line.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The bytes of line `line` (from 0), its line end included; empty past the last line.
    pub fn range(&self, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(self.text_len);
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text_len);
        Span::new(start, end)
    }

    /// The bytes of line `line` (from 0) of `text`, without its line end.
    pub fn content_range(&self, text: &str, line: usize) -> Span {
        let range = self.range(line);
        let content = super::slice(text, range).trim_end_matches(['\n', '\r']);
        Span::new(range.start, range.start + content.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lf_crlf_and_cr_end_a_line() {
        let text = "一\n二\r\n三\r四\u{2028}\u{b}\u{c}\u{85}五\n";
        let table = LineTable::new(text);
        let lines: Vec<&str> =
            (0..table.len()).map(|line| crate::text::slice(text, table.content_range(text, line))).collect();
        assert_eq!(lines, ["一", "二", "三", "四\u{2028}\u{b}\u{c}\u{85}五", ""]);
    }

    #[test]
    fn offsets_find_their_line() {
        let table = LineTable::new("ab\ncd\n");
        assert_eq!([0, 2, 3, 5, 6, 99].map(|offset| table.line_of(offset)), [0, 0, 1, 1, 2, 2]);
    }
}
