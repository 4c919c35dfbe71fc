//! The likeliest words of a few symbols: what a whole word explains, no run of four characters needs to.

use super::Parts;
use super::alphabet::{Symbol, is_character};
use super::lexicon::LONGEST_WORD;
use super::ngrams::LEVEL_STEP;

/// The most symbols that are cut into words.
pub const LONGEST: usize = 20;
/// What it costs that a character stands alone, on the scale of log-probabilities: most do not.
const ALONE: f32 = 1.5;

/// A word of the best way to cut, or a symbol alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Its symbols.
    pub length: usize,
    /// Its level; 0 for a symbol alone.
    pub level: u8,
}

/// The best way to cut symbols into words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Segmentation {
    /// The log-probability of the words.
    pub log_probability: f32,
    /// Characters that stand alone.
    pub alone: usize,
    /// For each symbol the word that it is part of.
    words: [Word; LONGEST],
}

/// A way to cut the first so many symbols: what it is worth, and its last word.
type Way = (f32, Word);

impl Segmentation {
    /// Cuts at most [`LONGEST`] symbols.
    pub fn new(parts: &Parts, symbols: &[Symbol]) -> Segmentation {
        let symbols = symbols.get(..symbols.len().min(LONGEST)).unwrap_or_default();
        let mut ways: [Way; LONGEST + 1] = [(f32::NEG_INFINITY, Word::default()); LONGEST + 1];
        if let Some(first) = ways.first_mut() {
            first.0 = 0.0;
        }
        let total = (parts.information.symbols.max(1) as f32).ln();
        for start in 0..symbols.len() {
            let worth = ways.get(start).map_or(f32::NEG_INFINITY, |way| way.0);
            let symbol = symbols.get(start).copied().unwrap_or_default();
            let alone = parts.ngrams.share(symbol) - if is_character(symbol) { ALONE } else { 0.0 };
            better(&mut ways, start, worth + alone, Word { length: 1, level: 0 });
            for length in 2..=LONGEST_WORD {
                let Some(word) = symbols.get(start..start + length) else { break };
                if !is_counted_to_the_end(parts, word) {
                    break;
                }
                let level = parts.lexicon.level(word);
                if level > 0 {
                    let share = f32::from(level - 1) * LEVEL_STEP - total;
                    better(&mut ways, start, worth + share, Word { length, level });
                }
            }
        }
        Segmentation::along(&ways, symbols)
    }

    fn along(ways: &[Way; LONGEST + 1], symbols: &[Symbol]) -> Segmentation {
        let mut end = symbols.len();
        let log_probability = ways.get(end).map_or(0.0, |way| way.0);
        let mut segmentation = Segmentation { log_probability, ..Segmentation::default() };
        while let Some(&(_, word)) = ways.get(end).filter(|_| end > 0) {
            let start = end.saturating_sub(word.length.max(1));
            segmentation.words.get_mut(start..end).unwrap_or_default().fill(word);
            let is_alone = word.length == 1 && symbols.get(start).is_some_and(|&symbol| is_character(symbol));
            segmentation.alone += usize::from(is_alone);
            end = start;
        }
        segmentation
    }

    /// The word that the symbol at `index` is part of.
    pub fn word(&self, index: usize) -> Word {
        self.words.get(index).copied().unwrap_or_default()
    }
}

fn better(ways: &mut [Way; LONGEST + 1], start: usize, worth: f32, word: Word) {
    if let Some(way) = ways.get_mut(start + word.length).filter(|way| way.0 < worth) {
        *way = (worth, word);
    }
}

/// Whether the last two or three symbols were counted: strings that never were are taken for words by chance, and no longer
/// one is a word either.
fn is_counted_to_the_end(parts: &Parts, word: &[Symbol]) -> bool {
    match *word {
        [first, second] => parts.ngrams.pair(first, second) > 0,
        [.., first, second, third] => parts.ngrams.three([first, second, third], u8::MAX) > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::model::alphabet::Line;

    #[test]
    fn words_are_found_and_what_is_none_stands_alone() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let cut = |text: &str| {
            let symbols = Line::read(text, 0).symbols;
            let segmentation = Segmentation::new(&parts, &symbols[1..symbols.len() - 1]);
            let lengths: Vec<usize> = (0..symbols.len() - 2).map(|index| segmentation.word(index).length).collect();
            (lengths, segmentation.alone)
        };
        assert_eq!(cut("推动经济发展"), (vec![2; 6], 0));
        assert_eq!(cut("经挤发展"), (vec![1, 1, 2, 2], 2));
        assert_eq!(cut(""), (vec![], 0));
    }

    #[test]
    fn good_words_are_worth_more() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let worth = |text: &str| Segmentation::new(&parts, &Line::read(text, 0).symbols).log_probability;
        assert!(worth("增强人民群众的获得感") > worth("增强人民群从的获得感") + 5.0);
    }
}
