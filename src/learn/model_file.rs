//! Models on disk.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::LearnError;
use crate::check::Checker;
use crate::config::{Config, ConfigError};
use crate::model::Model;

/// A checker for `config`, with the model that it names.
pub fn checker(config: Config) -> Result<Checker, ConfigError> {
    let Some(path) = &config.model else { return Checker::new(config) };
    let model = open_model(path).map_err(|error| ConfigError::new(format!("模型用不了：{error}")))?;
    Checker::with_model(config, Some(Arc::new(model)))
}

/// Opens a model file.
pub fn open_model(path: &Path) -> Result<Model, LearnError> {
    let bytes = std::fs::read(path).map_err(|error| LearnError::file(path, &error))?;
    Model::open(bytes).map_err(|error| LearnError::decode(path, &error))
}

/// Writes a model file: to a place of its own first, so that there is never half of one.
pub fn write_model(model: &Model, path: &Path) -> Result<(), LearnError> {
    write_whole(model.bytes(), path)
}

pub(super) fn write_whole(bytes: &[u8], path: &Path) -> Result<(), LearnError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error: std::io::Error| LearnError::file(path, &error))
}
