//! A draft as a file holds it: plain text, Markdown or a Word document. Command line and server check, read and mend
//! drafts here, so that both find the same in the same file.

mod directives;
mod kind;
mod markdown;
mod markup;
mod plain;
mod reading;
mod text;
mod word;

use std::path::Path;

pub use directives::Suppressed;
pub use kind::DraftKind;
pub use reading::Reading;
pub use text::TextDraft;
pub use word::WordDraft;

use crate::check::{self, Checker, Outcome};
use crate::config::Config;
use crate::finding::{Applicability, Edit, Finding};
use crate::fix;
use crate::text::docx::{Docx, DocxError, Foreign, Unread};
use crate::text::{self as encoded, Charset, DecodeError, Document, EncodeError, Encoding};

/// A draft as a file holds it.
#[derive(Debug, Clone)]
pub enum Draft {
    /// Text, and nothing but text.
    Plain(TextDraft),
    /// Markdown.
    Markdown(TextDraft),
    /// A Word document.
    Word(WordDraft),
}

/// Why bytes are no draft. The messages are for users.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// They are no text.
    #[error(transparent)]
    Text(#[from] DecodeError),
    /// They are no Word document, although they look like one, or hold a formatted text of another kind.
    #[error(transparent)]
    Word(#[from] DocxError),
}

/// Why a mended draft cannot be written. The messages are for users.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// Its encoding does not have what was put in.
    #[error(transparent)]
    Text(#[from] EncodeError),
    /// It would be no Word document any more.
    #[error(transparent)]
    Word(#[from] DocxError),
}

/// A draft after as many rounds of fixes as it took.
#[derive(Debug)]
pub struct Mended<T> {
    /// The new draft.
    pub draft: Draft,
    /// How many fixes were applied, over all rounds.
    pub count: usize,
    /// What the last check yielded, where it was of the draft as it now is.
    pub last: Option<T>,
}

impl Draft {
    /// Reads a whole file called `name`. What is in it decides whether it is a Word document, its name what kind of
    /// text it is.
    pub fn open(name: &Path, bytes: &[u8]) -> Result<Draft, OpenError> {
        Draft::open_in(name, bytes, None)
    }

    /// The same, where a text is known to be in a certain encoding.
    pub fn open_in(name: &Path, bytes: &[u8], charset: Option<Charset>) -> Result<Draft, OpenError> {
        if let Some(foreign) = Foreign::recognise(bytes) {
            return Err(OpenError::Word(foreign.into()));
        }
        if Docx::is_archive(bytes) {
            return Ok(Draft::Word(WordDraft::new(Docx::open(bytes)?)));
        }
        let decoded = charset.map_or_else(|| encoded::decode(bytes), |charset| encoded::decode_in(bytes, charset))?;
        let kind = DraftKind::of(name).unwrap_or_default();
        Ok(Draft::of(kind, TextDraft::of_file(kind, bytes, decoded)))
    }

    /// A text that no file holds, as an editor has it.
    pub fn of_text(kind: DraftKind, text: &str) -> Draft {
        Draft::of_document(kind, Document::new(text))
    }

    /// The same, where its lines are known.
    pub fn of_document(kind: DraftKind, document: Document) -> Draft {
        Draft::of(kind, TextDraft::new(kind, document))
    }

    fn of(kind: DraftKind, text: TextDraft) -> Draft {
        match kind {
            DraftKind::Plain => Draft::Plain(text),
            DraftKind::Markdown => Draft::Markdown(text),
        }
    }

    /// What it is written in; nothing for a Word document.
    pub fn kind(&self) -> Option<DraftKind> {
        match self {
            Draft::Plain(_) => Some(DraftKind::Plain),
            Draft::Markdown(_) => Some(DraftKind::Markdown),
            Draft::Word(_) => None,
        }
    }

    /// Its text, in which findings are.
    pub fn text(&self) -> &str {
        self.document().text()
    }

    /// Its text, with its lines or paragraphs.
    pub fn document(&self) -> &Document {
        match self {
            Draft::Plain(text) | Draft::Markdown(text) => &text.document,
            Draft::Word(word) => &word.document,
        }
    }

    /// What it is written back in.
    pub fn encoding(&self) -> Encoding {
        match self {
            Draft::Plain(text) | Draft::Markdown(text) => text.encoding(),
            // The parts of a document are UTF-8.
            Draft::Word(_) => Encoding::UTF_8,
        }
    }

    /// What it holds that is not checked, as a sentence for the user.
    pub fn unread(&self) -> Option<String> {
        Unread::describe(self.document().unread())
    }

    /// Checks it with `checker`.
    pub fn check(&self, checker: &Checker) -> Outcome {
        self.check_while(checker, &|| true).unwrap_or_default()
    }

    /// The same for as long as it `is_wanted`; `None` once it is not.
    pub fn check_while(&self, checker: &Checker, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
        let Outcome { findings, failed_rules } = self.check_each_while(checker, is_wanted)?;
        Some(Outcome { findings: self.told(findings), failed_rules })
    }

    /// The same, every place by itself, for those who leave some of them before the rest is [`Draft::told`].
    pub fn check_each_while(&self, checker: &Checker, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
        let Outcome { findings, failed_rules } = self.check_all_while(checker, is_wanted)?;
        Some(Outcome { findings: self.suppress(findings, checker.config()).findings, failed_rules })
    }

    /// The same, with what comments in the draft suppress.
    pub fn check_all(&self, checker: &Checker) -> Outcome {
        self.check_all_while(checker, &|| true).unwrap_or_default()
    }

    fn check_all_while(&self, checker: &Checker, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
        match self {
            Draft::Plain(text) | Draft::Markdown(text) => text.markup.check_while(checker, &text.document, is_wanted),
            Draft::Word(word) => word.check_while(checker, is_wanted),
        }
    }

    /// What comments make of the `findings` in it, made by the rules of `config`.
    pub fn suppress(&self, findings: Vec<Finding>, config: &Config) -> Suppressed {
        match self {
            Draft::Plain(text) | Draft::Markdown(text) => text.markup.directives.suppress(findings, config),
            Draft::Word(_) => Suppressed { findings, faults: Vec::new() },
        }
    }

    /// What a reader is told of the `findings` in it: those of one habit are one.
    pub fn told(&self, findings: Vec<Finding>) -> Vec<Finding> {
        check::told_once(self.text(), findings)
    }

    /// The findings that one which a reader was told of speaks for: every place of a habit.
    pub fn spoken_for(&self, told: &Finding, checker: &Checker) -> Vec<Finding> {
        let all = self.check_each_while(checker, &|| true).unwrap_or_default();
        check::spoken_for(told, all.findings)
    }

    /// Reads its shape, as the rules that judge it do.
    pub fn read(&self, checker: &Checker) -> Reading {
        match self {
            Draft::Plain(text) | Draft::Markdown(text) => text.markup.read(checker, &text.document),
            Draft::Word(word) => word.read(checker),
        }
    }

    /// The draft after `edits`, sorted and apart from each other, as somebody makes them by hand. Nothing where one is
    /// outside the text or inside a character, or would change what nobody typed into a Word document.
    pub fn edited(&self, edits: &[Edit]) -> Option<Draft> {
        match self {
            Draft::Plain(text) => text.edited(DraftKind::Plain, edits).map(Draft::Plain),
            Draft::Markdown(text) => text.edited(DraftKind::Markdown, edits).map(Draft::Markdown),
            Draft::Word(word) => word.edited(edits).map(Draft::Word),
        }
    }

    /// The draft after those of the preferred fixes of `findings`, up to `allowed`, that go together and can be made,
    /// and the findings they are of; nothing where that changes nothing.
    pub fn mended<'f>(&self, findings: &'f [Finding], allowed: Applicability) -> Option<(Draft, Vec<&'f Finding>)> {
        match self {
            Draft::Plain(text) => {
                text.mended(DraftKind::Plain, findings, allowed).map(|(mended, made)| (Draft::Plain(mended), made))
            }
            Draft::Markdown(text) => text
                .mended(DraftKind::Markdown, findings, allowed)
                .map(|(mended, made)| (Draft::Markdown(mended), made)),
            Draft::Word(word) => word.mended(findings, allowed).map(|(mended, made)| (Draft::Word(mended), made)),
        }
    }

    /// Fixes `findings`, which were found in it, and checks and fixes in turn until a round changes nothing. A check
    /// yields what is to be fixed, and whatever the caller wants to know of the draft once it is as it will be.
    /// Nothing where there is nothing to fix.
    pub fn mended_until_stable<T>(
        &self,
        findings: &[Finding],
        allowed: Applicability,
        mut check: impl FnMut(&Draft) -> (Vec<Finding>, T),
    ) -> Option<Mended<T>> {
        let mut is_first = true;
        let mut last = None;
        let round = |draft: &Draft| {
            if std::mem::take(&mut is_first) {
                return draft.mended(findings, allowed).map(|(draft, made)| (draft, made.len()));
            }
            let (findings, seen) = check(draft);
            let mended = draft.mended(&findings, allowed).map(|(draft, made)| (draft, made.len()));
            last = mended.is_none().then_some(seen);
            mended
        };
        let (draft, count) = fix::until_stable(self, round)?;
        Some(Mended { draft, count, last })
    }

    /// The bytes of the file, with all changes, in the encoding that it came in.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WriteError> {
        match self {
            Draft::Plain(text) | Draft::Markdown(text) => Ok(text.to_bytes()?),
            Draft::Word(word) => Ok(word.docx.to_bytes()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checker() -> Checker {
        Checker::with_model(Config { select: vec!["PU208".into()], ..Config::default() }, None).unwrap()
    }

    /// The bytes of the file `name` after all safe fixes, and how many these were.
    fn mended(name: &str, bytes: &[u8]) -> (Vec<u8>, usize) {
        let (checker, draft) = (checker(), Draft::open(Path::new(name), bytes).unwrap());
        let find = |draft: &Draft| draft.check(&checker).findings;
        let mended = draft.mended_until_stable(&find(&draft), Applicability::Safe, |draft| (find(draft), ()));
        mended.map_or_else(|| (draft.to_bytes().unwrap(), 0), |mended| (mended.draft.to_bytes().unwrap(), mended.count))
    }

    #[test]
    fn a_text_is_mended_in_its_encoding() {
        // Two marks and 甲 in GB18030, behind no mark; then in UTF-16 behind one.
        assert_eq!(mended("稿.txt", b"\xbc\xd7\xa3\xac\xa3\xac\xd2\xd2"), (b"\xbc\xd7\xa3\xac\xd2\xd2".to_vec(), 1));
        let (before, after) = (b"\xff\xfe\x32\x75\x0c\xff\x0c\xff", b"\xff\xfe\x32\x75\x0c\xff");
        assert_eq!(mended("稿.txt", before), (after.to_vec(), 1));
    }

    #[test]
    fn the_name_tells_markdown_and_the_content_a_document() {
        let code = "看 `甲，，乙` 一行。\n";
        assert_eq!(mended("稿.md", code.as_bytes()), (code.as_bytes().to_vec(), 0));
        assert_eq!(mended("稿.txt", code.as_bytes()).1, 1);
        assert!(matches!(Draft::open(Path::new("稿.txt"), b"PK\x03\x04"), Err(OpenError::Word(DocxError::Archive))));
        assert!(matches!(Draft::open(Path::new("稿.docx"), b"%PDF-1.7"), Err(OpenError::Word(DocxError::Foreign(_)))));
        assert!(matches!(
            Draft::open(Path::new("稿.docx"), b"\x89PNG\0\0\0\r"),
            Err(OpenError::Text(DecodeError::Binary))
        ));
    }

    #[test]
    fn a_text_is_edited_in_its_encoding() {
        let edited = |edits: &[Edit]| {
            let draft = Draft::open(Path::new("稿.txt"), b"\xbc\xd7\xa3\xac\xd2\xd2\r\n").unwrap();
            draft.edited(edits).map(|draft| draft.to_bytes().unwrap())
        };
        let (first, last) = (Edit::delete(0..3), Edit::insert(9, "甲"));
        assert_eq!(edited(&[first.clone(), last.clone()]).unwrap(), b"\xa3\xac\xd2\xd2\xbc\xd7\r\n");
        assert_eq!(edited(&[last, first]), None);
        assert_eq!(edited(&[Edit::delete(1..3)]), None);
        assert_eq!(edited(&[Edit::delete(9..99)]), None);
    }

    #[test]
    fn what_is_right_stays_byte_for_byte() {
        for bytes in [b"".as_slice(), b"\xef\xbb\xbf\xe7\x94\xb2\r\n", b"\xa3\xa0\xbc\xd7"] {
            assert_eq!(mended("稿.txt", bytes), (bytes.to_vec(), 0));
        }
    }
}
