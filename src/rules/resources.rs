//! What rules look things up in besides the draft: lists and patterns that the user may add to.

use crate::text::Span;
use std::sync::Arc;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::knowledge::watermarks::Watermarks;
use crate::model::Model;
use crate::model::memory::Memory;
use crate::text::slice;
use crate::words::replacements::{Replacement, Replacements};

/// Compiled lists and patterns. Made once for a configuration and shared by all checks.
#[derive(Debug, Default)]
pub struct Resources {
    pub(crate) watermarks: Watermarks,
    pub(crate) dictionary: Dictionary,
    /// The words that the user has ordered to be replaced.
    pub(crate) replacements: Replacements,
    /// What was learned of good Chinese; without it, the rules that need it are silent.
    pub(crate) model: Option<Arc<Model>>,
    /// What the model found in lines seen before.
    pub(crate) memory: Memory,
}

impl Resources {
    /// Compiles what ships with the program together with the user's own words and watermarks; fails with the reason.
    pub fn new(dictionary: &[String], watermarks: &[String], model: Option<Arc<Model>>) -> Result<Self, String> {
        let dictionary = Dictionary::new(dictionary);
        let watermarks = Watermarks::new(watermarks).map_err(|error| error.to_string())?;
        Ok(Resources { watermarks, dictionary, model, ..Resources::default() })
    }

    /// The same, with what the user has ordered for some words: each with the one to write in its place, which may be
    /// left to the writer, and the reason.
    pub fn with_replacements<'a>(
        self,
        ordered: impl IntoIterator<Item = (&'a str, Option<&'a str>, Option<&'a str>)>,
    ) -> Self {
        let list = ordered.into_iter().map(|(wrong, right, reason)| Replacement {
            wrong: wrong.to_owned(),
            right: right.map(str::to_owned),
            reason: reason.map(str::to_owned),
        });
        Resources { replacements: Replacements::new(list), ..self }
    }
}

/// The user's own words, which are right here.
#[derive(Default)]
pub(crate) struct Dictionary {
    /// Length of the longest word, in bytes.
    longest: usize,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Dictionary").field("longest", &self.longest).finish_non_exhaustive()
    }
}

impl Dictionary {
    fn new(words: &[String]) -> Self {
        let mut words: Vec<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        // The automaton refuses an empty list, which protects nothing anyway.
        Dictionary { longest, automaton: CharwiseDoubleArrayAhoCorasick::new(words).ok() }
    }

    /// Whether one of the words overlaps `range` of `text`.
    pub(crate) fn protects(&self, text: &str, range: Span) -> bool {
        let Some(automaton) = &self.automaton else { return false };
        let from = text.floor_char_boundary(range.start.saturating_sub(self.longest));
        let to = text.ceil_char_boundary((range.end + self.longest).min(text.len()));
        let around = slice(text, from..to);
        let mut words = automaton.find_overlapping_iter(around).map(|word| Span::new(word.start(), word.end()));
        words.any(|word| word.shifted(from).overlaps(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_protects_whatever_it_overlaps() {
        let dictionary = Dictionary::new(&["兔费".to_owned(), " 大冶理工 ".to_owned(), String::new()]);
        assert!(dictionary.protects("做好兔费体检", Span::new(6, 12)));
        assert!(dictionary.protects("在大冶理工学院", Span::new(6, 12)));
        assert!(!dictionary.protects("做好免费体检", Span::new(6, 12)));
        assert!(!Dictionary::new(&[]).protects("做好兔费体检", Span::new(6, 12)));
    }
}
