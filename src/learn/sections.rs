//! The sections of a model file, as they are made.

use super::{LearnError, LearnErrorKind};
use crate::model::file::{self, Information, Section};
use crate::model::{Model, static_map};

/// Bits against slips that are not in their map.
pub(super) const SLIP_FINGERPRINT: u32 = 12;

/// What comes from counts, and stays as it is whatever the weights.
pub(super) const COUNTED: [Section; 5] =
    [Section::Unigrams, Section::Pairs, Section::Trigrams, Section::Tetragrams, Section::Words];

/// Opens what was made of these sections.
pub(super) fn open(sections: Vec<(Section, Vec<u8>)>) -> Result<Model, LearnError> {
    Model::open(file::write(&sections)).map_err(|error| LearnError::new(LearnErrorKind::Model, error.to_string()))
}

/// What a model says of itself, as it lies in the file.
pub(super) fn json(information: &Information) -> Result<Vec<u8>, LearnError> {
    serde_json::to_vec(information).map_err(|error| LearnError::new(LearnErrorKind::Model, error.to_string()))
}

/// A map from keys to levels, as it lies in the file.
pub(super) fn map(entries: &[(u64, u8)], fingerprint: u32) -> Result<Vec<u8>, LearnError> {
    static_map::build(entries, fingerprint)
        .map_err(|error| LearnError::new(LearnErrorKind::Model, format!("统计数据无法写入模型：{error}")))
}
