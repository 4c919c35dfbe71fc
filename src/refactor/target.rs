//! What somebody points at.

use std::ops::Range;

use crate::structure::{Marker, Series, Structure};
use crate::text::{after, before};

/// The item that a place belongs to.
pub(super) struct Target<'a> {
    pub(super) text: &'a str,
    pub(super) structure: &'a Structure,
    pub(super) series: &'a Series,
    /// Its index in the series.
    pub(super) index: usize,
    /// The indices of the paragraphs of its document.
    pub(super) document: Range<usize>,
}

impl<'a> Target<'a> {
    /// The item whose marker is at `at` or opens the line there, or else the last one before it in its document.
    pub(super) fn at(text: &'a str, structure: &'a Structure, at: usize) -> Option<Self> {
        let line_end = text.len() - after(text, at).trim_start_matches(|c| c != '\n' && c != '\r').len();
        let here = structure.paragraphs.partition_point(|paragraph| paragraph.range.start < line_end.max(1));
        let here = here.checked_sub(1)?;
        let document = structure.segments.iter().find(|segment| segment.paragraphs.contains(&here))?.paragraphs.clone();
        let line_start = before(text, at).rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let opens_line = |item: &Marker| item.at_start && line_start <= item.range.start && item.paragraph == here;
        let is_touched = |item: &Marker| item.range.start <= at && at <= item.range.end;
        let is_before = |series: &Series, item: &Marker| {
            document.contains(&item.paragraph)
                && (is_touched(item) || (!series.is_enclosed && (item.range.start <= at || opens_line(item))))
        };
        let items =
            structure.series.iter().flat_map(|series| series.items.iter().enumerate().map(move |it| (series, it)));
        let (series, (index, _)) = items
            .filter(|(series, (_, item))| is_before(series, item))
            .max_by_key(|(_, (_, item))| item.range.start)?;
        Some(Target { text, structure, series, index, document })
    }

    /// The series of its class in its document, the enclosed ones aside.
    pub(super) fn level(&self) -> impl Iterator<Item = &'a Series> {
        let (kind, document) = (self.series.items.first().map(|item| item.kind), self.document.clone());
        self.structure.series.iter().filter(move |series| {
            let first = series.items.first();
            !series.is_enclosed
                && first.map(|item| item.kind) == kind
                && first.is_some_and(|item| document.contains(&item.paragraph))
        })
    }
}
