//! The text of a whole document: running text, notes, headers and footers, each paragraph a line.

use crate::text::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::definitions::Definitions;
use super::error::DocxError;
use super::numbering::Numbering;
use super::package::Package;
use super::paragraph::{Flow, NoteKind, NoteReference, Paragraph};
use super::parts::Relationships;
use super::pieces::{Origin, Piece, Pieces};
use super::place::{Container, Located};
use super::styles::Styles;
use super::unread::Unread;
use super::visit::{Counts, Margin, Visitor};
use super::walk::Walk;

/// A document of more paragraphs is no draft.
const MAX_PARAGRAPHS: usize = 500_000;
/// Nor is one of more text; numbering can make text out of nothing.
const MAX_TEXT: usize = 64 << 20;

/// A part whose text was read.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) text: String,
}

/// A line of the text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) located: Located,
    /// What it is checked with; nothing for what only repeats headings.
    pub(super) flow: Option<Flow>,
    pub(super) part: usize,
    /// Where its paragraph closes in the part.
    pub(super) close: Option<usize>,
    /// Whether its paragraph stands in a content control or a field as a whole.
    pub(super) is_held: bool,
    /// For a text box, the line it is anchored in; for a note, nothing.
    pub(super) holder: Option<usize>,
}

/// Everything that reading a document brings to light.
#[derive(Debug, Default)]
pub(super) struct Extract {
    pub(super) text: String,
    pub(super) pieces: Pieces,
    pub(super) lines: Vec<Line>,
    pub(super) parts: Vec<Part>,
    /// Where notes are referred to, by the place of the note.
    pub(super) references: HashMap<Container, usize>,
    /// Content of other files, with how often there is some.
    pub(super) unread: BTreeMap<Unread, usize>,
    notes: Vec<NoteReference>,
    margins: Vec<Margin>,
    numbers: HashMap<Container, usize>,
}

impl Extract {
    /// Reads the document whose text is in `main`.
    pub(super) fn read(package: &mut Package, main: &str) -> Result<Self, DocxError> {
        let relationships = Relationships::of(main, package)?;
        let definitions = match optional(package, relationships.of_kind("numbering"))? {
            Some((name, text)) => Definitions::read(name, &text)?,
            None => Definitions::default(),
        };
        let styles = match optional(package, relationships.of_kind("styles"))? {
            Some((name, text)) => Styles::read(name, &text)?,
            None => Styles::default(),
        };
        let mut reading = Reading {
            extract: Extract::default(),
            numbering: Numbering::new(definitions, styles),
            wanted: HashMap::new(),
            found: BTreeMap::new(),
        };
        let mut counts = Counts::default();
        let text = package.read(main)?.ok_or_else(|| DocxError::Missing(main.to_owned()))?;
        reading.walk(main, text, (Container::Body, 0), &mut counts)?;
        for kind in [NoteKind::Foot, NoteKind::End] {
            let part = relationships.of_kind(if kind == NoteKind::Foot { "footnotes" } else { "endnotes" });
            if let Some((name, text)) = optional(package, part)? {
                reading.read_notes(kind, name, text, &mut counts)?;
            }
        }
        for unread in relationships.all().filter_map(|(kind, target)| Unread::of_part(kind, target)) {
            reading.unread(unread);
        }
        reading.read_margins(package, &relationships, &mut counts)?;
        Ok(reading.extract)
    }
}

/// A part that need not be there.
fn optional<'a>(package: &mut Package, name: Option<&'a str>) -> Result<Option<(&'a str, String)>, DocxError> {
    let Some(name) = name else { return Ok(None) };
    Ok(package.read(name)?.map(|text| (name, text)))
}

/// A document that is being read.
struct Reading {
    extract: Extract,
    numbering: Numbering,
    /// In a part of notes: those that are referred to.
    wanted: HashMap<i64, (Container, Flow)>,
    /// Their paragraphs, in the order of the references.
    found: BTreeMap<Flow, Vec<Paragraph>>,
}

impl Reading {
    fn walk(
        &mut self,
        name: &str,
        text: String,
        place: (Container, Flow),
        counts: &mut Counts,
    ) -> Result<(), DocxError> {
        let mut elements = std::mem::take(&mut self.extract.pieces.elements);
        let part = self.extract.parts.len();
        Walk::new(part, &text, place, &mut elements, counts).finish(name, self)?;
        self.extract.pieces.elements = elements;
        self.extract.parts.push(Part { name: name.to_owned(), text });
        Ok(())
    }

    /// Reads the notes of a kind that the text refers to, in its order.
    fn read_notes(&mut self, kind: NoteKind, name: &str, text: String, counts: &mut Counts) -> Result<(), DocxError> {
        let references: Vec<NoteReference> =
            self.extract.notes.iter().filter(|reference| reference.kind == kind).cloned().collect();
        for (number, reference) in (1..).zip(references) {
            let place = if kind == NoteKind::Foot { Container::Footnote(number) } else { Container::Endnote(number) };
            let is_new = !self.wanted.contains_key(&reference.id);
            if is_new {
                self.wanted.insert(reference.id, (place, counts.next_flow()));
            }
            self.extract.references.insert(place, reference.offset);
        }
        self.walk(name, text, (Container::Body, 0), counts)?;
        self.wanted.clear();
        for paragraph in std::mem::take(&mut self.found).into_values().flatten() {
            self.add(paragraph)?;
        }
        Ok(())
    }

    /// Reads the headers and footers that a section shows, each but once.
    fn read_margins(
        &mut self,
        package: &mut Package,
        relationships: &Relationships,
        counts: &mut Counts,
    ) -> Result<(), DocxError> {
        let margins = std::mem::take(&mut self.extract.margins);
        let mut seen = HashSet::new();
        let (mut headers, mut footers) = (0, 0);
        for Margin { is_header, relationship } in margins {
            let part = relationships.by_id(&relationship).filter(|part| seen.insert(part.to_owned()));
            let Some((name, text)) = optional(package, part)? else { continue };
            let count = if is_header { &mut headers } else { &mut footers };
            *count += 1;
            let place = if is_header { Container::Header(*count) } else { Container::Footer(*count) };
            let flow = counts.next_flow();
            self.walk(name, text, (place, flow), counts)?;
        }
        Ok(())
    }

    /// Adds a paragraph as a line, and its text boxes behind it.
    fn add(&mut self, mut paragraph: Paragraph) -> Result<(), DocxError> {
        let boxes = std::mem::take(&mut paragraph.boxes);
        let holder = self.extract.lines.len();
        self.add_line(paragraph, None)?;
        boxes.into_iter().try_for_each(|inner| self.add_line(inner, Some(holder)))
    }

    fn add_line(&mut self, mut paragraph: Paragraph, holder: Option<usize>) -> Result<(), DocxError> {
        paragraph.drop_outer_objects();
        let extract = &mut self.extract;
        let start = extract.text.len();
        let marker = self.numbering.next(&paragraph.numbered);
        push(extract, &marker, Origin::Marker);
        let base = extract.text.len();
        extract.text.push_str(&paragraph.text);
        extract.pieces.pieces.extend(paragraph.pieces.into_iter().map(|piece| Piece {
            text: Span::new(piece.text.start + base, piece.text.end + base),
            origin: piece.origin,
        }));
        push(extract, "\n", Origin::Markup);
        extract
            .notes
            .extend(paragraph.notes.into_iter().map(|note| NoteReference { offset: note.offset + base, ..note }));
        // Running text and tables are counted together: that is how one counts down a page.
        let counted_as =
            if matches!(paragraph.place, Container::Cell { .. }) { Container::Body } else { paragraph.place };
        let number = extract.numbers.entry(counted_as).or_default();
        *number += 1;
        extract.lines.push(Line {
            located: Located { start, marker: marker.len(), place: paragraph.place, number: *number },
            flow: (!paragraph.is_contents).then_some(paragraph.flow),
            part: paragraph.part,
            close: paragraph.close,
            is_held: paragraph.is_held,
            holder,
        });
        if extract.lines.len() > MAX_PARAGRAPHS {
            return Err(DocxError::TooLarge(format!("超过 {MAX_PARAGRAPHS} 段")));
        }
        if extract.text.len() > MAX_TEXT {
            return Err(DocxError::TooLarge(format!("正文超过 {} MB", MAX_TEXT >> 20)));
        }
        Ok(())
    }
}

fn push(extract: &mut Extract, text: &str, origin: Origin) {
    if !text.is_empty() {
        let start = extract.text.len();
        extract.text.push_str(text);
        extract.pieces.pieces.push(Piece { text: Span::new(start, extract.text.len()), origin });
    }
}

impl Visitor for Reading {
    fn paragraph(&mut self, paragraph: Paragraph) -> Result<(), DocxError> {
        if self.wanted.is_empty() {
            return self.add(paragraph);
        }
        if paragraph.flow != 0 {
            self.found.entry(paragraph.flow).or_default().push(paragraph);
        }
        Ok(())
    }

    fn note(&mut self, id: i64) -> Option<(Container, Flow)> {
        self.wanted.get(&id).copied()
    }

    fn unread(&mut self, what: Unread) {
        *self.extract.unread.entry(what).or_default() += 1;
    }

    fn margin(&mut self, margin: Margin) {
        if !self.extract.margins.contains(&margin) {
            self.extract.margins.push(margin);
        }
    }
}
