//! A draft as the linter sees it: immutable text and where its lines start.

use std::sync::Arc;

use super::LineTable;
use super::docx::{Docx, Located};

/// An immutable snapshot of a draft. Cheap to clone; safe to hand to another thread.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<str>,
    lines: Arc<LineTable>,
    /// What its paragraphs are called, in a Word document.
    paragraphs: Option<Arc<[Located]>>,
}

impl Document {
    /// Takes the text of a draft. Any text is a document, the empty one too.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = Arc::new(LineTable::new(&text));
        Document { text, lines, paragraphs: None }
    }

    /// The text of a Word document, whose paragraphs have names of their own.
    pub fn of_docx(docx: &Docx) -> Self {
        Document { paragraphs: Some(Arc::clone(docx.paragraphs())), ..Document::new(docx.text()) }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where its lines start.
    pub fn lines(&self) -> &LineTable {
        &self.lines
    }

    /// The paragraph of a Word document that holds byte `offset`; nothing in a plain text, which has lines.
    pub fn paragraph_at(&self, offset: usize) -> Option<&Located> {
        let paragraphs = self.paragraphs.as_deref()?;
        let next = paragraphs.partition_point(|paragraph| paragraph.start <= offset);
        paragraphs.get(next.checked_sub(1)?)
    }
}
