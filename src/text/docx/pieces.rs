//! Where the text of a document comes from: every byte of it belongs to one piece.

use crate::text::Span;

/// A stretch of extracted text and the bytes of the part that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub(super) text: Span,
    pub(super) origin: Origin,
}

/// What a piece of text is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// Characters of a text element: byte for byte those of the part, or one character that is written otherwise
    /// there (`&amp;`).
    Typed { element: usize, source: Span },
    /// Characters of a text element that cannot be changed one by one: the word processor computes them, as a table of
    /// contents, or they are written as one.
    Computed { element: usize, source: Span },
    /// Characters of a text element that is one way among others to show something, inside its run: Word may show
    /// another, and neither can be changed or cut without the rest.
    Alternative,
    /// What stands for markup: the end of a paragraph, a tab, a line break, a symbol.
    Markup,
    /// The one character that stands for a picture, a formula or another object in the line.
    Object,
    /// The marker of an automatically numbered paragraph.
    Marker,
}

/// What Unicode has for an object that is no text.
pub(super) const OBJECT: &str = "\u{fffc}";

/// A `w:t` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextElement {
    /// The part it is in.
    pub(super) part: usize,
    /// Where its run starts.
    pub(super) run: usize,
    /// Its opening tag.
    pub(super) tag: Span,
    /// What is between its tags.
    pub(super) content: Span,
    /// Whether white space at its edges counts.
    pub(super) keeps_space: bool,
    /// The outermost content control or field of its paragraph that it stands in.
    pub(super) holder: Option<Span>,
}

/// The pieces of a document, in order, without a gap.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    pub(super) elements: Vec<TextElement>,
}

impl Pieces {
    /// The pieces that hold some of `range`; for an empty one those that it touches.
    pub(super) fn in_range(&self, range: Span) -> &[Piece] {
        let first = if range.is_empty() {
            self.pieces.partition_point(|piece| piece.text.end < range.start)
        } else {
            self.pieces.partition_point(|piece| piece.text.end <= range.start)
        };
        let rest = self.pieces.get(first..).unwrap_or_default();
        let count = rest.partition_point(|piece| {
            if range.is_empty() { piece.text.start <= range.start } else { piece.text.start < range.end }
        });
        rest.get(..count).unwrap_or_default()
    }

    pub(super) fn element(&self, index: usize) -> Option<&TextElement> {
        self.elements.get(index)
    }
}

impl Piece {
    /// The text element it comes from and the bytes there, whoever wrote them.
    pub(super) fn source(&self) -> Option<(usize, Span)> {
        match &self.origin {
            Origin::Typed { element, source } | Origin::Computed { element, source } => Some((*element, *source)),
            Origin::Alternative | Origin::Markup | Origin::Object | Origin::Marker => None,
        }
    }

    /// The bytes of the part that `offset`, a place in or at the ends of the piece, stands at.
    pub(super) fn source_at(&self, offset: usize) -> Option<usize> {
        let (_, source) = self.source()?;
        let inside = offset.saturating_sub(self.text.start);
        if inside == 0 {
            Some(source.start)
        } else if offset >= self.text.end || self.is_reference() {
            Some(source.end)
        } else {
            Some(source.start + inside)
        }
    }

    /// Whether it is one character written as several.
    fn is_reference(&self) -> bool {
        self.source().is_some_and(|(_, source)| source.len() != self.text.len())
    }
}
