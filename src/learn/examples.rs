//! Examples to fit the classifier to: candidate readings of sentences whose mistakes are known, and whether each is right.

use std::ops::Range;

use crate::model::alphabet::{Line, Symbol};
use crate::model::features::{Candidate, Measuring};
use crate::model::line::{Reading, ScoredLine};
use crate::model::search::{BELIEVED, Origin, classified, weighed};
use crate::model::suspicion::signs;
use crate::model::verification::{Verifying, WORTH_A_LOOK};
use crate::model::{Parts, candidates, is_unlikely};

/// A sentence as it was found and as it should be.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// As found.
    pub(super) seen: Vec<Symbol>,
    /// As it should be.
    pub(super) meant: Vec<Symbol>,
}

impl Pair {
    /// From two texts.
    pub(super) fn new(seen: &str, meant: &str) -> Pair {
        Pair { seen: Line::read(seen, 0).symbols, meant: Line::read(meant, 0).symbols }
    }

    /// The pairs of characters taken for each other, where nothing is missing or too much.
    pub(super) fn slips(&self) -> impl Iterator<Item = (Symbol, Symbol)> + '_ {
        let is_even = self.seen.len() == self.meant.len();
        let both = self.seen.iter().copied().zip(self.meant.iter().copied());
        both.filter(move |(seen, meant)| is_even && seen != meant)
    }

    /// The sentence with only one of its mistakes, for each of them where it has several.
    fn one_by_one(&self) -> Vec<Pair> {
        if self.seen.len() != self.meant.len() || self.slips().count() < 2 {
            return Vec::new();
        }
        let places = self.seen.iter().zip(&self.meant).enumerate().filter(|(_, (seen, meant))| seen != meant);
        let alone = places.map(|(place, (seen, _))| {
            let mut one = self.meant.clone();
            if let Some(symbol) = one.get_mut(place) {
                *symbol = *seen;
            }
            Pair { seen: one, meant: self.meant.clone() }
        });
        alone.collect()
    }
}

/// A reading or a place, measured and judged.
#[derive(Debug, Clone)]
pub(super) struct Example {
    /// The measures.
    pub(super) features: Vec<f32>,
    /// Whether it is right.
    pub(super) is_right: bool,
    /// How much it counts.
    pub(super) weight: f32,
}

/// The candidates of a sentence, and of the sentence with each of its mistakes alone.
pub(super) fn examples(parts: &Parts, pair: &Pair, weight: f32) -> Vec<Example> {
    let mut found = of_sentence(parts, pair, weight);
    for alone in pair.one_by_one() {
        found.extend(of_sentence(parts, &alone, weight * 0.5));
    }
    found
}

fn of_sentence(parts: &Parts, pair: &Pair, weight: f32) -> Vec<Example> {
    let line = ScoredLine::new(parts.ngrams, pair.seen.clone());
    let before = distance(&pair.seen, &pair.meant);
    let candidates = candidates(parts, &line, 0, pair.seen.len());
    let mut measuring = Measuring::new(parts, &line);
    let judged = candidates.into_iter().map(|candidate| Example {
        features: measuring.measure(&candidate).to_vec(),
        is_right: mends(pair, &candidate.reading, before),
        weight,
    });
    judged.collect()
}

/// Log-odds of the first look from which what nobody marked is most often a mistake all the same, and how much it then counts.
/// No text is free of mistakes, and nobody marks all: without this, the best of what is found would be learned as wrong.
const UNMARKED: f32 = 3.0;
const UNMARKED_WEIGHT: f32 = 0.15;
/// Symbols beside a mark that still belong to it.
const BESIDE_MARK: usize = 3;

/// The readings of a sentence that are worth a second look, as they count beside one another.
pub(super) fn second_looks(parts: &Parts, pair: &Pair) -> Vec<Example> {
    let line = ScoredLine::new(parts.ngrams, pair.seen.clone());
    let before = distance(&pair.seen, &pair.meant);
    let candidates = candidates(parts, &line, 0, pair.seen.len());
    let mut verifying = Verifying::new(parts, &line);
    let marked = marked(pair);
    let is_unmarked = |reading: &Reading| {
        marked
            .as_ref()
            .is_none_or(|marked| reading.end + BESIDE_MARK < marked.start || reading.start > marked.end + BESIDE_MARK)
    };
    let looked_at =
        classified(parts, Origin::Typed, &line, candidates).filter(|(.., log_odds)| *log_odds >= WORTH_A_LOOK);
    let judged = looked_at.map(|(candidate, features, log_odds)| Example {
        features: verifying.measure(&candidate, &features).to_vec(),
        is_right: mends(pair, &candidate.reading, before),
        weight: if log_odds >= UNMARKED && is_unmarked(&candidate.reading) { UNMARKED_WEIGHT } else { 1.0 },
    });
    judged.collect()
}

/// From the first to the last place where a sentence is not what it should be.
fn marked(pair: &Pair) -> Option<Range<usize>> {
    let Pair { seen, meant } = pair;
    if seen == meant {
        return None;
    }
    let begin = seen.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let end = seen.iter().rev().zip(meant.iter().rev()).take_while(|(a, b)| a == b).count();
    Some(begin..seen.len().saturating_sub(end).max(begin))
}

/// Log-odds of readings that are believed, or would be with a little more to be said for them.
const NEARLY_BELIEVED: f32 = BELIEVED - 1.195;

/// The places of a sentence that could be mistakes, and whether some other reading mends them and is nearly believed.
pub(super) fn places(parts: &Parts, pair: &Pair, weight: f32) -> Vec<Example> {
    let line = ScoredLine::new(parts.ngrams, pair.seen.clone());
    let before = distance(&pair.seen, &pair.meant);
    let candidates = candidates(parts, &line, 0, pair.seen.len());
    let mends = |candidate: &Candidate| mends(pair, &candidate.reading, before);
    let mended: Vec<usize> = weighed(parts, Origin::Typed, &line, candidates.into_iter().filter(mends))
        .into_iter()
        .filter(|(_, log_odds)| *log_odds >= NEARLY_BELIEVED)
        .flat_map(|(candidate, _)| places_of(&candidate.reading))
        .collect();
    let unlikely = (1..pair.seen.len().saturating_sub(1)).filter(|&index| is_unlikely(&line, index));
    let judged = unlikely.map(|index| Example {
        features: signs(parts, &line, index).to_vec(),
        is_right: mended.contains(&index),
        weight,
    });
    judged.collect()
}

/// The places that must be looked at for a reading to be found: where a character is missing, one of those on both sides.
fn places_of(reading: &Reading) -> Range<usize> {
    if reading.start == reading.end {
        reading.start.saturating_sub(1)..reading.start + 1
    } else {
        reading.start..reading.end
    }
}

/// Whether a reading brings the sentence nearer to what was meant by all it changes.
fn mends(pair: &Pair, reading: &Reading, before: usize) -> bool {
    let changed = (reading.end - reading.start).max(reading.symbols().len());
    if before < changed {
        return false;
    }
    let mut after = pair.seen.clone();
    after.splice(reading.start..reading.end, reading.symbols().iter().copied());
    distance(&after, &pair.meant) == before - changed
}

/// Levenshtein distance. What both begin and end with is passed over: mistakes lie close together.
pub(super) fn distance<T: PartialEq>(left: &[T], right: &[T]) -> usize {
    let begin = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (left.get(begin..).unwrap_or_default(), right.get(begin..).unwrap_or_default());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) =
        (left.get(..left.len() - end).unwrap_or_default(), right.get(..right.len() - end).unwrap_or_default());
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = i;
        let mut previous = i + 1;
        if let Some(first) = row.first_mut() {
            *first = previous;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(right) {
            let substituted = diagonal + usize::from(a != b);
            diagonal = *cell;
            previous = substituted.min(diagonal + 1).min(previous + 1);
            *cell = previous;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Sums of the features, to bring them to one scale.
pub(super) fn scales(examples: &[Example]) -> (Vec<f32>, Vec<f32>) {
    let count = examples.len().max(1) as f64;
    let mean = |of: &dyn Fn(&Example) -> f64| examples.iter().map(of).sum::<f64>() / count;
    let feature = |example: &Example, index: usize| f64::from(example.features.get(index).copied().unwrap_or_default());
    let features = examples.first().map_or(0, |example| example.features.len());
    let measured = (0..features).map(|index| {
        let centre = mean(&|example| feature(example, index));
        let variance = mean(&|example| (feature(example, index) - centre).powi(2));
        (centre as f32, (1.0 / variance.sqrt().max(1e-3)) as f32)
    });
    measured.unzip()
}
