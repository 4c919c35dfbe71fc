//! What a draft is written in, and what that means for whoever checks or reads it. Command line and server ask here, so
//! that both find the same in the same file.

use std::ops::Range;
use std::path::Path;

use crate::check::{Checker, Outcome};
use crate::config::Config;
use crate::draft::Reading;
use crate::draft::markdown::{self, Suppressed};
use crate::finding::Finding;
use crate::text::Document;

/// What a draft is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DraftKind {
    /// Text, and nothing but text.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
}

/// The names that files of text go by.
const EXTENSIONS: [(&str, DraftKind); 4] = [
    ("txt", DraftKind::Plain),
    ("text", DraftKind::Plain),
    ("md", DraftKind::Markdown),
    ("markdown", DraftKind::Markdown),
];

impl DraftKind {
    /// What the file at `path` is written in, as its name says; `None` where the name is not that of a text.
    pub fn of(path: &Path) -> Option<DraftKind> {
        let extension = path.extension()?.to_str()?;
        EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
    }

    /// Checks a draft with `checker`.
    pub fn check(self, checker: &Checker, document: &Document) -> Outcome {
        self.check_while(checker, document, &|| true).unwrap_or_default()
    }

    /// The same, with what comments in the draft suppress.
    pub fn check_all(self, checker: &Checker, document: &Document) -> Outcome {
        match self {
            DraftKind::Plain => checker.check(document),
            DraftKind::Markdown => markdown::check_all_while(checker, document, &|| true).unwrap_or_default(),
        }
    }

    /// What comments make of the `findings` in `text`, made by the rules of `config`.
    pub fn suppress(self, text: &str, findings: Vec<Finding>, config: &Config) -> Suppressed {
        match self {
            DraftKind::Plain => Suppressed { findings, faults: Vec::new() },
            DraftKind::Markdown => markdown::suppress(text, findings, config),
        }
    }

    /// Checks a draft for as long as it `is_wanted`; `None` once it is not.
    pub fn check_while(self, checker: &Checker, document: &Document, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
        match self {
            DraftKind::Plain => checker.check_while(document, is_wanted),
            DraftKind::Markdown => markdown::check_while(checker, document, is_wanted),
        }
    }

    /// What the rules that look at nothing but lines find in `lines`, which are whole lines of `text`. `None` where a
    /// line alone does not say what it is.
    pub fn check_lines(self, checker: &Checker, text: &str, lines: Range<usize>) -> Option<Vec<Finding>> {
        match self {
            DraftKind::Plain => Some(checker.check_lines(text, lines)),
            DraftKind::Markdown => None,
        }
    }

    /// Reads the shape of a draft, as the rules that judge it do.
    pub fn read(self, checker: &Checker, document: &Document) -> Reading {
        match self {
            DraftKind::Plain => checker.read(document),
            DraftKind::Markdown => markdown::read(checker, document),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_is_inside() {
        let kind = |name: &str| DraftKind::of(Path::new(name));
        assert_eq!(kind("稿/讲话.TXT"), Some(DraftKind::Plain));
        assert_eq!(kind("讲话.md"), Some(DraftKind::Markdown));
        assert_eq!((kind("讲话.docx"), kind("讲话"), kind("md")), (None, None, None));
    }
}
