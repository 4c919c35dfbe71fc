//! The difference between two texts as few, small edits, so that cursors, folds and marks in the editor stay.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::finding::Edit;
use crate::text::{LineTable, Span, slice};

/// Edits that turn `old` into `new`: sorted, not overlapping, never inside a grapheme.
///
/// Lines are compared first and graphemes only within lines that differ: a long draft has few of those.
pub(in crate::lsp) fn minimal_edits(old: &str, new: &str) -> Vec<Edit> {
    let old_lines = Pieces::lines(old);
    let new_lines = Pieces::lines(new);
    changes(&old_lines, &new_lines)
        .flat_map(|(old_range, new_range)| {
            let old_part = Pieces::graphemes(old, old_range);
            let new_part = Pieces::graphemes(new, new_range);
            changes(&old_part, &new_part).map(|(from, to)| Edit::replace(from, slice(new, to))).collect::<Vec<_>>()
        })
        .collect()
}

/// A stretch of a text, cut up.
struct Pieces<'a> {
    start: usize,
    parts: Vec<&'a str>,
}

impl<'a> Pieces<'a> {
    fn lines(text: &'a str) -> Self {
        let table = LineTable::new(text);
        Pieces { start: 0, parts: (0..table.len()).map(|line| slice(text, table.range(line))).collect() }
    }

    fn graphemes(text: &'a str, range: Span) -> Self {
        Pieces { start: range.start, parts: slice(text, range).graphemes(true).collect() }
    }

    /// Where each piece starts, and where the last one ends.
    fn bounds(&self) -> Vec<usize> {
        let ends = self.parts.iter().scan(self.start, |end, part| {
            *end += part.len();
            Some(*end)
        });
        std::iter::once(self.start).chain(ends).collect()
    }
}

/// The byte ranges in which two cut-up texts differ.
fn changes(old: &Pieces<'_>, new: &Pieces<'_>) -> impl Iterator<Item = (Span, Span)> + use<> {
    let (old_bounds, new_bounds) = (old.bounds(), new.bounds());
    let bytes = |bounds: &[usize], pieces: Range<usize>| {
        let at = |index: usize| bounds.get(index).copied().unwrap_or_default();
        Span::new(at(pieces.start), at(pieces.end))
    };
    capture_diff_slices(Algorithm::Myers, &old.parts, &new.parts)
        .into_iter()
        .filter(|operation| !matches!(operation, DiffOp::Equal { .. }))
        .map(move |operation| (bytes(&old_bounds, operation.old_range()), bytes(&new_bounds, operation.new_range())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn applied(text: &str, edits: &[Edit]) -> String {
        let mut result = text.to_owned();
        for edit in edits.iter().rev() {
            result.replace_range(edit.range.range(), &edit.new_text);
        }
        result
    }

    #[test]
    fn only_what_differs_is_touched() {
        let edits = minimal_edits("甲，，乙\n丙\n丁。。\n", "甲，乙\n丙\n丁。\n");
        assert_eq!(edits.len(), 2);
        assert!(edits.iter().all(|edit| edit.new_text.is_empty() && edit.range.len() == 3));
    }

    #[test]
    fn a_line_end_is_never_split() {
        let edits = minimal_edits("甲\r\n", "甲\n");
        assert_eq!(edits, [Edit::replace(3..5, "\n")]);
    }

    proptest! {
        #[test]
        fn the_edits_make_the_new_text(old in "[甲乙，。😀\r\n]{0,30}", new in "[甲乙，。😀\r\n]{0,30}") {
            let edits = minimal_edits(&old, &new);
            prop_assert_eq!(applied(&old, &edits), new);
            prop_assert!(edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        }
    }
}
