//! Which other readings of a place are worth weighing.

use super::Parts;
use super::alphabet::{Symbol, is_character};
use super::features::{Candidate, Kind};
use super::line::{Reading, ScoredLine};
use super::promise::{LEAST_GAIN, most_promising};
use super::substituted_pairs::substituted_pairs;
use super::substitutions::substitutions;
use super::suspicion::is_suspicious;

/// A place with more known runs of four is passed over.
const MOST_SUPPORT: usize = 2;
/// The same for the second of two characters to be changed at once.
const MOST_SUPPORT_OF_SECOND: usize = 1;
/// A place may be looked at when its symbols and those after it are together less likely than this.
const UNLIKELY: f32 = -11.0;
/// The same where a run of four is known.
const UNLIKELY_ALL_THE_SAME: f32 = -15.0;
/// The same for two characters to be changed at once.
const UNLIKELY_PAIR: f32 = -25.0;
/// The same for the two symbols between which a character may be missing.
const UNLIKELY_GAP: f32 = -10.0;
/// Level of a pair beside which nothing seems to be missing.
const USUAL_PAIR: u8 = 11;
/// Level of a pair or a word that may have lost a character.
const COMMON_PAIR: u8 = 5;
/// What it costs that a character is missing, that one is too many, and that one repeats its neighbour.
const MISSING_COST: f32 = 3.5;
const SUPERFLUOUS_COST: f32 = 6.0;
const REPEATED_COST: f32 = 2.0;
/// Characters that may be missing at a place and are put into the line.
const MOST_MISSING: usize = 4;
/// Readings of a place that are weighed.
const BEST: usize = 4;

/// The readings of the places in `from..to` that are worth weighing, by place.
pub fn candidates(parts: &Parts, line: &ScoredLine, from: usize, to: usize) -> Vec<Candidate> {
    let is_suspicious_at = |index: usize| is_unlikely(line, index) && is_suspicious(parts, line, index);
    let (from, to) = (from.max(1), to.min(line.symbols().len().saturating_sub(1)));
    let mut found = Vec::new();
    let mut next_is_suspicious = is_suspicious_at(from);
    for index in from..to {
        let is_suspicious = next_is_suspicious;
        next_is_suspicious = is_suspicious_at(index + 1);
        let (symbol, next) = (line.symbol(index), line.symbol(index + 1));
        if is_suspicious {
            keep_best(&mut found, substituted(parts, line, index));
            keep_best(&mut found, superfluous(parts, line, index));
        }
        let may_be_two = is_suspicious && next_is_suspicious && line.support(index + 1) <= MOST_SUPPORT_OF_SECOND;
        if may_be_two && line.log_probability_around(index, index + 2) < UNLIKELY_PAIR {
            keep_best(&mut found, substituted_pairs(parts, line, index));
        }
        // The end of a clause is where the rest of a word is missed most: there, the word alone must tell.
        let is_gap = (is_suspicious || next_is_suspicious) && is_character(symbol) && may_be_gap(line, index);
        if is_gap && line.log_probability_around(index + 1, index + 1) < UNLIKELY_GAP {
            keep_best(&mut found, missing(parts, line, index, symbol, next));
        }
    }
    found
}

/// Whether the symbol at `index` could be a mistake at all, by runs of four and probability.
pub fn is_unlikely(line: &ScoredLine, index: usize) -> bool {
    let support = line.support(index);
    let most = if support == 0 { UNLIKELY } else { UNLIKELY_ALL_THE_SAME };
    is_character(line.symbol(index)) && support <= MOST_SUPPORT && line.log_probability_around(index, index + 1) < most
}

/// Whether no run of four that is known reaches over the end of the symbol at `index`, nor both runs of three: then one
/// may be missing there.
fn may_be_gap(line: &ScoredLine, index: usize) -> bool {
    let [_, before, _] = line.levels_at(index + 1);
    let [_, after, _] = line.levels_at(index + 2);
    line.is_gap(index + 1) && line.support(index) <= MOST_SUPPORT && (before == 0 || after == 0)
}

fn keep_best(found: &mut Vec<Candidate>, mut candidates: Vec<Candidate>) {
    candidates.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    let gains: Vec<f32> = candidates.iter().take(2).map(|candidate| candidate.gain).collect();
    let (best, second) = (gains.first().copied().unwrap_or(0.0), gains.get(1).copied().unwrap_or(0.0));
    candidates.truncate(BEST);
    found.extend(candidates.into_iter().enumerate().map(|(rank, candidate)| Candidate {
        margin: if rank == 0 { best - second } else { candidate.gain - best },
        ..candidate
    }));
}

fn substituted(parts: &Parts, line: &ScoredLine, index: usize) -> Vec<Candidate> {
    let candidates = substitutions(parts, line, index).into_iter().map(|(confusion, gain)| {
        let reading = Reading::new(index, index + 1, &[confusion.meant]);
        Candidate { reading, kind: Kind::Substituted(confusion), gain: gain - confusion.cost(), margin: 0.0 }
    });
    candidates.filter(|candidate| candidate.gain > LEAST_GAIN).collect()
}

/// The character at `index`, or that and the next, left out.
fn superfluous(parts: &Parts, line: &ScoredLine, index: usize) -> Vec<Candidate> {
    let candidates = [1, 2].into_iter().filter_map(|length| {
        let run = line.symbols().get(index..index + length)?;
        let repeats = line.symbols().get(index.checked_sub(length)?..index)? == run;
        let reading = Reading::new(index, index + length, &[]);
        // Two characters too many that do not repeat what stands before them are no slip.
        if length == 2 && (!repeats || !run.iter().copied().all(is_character)) {
            return None;
        }
        // What was never seen after what stands before gains nothing by standing there.
        if !repeats && parts.ngrams.pair(line.symbol(index - 1), line.symbol(index + length)) == 0 {
            return None;
        }
        let gain = line.gain(parts.ngrams, &reading) - if repeats { REPEATED_COST } else { SUPERFLUOUS_COST };
        Some(Candidate { reading, kind: Kind::Superfluous { repeats }, gain, margin: 0.0 })
    });
    candidates.filter(|candidate| candidate.gain > LEAST_GAIN).collect()
}

/// A character between those at `index` and after it: one that makes a word with one of them, is known between both, and
/// goes with what stands on one side of them too.
fn missing(parts: &Parts, line: &ScoredLine, index: usize, first: Symbol, second: Symbol) -> Vec<Candidate> {
    if line.pair_level(index + 1) >= USUAL_PAIR {
        return Vec::new();
    }
    let (before, after) = (line.symbol(index - 1), line.symbol(index + 2));
    let ngrams = &parts.ngrams;
    let (follow, precede) = (ngrams.after(first), ngrams.before(second));
    let common = |(words, levels): (&'_ [Symbol], &'_ [u8])| {
        let words = words.iter().copied().zip(levels.iter().copied());
        words.filter(|(_, level)| *level >= COMMON_PAIR).collect::<Vec<_>>()
    };
    let with_first = common(ngrams.common_words().after(first)).into_iter();
    let with_second = common(ngrams.common_words().before(second)).into_iter();
    let right_of = |symbol: Symbol| precede.level(symbol, ngrams.column(symbol));
    let left_of = |symbol: Symbol| follow.level(symbol, ngrams.column(symbol));
    let mut asked: Vec<(Symbol, u8, u8)> = with_first.map(|(symbol, left)| (symbol, left, right_of(symbol))).collect();
    asked.extend(with_second.map(|(symbol, right)| (symbol, left_of(symbol), right)));
    asked.sort_unstable();
    asked.dedup_by_key(|(symbol, ..)| *symbol);
    let known = asked.into_iter().filter(|(_, left, right)| *left > 0 && *right > 0).map(|(symbol, left, right)| {
        let promise =
            ngrams.pair_log_probability(first, symbol, left) + ngrams.pair_log_probability(symbol, second, right);
        (promise, (symbol, left, right))
    });
    let going = most_promising(known.collect(), MOST_MISSING).filter(|&(symbol, left, right)| {
        let goes_on_left = || ngrams.three([before, first, symbol], left.min(line.pair_level(index))) > 0;
        let goes_on_right = || ngrams.three([symbol, second, after], right.min(line.pair_level(index + 2))) > 0;
        ngrams.three([first, symbol, second], left.min(right)) > 0 && (goes_on_left() || goes_on_right())
    });
    let candidates = going.map(|(symbol, ..)| {
        let reading = Reading::new(index + 1, index + 1, &[symbol]);
        let gain = line.gain(parts.ngrams, &reading) - MISSING_COST;
        Candidate { reading, kind: Kind::Missing, gain, margin: 0.0 }
    });
    candidates.filter(|candidate| candidate.gain > LEAST_GAIN).collect()
}
