//! From counted runs to the levels, shares and back-off of a model.

use std::io;

use super::runs::Counted;
use crate::model::alphabet::{EDGE, Symbol};
use crate::model::ngrams::{BackOff, LONGEST, level_of};
use crate::model::static_map::HIGHEST_LEVEL;

/// What is taken off every count that is kept, as the model does when it looks one up.
const DISCOUNT: f64 = 0.7;

/// What a model keeps of the counts.
#[derive(Debug, Default)]
pub(super) struct Pruned {
    /// Counts of single symbols.
    pub(super) unigrams: Vec<(Symbol, u64)>,
    /// Levels of the runs of two, three and four symbols that were frequent enough.
    pub(super) levels: [Vec<(u64, u8)>; 3],
    /// What is left for symbols unseen after a context.
    pub(super) back_off: BackOff,
    /// Symbols counted in all.
    pub(super) symbols: u64,
}

/// The run of each length that is being added up, from 1.
#[derive(Debug, Clone, Copy, Default)]
struct Open {
    key: u64,
    count: u64,
    /// Of the runs one longer that begin with this one: counts kept, less the discount.
    kept: f64,
}

/// Prunes `runs`, which come sorted, to those counted at least `least_counts[length]` times.
pub(super) fn prune(
    runs: impl Iterator<Item = io::Result<Counted>>,
    least_counts: [u64; LONGEST + 1],
) -> io::Result<Pruned> {
    let mut pruning = Pruning {
        pruned: Pruned::default(),
        open: [Open::default(); LONGEST + 1],
        spent: Default::default(),
        least_counts,
    };
    for run in runs {
        let (key, count) = run?;
        pruning.add(key, count);
    }
    Ok(pruning.finish())
}

struct Pruning {
    pruned: Pruned,
    open: [Open; LONGEST + 1],
    /// By length of the context and its level: the sum of what is left, and how many contexts there were.
    spent: [[(f64, u64); HIGHEST_LEVEL as usize + 1]; LONGEST],
    least_counts: [u64; LONGEST + 1],
}

impl Pruning {
    fn add(&mut self, key: u64, count: u64) {
        for length in (1..=LONGEST).rev() {
            let own = key >> (16 * (LONGEST - length));
            if self.open.get(length).is_some_and(|open| open.key != own) {
                self.close(length);
            }
            if let Some(open) = self.open.get_mut(length) {
                open.key = own;
                open.count += count;
            }
        }
    }

    /// Ends the run of this length: it is kept or not, and its context learns of it.
    fn close(&mut self, length: usize) {
        let Some(open) = self.open.get_mut(length).map(std::mem::take) else { return };
        // A run that reaches over the end of its line has zeros in it and counts as nothing but a context's end.
        if open.count == 0 || open.key & 0xffff == 0 {
            return;
        }
        let least = self.least_counts.get(length).copied().unwrap_or(1);
        if length == 1 {
            let symbol = open.key as Symbol;
            self.pruned.unigrams.push((symbol, open.count));
            self.pruned.symbols += if symbol == EDGE { 0 } else { open.count };
        } else if open.count >= least {
            if let Some(levels) = self.pruned.levels.get_mut(length - 2) {
                levels.push((open.key, level_of(open.count)));
            }
            if let Some(context) = self.open.get_mut(length - 1) {
                context.kept += (open.count as f64 - DISCOUNT).max(0.0);
            }
        }
        if let Some((left, contexts)) =
            self.spent.get_mut(length).and_then(|row| row.get_mut(usize::from(level_of(open.count))))
        {
            *left += 1.0 - open.kept / open.count as f64;
            *contexts += 1;
        }
    }

    fn finish(mut self) -> Pruned {
        (1..=LONGEST).rev().for_each(|length| self.close(length));
        for (row, spent) in self.pruned.back_off.iter_mut().zip(&self.spent) {
            for (cell, &(left, contexts)) in row.iter_mut().zip(spent) {
                *cell = if contexts == 0 { 0.0 } else { (left / contexts as f64).clamp(1e-4, 1.0).ln() as f32 };
            }
        }
        self.pruned
    }
}

/// The shares of single symbols, one byte for each: tenths of the negative natural logarithm.
pub(super) fn shares(unigrams: &[(Symbol, u64)], symbols: u64) -> Vec<u8> {
    let mut bytes = vec![u8::MAX; usize::from(Symbol::MAX) + 1];
    for &(symbol, count) in unigrams {
        let share = count.max(1) as f64 / symbols.max(1) as f64;
        if let Some(byte) = bytes.get_mut(usize::from(symbol)) {
            *byte = (share.ln() * -10.0).round().clamp(0.0, 254.0) as u8;
        }
    }
    bytes
}
