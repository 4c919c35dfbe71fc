//! The text of a draft in lines, cut where findings begin and end.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::iter::Peekable;

use super::super::text::visible;
use crate::finding::{Finding, Severity};
use crate::text::docx::Container;
use crate::text::{Document, Span, slice};

/// A line of a draft.
pub(super) struct Line<'a> {
    pub(super) number: usize,
    /// What a reader finds it by.
    pub(super) label: String,
    pub(super) pieces: Vec<Piece<'a>>,
}

/// Text that belongs to the same findings throughout.
pub(super) struct Piece<'a> {
    pub(super) text: String,
    /// The findings it belongs to, the one to be seen first outermost.
    pub(super) marks: Vec<Mark<'a>>,
}

/// A piece's part in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// Which finding.
    pub(super) index: usize,
    pub(super) finding: &'a Finding,
    /// Whether it is the first piece of the finding, which shows its card.
    pub(super) is_first: bool,
}

impl Piece<'_> {
    /// Whether it stands for a place between two characters.
    pub(super) fn is_point(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it shows a card.
    pub(super) fn has_cards(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_first)
    }
}

/// The lines of `document`; `findings` are in the order of the draft.
pub(super) fn lines<'a>(document: &Document, findings: &'a [Finding]) -> Vec<Line<'a>> {
    let text = document.text();
    let waiting = findings.iter().enumerate().peekable();
    let mut cutter = Cutter { text, waiting, begun: Vec::new(), open: BTreeMap::new(), ends: BinaryHeap::new() };
    (0..document.lines().len())
        .map(|line| Line {
            number: line + 1,
            label: label(document, line),
            pieces: cutter.cut(document.lines().content_range(text, line)),
        })
        .collect()
}

/// The number of a line or of a paragraph of a Word document; outside its running text, what the paragraph is in.
fn label(document: &Document, line: usize) -> String {
    match document.paragraph_at(document.lines().range(line).start) {
        None => (line + 1).to_string(),
        Some(paragraph) => match paragraph.place {
            Container::Body | Container::Cell { .. } => paragraph.number.to_string(),
            place => place.to_string(),
        },
    }
}

/// The order of marks in a piece: the one to be seen first outermost.
type Rank = (Severity, Reverse<usize>);

/// Walks through the text once, and keeps what is open where it is in order.
struct Cutter<'a, 't, Waiting: Iterator<Item = (usize, &'a Finding)>> {
    text: &'t str,
    waiting: Peekable<Waiting>,
    /// Findings that begin on this line, the next one last.
    begun: Vec<(usize, &'a Finding)>,
    /// Findings with text that have begun and not ended.
    open: BTreeMap<Rank, Mark<'a>>,
    /// Where those that are open end, the next end first.
    ends: BinaryHeap<Reverse<(usize, Rank)>>,
}

impl<'a, Waiting: Iterator<Item = (usize, &'a Finding)>> Cutter<'a, '_, Waiting> {
    fn cut(&mut self, line: Span) -> Vec<Piece<'a>> {
        while let Some(next) = self.waiting.next_if(|(_, finding)| finding.range.start <= line.end) {
            self.begun.push(next);
        }
        // Findings that begin in the line end before it show at its start.
        self.begun.sort_by_key(|(index, finding)| Reverse((finding.range.start.max(line.start), *index)));
        let mut pieces = Vec::new();
        let mut start = line.start;
        loop {
            self.close(start, line);
            pieces.extend(self.begin(start, line));
            let next_start = self.begun.last().map(|(_, finding)| finding.range.start);
            let next_end = self.ends.peek().map(|Reverse((end, _))| *end);
            let end = [next_start, next_end].into_iter().flatten().fold(line.end, usize::min);
            if start >= line.end {
                break;
            }
            pieces.push(self.piece(Span::new(start, end)));
            start = end;
        }
        pieces
    }

    /// Ends what ends at `offset`. What ends in the line end has no text there, but belongs to the next line as well.
    fn close(&mut self, offset: usize, line: Span) {
        while self.ends.peek().is_some_and(|Reverse((end, _))| *end <= offset && *end <= line.end) {
            if let Some(Reverse((_, rank))) = self.ends.pop() {
                self.open.remove(&rank);
            }
        }
    }

    /// Opens what begins at `offset`; the findings without text on this line are a piece of their own.
    fn begin(&mut self, offset: usize, line: Span) -> Option<Piece<'a>> {
        let mut marks = Vec::new();
        while let Some((index, finding)) = self.begun.pop_if(|(_, finding)| finding.range.start <= offset) {
            let rank = (finding.severity, Reverse(index));
            let mut mark = Mark { index, finding, is_first: true };
            if finding.range.end.min(line.end) <= offset {
                marks.push((rank, mark));
                mark.is_first = false;
            }
            if finding.range.end > offset {
                self.open.insert(rank, mark);
                self.ends.push(Reverse((finding.range.end, rank)));
            }
        }
        marks.sort_by_key(|(rank, _)| *rank);
        let marks: Vec<Mark<'a>> = marks.into_iter().map(|(_, mark)| mark).collect();
        (!marks.is_empty()).then(|| Piece { text: String::new(), marks })
    }

    /// The text of `range`, with all that is open there; from now on none of it is first.
    fn piece(&mut self, range: Span) -> Piece<'a> {
        let marks = self.open.values().copied().collect();
        self.open.values_mut().for_each(|mark| mark.is_first = false);
        Piece { text: visible(slice(self.text, range)), marks }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finding(range: Span) -> Finding {
        Finding {
            rule: crate::rules::find("PU208").unwrap(),
            severity: Severity::Error,
            range,
            message: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// `[0 text]` for a piece of finding 0, `[0! text]` where it shows the card.
    fn shown(text: &str, ranges: &[Span]) -> Vec<String> {
        let findings: Vec<Finding> = ranges.iter().cloned().map(finding).collect();
        let piece = |piece: &Piece<'_>| {
            let mark = |mark: &Mark<'_>| format!("{}{}", mark.index, if mark.is_first { "!" } else { "" });
            let marks: Vec<String> = piece.marks.iter().map(mark).collect();
            if marks.is_empty() { piece.text.clone() } else { format!("[{} {}]", marks.join(","), piece.text) }
        };
        lines(&Document::new(text), &findings).iter().map(|line| line.pieces.iter().map(piece).collect()).collect()
    }

    #[test]
    fn text_is_cut_where_findings_begin_and_end() {
        assert_eq!(shown("甲乙丙丁\n戊", &[Span::new(3, 9), Span::new(6, 12)]), ["甲[0! 乙][1!,0 丙][1 丁]", "戊"]);
    }

    #[test]
    fn a_finding_over_several_lines_shows_its_card_once() {
        assert_eq!(shown("甲乙\r\n\r\n丙丁", std::slice::from_ref(&Span::new(3, 13))), ["甲[0! 乙]", "", "[0 丙]丁"]);
    }

    #[test]
    fn a_place_without_text_is_a_point() {
        assert_eq!(
            shown("甲乙\n丙", &[Span::empty(3), Span::empty(6), Span::new(6, 7), Span::empty(10)]),
            ["甲[0! ]乙[2!,1! ]", "丙[3! ]"]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_card_is_shown_once(
            text in "[甲乙丙a\n]{0,40}",
            ranges in prop::collection::vec((0usize..130, 0usize..130), 0..8),
        ) {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let mut findings: Vec<Finding> =
                ranges.iter().map(|&(a, b)| finding(Span::new(floor(a.min(b)), floor(a.max(b))))).collect();
            findings.sort_by_key(|finding| finding.range.start);
            let document = Document::new(text.as_str());
            let lines = lines(&document, &findings);
            let joined: Vec<String> =
                lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
            prop_assert_eq!(joined.join("\n"), text);
            let firsts = lines.iter().flat_map(|line| &line.pieces).flat_map(|piece| &piece.marks);
            let mut firsts: Vec<usize> = firsts.filter(|mark| mark.is_first).map(|mark| mark.index).collect();
            firsts.sort_unstable();
            prop_assert_eq!(firsts, (0..findings.len()).collect::<Vec<_>>());
        }
    }
}
