//! Why learning stopped, in Chinese, with the way out.

use std::fmt::Display;
use std::path::Path;

/// Why learning stopped. Nothing half-made is left behind.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct LearnError {
    kind: LearnErrorKind,
    message: String,
}

/// What kind of thing stopped learning, for programs; the sentence is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LearnErrorKind {
    /// A file or folder cannot be read or written.
    File,
    /// A file that was given is not what it should be, or holds nothing to learn from.
    Input,
    /// The options say something that cannot be.
    Options,
    /// The model cannot be made or is none.
    Model,
    /// Somebody asked for it.
    Stopped,
}

impl LearnError {
    /// With its own words.
    pub fn new(kind: LearnErrorKind, message: impl Into<String>) -> LearnError {
        LearnError { kind, message: message.into() }
    }

    /// What kind of thing it was.
    pub fn kind(&self) -> LearnErrorKind {
        self.kind
    }

    pub(super) fn file(path: &Path, error: &std::io::Error) -> LearnError {
        LearnError::new(LearnErrorKind::File, format!("{}：读写不了：系统报告“{error}”", path.display()))
    }

    pub(super) fn decode(path: &Path, error: &impl Display) -> LearnError {
        LearnError::new(LearnErrorKind::Input, format!("{}：{error}", path.display()))
    }

    pub(super) fn walk(path: &Path, error: &ignore::Error) -> LearnError {
        LearnError::new(LearnErrorKind::File, format!("{}：读不出：系统报告“{error}”，请核对路径", path.display()))
    }
}
