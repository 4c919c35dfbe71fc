//! Texts with known mistakes, as `gaolint learn evaluate` reads them: whole documents with marked corrections, sentences
//! beside what they should be, typed sentences of examinations, and texts in which nothing is wrong.

use std::path::Path;

use serde::Deserialize;

use super::alignment::edits;
use super::{LearnError, LearnErrorKind};
use crate::finding::Edit;
use crate::text::Span;

/// The texts of a file.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The file's name, without its folder.
    pub name: String,
    pub(super) texts: Vec<MarkedText>,
}

/// A text, each of them a draft of its own, and what should be done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarkedText {
    pub(super) text: String,
    pub(super) edits: Vec<Edit>,
}

impl Marked {
    /// Reads a file by the end of its name: `.txt` and `.md` are one text without mistakes; `.json` holds documents, one a
    /// line, or a list of typed sentences; any other holds sentences, one a line, behind a tab what it should be.
    pub fn read(path: &Path) -> Result<Marked, LearnError> {
        let text = std::fs::read_to_string(path).map_err(|error| LearnError::file(path, &error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let texts = match path.extension().and_then(|extension| extension.to_str()) {
            Some("txt" | "md") => Some(vec![MarkedText { text, edits: Vec::new() }]),
            Some("json") if text.trim_start().starts_with('[') => typed_sentences(&text),
            Some("json") => text.lines().map(document).collect(),
            _ => Some(text.lines().filter(|line| !line.is_empty()).map(pair).collect()),
        };
        let wrong = || {
            LearnError::new(
                LearnErrorKind::Input,
                format!("{}：不是带改正的文档或句子，格式见 docs/model.md", path.display()),
            )
        };
        Ok(Marked { name, texts: texts.ok_or_else(wrong)? })
    }
}

fn pair(line: &str) -> MarkedText {
    let mut columns = line.split('\t');
    let seen = columns.next().unwrap_or_default();
    let meant = columns.next().unwrap_or(seen);
    MarkedText { text: seen.to_owned(), edits: edits(seen, meant) }
}

/// A whole document: paragraphs of sentences, and what is to be corrected in each.
#[derive(Debug, Deserialize)]
struct Document {
    sentences: Vec<Vec<String>>,
    corrections: Vec<Vec<Vec<Correction>>>,
}

/// From which character on, counted from 1; the kind; what stands there; what should.
type Correction = (usize, String, String, String);

fn document(line: &str) -> Option<MarkedText> {
    let Document { sentences, corrections } = serde_json::from_str(line).ok()?;
    let mut read = MarkedText { text: String::new(), edits: Vec::new() };
    for (paragraph, marks) in sentences.iter().zip(&corrections) {
        for (sentence, marks) in paragraph.iter().zip(marks) {
            let start = read.text.len();
            read.edits.extend(marks.iter().filter_map(|(position, _, wrong, right)| {
                let (at, _) = sentence.char_indices().chain([(sentence.len(), ' ')]).nth(position.checked_sub(1)?)?;
                let range = Span::new(start + at, start + at + wrong.len());
                sentence.get(at..)?.starts_with(wrong.as_str()).then(|| Edit::replace(range, right.as_str()))
            }));
            read.text.push_str(sentence);
        }
        read.text.push('\n');
    }
    Some(read)
}

/// A sentence of an examination: with what it could be, or only with whether something is wrong with it.
#[derive(Debug, Deserialize)]
struct Typed {
    #[serde(alias = "sentence")]
    source: String,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    error_flag: u8,
}

fn typed_sentences(text: &str) -> Option<Vec<MarkedText>> {
    let typed: Vec<Typed> = serde_json::from_str(text).ok()?;
    let marked = |Typed { source, target, error_flag }: Typed| {
        let shortest = target.iter().map(|target| edits(&source, target)).min_by_key(Vec::len);
        let whole = || vec![Edit::replace(Span::new(0, source.len()), "")];
        let edits = shortest.unwrap_or_else(|| if error_flag > 0 { whole() } else { Vec::new() });
        MarkedText { text: source, edits }
    };
    Some(typed.into_iter().map(marked).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_one_text_with_its_corrections_in_place() {
        let line = r#"{"sentences": [["关天工作。", "群讨论。"], ["散会。"]],
            "corrections": [[[[2, "S", "天", "于"]], [[2, "M", "", "众"]]], [[[9, "S", "甲", "乙"]]]]}"#;
        let read = document(&line.replace('\n', " ")).unwrap();
        assert_eq!(read.text, "关天工作。群讨论。\n散会。\n");
        assert_eq!(read.edits, [Edit::replace(Span::new(3, 6), "于"), Edit::insert(18, "众")]);
        assert!(document("{}").is_none());
    }

    #[test]
    fn typed_sentences_come_with_corrections_or_without() {
        let list = r#"[{"source": "超过五人以上", "target": ["五人以上", "超过五人"]},
            {"sentence": "开会", "error_flag": 1, "operation": "[]"}, {"sentence": "散会", "error_flag": 0}]"#;
        let read = typed_sentences(list).unwrap();
        let counts: Vec<usize> = read.iter().map(|text| text.edits.len()).collect();
        assert_eq!(counts, [1, 1, 0]);
    }

    #[test]
    fn a_line_without_a_tab_is_right() {
        assert_eq!(pair("抓好落实").edits, []);
        assert_eq!(pair("狠抓落时\t狠抓落实\t1").edits, [Edit::replace(Span::new(9, 12), "实")]);
    }
}
