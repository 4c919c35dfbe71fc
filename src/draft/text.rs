//! A draft in plain text or Markdown.

use std::sync::Arc;

use super::markup::Markup;
use super::{DraftKind, markdown, plain};
use crate::finding::{Applicability, Edit, Finding};
use crate::fix;
use crate::text::{Decoded, Document, EncodeError, Encoding};

/// A text, what of it is markup, and the file that it came from.
#[derive(Debug, Clone)]
pub struct TextDraft {
    pub(super) document: Document,
    pub(super) markup: Markup,
    /// What it was read from; none for a text that no file holds.
    file: Option<Arc<File>>,
}

/// What a text was read from.
#[derive(Debug)]
struct File {
    bytes: Vec<u8>,
    decoded: Decoded,
}

impl TextDraft {
    pub(super) fn new(kind: DraftKind, document: Document) -> Self {
        let markup = markup(kind, document.text());
        TextDraft { document, markup, file: None }
    }

    pub(super) fn of_file(kind: DraftKind, bytes: &[u8], decoded: Decoded) -> Self {
        let file = Some(Arc::new(File { bytes: bytes.to_owned(), decoded: decoded.clone() }));
        TextDraft { file, ..TextDraft::new(kind, Document::new(decoded.text)) }
    }

    /// How it was read; nothing for a text that no file holds.
    pub fn decoded(&self) -> Option<&Decoded> {
        self.file.as_deref().map(|file| &file.decoded)
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.decoded().map_or(Encoding::UTF_8, |decoded| decoded.encoding)
    }

    pub(super) fn mended<'f>(
        &self,
        kind: DraftKind,
        findings: &'f [Finding],
        allowed: Applicability,
    ) -> Option<(TextDraft, Vec<&'f Finding>)> {
        let text = self.document.text();
        let made = fix::choose(text, findings, allowed);
        let mended = fix::apply(text, made.iter().filter_map(|finding| finding.preferred_fix())).text;
        if mended == text {
            return None;
        }
        Some((self.with_text(kind, mended), made))
    }

    pub(super) fn edited(&self, kind: DraftKind, edits: &[Edit]) -> Option<TextDraft> {
        Some(self.with_text(kind, fix::edited(self.document.text(), edits)?))
    }

    /// The same file with another text.
    fn with_text(&self, kind: DraftKind, text: String) -> TextDraft {
        TextDraft { file: self.file.clone(), ..TextDraft::new(kind, Document::new(text)) }
    }

    /// Its bytes, in the encoding that it came in. Fails where that cannot hold it.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, EncodeError> {
        let text = self.document.text();
        match &self.file {
            Some(file) => file.decoded.rewrite(&file.bytes, text),
            None => Ok(text.as_bytes().to_owned()),
        }
    }
}

fn markup(kind: DraftKind, text: &str) -> Markup {
    match kind {
        DraftKind::Plain => plain::parse(text),
        DraftKind::Markdown => markdown::parse(text),
    }
}
