//! Measures a model on sentences whose mistakes are known, as the papers on spelling correction do.

use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::LearnError;
use super::examples::Pair;
use super::tune::{Errors, Spoilt, parts_of, tune};
use crate::model::search::{Correction, corrected, corrections};
use crate::model::{Model, Parts};

/// Sentences counted by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// All sentences.
    pub sentences: usize,
    /// Those with a mistake.
    pub wrong: usize,
    /// Those in which something was found.
    pub changed: usize,
    /// Those with a mistake whose places were found exactly.
    pub detected: usize,
    /// Those with a mistake that came out as they should be.
    pub corrected: usize,
    /// Those without a mistake in which something was found.
    pub spoilt: usize,
    /// Characters read.
    pub characters: usize,
    /// Time spent, on all processors together as seen from outside.
    pub time: Duration,
}

impl Score {
    /// Of the sentences changed, those that came out right.
    pub fn precision(&self) -> f64 {
        share(self.corrected, self.changed)
    }

    /// Of the sentences with a mistake, those that came out right.
    pub fn recall(&self) -> f64 {
        share(self.corrected, self.wrong)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// Of the sentences changed, those whose places were found exactly; and of those with a mistake.
    pub fn detection(&self) -> (f64, f64) {
        (share(self.detected, self.changed), share(self.detected, self.wrong))
    }

    /// Of the sentences without a mistake, those that were changed all the same.
    pub fn false_positive_rate(&self) -> f64 {
        share(self.spoilt, self.sentences - self.wrong)
    }

    fn add(mut self, other: Score) -> Score {
        self.sentences += other.sentences;
        self.wrong += other.wrong;
        self.changed += other.changed;
        self.detected += other.detected;
        self.corrected += other.corrected;
        self.spoilt += other.spoilt;
        self.characters += other.characters;
        self.time += other.time;
        self
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// Measures `model`, which believes what reaches `threshold`.
pub fn evaluate(model: &Model, errors: &Errors, threshold: f32) -> Result<Score, LearnError> {
    let parts = parts_of(model)?;
    let begun = Instant::now();
    let score = errors.pairs.par_iter().map(|pair| score(&parts, pair, threshold)).reduce(Score::default, Score::add);
    Ok(Score { time: begun.elapsed(), ..score })
}

/// Measures what tuning on some of the sentences is worth on the others: for each file its score, over all folds.
pub fn cross_validate(
    model: &Model,
    errors: &[Errors],
    spoilt: &Spoilt,
    folds: usize,
    threshold: f32,
) -> Result<Vec<(String, Score)>, LearnError> {
    let mut scores: Vec<(String, Score)> =
        errors.iter().map(|errors| (errors.name.clone(), Score::default())).collect();
    for rest in 0..folds {
        let inside: Vec<Errors> = errors.iter().map(|errors| errors.fold(folds, rest, false)).collect();
        let tuned = tune(model, &inside, spoilt)?;
        for ((_, score), errors) in scores.iter_mut().zip(errors) {
            *score = score.add(evaluate(&tuned, &errors.fold(folds, rest, true), threshold)?);
        }
    }
    Ok(scores)
}

fn score(parts: &Parts, pair: &Pair, threshold: f32) -> Score {
    let found = corrections(parts, pair.seen.clone(), threshold);
    let is_right = corrected(&pair.seen, &found) == pair.meant;
    let (is_wrong, is_changed) = (!pair.is_right(), !found.is_empty());
    Score {
        sentences: 1,
        wrong: is_wrong.into(),
        changed: is_changed.into(),
        detected: (is_wrong && is_changed && (is_right || finds_places(pair, &found))).into(),
        corrected: (is_wrong && is_changed && is_right).into(),
        spoilt: (!is_wrong && is_changed).into(),
        characters: pair.seen.len().saturating_sub(2),
        time: Duration::ZERO,
    }
}

/// Whether the places found are those that differ, where nothing is missing or too much.
fn finds_places(pair: &Pair, found: &[Correction]) -> bool {
    let places = found.iter().flat_map(|correction| correction.start..correction.end);
    let differ = pair.seen.iter().zip(&pair.meant).enumerate().filter(|(_, (seen, meant))| seen != meant);
    pair.seen.len() == pair.meant.len() && places.eq(differ.map(|(place, _)| place))
}
