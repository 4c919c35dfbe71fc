//! A run as it is written in its part, to be cut in two.

use super::DocxError;
use super::xml::{Node, PartReader};
use crate::text::{Span, after};

/// Where the parts of a run are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Its opening tag.
    pub(super) tag: Span,
    /// Its properties; empty where it has none.
    pub(super) properties: Span,
    /// Where its content ends: its closing tag.
    pub(super) close: Span,
}

impl Run {
    /// The run of `part` that starts at `start`.
    pub(super) fn at(part: &str, text: &str, start: usize) -> Result<Self, DocxError> {
        let mut reader = PartReader::at(part, after(text, start), start);
        let mut run = Run { tag: Span::empty(start), properties: Span::empty(start), close: Span::empty(start) };
        let (mut depth, mut is_in_properties) = (0usize, false);
        loop {
            match reader.next()? {
                Node::Open(element) => {
                    depth += 1;
                    if depth == 1 {
                        run.tag = element.tag;
                        run.properties = Span::empty(element.tag.end);
                    } else if depth == 2 && element.name() == "rPr" && element.tag.start == run.tag.end {
                        (run.properties, is_in_properties) = (element.tag, true);
                    }
                }
                Node::Close(tag) => {
                    if depth == 2 && std::mem::take(&mut is_in_properties) {
                        run.properties.end = tag.end;
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        run.close = tag;
                        return Ok(run);
                    }
                }
                Node::Text(_) | Node::Written(..) => {}
                Node::End => return Ok(run),
            }
        }
    }
}
