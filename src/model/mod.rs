//! What gaolint learned of good Chinese, as checks use it. A model is one file that is read where it lies: opening it
//! looks at its header and copies nothing.

pub mod alphabet;
mod candidates;
pub mod chunks;
pub mod classifier;
pub mod common_words;
pub mod confusions;
pub mod contexts;
pub mod features;
pub mod file;
pub mod lexicon;
pub mod line;
pub mod memory;
pub mod ngrams;
pub mod pair_levels;
pub mod pairs;
pub mod particles;
mod parts;
mod promise;
pub mod search;
pub mod segmentation;
pub mod static_map;
mod substituted_pairs;
mod substitutions;
pub mod suspicion;
pub mod verification;

pub use candidates::{candidates, is_unlikely};
pub use file::ModelError;
pub use parts::Parts;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use common_words::CommonWords;
use confusions::Confusions;
use contexts::Contexts;
use features::FEATURES;
use file::{Contents, Information, Section};
use lexicon::Lexicon;
use ngrams::{NGrams, Probabilities};
use pair_levels::PairLevels;
use pairs::Pairs;
use particles::Particles;
use static_map::StaticMap;
use suspicion::SIGNS;
use verification::MEASURES;

/// A model, opened.
#[derive(Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    contents: Contents,
    information: Information,
    probabilities: Probabilities,
    /// Made when they are first asked about.
    pair_levels: OnceLock<PairLevels>,
    common_words: OnceLock<CommonWords>,
}

/// The model that ships with the program.
static SHIPPED: LazyLock<Option<Arc<Model>>> =
    LazyLock::new(|| Model::open(include_bytes!("../../rules/model/gaolint.model").as_slice()).ok().map(Arc::new));

impl Model {
    /// The model that ships with the program; a test holds that there is one.
    pub fn shipped() -> Option<Arc<Model>> {
        SHIPPED.clone()
    }

    /// Opens the bytes of a model file.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, ModelError> {
        let bytes = bytes.into();
        let contents = Contents::read(&bytes)?;
        let information = contents.information(&bytes)?;
        if !is_sound(&information) {
            return Err(ModelError::Damaged("权重"));
        }
        let probabilities = Probabilities::new(information.back_off, information.symbols);
        let (pair_levels, common_words) = (OnceLock::new(), OnceLock::new());
        let model = Model { bytes, contents, information, probabilities, pair_levels, common_words };
        model.parts().ok_or(ModelError::Damaged("统计数据"))?;
        Ok(model)
    }

    /// The bytes of the model file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the model was made from.
    pub fn information(&self) -> &Information {
        &self.information
    }

    /// What there is to look up; `None` never, once a model has been opened.
    pub fn parts(&self) -> Option<Parts<'_>> {
        let map = |section| StaticMap::read(self.section(section)?);
        let ngrams = NGrams {
            unigrams: self.section(Section::Unigrams)?,
            pairs: Pairs::read(self.section(Section::Pairs)?)?,
            pair_levels: &self.pair_levels,
            common_words: &self.common_words,
            trigrams: map(Section::Trigrams)?,
            tetragrams: map(Section::Tetragrams)?,
            probabilities: &self.probabilities,
        };
        Some(Parts {
            ngrams,
            lexicon: Lexicon { words: map(Section::Words)? },
            confusions: Confusions::read(self.section(Section::Confusions)?)?,
            slips: map(Section::Slips)?,
            contexts: match self.section(Section::Contexts) {
                Some(bytes) => Some(Contexts::read(bytes)?),
                None => None,
            },
            particles: match self.section(Section::Particles) {
                Some(bytes) => Some(Particles::read(bytes)?),
                None => None,
            },
            information: &self.information,
        })
    }

    /// The bytes of a section.
    pub fn section(&self, section: Section) -> Option<&[u8]> {
        self.contents.section(&self.bytes, section)
    }
}

/// Whether the weights fit what they weigh.
fn is_sound(information: &Information) -> bool {
    information.classifier.is_sound(FEATURES)
        && information.verifier.is_sound(MEASURES)
        && information.suspicion.is_sound(SIGNS)
}
