//! Stretches of a text, and sorted sets of them. All offsets are bytes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of a text, from the byte `start` up to the byte `end`; empty where both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends: the first byte behind it.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The place between two characters at `offset`.
    pub const fn empty(offset: usize) -> Self {
        Span { start: offset, end: offset }
    }

    /// Its length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `offset` is in it.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` is in it.
    pub const fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether a byte is in both.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether they overlap or meet at an edge: what an insertion does with what it stands beside.
    pub const fn touches(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The same, `by` bytes further on.
    pub const fn shifted(self, by: usize) -> Self {
        Span { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    /// As the standard library takes it, to count over and to cut with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// From the first byte of either to the last.
    pub fn hull(self, other: Span) -> Self {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span { start: range.start, end: range.end }
    }
}

impl From<&Range<usize>> for Span {
    fn from(range: &Range<usize>) -> Self {
        Span { start: range.start, end: range.end }
    }
}

impl From<&Span> for Span {
    fn from(span: &Span) -> Self {
        *span
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

impl From<regex::Match<'_>> for Span {
    fn from(found: regex::Match<'_>) -> Self {
        Span::new(found.start(), found.end())
    }
}

impl PartialEq<Range<usize>> for Span {
    fn eq(&self, other: &Range<usize>) -> bool {
        self.range() == *other
    }
}

/// A set of spans that answers in logarithmic time which of them lie at a place. Spans that overlap are one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans {
    /// Sorted, apart from one another or at most meeting at an edge.
    spans: Vec<Span>,
}

impl Spans {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Sorted, from the first.
    pub fn iter(&self) -> impl Iterator<Item = Span> {
        self.spans.iter().copied()
    }

    /// Whether `span` and one of them have a byte in common.
    pub fn overlaps(&self, span: impl Into<Span>) -> bool {
        let span = span.into();
        let first = self.spans.partition_point(|other| other.end <= span.start);
        // An empty one has no byte, and may stand before one that has.
        self.starting_with(first).take_while(|other| other.start < span.end).any(|other| other.overlaps(span))
    }

    /// Whether `span` overlaps one of them or meets its edge.
    pub fn touches(&self, span: impl Into<Span>) -> bool {
        let span = span.into();
        let first = self.spans.partition_point(|other| other.end < span.start);
        self.spans.get(first).is_some_and(|other| other.touches(span))
    }

    /// The one that has the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<Span> {
        let first = self.spans.partition_point(|other| other.end <= offset);
        self.spans.get(first).copied().filter(|other| other.contains(offset))
    }

    /// The one that has all of `span` in it.
    pub fn enclosing(&self, span: impl Into<Span>) -> Option<Span> {
        let span = span.into();
        let first = self.spans.partition_point(|other| other.end < span.end);
        self.spans.get(first).copied().filter(|other| other.encloses(span))
    }

    fn starting_with(&self, first: usize) -> impl Iterator<Item = Span> {
        self.spans.iter().skip(first).copied()
    }
}

impl<S: Into<Span>> FromIterator<S> for Spans {
    fn from_iter<I: IntoIterator<Item = S>>(spans: I) -> Self {
        let mut sorted: Vec<Span> = spans.into_iter().map(Into::into).collect();
        sorted.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match spans.last_mut() {
                Some(last) if last.overlaps(span) || *last == span => *last = last.hull(span),
                _ => spans.push(span),
            }
        }
        Spans { spans }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_span() -> impl Strategy<Value = Span> {
        (0..40usize, 0..6usize).prop_map(|(start, len)| Span::new(start, start + len))
    }

    #[test]
    fn an_insertion_touches_what_it_stands_beside_and_overlaps_only_what_it_stands_in() {
        let word = Span::new(3, 6);
        assert!(word.touches(Span::empty(3)) && word.touches(Span::empty(6)) && !word.touches(Span::empty(7)));
        assert!(!word.overlaps(Span::empty(3)) && !word.overlaps(Span::new(6, 9)) && word.overlaps(Span::empty(4)));
    }

    proptest! {
        #[test]
        fn a_set_answers_as_its_spans_do(
            spans in prop::collection::vec(any_span(), 0..12),
            asked in any_span(),
            offset in 0..50usize,
        ) {
            let set: Spans = spans.iter().copied().collect();
            prop_assert_eq!(set.overlaps(asked), spans.iter().any(|span| span.overlaps(asked)));
            prop_assert_eq!(set.touches(asked), spans.iter().any(|span| span.touches(asked)));
            prop_assert_eq!(set.at(offset).is_some(), spans.iter().any(|span| span.contains(offset)));
            if spans.iter().any(|span| span.encloses(asked)) {
                prop_assert!(set.enclosing(asked).is_some_and(|span| span.encloses(asked)));
            }
            prop_assert!(set.iter().zip(set.iter().skip(1)).all(|(a, b)| a.end <= b.start));
        }
    }
}
