//! Whether two characters that meet make a word, as far as the draft itself can tell.

use std::collections::HashMap;

use crate::text::chars;

/// Characters that meet others by chance all the time: a pair with one of them is no word.
const FUNCTION_CHARACTERS: &str =
    "的了和是在与及或等有为不这那也就都而以大小中上下到从对于将把被让向其之所各我你他们个";

/// A pair that the draft writes so often is a word, or part of one. Fewer may have met by chance.
const MIN_COUNT: u32 = 3;

/// The pairs of Chinese characters that a draft writes next to each other.
pub(crate) struct Pairs {
    counts: HashMap<(char, char), u32>,
}

impl Pairs {
    /// Collects the pairs of `text`, in one pass.
    pub(crate) fn of(text: &str) -> Self {
        let mut counts = HashMap::new();
        let mut previous = ' ';
        for c in text.chars() {
            if chars::is_han(previous) && chars::is_han(c) {
                *counts.entry((previous, c)).or_default() += 1;
            }
            previous = c;
        }
        Pairs { counts }
    }

    /// Whether `left` and `right` most likely belong to one word: both are content characters and the draft writes
    /// them together again and again.
    pub(crate) fn join(&self, left: char, right: char) -> bool {
        let is_content = |c: char| !FUNCTION_CHARACTERS.contains(c);
        is_content(left)
            && is_content(right)
            && self.counts.get(&(left, right)).is_some_and(|count| *count >= MIN_COUNT)
    }
}
