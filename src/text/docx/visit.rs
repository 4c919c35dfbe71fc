//! What walks through the parts of a document have in common.

use super::error::DocxError;
use super::paragraph::{Flow, Paragraph};
use super::place::Container;
use super::unread::Unread;
use super::xml::Element;

/// A header or a footer that some section shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Margin {
    pub(super) is_header: bool,
    pub(super) relationship: String,
}

impl Margin {
    pub(super) fn new(is_header: bool, element: &Element<'_>) -> Self {
        Margin { is_header, relationship: element.attribute("id").unwrap_or_default() }
    }
}

/// Counts what a document has of each kind, over all its parts.
#[derive(Debug, Default)]
pub(super) struct Counts {
    flows: Flow,
    tables: usize,
    boxes: usize,
}

impl Counts {
    pub(super) fn next_flow(&mut self) -> Flow {
        self.flows += 1;
        self.flows
    }

    pub(super) fn next_table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    pub(super) fn next_box(&mut self) -> usize {
        self.boxes += 1;
        self.boxes
    }
}

/// Takes what a walk brings to light.
pub(super) trait Visitor {
    /// The next paragraph of the part, with the text boxes anchored in it.
    fn paragraph(&mut self, paragraph: Paragraph) -> Result<(), DocxError>;

    /// A note opens; where its paragraphs stand. Nothing to pass over it.
    fn note(&mut self, id: i64) -> Option<(Container, Flow)>;

    /// Here is content of another file.
    fn unread(&mut self, what: Unread);

    /// A section shows a header or a footer.
    fn margin(&mut self, margin: Margin);
}
