//! How often runs of up to four symbols occur in good Chinese, and how likely one symbol is after others.
//!
//! Counts are kept as levels, one for each factor of e^0.9: what matters to a comparison of readings is whether a run is
//! known at all and to which power, and four bits a run leave room for four times as many runs as exact counts would.

use std::sync::OnceLock;

use super::alphabet::{EDGE, Symbol};
use super::common_words::CommonWords;
use super::pair_levels::{Column, PairLevels, Row};
use super::pairs::{Followers, Pairs};
use super::static_map::{HIGHEST_LEVEL, StaticMap};

/// The longest run that is counted.
pub const LONGEST: usize = 4;

/// Natural logarithm of the factor between two levels.
pub const LEVEL_STEP: f32 = 0.9;

/// What is taken off a count that was seen, for all that were not (absolute discounting: H. Ney, U. Essen and R. Kneser,
/// *On structuring probabilistic dependences in stochastic language modelling*, 1994).
const DISCOUNT: f32 = 0.7;

/// The level of a count, from 1.
pub fn level_of(count: u64) -> u8 {
    let level = ((count.max(1) as f64).ln() / f64::from(LEVEL_STEP)).round() + 1.0;
    level.clamp(1.0, f64::from(HIGHEST_LEVEL)) as u8
}

/// The count that a level stands for.
pub fn count_of(level: u8) -> f32 {
    (f32::from(level.saturating_sub(1)) * LEVEL_STEP).exp()
}

/// The key of a run: its symbols from the first to the last, 16 bits each.
pub fn key_of(run: &[Symbol]) -> u64 {
    run.iter().fold(0, |key, &symbol| key << 16 | u64::from(symbol))
}

/// The natural logarithm of a share that is so many steps of the model below all.
#[inline]
fn share_of(rareness: u8) -> f32 {
    -0.1 * f32::from(rareness)
}

/// What is left for unseen symbols after a context of so many symbols (row) and such a level (column), as natural
/// logarithms.
pub type BackOff = [[f32; HIGHEST_LEVEL as usize + 1]; LONGEST];

/// The counts as they lie in a model.
#[derive(Debug, Clone, Copy)]
pub struct NGrams<'a> {
    /// Natural logarithm of each symbol's share, in steps of −0.1.
    pub(super) unigrams: &'a [u8],
    pub(super) pairs: Pairs<'a>,
    pub(super) pair_levels: &'a OnceLock<PairLevels>,
    pub(super) common_words: &'a OnceLock<CommonWords>,
    pub(super) trigrams: StaticMap<'a>,
    pub(super) tetragrams: StaticMap<'a>,
    pub(super) probabilities: &'a Probabilities,
}

/// Where nothing is known: no symbol is likely at all.
static NEVER: [f32; HIGHEST_LEVEL as usize + 1] = [f32::NEG_INFINITY; HIGHEST_LEVEL as usize + 1];

/// Levels of the runs of two, three and four symbols that end at one symbol; 0 for a run that is not known.
pub type Levels = [u8; 3];

/// Logarithms that every look-up needs, worked out once for a model.
#[derive(Debug, Clone)]
pub struct Probabilities {
    /// By level of the context and level of the run.
    seen: [[f32; HIGHEST_LEVEL as usize + 1]; HIGHEST_LEVEL as usize + 1],
    back_off: BackOff,
    /// The level of a symbol's count, by its share in the model's steps.
    single: [u8; 256],
}

impl Probabilities {
    /// The tables for a model that counted so many symbols and has this back-off.
    pub fn new(back_off: BackOff, symbols: u64) -> Probabilities {
        let mut seen = [[0.0; HIGHEST_LEVEL as usize + 1]; HIGHEST_LEVEL as usize + 1];
        for (context, row) in (0..).zip(&mut seen) {
            for (run, cell) in (0..).zip(row) {
                *cell = ((count_of(run) - DISCOUNT) / count_of(context)).clamp(1e-6, 1.0).ln();
            }
        }
        let symbols = (symbols.max(1) as f64).ln() as f32;
        let mut single = [0; 256];
        for (step, cell) in (0_u8..=u8::MAX).zip(&mut single) {
            let level = (symbols + share_of(step)) / LEVEL_STEP + 1.0;
            *cell = level.round().clamp(1.0, f32::from(HIGHEST_LEVEL)) as u8;
        }
        Probabilities { seen, back_off, single }
    }

    fn seen(&self, context: u8, run: u8) -> f32 {
        self.seen.get(usize::from(context)).and_then(|row| row.get(usize::from(run))).copied().unwrap_or_default()
    }

    fn back_off(&self, symbols: usize, level: u8) -> f32 {
        self.back_off.get(symbols).and_then(|row| row.get(usize::from(level))).copied().unwrap_or_default()
    }
}

impl<'a> NGrams<'a> {
    /// The natural logarithm of the share of a symbol among all.
    #[inline]
    pub fn share(&self, symbol: Symbol) -> f32 {
        share_of(self.rareness(symbol))
    }

    /// The share of a symbol in the steps of the model, the most frequent ones first.
    #[inline]
    fn rareness(&self, symbol: Symbol) -> u8 {
        self.unigrams.get(usize::from(symbol)).copied().unwrap_or(u8::MAX)
    }

    /// The level of a symbol's count, as the context of others.
    #[inline]
    fn unigram_level(&self, symbol: Symbol) -> u8 {
        self.probabilities.single.get(usize::from(self.rareness(symbol))).copied().unwrap_or(1)
    }

    /// The level of two symbols on end, 0 when they are not known.
    #[inline]
    pub fn pair(&self, first: Symbol, second: Symbol) -> u8 {
        self.pair_levels().level(first, second).unwrap_or_else(|| self.pairs.level(first, second))
    }

    /// The frequent words of two characters.
    #[inline]
    pub fn common_words(&self) -> &'a CommonWords {
        self.common_words.get_or_init(|| CommonWords::new(&self.pairs))
    }

    /// For asking about many symbols after the same one.
    #[inline]
    pub fn after(&self, first: Symbol) -> After<'a> {
        let levels = self.pair_levels();
        After { first, followers: self.pairs.followers(first), row: levels.after(first), levels }
    }

    /// For asking about many symbols before the same one.
    #[inline]
    pub fn before(&self, second: Symbol) -> Before<'a> {
        Before { pairs: self.pairs, row: self.pair_levels().before(second), second }
    }

    /// Where the level of a frequent symbol lies in what is known of the pairs with another.
    #[inline]
    pub fn column(&self, symbol: Symbol) -> Column {
        self.pair_levels().column(symbol)
    }

    #[inline]
    fn pair_levels(&self) -> &'a PairLevels {
        self.pair_levels.get_or_init(|| PairLevels::new(&self.pairs, |symbol| self.rareness(symbol)))
    }

    /// The levels of the runs that end at each symbol of `from..to`, put into `levels`, which has a place for every
    /// symbol. A longer run counts only where the runs inside it are known and at least as frequent, which also
    /// unmasks most of the keys that a map takes for its own.
    pub fn levels(&self, symbols: &[Symbol], levels: &mut [Levels], from: usize, to: usize) {
        let to = to.min(symbols.len());
        for piece in (from..to).step_by(PIECE) {
            let ends = piece..to.min(piece + PIECE);
            for end in ends.clone().skip_while(|end| *end == 0) {
                let run = symbols.get(end - 1..=end).and_then(<[Symbol]>::first_chunk::<2>);
                if let (Some(&[first, second]), Some(at)) = (run, levels.get_mut(end)) {
                    at[0] = self.pair(first, second);
                }
            }
            levels_of_length(&self.trigrams, 3, symbols, levels, ends.clone());
            levels_of_length(&self.tetragrams, 4, symbols, levels, ends);
        }
    }

    /// The levels of the runs that end at `symbols[end]`, where those that end at the symbol before have the levels
    /// `before`.
    #[inline]
    pub fn levels_at(&self, symbols: &[Symbol], end: usize, before: Levels) -> Levels {
        let run = |length: usize| (end + 1).checked_sub(length).and_then(|start| symbols.get(start..=end));
        let pair = run(2).and_then(<[Symbol]>::first_chunk::<2>).map_or(0, |&[first, second]| self.pair(first, second));
        let bounded = |map: &StaticMap, length: usize, most: u8| {
            let level = if most == 0 { 0 } else { run(length).map_or(0, |run| map.level(key_of(run))) };
            level * u8::from(level <= most)
        };
        let three = bounded(&self.trigrams, 3, pair.min(before[0]));
        [pair, three, bounded(&self.tetragrams, 4, three.min(before[1]))]
    }

    /// The level of three symbols on end, 0 when they are not known; `most` is the least level of the pairs in them.
    #[inline]
    pub fn three(&self, run: [Symbol; 3], most: u8) -> u8 {
        let level = if most == 0 { 0 } else { self.trigrams.level(key_of(&run)) };
        level * u8::from(level <= most)
    }

    /// The natural logarithm of the probability of `second` after `first` alone, where the pair has this level.
    #[inline]
    pub fn pair_log_probability(&self, first: Symbol, second: Symbol, level: u8) -> f32 {
        self.log_probability(first, second, [0; 3], [level, 0, 0])
    }

    /// The same of any symbol that is known after `first`, by the level of the pair.
    #[inline]
    pub fn log_probabilities_after(&self, first: Symbol) -> &'a [f32; HIGHEST_LEVEL as usize + 1] {
        self.probabilities.seen.get(usize::from(self.unigram_level(first))).unwrap_or(&NEVER)
    }

    /// The natural logarithm of the probability of `symbol` after the symbols whose runs ended at `before`, where the
    /// runs that end at it have the levels `at`.
    #[inline]
    pub fn log_probability(&self, previous: Symbol, symbol: Symbol, before: Levels, at: Levels) -> f32 {
        let mut spent = 0.0;
        for (symbols, (&run, &context)) in [(3, (&at[2], &before[1])), (2, (&at[1], &before[0]))] {
            if context > 0 {
                if run > 0 {
                    return spent + self.probabilities.seen(context, run);
                }
                spent += self.probabilities.back_off(symbols, context);
            }
        }
        let context = self.unigram_level(previous);
        if at[0] > 0 {
            return spent + self.probabilities.seen(context, at[0]);
        }
        spent + self.probabilities.back_off(1, context) + if symbol == EDGE { -4.0 } else { self.share(symbol) }
    }
}

/// What is known of the pairs that begin with one symbol.
#[derive(Debug, Clone, Copy)]
pub struct After<'a> {
    first: Symbol,
    levels: &'a PairLevels,
    followers: Followers<'a>,
    row: Option<&'a Row>,
}

impl After<'_> {
    /// The level of `second`, with the column it has, after the symbol; 0 when they are not known on end.
    #[inline]
    pub fn level(&self, second: Symbol, column: Column) -> u8 {
        match self.row {
            _ if column.is_rare() => self.levels.of_rare(self.first, second),
            Some(row) => column.level(row),
            None => self.followers.level(second),
        }
    }
}

/// What is known of the pairs that end with one symbol.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    pairs: Pairs<'a>,
    row: Option<&'a Row>,
    second: Symbol,
}

impl Before<'_> {
    /// The level of `first`, with the column it has, before the symbol; 0 when they are not known on end.
    #[inline]
    pub fn level(&self, first: Symbol, column: Column) -> u8 {
        match self.row {
            Some(row) if !column.is_rare() => column.level(row),
            _ => self.pairs.level(first, self.second),
        }
    }
}

/// Symbols whose runs are looked up side by side.
const PIECE: usize = 64;

/// The levels of the runs of one length that end in `ends`.
fn levels_of_length(
    map: &StaticMap,
    length: usize,
    symbols: &[Symbol],
    levels: &mut [Levels],
    ends: std::ops::Range<usize>,
) {
    let (mut keys, mut wanted, mut found, mut count) = ([0; PIECE], [0; PIECE], [0; PIECE], 0);
    for end in ends.start.max(length - 1)..ends.end {
        let run = symbols.get(end + 1 - length..=end).unwrap_or_default();
        let is_possible = bound(length, levels, end) > 0;
        if let (Some(key), Some(place)) = (keys.get_mut(count), wanted.get_mut(count)) {
            (*key, *place) = (key_of(run), end);
            count += usize::from(is_possible);
        }
    }
    map.levels(keys.get(..count).unwrap_or_default(), &mut found);
    for (&end, &level) in wanted.iter().zip(&found).take(count) {
        let bound = bound(length, levels, end);
        if let Some(cell) = levels.get_mut(end).and_then(|at| at.get_mut(length - 2)) {
            *cell = level * u8::from(level <= bound);
        }
    }
}

/// The least level of the runs inside that of so many symbols that ends at `end`.
#[inline]
fn bound(length: usize, levels: &[Levels], end: usize) -> u8 {
    let inside = levels.get(end.saturating_sub(1)..).and_then(<[Levels]>::first_chunk::<2>);
    let level = |at: &Levels| at.get(length - 3).copied().unwrap_or_default();
    inside.map_or(0, |[before, at]| level(before).min(level(at)))
}
