//! Marks that come in pairs: what was matched, and what could not be.

use crate::text::Span;

/// An opening mark and its closing mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The opening mark.
    pub open: Span,
    /// The closing mark.
    pub close: Span,
}

impl Pair {
    /// Whether the character at `offset` lies between the two marks.
    pub fn encloses(&self, offset: usize) -> bool {
        self.open.end <= offset && offset < self.close.start
    }
}

/// Why a mark has no proper partner.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// An opening mark that nothing closes.
    Unclosed,
    /// A closing mark that nothing opened.
    Unopened,
    /// A closing mark that stands where the opening one belongs.
    ReversedOpening {
        /// The closing mark after it.
        partner: Span,
    },
    /// An opening mark that stands where the closing one belongs.
    ReversedClosing {
        /// The opening mark before it.
        partner: Span,
        /// Whether no other mark in the paragraph allows another reading.
        is_certain: bool,
    },
    /// A closing mark where the opening one belongs, and an opening mark where the closing one belongs: ”甲“.
    BothReversed {
        /// The second of the two.
        partner: Span,
        /// Whether no other mark in the paragraph allows another reading.
        is_certain: bool,
    },
    /// A quotation that runs on in the next paragraph without a mark at its start; the partner closes it.
    NotReopened(Span),
    /// Opened by one shape of bracket and closed by another; the partner is the closing mark.
    Crossed(Span),
}

/// A mark without a proper partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The mark.
    pub mark: Span,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// Matched pairs and faults, each in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Pairs by their opening mark.
    pub matched: Vec<Pair>,
    /// Faults by their mark.
    pub faults: Vec<Fault>,
}

impl Pairs {
    pub(super) fn pair(&mut self, open: Span, close: Span) {
        self.matched.push(Pair { open, close });
    }

    pub(super) fn fault(&mut self, mark: Span, kind: FaultKind) {
        self.faults.push(Fault { mark, kind });
    }

    pub(super) fn sorted(mut self) -> Self {
        self.matched.sort_by_key(|pair| pair.open.start);
        self.faults.sort_by_key(|fault| fault.mark.start);
        self
    }
}
