//! Models on disk.

use std::path::Path;

use super::{LearnError, LearnErrorKind};
use crate::disk;
use crate::model::{Model, Parts};

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

/// What there is to look up in a model.
pub(super) fn parts_of(model: &Model) -> Result<Parts<'_>, LearnError> {
    model.parts().ok_or_else(|| LearnError::new(LearnErrorKind::Model, "模型文件已损坏"))
}
