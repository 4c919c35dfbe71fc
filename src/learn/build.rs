//! Makes a model from counts.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::count::{CountOptions, count_into};
use super::counts::{self, Header};
use super::likenesses::likenesses;
use super::runs::Merge;
use super::sections::{COUNTED, SLIP_FINGERPRINT, json, map, open};
use super::weights::Weights;
use super::{LearnError, LearnErrorKind, Watch, confusions, contexts, ngrams};
use crate::model::Model;
use crate::model::alphabet::{Symbol, is_character};
use crate::model::file::{Information, Section};
use crate::model::ngrams::level_of;
use crate::model::{confusions as shipped_confusions, lexicon, pairs};

/// Bits against keys that are not in a map: for runs, whose parts are asked as well, so the longest need least; for words.
const RUN_FINGERPRINT: u32 = 8;
const LONGEST_RUN_FINGERPRINT: u32 = 7;
const WORD_FINGERPRINT: u32 = 10;

/// A word found less often than this is left out.
const RARE_WORD: u64 = 2;
/// Level of a word of two characters that may hide behind two mistakes.
const COMMON_WORD: u8 = 3;
/// A character counted less often than this is proposed for no other.
const RARE_CHARACTER: u64 = 10;

/// What to keep.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The name that the model shows.
    pub name: String,
    /// The least counts of runs of two, three and four symbols.
    pub least_counts: [u64; 3],
    /// How to count texts.
    pub count: CountOptions,
}

/// Makes a model of texts, or of files of counts where `are_counts`, each taken so many times. Counts say nothing of
/// longer surroundings; a model of them goes without.
pub fn build(
    paths: &[(PathBuf, u64)],
    are_counts: bool,
    options: &BuildOptions,
    watch: &dyn Watch,
) -> Result<Model, LearnError> {
    if are_counts {
        let paths: Vec<(&Path, u64)> = paths.iter().map(|(path, weight)| (path.as_path(), *weight)).collect();
        let (header, runs) = counts::open(&paths)?;
        return from_counts(&header, runs, options);
    }
    let folder = tempfile::tempdir().map_err(|error| LearnError::file(Path::new("临时文件夹"), &error))?;
    let paths: Vec<PathBuf> = paths.iter().map(|(path, _)| path.clone()).collect();
    let (header, runs) = count_into(&paths, folder.path(), options.count, watch)?;
    let model = from_counts(&header, runs, options)?;
    match contexts::contexts(&model, &paths, watch)? {
        Some(learned) => with_contexts(&model, learned),
        None => Ok(model),
    }
}

/// The model with what was learned of surroundings.
fn with_contexts(model: &Model, learned: Vec<u8>) -> Result<Model, LearnError> {
    let kept = [Section::Information, Section::Confusions, Section::Slips].into_iter().chain(COUNTED);
    let kept = kept.filter_map(|section| Some((section, model.section(section)?.to_vec())));
    open(kept.chain([(Section::Contexts, learned)]).collect())
}

/// The model with what was learned of particles.
pub(super) fn with_particles(model: &Model, learned: Vec<u8>) -> Result<Model, LearnError> {
    let others = [Section::Information, Section::Confusions, Section::Slips, Section::Contexts];
    let kept = others.into_iter().chain(COUNTED);
    let kept = kept.filter_map(|section| Some((section, model.section(section)?.to_vec())));
    open(kept.chain([(Section::Particles, learned)]).collect())
}

fn from_counts(header: &Header, runs: Merge, options: &BuildOptions) -> Result<Model, LearnError> {
    let [two, three, four] = options.least_counts;
    let least_counts = [0, 0, two, three, four];
    let counted = ngrams::prune(runs, least_counts).map_err(|error| {
        LearnError::new(LearnErrorKind::Input, format!("计数文件已损坏：系统报告“{error}”，请重新生成"))
    })?;
    let words = words(header);
    let characters: BTreeMap<Symbol, u64> = counted
        .unigrams
        .iter()
        .copied()
        .filter(|&(symbol, count)| is_character(symbol) && count >= RARE_CHARACTER)
        .collect();
    let [pairs_of_two, threes, fours] = &counted.levels;
    let pairs_of_two: Vec<_> = pairs_of_two.iter().map(|&(key, level)| pair(key, level, &words)).collect();
    let Weights { suspicion, classifier, verifier } = Weights::default();
    let information = Information {
        name: options.name.clone(),
        corpora: header.corpora.clone(),
        held_out: header.held_out,
        least_counts,
        symbols: counted.symbols,
        back_off: counted.back_off,
        suspicion,
        classifier,
        verifier,
    };
    let words: Vec<(u64, u8)> = words.into_iter().collect();
    open(vec![
        (Section::Information, json(&information)?),
        (Section::Unigrams, ngrams::shares(&counted.unigrams, counted.symbols)),
        (Section::Pairs, pairs::to_bytes(&pairs_of_two)),
        (Section::Trigrams, map(threes, RUN_FINGERPRINT)?),
        (Section::Tetragrams, map(fours, LONGEST_RUN_FINGERPRINT)?),
        (Section::Words, map(&words, WORD_FINGERPRINT)?),
        (Section::Confusions, shipped_confusions::to_bytes(&confusions::confusions(&characters, &likenesses()))),
        (Section::Slips, map(&[], SLIP_FINGERPRINT)?),
    ])
}

/// Words by key, without those that are known misspellings, however often they occur.
fn words(header: &Header) -> BTreeMap<u64, u8> {
    let misspellings: HashSet<&str> = crate::words::misspellings().collect();
    let words =
        header.words.iter().filter(|(word, count)| **count >= RARE_WORD && !misspellings.contains(word.as_str()));
    words
        .map(|(word, count)| {
            let symbols: Vec<Symbol> = word.chars().filter_map(|c| Symbol::try_from(u32::from(c)).ok()).collect();
            (lexicon::key_of(&symbols), level_of(*count))
        })
        .collect()
}

fn pair(key: u64, level: u8, words: &BTreeMap<u64, u8>) -> (Symbol, Symbol, u8, bool) {
    let (first, second) = ((key >> 16) as Symbol, key as Symbol);
    let is_word = words.get(&lexicon::key_of(&[first, second])).is_some_and(|level| *level >= COMMON_WORD);
    (first, second, level, is_word)
}
