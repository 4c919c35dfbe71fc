//! What there is to look up in a model.

use super::confusions::Confusions;
use super::contexts::Contexts;
use super::file::Information;
use super::lexicon::Lexicon;
use super::ngrams::NGrams;
use super::particles::Particles;
use super::static_map::StaticMap;

/// The parts of a model.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Runs of symbols.
    pub ngrams: NGrams<'a>,
    /// Words.
    pub lexicon: Lexicon<'a>,
    /// Characters taken for others.
    pub confusions: Confusions<'a>,
    /// How often a character was seen to stand for another in texts with known mistakes, by `seen << 16 | meant`.
    pub slips: StaticMap<'a>,
    /// What goes with the symbols around it, where the model has learned that.
    pub contexts: Option<Contexts<'a>>,
    /// Which of 的, 地 and 得 goes with what stands around, where the model has learned that.
    pub particles: Option<Particles<'a>>,
    /// Weights and thresholds.
    pub information: &'a Information,
}
