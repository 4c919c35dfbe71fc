//! Other characters at a place that could be meant there: such as sound or look alike, and make a known run of three with
//! what stands around.

use super::Parts;
use super::alphabet::Symbol;
use super::confusions::{Confusion, Entry};
use super::line::ScoredLine;
use super::ngrams::{After, Before, LONGEST, Levels, key_of};
use super::pair_levels::Column;
use super::promise::most_promising;

/// Characters that are looked at side by side.
const AT_ONCE: usize = 128;
/// What a character must promise more than what stands there, as a logarithm, for its longer runs to be looked up.
const LEAST_PROMISE: f32 = -6.0;
/// Characters of a place whose longer runs are looked up.
const MOST: usize = 12;
/// Runs of three, and of four, that a character is part of.
const THREES: usize = 3;
const FOURS: usize = 4;

/// What stands around a place.
#[derive(Debug)]
struct Neighbourhood<'a> {
    parts: &'a Parts<'a>,
    /// The three symbols before the place, what stands there, and the three after it.
    symbols: [Symbol; 2 * LONGEST - 1],
    /// The levels of the runs that end before the place, and two and three symbols after it.
    before: Levels,
    second: Levels,
    third: Levels,
    /// What is known of the pairs that begin with the symbol before the place, and end with that after it.
    after_last: After<'a>,
    before_next: Before<'a>,
    /// The log-probability of the pairs that what stands there makes.
    promise: f32,
    /// How many symbols from the place on are in the line.
    length: usize,
}

/// A character that may have been meant, and the levels of the runs it makes.
#[derive(Debug, Clone, Copy)]
struct Possible {
    entry: Entry,
    /// Of the pairs that end with it and begin with it.
    pairs: [u8; 2],
    /// Of the runs of three, and of four, from left to right.
    threes: [u8; THREES],
    fours: [u8; FOURS],
}

/// A character that may have been meant, where pairs have its level, and its level after what stands before.
type Known = (Entry, Column, u8);

/// What may have been meant by the symbol at `index`, and what each character gains in log-probability.
pub(super) fn substitutions(parts: &Parts, line: &ScoredLine, index: usize) -> Vec<(Confusion, f32)> {
    let place = Neighbourhood::new(parts, line, index);
    let possible = place.possible(parts.confusions.entries(line.symbol(index)));
    let mut possible: Vec<Possible> = most_promising(possible, MOST).collect();
    place.find_threes(&mut possible);
    possible.retain(|one| one.threes != [0; THREES]);
    place.find_fours(&mut possible);
    let was = line.log_probability_around(index, index + 1);
    possible.into_iter().map(|one| (one.entry.confusion(), place.log_probability(&one) - was)).collect()
}

impl<'a> Neighbourhood<'a> {
    fn new(parts: &'a Parts<'a>, line: &ScoredLine, index: usize) -> Neighbourhood<'a> {
        let mut symbols = [0; 2 * LONGEST - 1];
        for (offset, cell) in symbols.iter_mut().enumerate() {
            *cell = (index + offset).checked_sub(LONGEST - 1).map_or(0, |at| line.symbol(at));
        }
        let levels = |offset: usize| (index + offset).checked_sub(1).map_or([0; 3], |at| line.levels_at(at));
        let length = line.symbols().len().saturating_sub(index);
        let ngrams = &parts.ngrams;
        let [.., last, stands, next, _, _] = symbols;
        let promise = ngrams.pair_log_probability(last, stands, line.pair_level(index))
            + ngrams.pair_log_probability(stands, next, line.pair_level(index + 1));
        Neighbourhood {
            parts,
            symbols,
            before: levels(0),
            second: levels(3),
            third: levels(4),
            after_last: ngrams.after(last),
            before_next: ngrams.before(next),
            promise,
            length,
        }
    }

    /// Those of `confusions` that promise enough with their neighbours alone, and how much more than what stands there.
    fn possible(&self, confusions: impl Iterator<Item = Entry>) -> Vec<(f32, Possible)> {
        let [_, _, last, _, next, ..] = self.symbols;
        let ngrams = &self.parts.ngrams;
        let by_last = ngrams.log_probabilities_after(last).map(|by_last| by_last - self.promise);
        // The higher the level the likelier: those below the first that will do will not.
        let least = (1..).zip(by_last.iter().skip(1)).find(|(_, by_last)| **by_last >= LEAST_PROMISE);
        let Some((least, _)) = least else { return Vec::new() };
        let mut possible = Vec::new();
        let mut confusions = confusions.peekable();
        while confusions.peek().is_some() {
            let (known, count) = self.known(confusions.by_ref().take(AT_ONCE), least);
            possible.extend(known.iter().take(count).filter_map(|&(entry, column, before)| {
                let after = self.before_next.level(entry.meant(), column);
                let by_last = by_last.get(usize::from(before)).copied().unwrap_or_default();
                let by_next = ngrams.pair_log_probability(entry.meant(), next, after);
                let promise = by_last + by_next - entry.cost();
                let possible = Possible { entry, pairs: [before, after], threes: [0; THREES], fours: [0; FOURS] };
                (promise >= LEAST_PROMISE).then_some((promise, possible))
            }));
        }
        possible
    }

    /// Those of at most [`AT_ONCE`] confusions that follow what stands before at a level of `least` or more, in the first
    /// so many cells. Nobody could guess which do: so all are written, and those that do not are written over.
    #[inline]
    fn known(&self, confusions: impl Iterator<Item = Entry>, least: u8) -> ([Known; AT_ONCE], usize) {
        let (mut known, mut count) = ([Known::default(); AT_ONCE], 0);
        for entry in confusions {
            let column = self.parts.ngrams.column(entry.meant());
            let before = self.after_last.level(entry.meant(), column);
            if let Some(cell) = known.get_mut(count) {
                *cell = (entry, column, before);
            }
            count += usize::from(before >= least);
        }
        (known, count)
    }

    /// Looks up the runs of three of all characters side by side. As in `NGrams::levels`, a run counts only where those
    /// inside it are known and at least as frequent.
    fn find_threes(&self, possible: &mut [Possible]) {
        let [_, second_last, last, _, next, second_next, _] = self.symbols;
        let bounds = |one: &Possible| {
            let [before, after] = one.pairs;
            [before.min(self.before[0]), before.min(after), after.min(self.second[0])]
        };
        let runs = |meant: Symbol| [[second_last, last, meant], [last, meant, next], [meant, next, second_next]];
        let keys = |one: &Possible| runs(one.entry.meant()).map(|run| key_of(&run));
        let found = look_up(|keys, levels| self.parts.ngrams.trigrams.levels(keys, levels), possible, bounds, keys);
        possible.iter_mut().zip(found).for_each(|(one, levels)| one.threes = levels);
    }

    fn find_fours(&self, possible: &mut [Possible]) {
        let [third_last, second_last, last, _, next, second_next, third_next] = self.symbols;
        let bounds = |one: &Possible| {
            let [left, middle, right] = one.threes;
            [left.min(self.before[1]), left.min(middle), middle.min(right), right.min(self.third[1])]
        };
        let runs = |meant: Symbol| {
            [
                [third_last, second_last, last, meant],
                [second_last, last, meant, next],
                [last, meant, next, second_next],
                [meant, next, second_next, third_next],
            ]
        };
        let keys = |one: &Possible| runs(one.entry.meant()).map(|run| key_of(&run));
        let found = look_up(|keys, levels| self.parts.ngrams.tetragrams.levels(keys, levels), possible, bounds, keys);
        possible.iter_mut().zip(found).for_each(|(one, levels)| one.fours = levels);
    }

    /// The log-probability of the character and of those whose context it is.
    fn log_probability(&self, one: &Possible) -> f32 {
        let [.., last, _, next, second_next, third_next] = self.symbols;
        let ([before, after], threes, fours) = (one.pairs, one.threes, one.fours);
        let levels = [
            self.before,
            [before, threes[0], fours[0]],
            [after, threes[1], fours[1]],
            [self.second[0], threes[2], fours[2]],
            [self.third[0], self.third[1], fours[3]],
        ];
        let symbols = [last, one.entry.meant(), next, second_next, third_next];
        let steps = symbols.windows(2).zip(levels.windows(2)).take(self.length);
        let log_probabilities = steps.map(|(symbols, levels)| match (symbols, levels) {
            (&[previous, symbol], &[before, at]) => self.parts.ngrams.log_probability(previous, symbol, before, at),
            _ => 0.0,
        });
        log_probabilities.sum()
    }
}

/// The levels of so many runs for each of at most [`MOST`] characters: 0 for those that are not known, or more frequent
/// than their bound.
fn look_up<const RUNS: usize>(
    levels: impl Fn(&[u64], &mut [u8]),
    possible: &[Possible],
    bounds: impl Fn(&Possible) -> [u8; RUNS],
    keys: impl Fn(&Possible) -> [u64; RUNS],
) -> [[u8; RUNS]; MOST] {
    let (mut wanted, mut found, mut count) = ([0; MOST * FOURS], [0; MOST * FOURS], 0);
    for one in possible {
        for (key, _) in keys(one).into_iter().zip(bounds(one)).filter(|(_, bound)| *bound > 0) {
            if let Some(cell) = wanted.get_mut(count) {
                *cell = key;
                count += 1;
            }
        }
    }
    levels(wanted.get(..count).unwrap_or_default(), &mut found);
    let mut found = found.into_iter();
    let mut spread = [[0; RUNS]; MOST];
    for (one, cells) in possible.iter().zip(&mut spread) {
        for (cell, bound) in cells.iter_mut().zip(bounds(one)).filter(|(_, bound)| *bound > 0) {
            *cell = found.next().filter(|&level| level <= bound).unwrap_or(0);
        }
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::model::alphabet::Line;
    use crate::model::line::Reading;

    #[test]
    fn what_a_character_gains_is_what_the_line_says() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let line = Line::read("按照党中央的部属，要坚持从理实需要出发，切实做好劳动保执法工作。", 0);
        let line = ScoredLine::new(parts.ngrams, line.symbols);
        let mut compared = 0;
        for index in 1..line.symbols().len() - 1 {
            for (confusion, gain) in substitutions(&parts, &line, index) {
                let expected = line.gain(parts.ngrams, &Reading::new(index, index + 1, &[confusion.meant]));
                assert!((gain - expected).abs() < 1e-3, "{index}: {gain}, {expected}");
                compared += 1;
            }
        }
        assert!(compared > 50, "{compared}");
    }
}
