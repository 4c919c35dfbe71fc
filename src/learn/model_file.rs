//! Models on disk.

use std::path::Path;

use super::{LearnError, LearnErrorKind};
use crate::disk;
use crate::model::Model;

/// Opens a model file.
pub fn open_model(path: &Path) -> Result<Model, LearnError> {
    disk::model_file::open(path).map_err(|reason| LearnError::new(LearnErrorKind::Model, reason))
}

/// Writes a model file: to a place of its own first, so that there is never half of one.
pub fn write_model(model: &Model, path: &Path) -> Result<(), LearnError> {
    write_whole(model.bytes(), path)
}

pub(super) fn write_whole(bytes: &[u8], path: &Path) -> Result<(), LearnError> {
    disk::write::whole(path, bytes).map_err(|error| LearnError::file(path, &error))
}
