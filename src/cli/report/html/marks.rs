//! The text of a draft in lines, cut where findings begin and end.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::text::visible;
use crate::finding::Finding;
use crate::text::docx::Place;
use crate::text::{Document, slice};

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
    let mut cutter = Cutter { text, waiting: findings.iter().enumerate().peekable(), open: Vec::new() };
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
            Place::Body | Place::Cell { .. } => paragraph.number.to_string(),
            place => place.to_string(),
        },
    }
}

/// Walks through the text once.
struct Cutter<'a, 't, Waiting: Iterator<Item = (usize, &'a Finding)>> {
    text: &'t str,
    waiting: std::iter::Peekable<Waiting>,
    /// Findings that have begun; those with text until they have ended.
    open: Vec<Mark<'a>>,
}

impl<'a, Waiting: Iterator<Item = (usize, &'a Finding)>> Cutter<'a, '_, Waiting> {
    fn cut(&mut self, line: Range<usize>) -> Vec<Piece<'a>> {
        // Findings that begin in the line end before it show at its start.
        while let Some((index, finding)) = self.waiting.next_if(|(_, finding)| finding.range.start <= line.end) {
            self.open.push(Mark { index, finding, is_first: true });
        }
        let edges = self.open.iter().flat_map(|mark| [mark.finding.range.start, mark.finding.range.end]);
        let mut cuts: BTreeSet<usize> = edges.map(|edge| edge.clamp(line.start, line.end)).collect();
        cuts.extend([line.start, line.end]);
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let mut pieces = Vec::new();
        for (index, &start) in cuts.iter().enumerate() {
            pieces.extend(self.point(start, &line));
            if let Some(&end) = cuts.get(index + 1) {
                pieces.push(self.piece(start..end));
            }
        }
        self.open.retain(|mark| mark.finding.range.end > line.end);
        pieces
    }

    /// The findings without text on this line that stand at `offset`.
    fn point(&mut self, offset: usize, line: &Range<usize>) -> Option<Piece<'a>> {
        let is_here = |mark: &Mark<'_>| {
            let range = &mark.finding.range;
            let (start, end) = (range.start.clamp(line.start, line.end), range.end.clamp(line.start, line.end));
            start == end && start == offset && mark.is_first
        };
        let marks = take_part(&mut self.open, is_here);
        (!marks.is_empty()).then(|| Piece { text: String::new(), marks })
    }

    fn piece(&mut self, range: Range<usize>) -> Piece<'a> {
        let covers = |mark: &Mark<'_>| mark.finding.range.start <= range.start && range.end <= mark.finding.range.end;
        Piece { text: visible(slice(self.text, range.clone())), marks: take_part(&mut self.open, covers) }
    }
}

/// The marks that `takes_part` is true of; from now on they are no longer first.
fn take_part<'a>(open: &mut [Mark<'a>], takes_part: impl Fn(&Mark<'_>) -> bool) -> Vec<Mark<'a>> {
    let mut marks = Vec::new();
    for mark in open.iter_mut().filter(|mark| takes_part(mark)) {
        marks.push(*mark);
        mark.is_first = false;
    }
    marks.sort_by_key(|mark| (mark.finding.severity, std::cmp::Reverse(mark.index)));
    marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Severity;

    fn finding(range: Range<usize>) -> Finding {
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
    fn shown(text: &str, ranges: &[Range<usize>]) -> Vec<String> {
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
        assert_eq!(shown("甲乙丙丁\n戊", &[3..9, 6..12]), ["甲[0! 乙][1!,0 丙][1 丁]", "戊"]);
    }

    #[test]
    fn a_finding_over_several_lines_shows_its_card_once() {
        assert_eq!(shown("甲乙\r\n\r\n丙丁", std::slice::from_ref(&(3..13))), ["甲[0! 乙]", "", "[0 丙]丁"]);
    }

    #[test]
    fn a_place_without_text_is_a_point() {
        assert_eq!(shown("甲乙\n丙", &[3..3, 6..6, 6..7, 10..10]), ["甲[0! ]乙[2!,1! ]", "丙[3! ]"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_card_is_shown_once(
            text in "[甲乙丙a\n]{0,40}",
            ranges in prop::collection::vec((0usize..130, 0usize..130), 0..8),
        ) {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let mut findings: Vec<Finding> =
                ranges.iter().map(|&(a, b)| finding(floor(a.min(b))..floor(a.max(b)))).collect();
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
