//! What a text is written in, as its name says.

use std::path::Path;

use super::plain;
use crate::check::Checker;
use crate::finding::Finding;
use crate::text::Span;

/// What a text is written in.
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

    /// How the names of files of text end.
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        EXTENSIONS.iter().map(|(extension, _)| *extension)
    }

    /// What the rules that look at nothing but lines find in `lines`, which are whole lines of `text`. `None` where a
    /// line alone does not say what it is.
    pub fn check_lines(self, checker: &Checker, text: &str, lines: Span) -> Option<Vec<Finding>> {
        match self {
            // What is no text, and what is not to be reported, is told by more than a line.
            DraftKind::Plain => plain::parse(text).is_none().then(|| checker.check_lines(text, lines)),
            DraftKind::Markdown => None,
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
