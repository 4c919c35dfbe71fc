//! What a draft says of its own shape: paragraphs, documents, paired marks, ordinal markers and their series.

pub mod next_marker;
pub mod numeral;
pub mod ordinal;
pub mod outline;
pub mod pairs;
pub mod paragraph;
pub mod profile;
pub mod restyle;
pub mod segment;
pub mod selection;
pub mod sentence;
pub mod series;

mod brackets;
mod enclosure;
mod grouping;
mod marker_parser;
mod quotes;
mod straight_quotes;

pub use ordinal::{Kind, Marker};
pub use pairs::{Fault, FaultKind, Pair, Pairs};
pub use paragraph::Paragraph;
pub use profile::{Mark, Profile, Tally, Width};
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
    /// Quotation marks.
    pub quotes: Pairs,
    /// Brackets.
    pub brackets: Pairs,
    /// Ordinal markers, in order.
    pub markers: Vec<Marker>,
    /// The series they form.
    pub series: Vec<Series>,
}

impl Structure {
    /// Reads the shape of `text`. Any text has one.
    pub fn parse(text: &str) -> Self {
        let paragraphs = paragraph::paragraphs(text);
        let segments = segment::segments(text, &paragraphs);
        let mut structure = Structure { profile: Profile::of(text), ..Structure::default() };
        for segment in &segments {
            let quotes = quotes::pair_quotes(text, &paragraphs, segment);
            let markers: Vec<Marker> = segment
                .paragraphs
                .clone()
                .filter_map(|index| Some((index, paragraphs.get(index)?)))
                .flat_map(|(index, paragraph)| ordinal::markers(text, index, paragraph))
                .collect();
            let brackets = brackets::pair_brackets(text, &paragraphs, segment, &markers);
            structure.series.extend(series::group(&markers, &quotes, &brackets));
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

    /// Whether `range` touches an ordinal marker: no rule outside the numbering family changes one.
    pub fn touches_marker(&self, range: &std::ops::Range<usize>) -> bool {
        let first = self.markers.partition_point(|marker| marker.range.end <= range.start);
        self.markers.get(first).is_some_and(|marker| marker.range.start < range.end)
    }
}
