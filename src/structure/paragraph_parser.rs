//! Which paragraphs a draft has, and what each is.

use super::paragraph::Paragraph;
use super::table;
use crate::text::{LineTable, Span, chars, slice};

/// A body line shorter than this is taken for a heading or a signature, never for a broken line. In characters.
const MIN_CUT_CHARS: usize = 15;

/// The paragraphs of `text`, in order.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = LineTable::new(text);
    let mut paragraphs: Vec<Paragraph> = (0..lines.len())
        .filter_map(|line| {
            let range = lines.content_range(text, line);
            let content = slice(text, range);
            let start = range.start + content.len() - content.trim_start_matches(chars::is_space).len();
            let trimmed = content.trim_matches(chars::is_space);
            let range = Span::new(start, start + trimmed.len());
            (!trimmed.is_empty()).then(|| Paragraph {
                range,
                is_cut: is_cut(trimmed),
                is_table_row: false,
                heading_depth: heading_depth(trimmed),
            })
        })
        .collect();
    table::mark_rows(text, &mut paragraphs);
    for row in paragraphs.iter_mut().filter(|paragraph| paragraph.is_table_row) {
        row.is_cut = false;
    }
    paragraphs
}

/// The number of signs before a Markdown heading: one to six, and a space behind them.
fn heading_depth(line: &str) -> Option<u8> {
    let title = line.trim_start_matches('#');
    let depth = u8::try_from(line.len() - title.len()).ok().filter(|depth| (1..=6).contains(depth))?;
    (title.starts_with([' ', '\u{3000}'])).then_some(depth)
}

/// A line breaks off when it is running text (it holds points) and ends in the middle of a clause.
fn is_cut(line: &str) -> bool {
    let Some(last) = line.chars().next_back() else { return false };
    let ends_open = chars::is_han(last)
        || last.is_ascii_alphanumeric()
        || matches!(last, '，' | ',' | '、')
        || chars::is_opening(last);
    ends_open && line.chars().nth(MIN_CUT_CHARS).is_some() && line.contains(['，', '。', '；', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_indentation_are_not_part_of_paragraphs() {
        let text = "\u{3000}\u{3000}同志们：\r\n\r\n  \n今天开会。";
        let found: Vec<&str> = paragraphs(text).iter().map(|p| slice(text, p.range)).collect();
        assert_eq!(found, ["同志们：", "今天开会。"]);
    }

    #[test]
    fn a_broken_line_is_told_from_a_heading() {
        let cut = |line: &str| paragraphs(line).first().is_some_and(|paragraph| paragraph.is_cut);
        assert!(cut("会议强调，各级各部门要提高政治站位，把思想和行动统"));
        assert!(!cut("会议强调，各级各部门要提高政治站位，统一思想。"));
        assert!(!cut("在全县春季农业生产工作会议上的讲话"));
    }
}
