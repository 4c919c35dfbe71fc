//! Why a configuration cannot be used.

use std::path::PathBuf;

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct ConfigError {
    kind: ConfigErrorKind,
    /// What is wrong and how to mend it, in Chinese.
    pub message: String,
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
    /// The file, where it is another than the one that was asked for, such as one that it extends.
    pub file: Option<PathBuf>,
}

/// What kind of thing is wrong with a configuration, for programs; the sentence is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConfigErrorKind {
    /// A file that was asked for or is named by another cannot be read.
    Unreadable,
    /// The text is no TOML, or has keys or values that no configuration has.
    Syntax,
    /// Files extend each other in a circle, or too many of them one another.
    Circle,
    /// A word that should select rules selects none.
    UnknownRule,
    /// A path pattern of an override that is none.
    Glob,
    /// A watermark between slashes that is no regular expression.
    Watermark,
    /// A replacement that cannot be made, or that another one contradicts.
    Replacement,
    /// The model that is named is none, or one of another version.
    Model,
}

impl ConfigError {
    /// An error without a known line.
    pub fn of(kind: ConfigErrorKind, message: impl Into<String>) -> Self {
        ConfigError { kind, message: message.into(), line: None, file: None }
    }

    /// What kind of thing is wrong.
    pub fn kind(&self) -> ConfigErrorKind {
        self.kind
    }

    /// The same error, on this line.
    #[must_use]
    pub fn at_line(self, line: Option<usize>) -> Self {
        ConfigError { line, ..self }
    }

    /// The same error, in this file.
    #[must_use]
    pub fn in_file(self, file: PathBuf) -> Self {
        ConfigError { file: Some(file), ..self }
    }
}
