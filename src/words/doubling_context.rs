//! The words around a doubling: which end with the first copy, begin with the second, or reach over both.

use super::doubling_words::YOUNG_WORDS;
use super::doublings::{CLEARLY_RARER, LEAST_GAIN_OF_FREE, MUCH_RARER, Seeker};
use crate::model::alphabet::Symbol;

/// The longest word that may explain a doubling.
const LONGEST_WORD: usize = 5;
/// The longest name that may end with the first copy: 最高人民法院|人民法院对外委托….
const LONGEST_NAME: usize = crate::model::lexicon::LONGEST_WORD;

impl Seeker<'_> {
    /// Whether `from..to` is a word.
    pub(super) fn is_word(&self, from: usize, to: usize) -> bool {
        self.line.symbols.get(from..to).is_some_and(|word| self.word_level(word) > 0 || is_young(word))
    }

    /// The level of a word; 0 as well where its runs were never counted, which unmasks strings that are taken for words.
    pub(super) fn word_level(&self, word: &[Symbol]) -> u8 {
        let is_counted = match word {
            [first, second] => self.parts.ngrams.pair(*first, *second) > 0,
            _ => word
                .windows(3)
                .all(|run| matches!(run, [a, b, c] if self.parts.ngrams.three([*a, *b, *c], u8::MAX) > 0)),
        };
        if is_counted { self.parts.lexicon.level(word) } else { 0 }
    }

    pub(super) fn word_ends_at(&self, last: usize) -> bool {
        (2..=LONGEST_WORD).any(|length| (last + 1).checked_sub(length).is_some_and(|from| self.is_word(from, last + 1)))
    }

    pub(super) fn word_begins_at(&self, first: usize) -> bool {
        (2..=LONGEST_WORD).any(|length| self.is_word(first, first + length))
    }

    /// The same for a word that no more usual one crosses: 强队 before 伍 is none.
    pub(super) fn own_word_begins_at(&self, first: usize) -> bool {
        let is_young = || self.line.symbols.get(first..first + 2).is_some_and(is_young);
        is_young()
            || (2..=LONGEST_WORD).any(|length| {
                let level = self.line.symbols.get(first..first + length).map_or(0, |word| self.word_level(word));
                level > 0 && !self.word_crosses(first + length, level + MUCH_RARER + CLEARLY_RARER)
            })
    }

    /// Whether good Chinese knows the place with one copy, and never with two.
    pub(super) fn is_plainly_one(&self, first: usize) -> bool {
        !self.is_known_twice(first) && self.one_copy(first) > 0 && self.gain(first, 1) >= LEAST_GAIN_OF_FREE
    }

    /// Whether good Chinese has two copies there, with what stands on one side; what is much rarer than one copy was itself
    /// a slip.
    fn is_known_twice(&self, first: usize) -> bool {
        let two = self.three(first.saturating_sub(1)).max(self.three(first));
        two > 0 && two + MUCH_RARER >= self.one_copy(first)
    }

    /// Whether a word holds both `first` and `second`.
    pub(super) fn word_covers(&self, first: usize, second: usize) -> bool {
        let words = (3..=LONGEST_WORD)
            .flat_map(|length| ((second + 1).saturating_sub(length)..=first).map(move |from| (from, from + length)));
        words.into_iter().any(|(from, to)| self.is_word(from, to))
    }

    /// Whether a word reaches over the edge before `index` that is not much rarer than one of `level`.
    pub(super) fn word_crosses(&self, index: usize, level: u8) -> bool {
        let words = (2..=LONGEST_WORD)
            .flat_map(|length| (index.saturating_sub(length - 1)..index).map(move |from| from..from + length));
        let reaching = words.filter(|word| word.end > index).filter_map(|word| self.line.symbols.get(word));
        reaching.map(|word| self.word_level(word)).any(|other| other > 0 && other + MUCH_RARER > level)
    }

    /// Whether a word begins with the second copy and goes on after it: 部队部队长.
    pub(super) fn word_goes_on(&self, second: usize, end: usize) -> bool {
        (end + 1..=second + LONGEST_WORD).any(|to| self.is_word(second, to))
    }

    /// Whether a word begins before the first copy and ends with it: 特别行政区行政区域.
    pub(super) fn word_comes_before(&self, first: usize, second: usize) -> bool {
        (second.saturating_sub(LONGEST_NAME)..first).any(|from| self.is_word(from, second))
    }
}

fn is_young(word: &[Symbol]) -> bool {
    let is_word = |young: &str| young.chars().map(u32::from).eq(word.iter().map(|&symbol| u32::from(symbol)));
    YOUNG_WORDS.into_iter().any(is_word)
}
