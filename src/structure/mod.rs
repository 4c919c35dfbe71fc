//! What a draft says of its own shape: paragraphs, documents, paired marks, ordinal markers and their series.

pub mod marker;
pub mod next_marker;
pub mod numeral;
pub mod ordinal;
pub mod outline;
pub mod pairs;
pub mod paragraph;
pub mod paragraph_parser;
pub mod profile;
pub mod restyle;
pub mod script;
pub mod segment;
pub mod selection;
pub mod sentence;
pub mod series;
pub mod table;

mod brackets;
mod enclosure;
mod frame;
mod grouping;
mod lost_breaks;
mod marker_parser;
mod quote_marks;
mod quotes;
mod straight_quotes;

use lost_breaks::lost_breaks;

use crate::text::Span;

pub use lost_breaks::LostBreak;
pub use marker::{Kind, Marker};
pub use pairs::{Fault, FaultKind, Pair, Pairs};
pub use paragraph::Paragraph;
pub use profile::{Mark, Profile, Tally, Width};
pub use script::Script;
pub use segment::Segment;
pub use series::Series;

/// The shape of a draft. Numbering is read before anything else, so that every rule knows which characters belong
/// to a marker.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// Non-blank lines, in order.
    pub paragraphs: Vec<Paragraph>,
    /// The documents of the file; at least one.
    pub segments: Vec<Segment>,
    /// What the draft does most of the time.
    pub profile: Profile,
    /// The script it is written in.
    pub script: Script,
    /// Quotation marks.
    pub quotes: Pairs,
    /// Brackets.
    pub brackets: Pairs,
    /// Ordinal markers, in order.
    pub markers: Vec<Marker>,
    /// Where lines ended before the text was pasted into one, in order.
    pub lost_breaks: Vec<LostBreak>,
    /// The series they form.
    pub series: Vec<Series>,
}

impl Structure {
    /// Whether the draft was pasted into a few lines: one lost break may be a slip, several are not.
    pub fn lost_several_breaks(&self) -> bool {
        self.lost_breaks.len() >= 2
    }

    /// Reads the shape of `text`. Any text has one.
    pub fn parse(text: &str) -> Self {
        let paragraphs = paragraph_parser::paragraphs(text);
        let segments = segment::segments(text, &paragraphs);
        let mut structure = Structure { profile: Profile::of(text), script: Script::of(text), ..Structure::default() };
        for segment in &segments {
            let quotes = quotes::pair_quotes(text, &paragraphs, segment);
            let markers: Vec<Marker> = segment
                .paragraphs
                .clone()
                .filter_map(|index| Some((index, paragraphs.get(index).filter(|paragraph| !paragraph.is_table_row)?)))
                .flat_map(|(index, paragraph)| ordinal::markers(text, index, paragraph))
                .collect();
            let brackets = brackets::pair_brackets(text, &paragraphs, segment, &markers);
            structure.series.extend(grouping::group(&markers, &paragraphs, &quotes, &brackets));
            for index in segment.paragraphs.clone() {
                let first = markers.partition_point(|marker| marker.paragraph < index);
                let end = markers.partition_point(|marker| marker.paragraph <= index);
                let inside = markers.get(first..end).unwrap_or_default();
                let paragraph = paragraphs.get(index).into_iter();
                structure.lost_breaks.extend(paragraph.flat_map(|paragraph| lost_breaks(text, paragraph, inside)));
            }
            structure.markers.extend(markers);
            structure.quotes.matched.extend(quotes.matched);
            structure.quotes.faults.extend(quotes.faults);
            structure.brackets.matched.extend(brackets.matched);
            structure.brackets.faults.extend(brackets.faults);
        }
        structure.paragraphs = paragraphs;
        structure.segments = segments;
        structure
    }

    /// The paragraph that holds byte `offset`.
    pub fn paragraph_at(&self, offset: usize) -> Option<&Paragraph> {
        let first = self.paragraphs.partition_point(|paragraph| paragraph.range.end <= offset);
        self.paragraphs.get(first).filter(|paragraph| paragraph.range.start <= offset)
    }

    /// Whether the spaces in `range` stand for something: for a line break that was lost, or behind a marker. No rule
    /// that takes out spaces touches these.
    pub fn separates(&self, range: Span) -> bool {
        let place = self.lost_breaks.partition_point(|lost| lost.gap.end < range.end);
        let is_lost =
            self.lost_breaks.get(place).is_some_and(|lost| lost.gap.start <= range.start && lost.gap.end == range.end);
        let next = self.markers.partition_point(|marker| marker.range.end < range.start);
        is_lost
            || self.markers.get(next).is_some_and(|marker| marker.range.end == range.start && !marker.kind.is_free())
    }

    /// Whether `offset` stands in a row of a table drawn in text.
    pub fn is_in_table(&self, offset: usize) -> bool {
        self.paragraph_at(offset).is_some_and(|paragraph| paragraph.is_table_row)
    }

    /// Whether `range` touches an ordinal marker: no rule outside the numbering family changes one.
    pub fn touches_marker(&self, range: Span) -> bool {
        let first = self.markers.partition_point(|marker| marker.range.end <= range.start);
        self.markers.get(first).is_some_and(|marker| marker.range.start < range.end)
    }
}
