//! Sentences with known mistakes, as files hold them: a pair a line, or whole documents with marked corrections.

use std::path::Path;

use serde::Deserialize;

use super::examples::Pair;
use super::{LearnError, LearnErrorKind};

/// Sentences with known mistakes, and how much each counts beside a line of good text.
#[derive(Debug, Clone)]
pub struct Errors {
    /// The file's name, without its folder.
    pub name: String,
    /// How much an example counts.
    pub weight: f32,
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence as it was found and as it should be, as text and as the symbols that a model reads.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// As found.
    pub(super) seen: String,
    /// As it should be.
    pub(super) meant: String,
    /// Both as symbols.
    pub(super) pair: Pair,
}

impl Sentence {
    fn new(seen: &str, meant: &str) -> Sentence {
        Sentence { seen: seen.to_owned(), meant: meant.to_owned(), pair: Pair::new(seen, meant) }
    }
}

impl Errors {
    /// Reads a file of lines “as found, tab, as it should be”; or, where it is named `.json`, of documents, one a line.
    pub fn read(path: &Path, weight: f32) -> Result<Errors, LearnError> {
        let text = std::fs::read_to_string(path).map_err(|error| LearnError::file(path, &error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (sentences, shape) = if path.extension().is_some_and(|extension| extension == "json") {
            (documents(&text), "每行应为一篇文档：{\"sentences\": …, \"corrections\": …}")
        } else {
            (pairs(&text), "每行应为“原句、制表符、改正后的句子”")
        };
        let wrong = || LearnError::new(LearnErrorKind::Input, format!("{}：{shape}", path.display()));
        Ok(Errors { name, weight, sentences: sentences.ok_or_else(wrong)? })
    }

    /// The sentences whose number leaves `rest` when divided by `folds`, or all others.
    pub(super) fn fold(&self, folds: usize, rest: usize, is_inside: bool) -> Errors {
        let chosen = self.sentences.iter().enumerate().filter(|(index, _)| (index % folds == rest) == is_inside);
        let sentences = chosen.map(|(_, sentence)| sentence.clone()).collect();
        Errors { sentences, name: self.name.clone(), weight: self.weight }
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.sentences.iter().map(|sentence| &sentence.pair)
    }
}

fn pairs(text: &str) -> Option<Vec<Sentence>> {
    let sentence = |line: &str| line.split_once('\t').map(|(seen, meant)| Sentence::new(seen, meant));
    text.lines().map(sentence).collect()
}

/// A whole document: paragraphs of sentences, and what is to be corrected in each.
#[derive(Debug, Deserialize)]
struct Marked {
    sentences: Vec<Vec<String>>,
    corrections: Vec<Vec<Vec<Correction>>>,
}

/// From which character on, counted from 1; the kind; what stands there; what should.
type Correction = (usize, String, String, String);

fn documents(text: &str) -> Option<Vec<Sentence>> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let Marked { sentences: paragraphs, corrections } = serde_json::from_str(line).ok()?;
        let marked = paragraphs.concat().into_iter().zip(corrections.concat());
        sentences.extend(marked.filter_map(|(seen, corrections)| {
            let meant = corrected(&seen, corrections)?;
            Some(Sentence::new(&seen, &meant))
        }));
    }
    Some(sentences)
}

/// The sentence with everything corrected; `None` where something is marked that does not stand there.
fn corrected(seen: &str, mut corrections: Vec<Correction>) -> Option<String> {
    let mut now: Vec<char> = seen.chars().collect();
    corrections.sort_by_key(|(position, ..)| std::cmp::Reverse(*position));
    for (position, _, wrong, right) in corrections {
        let start = position.checked_sub(1)?;
        let wrong: Vec<char> = wrong.chars().collect();
        if now.get(start..start + wrong.len())? != wrong {
            return None;
        }
        now.splice(start..start + wrong.len(), right.chars());
    }
    Some(now.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_corrected_sentence_by_sentence() {
        let line = r#"{"sentences": [["关天工作。", "会议开开始。"], ["群讨论。", "错位。"]],
            "corrections": [[[[2, "S", "天", "于"]], [[3, "R", "开", ""]]], [[[2, "M", "", "众"]], [[1, "S", "甲", "乙"]]]]}"#;
        let found = documents(&line.replace('\n', " ")).unwrap();
        let both: Vec<(&str, &str)> =
            found.iter().map(|sentence| (sentence.seen.as_str(), sentence.meant.as_str())).collect();
        assert_eq!(both, [("关天工作。", "关于工作。"), ("会议开开始。", "会议开始。"), ("群讨论。", "群众讨论。")]);
        assert!(documents("{}").is_none() && pairs("没有制表符").is_none());
    }
}
