//! Why a baseline cannot be used.

/// Why a baseline cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct BaselineError {
    pub(super) kind: BaselineErrorKind,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
}

/// What kind of thing is wrong with a baseline, for programs; the sentence is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BaselineErrorKind {
    /// The text is no baseline, or a damaged one.
    Malformed,
    /// Another version of the program has written it.
    OtherVersion,
}

impl BaselineError {
    /// What kind of thing is wrong.
    pub fn kind(&self) -> BaselineErrorKind {
        self.kind
    }
}
