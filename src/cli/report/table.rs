//! The list of rules, in columns that wide characters do not push apart.

use unicode_width::UnicodeWidthStr;

use crate::rules::Card;

const HEADINGS: [&str; 6] = ["代码", "名称", "标题", "级别", "修改", "依据"];
const GAP: usize = 2;

/// One line a rule.
pub(crate) fn render(cards: &[&Card]) -> String {
    let mut rows = vec![HEADINGS];
    rows.extend(
        cards.iter().map(|card| {
            [card.code, card.name, card.title, card.severity.label(), card.fix.label(), card.source.label()]
        }),
    );
    let widths = rows.iter().fold([0; HEADINGS.len()], |mut widths, row| {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
        widths
    });
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[&str], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
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
