//! Fits the weights of a model to sentences with known mistakes and to good text with mistakes put in.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::count::held_out_lines;
use super::examples::{Example, Pair, distance, examples, places, second_looks};
use super::fit::{Shape, fit};
use super::inject::{Mix, Slips};
use super::model_file::parts_of;
use super::random::Random;
use super::sentences::Errors;
use super::weights::{Weights, slip_level, with_weights};
use super::{LearnError, LearnErrorKind, Watch};
use crate::model::alphabet::{EDGE, Symbol};
use crate::model::chunks::chunks;
use crate::model::confusions::Confusion;
use crate::model::features::{FEATURES, LIKENESS, SLIPS};
use crate::model::verification::MEASURES;
use crate::model::{Model, Parts};

/// How often mistakes of each kind are put into good text.
const MIX: Mix =
    Mix { same_sound: 0.45, near_sound: 0.05, look: 0.18, missing: 0.17, repeated: 0.08, superfluous: 0.07 };
/// Share of the lines that get mistakes, and symbols to each.
const SPOILT: f64 = 0.6;
const SPACING: usize = 60;
/// Mistakes a symbol in a draft, as the verifier expects them: ten in ten thousand characters.
const DENSITY: f32 = 1e-3;
/// A shorter line says little.
const SHORTEST: usize = 15;
/// A sentence of fewer symbols is read with the next one.
const SHORT: usize = 40;
/// Sentences of good text are enough then.
const MOST_LINES: usize = 50_000;
/// The classifiers of places, of which there are many, of readings, and of those on a second look.
const PLACES: Shape = Shape { units: 24, networks: 1 };
const SECOND_LOOKS: Shape = Shape { units: 32, networks: 4 };
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
        lines = lines.iter().flat_map(|line| sentences(line)).filter(|line| line.len() > SHORTEST).collect();
        if lines.is_empty() {
            let message = "没有调参用的文本：请给出模型没有统计过的文本，或在生成模型时加 --hold-out，如 --hold-out 60";
            return Err(LearnError::new(LearnErrorKind::Input, message));
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

/// The sentences of a line, with those that follow where they are short: a draft is weighed sentence by sentence, so whole
/// paragraphs would teach something else.
fn sentences(line: &[Symbol]) -> Vec<Vec<Symbol>> {
    let mut sentences: Vec<Vec<Symbol>> = Vec::new();
    for own in chunks(line).filter_map(|chunk| line.get(chunk.own)) {
        let own = own.iter().copied().filter(|&symbol| symbol != EDGE);
        match sentences.last_mut() {
            Some(last) if last.len() < SHORT => last.extend(own),
            _ => sentences.push(std::iter::once(EDGE).chain(own).collect()),
        }
    }
    sentences.iter_mut().for_each(|sentence| sentence.push(EDGE));
    sentences
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
        return Err(LearnError::new(LearnErrorKind::Input, "给出的句子里没有可以学习的错误"));
    }
    let classifier = fit(&all, READINGS, SEED);
    let weights = Weights { classifier, ..Weights::default() };
    let judging = with_weights(&blank, weights.clone(), &slips)?;
    let parts = parts_of(&judging)?;
    let weights = Weights { verifier: fit(&all_second_looks(&parts, errors, spoilt), SECOND_LOOKS, SEED), ..weights };
    let judging = with_weights(&blank, weights.clone(), &slips)?;
    let parts = parts_of(&judging)?;
    let found = from_all(errors, spoilt, |pair, weight| places(&parts, pair, weight));
    with_weights(&blank, Weights { suspicion: fit(&found, PLACES, SEED), ..weights }, &slips)
}

/// Examples for second looks, from all texts, as if each had as many mistakes as drafts have. So what the verifier says is
/// true of drafts, and not of sentences that somebody chose for their mistakes.
fn all_second_looks(parts: &Parts, errors: &[Errors], spoilt: &Spoilt) -> Vec<Example> {
    let of_pairs = |pairs: &[&Pair], weight: f32, is_known: bool| {
        let of_right = weight * (DENSITY / density(pairs)).min(1.0);
        let looks: Vec<Vec<Example>> = pairs.par_iter().map(|pair| second_looks(parts, pair)).collect();
        let looks = looks.into_iter().flatten();
        let weighed =
            looks.map(|look| Example { weight: look.weight * if look.is_right { of_right } else { weight }, ..look });
        weighed.filter_map(|look| if is_known { without_itself(look) } else { Some(look) }).collect::<Vec<_>>()
    };
    let known = errors.iter().flat_map(|errors| of_pairs(&errors.pairs().collect::<Vec<_>>(), errors.weight, true));
    let mut all: Vec<Example> = known.collect();
    all.extend(of_pairs(&spoilt.pairs.iter().collect::<Vec<_>>(), 1.0, false));
    all
}

/// Mistakes a symbol.
fn density(pairs: &[&Pair]) -> f32 {
    let mistakes: usize = pairs.iter().map(|pair| distance(&pair.seen, &pair.meant)).sum();
    let symbols: usize = pairs.iter().map(|pair| pair.seen.len()).sum();
    mistakes as f32 / symbols.max(1) as f32
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
    const { assert!(SLIPS < FEATURES && FEATURES <= MEASURES) };
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

fn all_confusions(parts: &Parts) -> BTreeMap<Symbol, Vec<Confusion>> {
    parts.confusions.seen().map(|seen| (seen, parts.confusions.of(seen).collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::alphabet::{Line, to_char};

    #[test]
    fn lines_are_cut_into_sentences_that_are_not_too_short() {
        let long = "抓好落实，".repeat(9);
        let line = Line::read(&format!("开会。散会。{long}完成任务。{long}"), 0);
        let shown = sentences(&line.symbols).into_iter().map(|sentence| {
            assert!(sentence.first() == Some(&EDGE) && sentence.last() == Some(&EDGE));
            sentence.into_iter().filter(|&symbol| symbol != EDGE).filter_map(to_char).collect::<String>()
        });
        assert_eq!(shown.collect::<Vec<_>>(), [format!("开会。散会。{long}完成任务。"), long]);
        assert!(sentences(&[]).is_empty());
    }
}
