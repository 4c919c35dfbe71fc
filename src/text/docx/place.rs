//! Where in a Word document a paragraph stands.

use std::fmt;

/// The part of the page that a paragraph belongs to; all numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Container {
    /// The running text.
    Body,
    /// A cell of a table.
    Cell {
        /// Which table of the document.
        table: usize,
        /// Its row.
        row: usize,
        /// Its cell in the row.
        cell: usize,
    },
    /// A text box.
    TextBox(usize),
    /// A footnote.
    Footnote(usize),
    /// An endnote.
    Endnote(usize),
    /// A page header; documents have several.
    Header(usize),
    /// A page footer.
    Footer(usize),
}

impl fmt::Display for Container {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Container::Body => formatter.write_str("正文"),
            Container::Cell { table, row, cell } => write!(formatter, "表格{table}第{row}行第{cell}格"),
            Container::TextBox(number) => write!(formatter, "文本框{number}"),
            Container::Footnote(number) => write!(formatter, "脚注{number}"),
            Container::Endnote(number) => write!(formatter, "尾注{number}"),
            Container::Header(number) => write!(formatter, "页眉{number}"),
            Container::Footer(number) => write!(formatter, "页脚{number}"),
        }
    }
}

/// A paragraph of a Word document, as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Where its text starts in the text of the document.
    pub start: usize,
    /// Bytes of its automatic marker, with the gap behind it.
    pub marker: usize,
    /// Where it stands.
    pub place: Container,
    /// Which paragraph it is there, from 1; running text and tables are counted together.
    pub number: usize,
}

impl fmt::Display for Located {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Container::Cell { .. } => write!(formatter, "第 {} 段（{}）", self.number, self.place),
            place => write!(formatter, "{place}第 {} 段", self.number),
        }
    }
}
