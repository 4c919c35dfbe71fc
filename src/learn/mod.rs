//! How a model is made: count a corpus, keep what matters, fit the weights, measure.
//!
//! Counting is a step of its own, so that texts can be counted where they lie and only counts need to travel.

mod alignment;
mod build;
mod components;
mod confusions;
mod contexts;
mod corpus;
mod count;
mod counts;
mod error;
mod evaluate;
mod examples;
mod fit;
mod glyphs;
mod inject;
mod likenesses;
mod marked;
mod measure;
mod model_file;
mod ngrams;
mod particles;
mod random;
mod residue;
mod runs;
mod sections;
mod sentences;
mod sounds;
mod tune;
mod watch;
mod watermarks;
mod weights;

use std::path::{Path, PathBuf};

pub use build::{BuildOptions, build};
pub use components::component_table;
pub use count::{CountOptions, count};
pub use error::{LearnError, LearnErrorKind};
pub use evaluate::{Score, cross_validate, evaluate};
pub use glyphs::glyph_table;
pub use marked::Marked;
pub use measure::{Count, Figure, Kind, Measured, measure};
pub use model_file::{open_model, write_model};
pub use particles::particles;
pub use sentences::Errors;
pub use tune::{Spoilt, tune};
pub use watch::Watch;
pub use watermarks::{Watermark, watermark_file, watermarks};

/// Merges files of counts into one.
pub fn merge(paths: &[PathBuf], out: &Path) -> Result<(), LearnError> {
    let paths: Vec<(&Path, u64)> = paths.iter().map(|path| (path.as_path(), 1)).collect();
    let (header, runs) = counts::open(&paths)?;
    counts::write(out, &header, runs)
}

/// Writes a text file: to a place of its own first, so that there is never half of one.
pub fn write_text(text: &str, path: &Path) -> Result<(), LearnError> {
    model_file::write_whole(text.as_bytes(), path)
}

/// The bytes of the texts under `paths`, as they lie on disk.
pub fn size(paths: &[PathBuf]) -> Result<u64, LearnError> {
    let sizes = corpus::files(paths)?
        .into_iter()
        .map(|path| path.metadata().map(|metadata| metadata.len()).map_err(|error| LearnError::file(&path, &error)));
    sizes.sum()
}
