//! Measures a model on sentences whose mistakes are known, as the papers on spelling correction do: sentence by sentence
//! (S.-H. Wu et al., *Chinese spelling check evaluation at SIGHAN bake-off 2013*) and character by character.

use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::examples::distance;
use super::model_file::parts_of;
use super::sentences::{Errors, Sentence};
use super::tune::{Spoilt, tune};
use super::{LearnError, LearnErrorKind};
use crate::check::Checker;
use crate::config::Config;
use crate::finding::{Edit, Finding};
use crate::model::search::{Origin, corrections};
use crate::model::{Model, Parts};
use crate::text::{Document, before, slice};

/// Sentences and characters counted by what became of them.
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
    /// Characters that are wrong, missing or too many.
    pub wrong_characters: usize,
    /// Characters that were changed.
    pub changed_characters: usize,
    /// Of these, those that came out as they should be.
    pub corrected_characters: usize,
    /// Characters read.
    pub characters: usize,
    /// Time spent, on all processors together as seen from outside.
    pub time: Duration,
}

impl Score {
    /// Of the sentences changed, those that came out right; and of those with a mistake.
    pub fn correction(&self) -> (f64, f64) {
        (share(self.corrected, self.changed), share(self.corrected, self.wrong))
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = self.correction();
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// Of the sentences changed, those whose places were found exactly; and of those with a mistake.
    pub fn detection(&self) -> (f64, f64) {
        (share(self.detected, self.changed), share(self.detected, self.wrong))
    }

    /// Of the characters changed, those that came out right; and of those with a mistake.
    pub fn by_character(&self) -> (f64, f64) {
        let right = self.corrected_characters;
        (share(right, self.changed_characters), share(right, self.wrong_characters))
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
        self.wrong_characters += other.wrong_characters;
        self.changed_characters += other.changed_characters;
        self.corrected_characters += other.corrected_characters;
        self.characters += other.characters;
        self.time += other.time;
        self
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// Measures `model`: alone, believing what reaches a threshold, or without one as `check` uses it, with all rules for
/// words, each sentence as a draft of its own and the first fix of every finding made.
pub fn evaluate(model: &Arc<Model>, errors: &Errors, threshold: Option<f32>) -> Result<Score, LearnError> {
    let parts = parts_of(model)?;
    let config = Config { select: vec!["WD".to_owned()], ..Config::default() };
    let checker = Checker::with_model(config, Some(Arc::clone(model)))
        .map_err(|error| LearnError::new(LearnErrorKind::Model, error.to_string()))?;
    let begun = Instant::now();
    let measured = errors.sentences.par_iter().map(|sentence| match threshold {
        Some(threshold) => by_model(&parts, sentence, threshold),
        None => by_rules(&checker, sentence),
    });
    let score = measured.reduce(Score::default, Score::add);
    Ok(Score { time: begun.elapsed(), ..score })
}

/// Measures what tuning on some of the sentences is worth on the others: for each file its score, over all folds.
pub fn cross_validate(
    model: &Model,
    errors: &[Errors],
    spoilt: &Spoilt,
    folds: usize,
    threshold: Option<f32>,
) -> Result<Vec<(String, Score)>, LearnError> {
    let mut scores: Vec<(String, Score)> =
        errors.iter().map(|errors| (errors.name.clone(), Score::default())).collect();
    for rest in 0..folds {
        let inside: Vec<Errors> = errors.iter().map(|errors| errors.fold(folds, rest, false)).collect();
        let tuned = Arc::new(tune(model, &inside, spoilt)?);
        for ((_, score), errors) in scores.iter_mut().zip(errors) {
            *score = score.add(evaluate(&tuned, &errors.fold(folds, rest, true), threshold)?);
        }
    }
    Ok(scores)
}

/// What is put in the place of a part of a sentence.
#[derive(Debug)]
struct Change<T> {
    range: Range<usize>,
    put: Vec<T>,
}

fn by_model(parts: &Parts, sentence: &Sentence, threshold: f32) -> Score {
    let seen = &sentence.pair.seen;
    let found = corrections(parts, Origin::Typed, seen, threshold);
    let changes = found.into_iter().map(|correction| Change {
        range: correction.start..correction.end,
        put: correction.readings.into_iter().next().unwrap_or_default(),
    });
    score(seen, &sentence.pair.meant, &changes.collect::<Vec<_>>(), seen.len().saturating_sub(2))
}

fn by_rules(checker: &Checker, sentence: &Sentence) -> Score {
    let findings = checker.check(&Document::new(sentence.seen.as_str())).findings;
    let mut changes: Vec<Change<char>> = findings.iter().flat_map(|finding| changes(&sentence.seen, finding)).collect();
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    // What two rules say of one place is said once.
    changes.dedup_by(|next, kept| next.range.start < kept.range.end || next.range == kept.range);
    let [seen, meant] = [&sentence.seen, &sentence.meant].map(|text| text.chars().collect::<Vec<char>>());
    score(&seen, &meant, &changes, seen.len())
}

/// The edits of a finding's first fix, by characters. Without a fix it changes nothing, and yet says that something is
/// wrong there.
fn changes(text: &str, finding: &Finding) -> Vec<Change<char>> {
    let characters = |span: Span| {
        let [start, end] = [span.start, span.end].map(|offset| before(text, offset).chars().count());
        start..end
    };
    match finding.fixes.first() {
        Some(fix) => {
            let change = |edit: &Edit| Change { range: characters(edit.range), put: edit.new_text.chars().collect() };
            fix.edits.iter().map(change).collect()
        }
        None => {
            let stays = slice(text, finding.range).chars().collect();
            vec![Change { range: characters(finding.range), put: stays }]
        }
    }
}

/// Judges a sentence of so many characters by what was changed in it.
fn score<T: PartialEq + Clone>(seen: &[T], meant: &[T], changes: &[Change<T>], characters: usize) -> Score {
    let is_right = changed(seen, changes) == meant;
    let (is_wrong, is_changed) = (seen != meant, !changes.is_empty());
    let before = distance(seen, meant);
    let extent = |change: &Change<T>| change.range.len().max(change.put.len());
    let mends =
        |change: &&Change<T>| distance(&changed(seen, std::slice::from_ref(*change)), meant) + extent(change) == before;
    Score {
        sentences: 1,
        wrong: is_wrong.into(),
        changed: is_changed.into(),
        detected: (is_wrong && is_changed && (is_right || are_places(seen, meant, changes))).into(),
        corrected: (is_wrong && is_changed && is_right).into(),
        spoilt: (!is_wrong && is_changed).into(),
        wrong_characters: before,
        changed_characters: changes.iter().map(extent).sum(),
        corrected_characters: changes.iter().filter(mends).map(extent).sum(),
        characters,
        time: Duration::ZERO,
    }
}

/// The sentence with all changes made.
fn changed<T: Clone>(seen: &[T], changes: &[Change<T>]) -> Vec<T> {
    let mut now = seen.to_vec();
    for change in changes.iter().rev() {
        let end = change.range.end.min(now.len());
        now.splice(change.range.start.min(end)..end, change.put.iter().cloned());
    }
    now
}

/// Whether the places changed are those that differ, where nothing is missing or too much.
fn are_places<T: PartialEq>(seen: &[T], meant: &[T], changes: &[Change<T>]) -> bool {
    let places = changes.iter().flat_map(|change| change.range.clone());
    let differ = seen.iter().zip(meant).enumerate().filter(|(_, (seen, meant))| seen != meant);
    seen.len() == meant.len() && places.eq(differ.map(|(place, _)| place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(seen: &str, meant: &str, changes: &[(Range<usize>, &str)]) -> Score {
        let [seen, meant] = [seen, meant].map(|text| text.chars().collect::<Vec<char>>());
        let changes: Vec<Change<char>> =
            changes.iter().map(|(range, put)| Change { range: range.clone(), put: put.chars().collect() }).collect();
        score(&seen, &meant, &changes, seen.len())
    }

    #[test]
    fn sentences_and_characters_are_judged_apart() {
        let both = judged("关天理实", "关于现实", &[(1..2, "于"), (2..3, "现")]);
        assert_eq!((both.detected, both.corrected), (1, 1));
        assert_eq!(both.by_character(), (1.0, 1.0));
        let one = judged("关天理实", "关于现实", &[(1..2, "于")]);
        assert_eq!((one.changed, one.detected, one.corrected), (1, 0, 0));
        assert_eq!(one.by_character(), (1.0, 0.5));
        let place = judged("关天", "关于", &[(1..2, "干")]);
        assert_eq!((place.detected, place.corrected), (1, 0));
        assert_eq!(place.by_character(), (0.0, 0.0));
    }

    #[test]
    fn what_is_missing_or_too_much_counts_by_what_is_put_or_taken() {
        let missing = judged("共党员", "共产党员", &[(1..1, "产")]);
        assert_eq!((missing.detected, missing.corrected, missing.corrected_characters), (1, 1, 1));
        let twice = judged("纪律纪律严明", "纪律严明", &[(2..4, "")]);
        assert_eq!((twice.corrected, twice.wrong_characters, twice.corrected_characters), (1, 2, 2));
    }

    #[test]
    fn a_right_sentence_that_is_touched_is_a_false_alarm() {
        let touched = judged("关于", "关于", &[(1..2, "干")]);
        assert_eq!((touched.wrong, touched.spoilt, touched.false_positive_rate()), (0, 1, 1.0));
        assert_eq!(judged("关于", "关于", &[]).changed, 0);
    }
}
