//! Why learning stopped, in Chinese, with the way out.

use std::fmt::Display;
use std::path::Path;

/// Why learning stopped. Nothing half-made is left behind.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct LearnError {
    message: String,
}

impl LearnError {
    /// With its own words.
    pub fn new(message: impl Into<String>) -> LearnError {
        LearnError { message: message.into() }
    }

    pub(super) fn file(path: &Path, error: &std::io::Error) -> LearnError {
        LearnError::new(format!("{}：读写不了：系统报告“{error}”", path.display()))
    }

    pub(super) fn decode(path: &Path, error: &impl Display) -> LearnError {
        LearnError::new(format!("{}：{error}", path.display()))
    }

    pub(super) fn walk(path: &Path, error: &ignore::Error) -> LearnError {
        LearnError::new(format!("{}：读不出：系统报告“{error}”，请核对路径", path.display()))
    }
}
