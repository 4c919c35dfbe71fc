//! Tables drawn in text: with bars, with tabs, or with columns of spaces.
//!
//! A row holds cells, not sentences: a cell ends without a point, and goes on in the same column of the next row.

use super::marker_parser::{self, MarkerPosition};
use super::paragraph::Paragraph;
use crate::text::{Span, chars, slice};

/// A cell of a table that is drawn with spaces is no longer than this, in characters; neither is the first of two
/// that are set apart by a tab.
const MAX_CELL: usize = 16;

/// So many columns make a table of two lines; a table of two columns takes [`MIN_ROWS`].
const MIN_COLUMNS: usize = 3;
const MIN_ROWS: usize = 3;

/// How a line is divided, and into how many cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A line that nothing but a table has: `| 1 | 2 |` or `+---+---+`.
    Drawn,
    /// Bars between cells.
    Bars(usize),
    /// Tabs between cells.
    Tabs(usize),
    /// Two spaces or more, or ideographic ones, between short cells.
    Spaces(usize),
    /// Running text.
    None,
}

/// Marks those of `paragraphs` that are rows of a table.
pub(super) fn mark_rows(text: &str, paragraphs: &mut [Paragraph]) {
    let styles: Vec<Style> = paragraphs.iter().map(|row| style(slice(text, row.range))).collect();
    let mut start = 0;
    for end in 1..=styles.len() {
        let goes_on = end < styles.len()
            && styles.get(end - 1) == styles.get(end)
            && follows_at_once(text, paragraphs.get(end - 1..=end).unwrap_or_default());
        if goes_on {
            continue;
        }
        let rows = end - start;
        let is_table = styles.get(start).is_some_and(|style| is_table(*style, rows));
        for row in paragraphs.get_mut(start..end).unwrap_or_default() {
            row.is_table_row = is_table;
        }
        start = end;
    }
}

/// Whether the second of `two` paragraphs stands on the line after the first.
fn follows_at_once(text: &str, two: &[Paragraph]) -> bool {
    let [first, second] = two else { return false };
    let gap = slice(text, first.range.end..second.range.start);
    gap.matches('\n').count() <= 1 && gap.matches('\r').count() <= 1
}

fn is_table(style: Style, rows: usize) -> bool {
    match style {
        Style::Drawn => true,
        Style::Bars(_) | Style::Tabs(MIN_COLUMNS..) => rows >= 2,
        Style::Spaces(cells) | Style::Tabs(cells) => rows >= if cells >= MIN_COLUMNS { 2 } else { MIN_ROWS },
        Style::None => false,
    }
}

fn style(line: &str) -> Style {
    let bars = line.matches(is_bar).count();
    if is_ruler(line) || (bars >= 2 && line.starts_with(is_bar)) {
        return Style::Drawn;
    }
    if bars > 0 {
        return Style::Bars(bars + 1);
    }
    // 1. or 一、 before a tab or a space is a list of Word.
    let opens_item = || marker_parser::parse(line, MarkerPosition::Start).is_some();
    let tabs = cells(line).len();
    if line.contains('\t') {
        let is_row = tabs >= MIN_COLUMNS || cells(line).first().is_some_and(|cell| is_short(slice(line, *cell)));
        return if is_row && !opens_item() { Style::Tabs(tabs) } else { Style::None };
    }
    if !line.contains(['\u{3000}', ' ']) || line.contains(['，', '。', '；', '！', '？']) {
        return Style::None;
    }
    let columns = columns_of_spaces(line);
    let is_row = columns.len() >= 2 && columns.iter().all(|cell| is_short(slice(line, *cell)));
    if is_row && !opens_item() { Style::Spaces(columns.len()) } else { Style::None }
}

fn is_short(cell: &str) -> bool {
    cell.chars().nth(MAX_CELL).is_none() && !cell.contains(['，', '。', '；', '！', '？'])
}

/// A mark that stands between cells.
fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// A line that is drawn between rows, from one side of the table to the other.
fn is_ruler(line: &str) -> bool {
    let is_box = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
    let is_drawn = |c: char| matches!(c, '+' | '-' | '=' | ':' | ' ') || is_bar(c) || is_box(c);
    // A line across the page has no corners.
    let is_level = |c: char| matches!(c, '─' | '━' | '═' | '\u{2504}'..='\u{250b}');
    let is_corner = |c: char| c == '+' || is_bar(c) || (is_box(c) && !is_level(c));
    line.starts_with(is_corner) && line.chars().nth(2).is_some() && line.chars().all(is_drawn)
}

/// The cells of a row, without the space around them; those without content are left in, so that the number of a cell
/// is that of its column. Positions are those in `row`.
pub fn cells(row: &str) -> Vec<Span> {
    if row.contains(is_bar) {
        let inner = row.trim_start_matches(is_bar).trim_end_matches(is_bar);
        let start = row.len() - row.trim_start_matches(is_bar).len();
        return split(inner, start, is_bar);
    }
    if row.contains('\t') { split(row, 0, |c| c == '\t') } else { columns_of_spaces(row) }
}

fn split(row: &str, offset: usize, separates: impl Fn(char) -> bool) -> Vec<Span> {
    let mut start = offset;
    row.split(separates)
        .map(|cell| {
            let from = start + cell.len() - cell.trim_start_matches(chars::is_space).len();
            let to = from + cell.trim_matches(chars::is_space).len();
            start += cell.len() + 1;
            Span::new(from, to)
        })
        .collect()
}

/// Cells that two spaces or more, or an ideographic one, keep apart.
fn columns_of_spaces(row: &str) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut cell = Span::empty(0);
    let mut width = 0;
    for (at, c) in row.char_indices() {
        match c {
            ' ' => width += 1,
            '\u{3000}' => width += 2,
            _ => {
                if width >= 2 && !cell.is_empty() {
                    cells.push(std::mem::replace(&mut cell, Span::empty(at)));
                }
                width = 0;
                cell.end = at + c.len_utf8();
            }
        }
    }
    cells.push(cell);
    cells
}

/// The rows in `paragraphs` column by column: the cells of each, top down, as positions in `text`. This is the order in
/// which a table is read: a sentence or a bracket that a cell leaves open goes on in the cell below.
pub fn columns(text: &str, paragraphs: &[Paragraph]) -> Vec<Vec<Span>> {
    let mut columns: Vec<Vec<Span>> = Vec::new();
    for row in paragraphs {
        for (column, cell) in cells(slice(text, row.range)).into_iter().enumerate() {
            if columns.len() <= column {
                columns.push(Vec::new());
            }
            if let Some(column) = columns.get_mut(column) {
                column.push(cell.shifted(row.range.start));
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::super::paragraph_parser::paragraphs;
    use super::*;

    /// Which lines of `text` are rows.
    fn rows(text: &str) -> Vec<usize> {
        let paragraphs = paragraphs(text);
        (0..paragraphs.len()).filter(|&row| paragraphs[row].is_table_row).collect()
    }

    #[test]
    fn bars_and_rulers_draw_a_table() {
        assert_eq!(rows("+----+----+\n| 甲 | 乙 |\n+----+----+\n说明：无。"), [0, 1, 2]);
        assert_eq!(rows("甲 | 乙\n--- | ---\n丙 | 丁\n戊己"), [0, 1, 2]);
        assert_eq!(rows("会议由张三|李四主持。\n会议认为，要抓紧。"), [0; 0]);
        assert_eq!(rows("----------\n正文\n=========="), [0; 0]);
    }

    #[test]
    fn tabs_and_spaces_make_columns_where_lines_agree() {
        assert_eq!(rows("序号\t镇名\t户数\n1\t青禾\t32\n2\t柳溪\t45"), [0, 1, 2]);
        assert_eq!(rows("姓名　　职务　　电话\n赵甲　　主任　　123\n"), [0, 1]);
        assert_eq!(rows("县　政　府　　　　一九九九年十月\n"), [0; 0]);
        assert_eq!(rows("1.\t摸清底数。\n2.\t分类施策。"), [0; 0]);
        assert_eq!(rows("第一章　总则\n第二章　职责\n第三章　附则"), [0; 0]);
        assert_eq!(rows("要抓好春耕，　　保证面积\n要抓好防汛，　　保证安全"), [0; 0]);
    }

    #[test]
    fn cells_are_read_down_their_columns() {
        let text = "| 一 | 工期（含 |\n|    | 试运行） |";
        let found = columns(text, &paragraphs(text));
        let words: Vec<Vec<&str>> =
            found.iter().map(|column| column.iter().map(|cell| slice(text, *cell)).collect()).collect();
        assert_eq!(words, [["一", ""], ["工期（含", "试运行）"]]);
    }
}
