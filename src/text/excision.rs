//! A text with some parts cut out, and the way back from its offsets to those of the whole.
//!
//! Residue (watermarks, page furniture) is found first; the other rules read the text as it will be once the
//! residue is gone, so that a watermark inside a word raises one finding and not ten.

use std::borrow::Cow;

use crate::text::Span;

/// Maps offsets in a cut text to offsets in the whole text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// For each cut: where it is in the cut text, and how many bytes have gone up to and with it.
    cuts: Vec<Cut>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cut {
    at: usize,
    removed_through: usize,
}

/// A text without its cuts.
#[derive(Debug, Clone)]
pub struct Excised<'a> {
    /// What remains.
    pub text: Cow<'a, str>,
    /// The way back.
    pub map: OffsetMap,
}

impl<'a> Excised<'a> {
    /// Cuts `ranges` (sorted or not, overlapping or not) out of `text`. Ranges that split a character are ignored.
    pub fn new(text: &'a str, mut ranges: Vec<Span>) -> Self {
        ranges.retain(|range| text.get(range.range()).is_some_and(|part| !part.is_empty()));
        if ranges.is_empty() {
            return Excised { text: Cow::Borrowed(text), map: OffsetMap::default() };
        }
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut remaining = String::with_capacity(text.len());
        let mut cuts: Vec<Cut> = Vec::with_capacity(ranges.len());
        let mut position = 0;
        for range in ranges {
            if range.end <= position {
                continue;
            }
            let start = range.start.max(position);
            remaining.push_str(super::slice(text, position..start));
            position = range.end;
            let cut = Cut { at: remaining.len(), removed_through: position - remaining.len() };
            match cuts.last_mut() {
                Some(last) if last.at == cut.at => *last = cut,
                _ => cuts.push(cut),
            }
        }
        remaining.push_str(super::after(text, position));
        Excised { text: Cow::Owned(remaining), map: OffsetMap { cuts } }
    }
}

impl OffsetMap {
    /// The place in the whole text of the character that starts at `offset` in the cut text (after a cut there).
    pub fn start(&self, offset: usize) -> usize {
        self.shift(self.cuts.partition_point(|cut| cut.at <= offset), offset)
    }

    /// The place in the whole text of the character that ends at `offset` in the cut text (before a cut there).
    pub fn end(&self, offset: usize) -> usize {
        self.shift(self.cuts.partition_point(|cut| cut.at < offset), offset)
    }

    /// The place in the cut text of the character that starts at `offset` in the whole text; for one that was cut out,
    /// the place of the cut.
    pub fn without_cuts(&self, offset: usize) -> usize {
        let passed = self.cuts.partition_point(|cut| cut.at + cut.removed_through <= offset);
        let next = self.cuts.get(passed).map_or(usize::MAX, |cut| cut.at);
        let removed = passed.checked_sub(1).and_then(|last| self.cuts.get(last)).map_or(0, |cut| cut.removed_through);
        (offset - removed).min(next)
    }

    /// The range in the whole text of `range` in the cut text. An empty range stays empty.
    pub fn range(&self, range: Span) -> Span {
        let start = self.start(range.start);
        if range.is_empty() { Span::empty(start) } else { Span::new(start, self.end(range.end)) }
    }

    /// Whether something was cut out strictly inside `range` of the cut text (an insertion point counts as
    /// straddling when it sits exactly on a cut, for nobody knows on which side it belongs).
    pub fn straddles(&self, range: Span) -> bool {
        let inside = |cut: &Cut| {
            if range.is_empty() { cut.at == range.start } else { range.start < cut.at && cut.at < range.end }
        };
        let first = self.cuts.partition_point(|cut| cut.at < range.start);
        self.cuts.iter().skip(first).take_while(|cut| cut.at <= range.end).any(inside)
    }

    fn shift(&self, cuts_before: usize, offset: usize) -> usize {
        let removed =
            cuts_before.checked_sub(1).and_then(|last| self.cuts.get(last)).map_or(0, |cut| cut.removed_through);
        offset + removed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_closes_the_word_up_and_offsets_find_their_way_back() {
        let text = "将基水印层经验";
        let excised = Excised::new(text, vec![Span::new(6, 12)]);
        assert_eq!(excised.text, "将基层经验");
        assert_eq!(excised.map.range(Span::new(0, 6)), 0..6);
        assert_eq!(excised.map.range(Span::new(6, 9)), 12..15);
        assert_eq!(excised.map.range(Span::new(3, 9)), 3..15);
        assert!(excised.map.straddles(Span::new(3, 9)));
        assert!(!excised.map.straddles(Span::new(6, 9)));
        assert!(!excised.map.straddles(Span::new(0, 6)));
    }

    #[test]
    fn overlapping_and_adjacent_cuts_are_one() {
        let excised = Excised::new("abcdefgh", vec![Span::new(2, 4), Span::new(3, 5), Span::new(5, 6)]);
        assert_eq!(excised.text, "abgh");
        assert_eq!(excised.map.start(2), 6);
        assert_eq!(excised.map.end(2), 2);
    }

    #[test]
    fn offsets_of_the_whole_find_their_way_in() {
        let excised = Excised::new("xxabyycd", vec![Span::new(0, 2), Span::new(4, 6)]);
        let places: Vec<usize> = (0..=8).map(|offset| excised.map.without_cuts(offset)).collect();
        assert_eq!(places, [0, 0, 0, 1, 2, 2, 2, 3, 4]);
    }

    #[test]
    fn cuts_at_both_ends_keep_positions() {
        let excised = Excised::new("xxabyy", vec![Span::new(0, 2), Span::new(4, 6)]);
        assert_eq!(excised.text, "ab");
        assert_eq!(excised.map.range(Span::new(0, 2)), 2..4);
    }
}
