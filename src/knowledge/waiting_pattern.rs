//! Patterns that are compiled only for a text that holds a word which every match of theirs holds. Compiling all that ship
//! takes longer than checking a short draft, and few drafts need one of them.

use std::sync::OnceLock;

use regex::Regex;

/// A regular expression and the words one of which is in all that it matches.
#[derive(Debug, Default)]
pub(super) struct WaitingPattern {
    needs: Vec<String>,
    source: String,
    /// Nothing where the source is no regular expression, which tests rule out for what ships.
    compiled: OnceLock<Option<Regex>>,
}

impl WaitingPattern {
    /// One that waits for a text with one of `needs`; for any text where there are none.
    pub(super) fn new(needs: Vec<String>, source: String) -> WaitingPattern {
        WaitingPattern { needs, source, compiled: OnceLock::new() }
    }

    /// The pattern, where `text` may match it.
    pub(super) fn for_text(&self, text: &str) -> Option<&Regex> {
        let is_there = |word: &String| text.contains(word.as_str());
        if self.needs.is_empty() || self.needs.iter().any(is_there) {
            self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
        } else {
            None
        }
    }

    /// Holds that the source can be read, and that strings which match it hold one of the words.
    #[cfg(test)]
    pub(super) fn test(&self) {
        use proptest::strategy::{Strategy, ValueTree};
        use proptest::test_runner::TestRunner;

        const TRIED: usize = 200;
        assert!(Regex::new(&self.source).is_ok(), "{}", self.source);
        let bare = self.source.trim_start_matches('^').trim_end_matches('$');
        let strings = proptest::string::string_regex(bare).unwrap();
        let mut runner = TestRunner::deterministic();
        for _ in 0..TRIED {
            let matching = strings.new_tree(&mut runner).unwrap().current();
            assert!(self.for_text(&matching).is_some(), "{}: {matching}", self.source);
        }
    }
}
