//! Measures all rules for words on texts whose mistakes are known, by the kind of mistake, as a user meets them: every text is
//! a draft, and a finding is right that touches a mistake.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::marked::{Marked, MarkedText};
use super::model_file::parts_of;
use super::random::Random;
use super::{LearnError, LearnErrorKind};
use crate::check::Checker;
use crate::config::Config;
use crate::finding::{Edit, Finding};
use crate::model::alphabet::Symbol;
use crate::model::confusions::Sound;
use crate::model::particles::number;
use crate::model::{Model, Parts};
use crate::text::{Document, Span, slice};

/// Texts are drawn anew so many times to say how far a figure can be trusted.
const DRAWS: usize = 1000;
/// Of these, the share that may lie below what is said, and as many above.
const TAIL: f64 = 0.025;
const SEED: u64 = 5;

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A character that sounds the same or nearly so.
    SameSound,
    /// One that looks alike.
    LookAlike,
    /// Any other character or words.
    Other,
    /// 的, 地 and 得.
    Particle,
    /// Something is missing.
    Missing,
    /// Something is too much.
    Superfluous,
}

impl Kind {
    /// All kinds, in the order of a table.
    pub const ALL: [Kind; 6] =
        [Kind::SameSound, Kind::LookAlike, Kind::Other, Kind::Particle, Kind::Missing, Kind::Superfluous];

    /// Of an edit that puts `meant` in the place of `seen`.
    fn of(parts: &Parts, seen: &str, meant: &str) -> Kind {
        if seen.is_empty() || meant.is_empty() {
            return if meant.is_empty() { Kind::Superfluous } else { Kind::Missing };
        }
        let symbols = |text: &str| text.chars().filter_map(|c| Symbol::try_from(u32::from(c)).ok()).collect::<Vec<_>>();
        let (seen, meant) = (symbols(seen), symbols(meant));
        let mut differ = seen.iter().zip(&meant).filter(|(one, other)| one != other);
        let (Some((&one, &other)), true) = (differ.next(), seen.len() == meant.len()) else { return Kind::Other };
        if number(one).is_some() && number(other).is_some() {
            return Kind::Particle;
        }
        match parts.confusions.of(one).find(|confusion| confusion.meant == other) {
            Some(confusion) if confusion.sound != Sound::Different => Kind::SameSound,
            Some(confusion) if confusion.whole.max(confusion.part) > 0.0 => Kind::LookAlike,
            _ => Kind::Other,
        }
    }
}

/// Mistakes and findings of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Mistakes.
    pub mistakes: usize,
    /// Of these, those that a finding touches.
    pub found: usize,
    /// Findings.
    pub told: usize,
    /// Of these, those that touch a mistake.
    pub right: usize,
}

impl Count {
    /// Of the findings, those that are right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.told)
    }

    /// Of the mistakes, those that are found.
    pub fn recall(&self) -> f64 {
        share(self.found, self.mistakes)
    }

    /// Their mean, where being right counts for more.
    pub fn f_half(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 1.25 * precision * recall / (0.25 * precision + recall) } else { 0.0 }
    }

    /// Findings that are wrong.
    pub fn wrong(&self) -> usize {
        self.told - self.right
    }

    fn add(&mut self, other: Count) {
        self.mistakes += other.mistakes;
        self.found += other.found;
        self.told += other.told;
        self.right += other.right;
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// One text, counted.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    counts: [Count; Kind::ALL.len()],
    characters: usize,
}

impl Tally {
    fn count(&mut self, kind: Kind) -> Option<&mut Count> {
        self.counts.get_mut(kind as usize)
    }

    fn add(&mut self, other: &Tally) {
        self.counts.iter_mut().zip(other.counts).for_each(|(count, other)| count.add(other));
        self.characters += other.characters;
    }

    fn all(&self) -> Count {
        let mut all = Count::default();
        self.counts.iter().for_each(|count| all.add(*count));
        all
    }
}

/// A figure, and between what it lies with a chance of 95 in 100 if other texts of the kind are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What was measured on a file.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The file's name.
    pub name: String,
    /// Texts read.
    pub texts: usize,
    /// Characters read.
    pub characters: usize,
    /// By kind, for those that occur.
    pub kinds: Vec<(Kind, Count)>,
    /// All kinds together.
    pub all: Count,
    /// Precision, recall, F0.5, and wrong findings in 10,000 characters.
    pub figures: [Figure; 4],
}

/// Measures `model` with all rules for words.
pub fn measure(model: &Arc<Model>, marked: &Marked) -> Result<Measured, LearnError> {
    let parts = parts_of(model)?;
    let config = Config { select: vec!["WD".to_owned()], ..Config::default() };
    let checker = Checker::with_model(config, Some(Arc::clone(model)))
        .map_err(|error| LearnError::new(LearnErrorKind::Model, error.to_string()))?;
    let tallies: Vec<Tally> = marked.texts.par_iter().map(|text| tally(&parts, &checker, text)).collect();
    let total = sum(tallies.iter());
    let kinds = Kind::ALL.into_iter().zip(total.counts).filter(|(_, count)| *count != Count::default()).collect();
    Ok(Measured {
        name: marked.name.clone(),
        texts: tallies.len(),
        characters: total.characters,
        kinds,
        all: total.all(),
        figures: figures(&tallies, &total),
    })
}

fn tally(parts: &Parts, checker: &Checker, marked: &MarkedText) -> Tally {
    let MarkedText { text, edits } = marked;
    let mut tally = Tally { characters: text.chars().count(), ..Tally::default() };
    let findings = checker.check(&Document::new(text.as_str())).findings;
    let told: Vec<(Span, Kind)> = findings.iter().flat_map(|finding| told(parts, text, finding)).collect();
    for edit in edits {
        if let Some(count) = tally.count(Kind::of(parts, slice(text, edit.range), &edit.new_text)) {
            count.mistakes += 1;
            count.found += usize::from(told.iter().any(|(place, _)| meets(*place, edit.range)));
        }
    }
    for (place, kind) in told {
        if let Some(count) = tally.count(kind) {
            count.told += 1;
            count.right += usize::from(edits.iter().any(|edit| meets(place, edit.range)));
        }
    }
    tally
}

/// The places that a finding tells of: one, or all that it repairs where it speaks of a habit.
fn told(parts: &Parts, text: &str, finding: &Finding) -> Vec<(Span, Kind)> {
    let kind = |edit: &Edit| Kind::of(parts, slice(text, edit.range), &edit.new_text);
    let edits = finding.fixes.first().map_or(&[][..], |fix| fix.edits.as_slice());
    if !finding.related.is_empty() && edits.len() > 1 {
        return edits.iter().map(|edit| (edit.range, kind(edit))).collect();
    }
    vec![(finding.range, edits.first().map_or(Kind::Other, kind))]
}

/// Whether a finding is about a mistake: they overlap, or meet where one of them is a place between two characters.
fn meets(told: Span, mistake: Span) -> bool {
    told.overlaps(mistake) || (told.is_empty() || mistake.is_empty()) && told.touches(mistake)
}

fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Tally {
    let mut total = Tally::default();
    tallies.for_each(|tally| total.add(tally));
    total
}

fn values(total: &Tally) -> [f64; 4] {
    let all = total.all();
    let wrong = all.wrong() as f64 * 10_000.0 / total.characters.max(1) as f64;
    [all.precision(), all.recall(), all.f_half(), wrong]
}

/// The figures of all texts, and how they vary when as many texts are drawn from them again and again (bootstrap: B. Efron,
/// *Bootstrap methods*, 1979).
fn figures(tallies: &[Tally], total: &Tally) -> [Figure; 4] {
    let mut random = Random::new(SEED);
    let mut draw = || sum((0..tallies.len()).filter_map(|_| tallies.get(random.below(tallies.len()))));
    let drawn: Vec<[f64; 4]> = (0..DRAWS).map(|_| values(&draw())).collect();
    let measured = values(total);
    std::array::from_fn(|figure| {
        let mut sorted: Vec<f64> = drawn.iter().filter_map(|values| values.get(figure).copied()).collect();
        sorted.sort_by(f64::total_cmp);
        let value = measured.get(figure).copied().unwrap_or_default();
        let at = |share: f64| sorted.get((share * (DRAWS - 1) as f64) as usize).copied().unwrap_or(value);
        Figure { value, low: at(TAIL), high: at(1.0 - TAIL) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_of_a_kind() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let of = |seen: &str, meant: &str| Kind::of(&parts, seen, meant);
        assert_eq!(of("候", "侯"), Kind::SameSound);
        assert_eq!(of("地", "的"), Kind::Particle);
        assert_eq!(of("", "的"), Kind::Missing);
        assert_eq!(of("的", ""), Kind::Superfluous);
        assert_eq!((of("天气", "天气晴"), of("苹", "河")), (Kind::Other, Kind::Other));
    }

    #[test]
    fn figures_lie_between_what_other_draws_give() {
        let found = Count { mistakes: 1, found: 1, told: 1, right: 1 };
        let missed = Count { mistakes: 1, found: 0, told: 1, right: 0 };
        let tally = |count: Count| Tally { counts: [count; Kind::ALL.len()], characters: 100 };
        let tallies: Vec<Tally> = (0..50).map(|number| tally(if number % 2 == 0 { found } else { missed })).collect();
        let [precision, recall, _, wrong] = figures(&tallies, &sum(tallies.iter()));
        assert!((precision.value - 0.5).abs() < 1e-9 && (recall.value - 0.5).abs() < 1e-9);
        assert!(precision.low < 0.45 && precision.low > 0.2 && precision.high > 0.55 && precision.high < 0.8);
        assert!((wrong.value - 300.0).abs() < 1e-6);
        let sure = figures(&[tally(found)], &tally(found));
        assert!(sure.iter().take(2).all(|figure| figure.low == 1.0 && figure.high == 1.0));
    }
}
