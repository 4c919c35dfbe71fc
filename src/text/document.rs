//! A draft as the linter sees it: immutable text and where its lines start.

use std::sync::Arc;

use super::LineTable;

/// An immutable snapshot of a draft. Cheap to clone; safe to hand to another thread.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<str>,
    lines: Arc<LineTable>,
}

impl Document {
    /// Takes the text of a draft. Any text is a document, the empty one too.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = Arc::new(LineTable::new(&text));
        Document { text, lines }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where its lines start.
    pub fn lines(&self) -> &LineTable {
        &self.lines
    }
}
