//! Words: how frequent each is, in the levels of [`super::ngrams`].

use super::alphabet::Symbol;
use super::static_map::StaticMap;

/// The longest word that is looked up, in characters.
pub const LONGEST_WORD: usize = 6;

/// The words as they lie in a model.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'a> {
    pub(super) words: StaticMap<'a>,
}

/// The key of a word.
pub fn key_of(word: &[Symbol]) -> u64 {
    word.iter().fold(word.len() as u64, |key, &symbol| {
        let key = (key ^ u64::from(symbol)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        key ^ (key >> 29)
    })
}

/// The words that a place lies in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covering {
    /// Characters of the longest one; 0 when there is none.
    pub length: usize,
    /// Its level.
    pub level: u8,
    /// The highest level of a word of two characters that has at least one of them there.
    pub pair_level: u8,
}

impl Lexicon<'_> {
    /// The level of a word, 0 when it is none.
    pub fn level(&self, word: &[Symbol]) -> u8 {
        self.words.level(key_of(word))
    }

    /// The words of `symbols` that cover `start..end`.
    pub fn covering(&self, symbols: &[Symbol], start: usize, end: usize) -> Covering {
        let mut covering = Covering::default();
        for length in (2..=LONGEST_WORD).rev().take_while(|&length| length >= end - start) {
            let starts = end.saturating_sub(length)..=start;
            let levels = starts.filter_map(|start| symbols.get(start..start + length)).map(|word| self.level(word));
            let level = levels.max().unwrap_or(0);
            if level > 0 {
                covering.length = length;
                covering.level = level;
                break;
            }
        }
        let pairs = (start.saturating_sub(1)..end).filter_map(|start| symbols.get(start..start + 2));
        covering.pair_level = pairs.map(|pair| self.level(pair)).max().unwrap_or(0);
        covering
    }
}
