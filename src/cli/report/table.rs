//! The list of rules, and other tables, in columns that wide characters do not push apart.

use unicode_width::UnicodeWidthStr;

use crate::rules::Card;

const HEADINGS: [&str; 6] = ["代码", "名称", "标题", "级别", "修改", "依据"];
const GAP: usize = 2;

/// One line a rule.
pub(crate) fn render(cards: &[&Card]) -> String {
    align(&rows(cards))
}

/// The same as a table of Markdown.
pub(crate) fn markdown(cards: &[&Card]) -> String {
    let mut lines: Vec<String> = rows(cards).iter().map(|row| format!("| {} |\n", row.join(" | "))).collect();
    lines.insert(1, format!("|{}\n", " --- |".repeat(HEADINGS.len())));
    lines.concat()
}

fn rows(cards: &[&Card]) -> Vec<[&'static str; 6]> {
    let row =
        |card: &&Card| [card.code, card.name, card.title, card.severity.label(), card.fix.label(), card.source.label()];
    std::iter::once(HEADINGS).chain(cards.iter().map(row)).collect()
}

/// Lines of cells, each column as wide as its widest cell.
pub(super) fn align<const COLUMNS: usize, Cell: AsRef<str>>(rows: &[[Cell; COLUMNS]]) -> String {
    let widths = rows.iter().fold([0; COLUMNS], |mut widths, row| {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.as_ref().width().max(*width);
        }
        widths
    });
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line<Cell: AsRef<str>>(row: &[Cell], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        let cell = cell.as_ref();
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width - cell.width() + GAP));
    }
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn columns_start_at_the_same_place_in_every_line() {
        let cards: Vec<&Card> = rules::RULES.iter().map(|rule| rule.card()).collect();
        let table = render(&cards);
        let starts = |line: &str, cell: &str| line.find(cell).map(|at| crate::text::before(line, at).width());
        let mut lines = table.lines();
        let heading = lines.next().unwrap();
        for (line, card) in lines.zip(&cards) {
            assert_eq!(starts(line, card.title), starts(heading, "标题"), "{line}");
            assert_eq!(starts(line, card.fix.label()), starts(heading, "修改"), "{line}");
        }
    }
}
