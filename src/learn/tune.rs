//! Fits the weights of a model to sentences with known mistakes and to good text with mistakes put in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::build::{Weights, slip_level, with_weights};
use super::count::held_out_lines;
use super::examples::{Example, Pair, examples, places};
use super::fit::{Shape, fit};
use super::inject::{Mix, Slips};
use super::random::Random;
use super::{LearnError, Watch};
use crate::model::alphabet::Symbol;
use crate::model::confusions::Confusion;
use crate::model::features::{FEATURES, LIKENESS, SLIPS};
use crate::model::{Model, Parts};

/// Sentences with known mistakes, and how much each counts beside a line of good text.
#[derive(Debug, Clone)]
pub struct Errors {
    /// The file's name, without its folder.
    pub name: String,
    /// How much an example counts.
    pub weight: f32,
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence as it was found and as it should be, as text and as the symbols that a model reads.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// As found.
    pub(super) seen: String,
    /// As it should be.
    pub(super) meant: String,
    /// Both as symbols.
    pub(super) pair: Pair,
}

impl Errors {
    /// Reads a file of lines “as found, tab, as it should be”.
    pub fn read(path: &Path, weight: f32) -> Result<Errors, LearnError> {
        let text = std::fs::read_to_string(path).map_err(|error| LearnError::file(path, &error))?;
        let sentence = |line: &str| {
            let (seen, meant) = line.split_once('\t')?;
            Some(Sentence { seen: seen.to_owned(), meant: meant.to_owned(), pair: Pair::new(seen, meant) })
        };
        let sentences: Option<Vec<Sentence>> = text.lines().map(sentence).collect();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let shape = || LearnError::new(format!("{}：每行应为“原句、制表符、改正后的句子”", path.display()));
        Ok(Errors { name, weight, sentences: sentences.ok_or_else(shape)? })
    }

    /// The sentences whose number leaves `rest` when divided by `folds`, or all others.
    pub(super) fn fold(&self, folds: usize, rest: usize, is_inside: bool) -> Errors {
        let chosen = self.sentences.iter().enumerate().filter(|(index, _)| (index % folds == rest) == is_inside);
        let sentences = chosen.map(|(_, sentence)| sentence.clone()).collect();
        Errors { sentences, name: self.name.clone(), weight: self.weight }
    }

    fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.sentences.iter().map(|sentence| &sentence.pair)
    }
}

/// How often mistakes of each kind are put into good text.
const MIX: Mix =
    Mix { same_sound: 0.48, near_sound: 0.06, look: 0.25, missing: 0.11, repeated: 0.07, superfluous: 0.03 };
/// Share of the lines that get mistakes, and symbols to each.
const SPOILT: f64 = 0.6;
const SPACING: usize = 60;
/// A shorter line says little.
const SHORTEST: usize = 15;
/// Lines of good text are enough then.
const MOST_LINES: usize = 16_000;
/// The classifiers of places, of which there are many, and of readings.
const PLACES: Shape = Shape { units: 24, networks: 1 };
const READINGS: Shape = Shape { units: 32, networks: 4 };
/// Seeds of what is random.
const SEED: u64 = 1;

/// Good text that the model has not counted, with mistakes put in.
#[derive(Debug, Default)]
pub struct Spoilt {
    pairs: Vec<Pair>,
}

impl Spoilt {
    /// From the lines that were left out when the model's texts, which lie under `paths`, were counted.
    pub fn new(model: &Model, paths: &[PathBuf], watch: &dyn Watch) -> Result<Spoilt, LearnError> {
        let mut lines = held_out_lines(paths, model.information(), watch)?;
        lines.retain(|line| line.len() > SHORTEST);
        if lines.is_empty() {
            let message = "没有调参用的文本：请给出模型没有统计过的文本，或在生成模型时加 --hold-out，如 --hold-out 60";
            return Err(LearnError::new(message));
        }
        let mut random = Random::new(SEED);
        random.shuffle(&mut lines);
        lines.truncate(MOST_LINES);
        let parts = parts_of(model)?;
        let slips = Slips::new(&all_confusions(&parts));
        let spoil = |line: Vec<Symbol>| {
            if random.fraction() < SPOILT {
                slips.inject(parts.ngrams, &mut random, MIX, &line, SPACING)
            } else {
                Pair { seen: line.clone(), meant: line }
            }
        };
        Ok(Spoilt { pairs: lines.into_iter().map(spoil).collect() })
    }
}

/// Fits the weights of `model`.
pub fn tune(model: &Model, errors: &[Errors], spoilt: &Spoilt) -> Result<Model, LearnError> {
    let mut slips: BTreeMap<(Symbol, Symbol), u64> = BTreeMap::new();
    for slip in errors.iter().flat_map(Errors::pairs).flat_map(Pair::slips) {
        *slips.entry(slip).or_default() += 1;
    }
    let blank = with_weights(model, Weights::default(), &slips)?;
    let parts = parts_of(&blank)?;
    let known = |pair: &Pair, weight| examples(&parts, pair, weight).into_iter().filter_map(without_itself).collect();
    let made = |pair: &Pair, weight| examples(&parts, pair, weight);
    let mut all = from_all(errors, &Spoilt::default(), known);
    all.extend(from_all(&[], spoilt, made));
    if !all.iter().any(|example| example.is_right) {
        return Err(LearnError::new("给出的句子里没有可以学习的错误"));
    }
    let classifier = fit(&all, READINGS, SEED);
    let judging = with_weights(&blank, Weights { classifier: classifier.clone(), ..Weights::default() }, &slips)?;
    let parts = parts_of(&judging)?;
    let found = from_all(errors, spoilt, |pair, weight| places(&parts, pair, weight));
    with_weights(&blank, Weights { suspicion: fit(&found, PLACES, SEED), classifier }, &slips)
}

/// What `examples` makes of every sentence with known mistakes and of every line of good text, in their order.
fn from_all(errors: &[Errors], spoilt: &Spoilt, examples: impl Fn(&Pair, f32) -> Vec<Example> + Sync) -> Vec<Example> {
    let known = errors.iter().flat_map(|errors| errors.pairs().map(|pair| (pair, errors.weight)));
    let pairs: Vec<(&Pair, f32)> = known.chain(spoilt.pairs.iter().map(|pair| (pair, 1.0))).collect();
    let found: Vec<Vec<Example>> = pairs.par_iter().map(|(pair, weight)| examples(pair, *weight)).collect();
    found.into_iter().flatten().collect()
}

/// An example whose own slip is not counted among those seen before: a new text has not been seen either. `None` where
/// nothing else would have proposed the reading.
fn without_itself(mut example: Example) -> Option<Example> {
    const { assert!(SLIPS < FEATURES) };
    let is_alike = example.features.get(LIKENESS).unwrap_or_default().iter().any(|likeness| *likeness > 0.0);
    if let Some(level) = example.features.get_mut(SLIPS).filter(|level| example.is_right && **level > 0.0) {
        let others = (2.0_f64.powf(f64::from(*level) / 2.0) - 2.0).round().max(0.0);
        *level = slip_level(others as u64).into();
        if !is_alike && others == 0.0 {
            return None;
        }
    }
    Some(example)
}

pub(super) fn parts_of(model: &Model) -> Result<Parts<'_>, LearnError> {
    model.parts().ok_or_else(|| LearnError::new("模型文件已损坏"))
}

fn all_confusions(parts: &Parts) -> BTreeMap<Symbol, Vec<Confusion>> {
    parts.confusions.seen().map(|seen| (seen, parts.confusions.of(seen).collect())).collect()
}
