//! Two characters on end that were both mistaken: what an input method offers where a word was meant that sounds the same.

use super::Parts;
use super::alphabet::Symbol;
use super::confusions::{Entry, Sound};
use super::features::{Candidate, Kind};
use super::line::{Reading, ScoredLine};
use super::promise::{LEAST_GAIN, most_promising};

/// What it costs that two characters are wrong at once, on the scale of log-probabilities.
const PAIR_COST: f32 = 4.0;
/// What a word must promise more than what stands there, as a logarithm, to be put into the line.
const LEAST_PROMISE: f32 = -2.0;
/// Words of a place that are put into the line.
const MOST: usize = 4;

/// The words that may have been meant by the two characters from `index` on, of which one at least sounds the same.
pub(super) fn substituted_pairs(parts: &Parts, line: &ScoredLine, index: usize) -> Vec<Candidate> {
    let ngrams = &parts.ngrams;
    let [last, first, second, next] = [index.saturating_sub(1), index, index + 1, index + 2].map(|at| line.symbol(at));
    let (after_last, before_next, words) = (ngrams.after(last), ngrams.before(next), ngrams.common_words());
    let stands = [(last, first), (first, second), (second, next)].into_iter().zip(index..);
    let stands = stands.map(|((one, other), end)| ngrams.pair_log_probability(one, other, line.pair_level(end)));
    let least = stands.sum::<f32>() + LEAST_PROMISE;
    let meant = Characters::of(parts.confusions.entries(second).filter(Entry::is_near).map(Entry::meant));
    let mut promising = Vec::new();
    for one in parts.confusions.entries(first).filter(Entry::is_near) {
        let left = after_last.level(one.meant(), ngrams.column(one.meant()));
        if left == 0 && one.sound() != Sound::Same {
            continue;
        }
        let (seconds, levels) = words.after(one.meant());
        for (&symbol, &level) in seconds.iter().zip(levels).filter(|(symbol, _)| meant.hold(**symbol)) {
            let right = before_next.level(symbol, ngrams.column(symbol));
            if left == 0 && right == 0 {
                continue;
            }
            let promise = ngrams.pair_log_probability(last, one.meant(), left)
                + ngrams.pair_log_probability(one.meant(), symbol, level)
                + ngrams.pair_log_probability(symbol, next, right);
            let other = parts.confusions.entry(second, symbol).filter(|_| promise >= least);
            let of_word = other.filter(|other| one.sound() == Sound::Same || other.sound() == Sound::Same);
            promising.extend(of_word.map(|other| (promise, (one.confusion(), other.confusion()))));
        }
    }
    let candidates = most_promising(promising, MOST).map(|(one, other)| {
        let reading = Reading::new(index, index + 2, &[one.meant, other.meant]);
        let gain = line.gain(parts.ngrams, &reading) - PAIR_COST;
        Candidate { reading, kind: Kind::SubstitutedPair(one, other), gain, margin: 0.0 }
    });
    candidates.filter(|candidate| candidate.gain > LEAST_GAIN + PAIR_COST).collect()
}

/// A set of the common Chinese characters, U+4E00 to U+9FFF, that is asked about many.
struct Characters([u64; WORDS]);

const FIRST: Symbol = 0x4e00;
/// Words of 64 bits.
const WORDS: usize = (0xa000 - FIRST as usize) / 64;

impl Characters {
    fn of(symbols: impl Iterator<Item = Symbol>) -> Characters {
        let mut bits = [0; WORDS];
        for (word, bit) in symbols.map(Characters::place) {
            if let Some(cell) = bits.get_mut(word) {
                *cell |= bit;
            }
        }
        Characters(bits)
    }

    #[inline]
    fn hold(&self, symbol: Symbol) -> bool {
        let (word, bit) = Characters::place(symbol);
        self.0.get(word).is_some_and(|cell| cell & bit != 0)
    }

    #[inline]
    fn place(symbol: Symbol) -> (usize, u64) {
        let number = symbol.wrapping_sub(FIRST);
        (usize::from(number / 64), 1 << (number % 64))
    }
}
