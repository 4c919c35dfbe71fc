//! What settings ask of the disk.

use std::sync::Arc;

use super::model_file;
use crate::check::Checker;
use crate::config::{Config, ConfigError, ConfigErrorKind};

/// A checker for `config`, with the model that it names.
pub(crate) fn checker(config: Config) -> Result<Checker, ConfigError> {
    let Some(path) = &config.model else { return Checker::new(config) };
    let model = model_file::open(path)
        .map_err(|reason| ConfigError::of(ConfigErrorKind::Model, format!("模型用不了：{reason}")))?;
    Checker::with_model(config, Some(Arc::new(model)))
}
