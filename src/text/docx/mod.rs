//! Word documents (`.docx`): their text, and changing it where it came from.
//!
//! Reading is pure: bytes in, text and the way back out. Every byte of the text knows the bytes of the part that it
//! came from, so that a fix changes these and nothing else.

mod annotate;
mod comments;
mod definitions;
mod edit;
mod error;
mod extract;
mod fields;
mod held;
mod hint;
mod numbering;
mod numerals;
mod objects;
mod package;
mod paragraph;
mod parts;
mod pieces;
mod place;
mod run;
mod run_content;
mod styles;
mod unread;
mod visit;
mod walk;
mod xml;

pub use annotate::Comment;
pub use edit::Replacement;
pub use error::{DocxError, Foreign};
pub use place::{Container, Located};
pub use unread::Unread;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::Span;

use extract::Extract;
use package::Package;
use parts::Relationships;
use pieces::Origin;

/// A Word document.
#[derive(Debug)]
pub struct Docx {
    package: Package,
    main: String,
    extract: Extract,
    paragraphs: Arc<[Located]>,
}

/// Paragraphs that are checked as one text: running text, or a cell, or a text box, or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Where it stands.
    pub place: Container,
    /// Its lines in the text of the document.
    pub lines: Vec<Span>,
}

impl Docx {
    /// Whether `bytes` are an archive, and so to be opened as a Word document.
    pub fn is_archive(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }

    /// Reads a whole file.
    pub fn open(bytes: &[u8]) -> Result<Docx, DocxError> {
        let mut package = Package::open(Arc::from(bytes))?;
        let Some(main) = Relationships::main_part(&mut package)? else { return Err(package.foreign().into()) };
        if main.starts_with("xl/") || main.starts_with("ppt/") {
            return Err(package.foreign().into());
        }
        Docx::read(package, main)
    }

    fn read(mut package: Package, main: String) -> Result<Docx, DocxError> {
        let extract = Extract::read(&mut package, &main)?;
        let paragraphs = extract.lines.iter().map(|line| line.located.clone()).collect();
        Ok(Docx { package, main, extract, paragraphs })
    }

    /// The text, each paragraph a line.
    pub fn text(&self) -> &str {
        &self.extract.text
    }

    /// What its paragraphs are called, in order.
    pub fn paragraphs(&self) -> &Arc<[Located]> {
        &self.paragraphs
    }

    /// What it holds that was not read, with how often.
    pub fn unread(&self) -> Vec<(Unread, usize)> {
        self.extract.unread.iter().map(|(kind, count)| (*kind, *count)).collect()
    }

    /// The notes and where the text refers to them.
    pub fn note_references(&self) -> Vec<(Container, usize)> {
        let mut references: Vec<_> = self.extract.references.iter().map(|(place, offset)| (*place, *offset)).collect();
        references.sort_by_key(|(_, offset)| *offset);
        references
    }

    /// What is to be checked together. Text that only repeats headings (a table of contents) is in none.
    pub fn flows(&self) -> Vec<Flow> {
        let mut flows: BTreeMap<paragraph::Flow, Flow> = BTreeMap::new();
        let ends = self.paragraphs.iter().skip(1).map(|next| next.start).chain([self.text().len()]);
        for (line, end) in self.extract.lines.iter().zip(ends) {
            let Some(flow) = line.flow else { continue };
            let entry = flows.entry(flow).or_insert_with(|| Flow { place: line.located.place, lines: Vec::new() });
            match entry.lines.last_mut() {
                Some(last) if last.end == line.located.start => last.end = end,
                _ => entry.lines.push(Span::new(line.located.start, end)),
            }
        }
        flows.into_values().collect()
    }

    /// Whether some of `range` is a marker that Word computes.
    pub fn touches_marker(&self, range: Span) -> bool {
        let mut pieces = self.extract.pieces.in_range(range).iter();
        pieces.any(|piece| piece.origin == Origin::Marker && piece.text.end > range.start)
    }

    /// Whether nothing in `range` was typed, nor computed for the reader to see as text: tabs, breaks, symbols.
    pub fn is_markup(&self, range: Span) -> bool {
        let pieces = self.extract.pieces.in_range(range);
        !range.is_empty() && pieces.iter().all(|piece| piece.origin == Origin::Markup)
    }

    /// Where pictures, formulas and other objects stand in a line of text.
    pub fn objects(&self) -> impl Iterator<Item = Span> {
        let pieces = self.extract.pieces.pieces.iter();
        pieces.filter(|piece| piece.origin == Origin::Object).map(|piece| piece.text)
    }

    /// Whether some of `range` is such an object; for an empty one, whether it stands beside one.
    pub fn touches_object(&self, range: Span) -> bool {
        self.extract.pieces.in_range(range).iter().any(|piece| piece.origin == Origin::Object)
    }

    /// The bytes of the file, with all changes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, DocxError> {
        self.package.write()
    }
}
