//! A draft as the linter sees it: immutable text and where its lines start.

use std::sync::{Arc, OnceLock};

use super::docx::{Docx, Located, Unread};
use super::positions::Positions;
use super::{LineTable, Position, PositionEncoding};

/// An immutable snapshot of a draft. Cheap to clone; safe to hand to another thread.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<str>,
    lines: Arc<LineTable>,
    /// Where its characters stand, counted when somebody first asks.
    positions: Arc<OnceLock<Positions>>,
    /// What its paragraphs are called, in a Word document.
    paragraphs: Option<Arc<[Located]>>,
    /// What it holds that was not read.
    unread: Arc<[(Unread, usize)]>,
}

impl Document {
    /// Takes the text of a draft. Any text is a document, the empty one too.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = Arc::new(LineTable::new(&text));
        Document { text, lines, positions: Arc::default(), paragraphs: None, unread: Arc::default() }
    }

    /// The text of a Word document, whose paragraphs have names of their own.
    pub fn of_docx(docx: &Docx) -> Self {
        Document {
            paragraphs: Some(Arc::clone(docx.paragraphs())),
            unread: docx.unread().into(),
            ..Document::new(docx.text())
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the file holds beside the text and was not read, with how often.
    pub fn unread(&self) -> &[(Unread, usize)] {
        &self.unread
    }

    /// Where its lines start.
    pub fn lines(&self) -> &LineTable {
        &self.lines
    }

    /// The position of byte `offset`, as [`super::position::position_of`] has it. Nearly as fast in a line of
    /// megabytes as in a short one.
    pub fn position_of(&self, offset: usize, encoding: PositionEncoding) -> Position {
        self.positions().position_of(&self.text, &self.lines, offset, encoding)
    }

    /// The byte offset of `position`, as [`super::position::offset_of`] has it. Nearly as fast in a line of megabytes
    /// as in a short one.
    pub fn offset_of(&self, position: Position, encoding: PositionEncoding) -> usize {
        self.positions().offset_of(&self.text, &self.lines, position, encoding)
    }

    /// The columns that everything before byte `offset` takes up, line ends included.
    pub fn width_before(&self, offset: usize, encoding: PositionEncoding) -> usize {
        self.positions().width_before(&self.text, offset, encoding)
    }

    fn positions(&self) -> &Positions {
        self.positions.get_or_init(|| Positions::new(&self.text))
    }

    /// The paragraph of a Word document that holds byte `offset`; nothing in a plain text, which has lines.
    pub fn paragraph_at(&self, offset: usize) -> Option<&Located> {
        let paragraphs = self.paragraphs.as_deref()?;
        let next = paragraphs.partition_point(|paragraph| paragraph.start <= offset);
        paragraphs.get(next.checked_sub(1)?)
    }
}
