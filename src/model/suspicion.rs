//! Whether a place is worth a closer look. Trying other readings is what takes time, so a small network first judges the
//! place by what is known of the line as it stands.

use super::Parts;
use super::alphabet::{EDGE, is_character};
use super::line::ScoredLine;

/// What the network is told of a place.
pub const SIGNS: usize = 26;

/// Log-odds from which a place is looked at. Beside -7 a fifth of the time is spared, and of all mistakes found one in fifty
/// is passed over.
const SUSPICIOUS: f32 = -6.0;

/// Whether other readings of the place at `index` should be tried.
pub fn is_suspicious(parts: &Parts, line: &ScoredLine, index: usize) -> bool {
    parts.information.suspicion.log_odds(&signs(parts, line, index)) >= SUSPICIOUS
}

/// Levels and probabilities of the runs and words that the symbol at `index` is part of, and the length of its line.
pub fn signs(parts: &Parts, line: &ScoredLine, index: usize) -> [f32; SIGNS] {
    let flag = |is: bool| f32::from(u8::from(is));
    let probability = |offset: usize| line.log_probability(index + offset).max(-20.0);
    let word = |last: usize| {
        let first = last.checked_sub(1).map_or(EDGE, |first| line.symbol(first));
        f32::from(parts.lexicon.level(&[first, line.symbol(last)]))
    };
    let [before, at, next, second_next] =
        [index.wrapping_sub(1), index, index + 1, index + 2].map(|end| line.levels_at(end));
    [
        probability(0),
        probability(1),
        probability(2),
        probability(3),
        before[0].into(),
        at[0].into(),
        next[0].into(),
        second_next[0].into(),
        at[1].into(),
        next[1].into(),
        second_next[1].into(),
        line.support(index) as f32,
        parts.ngrams.share(line.symbol(index)),
        flag(!is_character(line.symbol(index.wrapping_sub(1)))),
        flag(!is_character(line.symbol(index + 1))),
        flag(line.symbol(index + 1) == line.symbol(index) || line.symbol(index.wrapping_sub(1)) == line.symbol(index)),
        (line.judged_length() as f32).ln(),
        at[2].into(),
        next[2].into(),
        second_next[2].into(),
        line.levels_at(index + 3)[2].into(),
        word(index),
        word(index + 1),
        word(index.wrapping_sub(1)),
        word(index + 2),
        line.log_probability(index.wrapping_sub(1)).max(-20.0),
    ]
}
