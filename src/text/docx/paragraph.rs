//! A paragraph as it is put together from its runs.

use super::numbering::Numbered;
use super::pieces::{OBJECT, Origin, Piece};
use super::place::Container;
use crate::text::{Span, before, chars, slice};

/// What a text box, a cell or a note is checked as; the running text is number 0.
pub(super) type Flow = usize;

/// A footnote or an endnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// A place that refers to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteReference {
    pub(super) kind: NoteKind,
    pub(super) id: i64,
    /// Where in the text.
    pub(super) offset: usize,
}

/// A paragraph on its own: its pieces count from its start, without its marker.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) numbered: Numbered,
    /// The part it is in.
    pub(super) part: usize,
    pub(super) place: Container,
    pub(super) flow: Flow,
    /// Whether it only repeats headings.
    pub(super) is_contents: bool,
    /// Where in its part it closes; nothing for an empty tag.
    pub(super) close: Option<usize>,
    /// Whether it stands in a content control or a field as a whole.
    pub(super) is_held: bool,
    pub(super) notes: Vec<NoteReference>,
    /// The text boxes anchored in it.
    pub(super) boxes: Vec<Paragraph>,
    /// The change that removes its mark makes it one with the next.
    pub(super) is_merged: bool,
    /// A page break that shows once text follows.
    pub(super) pending_break: bool,
}

impl Paragraph {
    pub(super) fn new(part: usize, place: Container, flow: Flow) -> Self {
        Paragraph {
            text: String::new(),
            pieces: Vec::new(),
            numbered: Numbered::default(),
            part,
            place,
            flow,
            is_contents: false,
            close: None,
            is_held: false,
            notes: Vec::new(),
            boxes: Vec::new(),
            is_merged: false,
            pending_break: false,
        }
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: &str, origin: Origin) {
        if std::mem::take(&mut self.pending_break) && !self.text.is_empty() {
            self.push_piece("\n", Origin::Markup);
        }
        if !text.is_empty() {
            self.push_piece(text, origin);
        }
    }

    fn push_piece(&mut self, text: &str, origin: Origin) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { text: Span::new(start, self.text.len()), origin });
    }

    /// Takes out what stands for pictures and formulas that belong to no sentence: those that have a line to themselves,
    /// and those that a line begins with and could do without, as an icon before a heading.
    pub(super) fn drop_outer_objects(&mut self) {
        let mut outer: Vec<Span> = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let rest = line.trim_start_matches(|c: char| OBJECT.contains(c) || c.is_whitespace());
            let leading = before(line, line.len() - rest.len());
            if leading.contains(OBJECT) && (rest.is_empty() || begins_text(rest)) {
                outer.push(Span::new(start, start + leading.len()));
            }
            start += line.len();
        }
        if outer.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let mut gone = Vec::new();
        for piece in std::mem::take(&mut self.pieces) {
            if piece.origin == Origin::Object && outer.iter().any(|range| range.contains(piece.text.start)) {
                gone.push(piece.text);
            } else {
                self.push_piece(slice(&text, piece.text), piece.origin);
            }
        }
        for note in &mut self.notes {
            note.offset -= gone.iter().filter(|range| range.end <= note.offset).map(|range| range.len()).sum::<usize>();
        }
    }

    /// Goes on where `earlier` ends, whose mark a tracked change removes.
    pub(super) fn continue_from(&mut self, earlier: Paragraph) {
        self.text = earlier.text;
        self.pieces = earlier.pieces;
        self.notes = earlier.notes;
        self.boxes = earlier.boxes;
        self.is_contents = earlier.is_contents;
        self.pending_break = earlier.pending_break;
    }
}

/// Whether `text` reads well without a word before it: it begins with a word, or a number in brackets as headings have. A
/// mark does not, nor the number of an equation.
fn begins_text(text: &str) -> bool {
    let inside = text.strip_prefix(['（', '(']);
    inside.unwrap_or(text).starts_with(|c: char| if inside.is_some() { chars::is_han(c) } else { c.is_alphanumeric() })
}

/// The characters of a text element, gathered until it closes.
#[derive(Debug)]
pub(super) struct OpenText {
    pub(super) tag: Span,
    pub(super) keeps_space: bool,
    pub(super) characters: Vec<(Span, String)>,
}

impl OpenText {
    /// What a reader sees of it: white space at its edges goes unless it is to be kept.
    pub(super) fn shown(mut self) -> Vec<(Span, String)> {
        if !self.keeps_space {
            let is_plain = |source: &Span, text: &str| source.len() == text.len();
            if let Some((source, text)) = self.characters.first_mut().filter(|(source, text)| is_plain(source, text)) {
                let kept = text.trim_start_matches(' ');
                source.start += text.len() - kept.len();
                *text = kept.to_owned();
            }
            if let Some((source, text)) = self.characters.last_mut().filter(|(source, text)| is_plain(source, text)) {
                let kept = text.trim_end_matches(' ');
                source.end -= text.len() - kept.len();
                *text = kept.to_owned();
            }
        }
        self.characters
    }
}
