//! What went wrong with the run itself, as opposed to with a draft.

use std::fmt;
use std::io;
use std::path::Path;

pub(crate) use crate::disk::text_file::reason;

/// A sentence for standard error: where, what is wrong, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    place: Option<String>,
    reason: String,
}

impl Problem {
    /// A problem with no place of its own.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Problem { place: None, reason: reason.into() }
    }

    /// A problem at a path, or a path and line.
    pub(crate) fn at(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Problem { place: Some(place.into()), reason: reason.into() }
    }

    /// A file or folder that could not be read.
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Problem::at(path.display().to_string(), format!("读不出：{}", reason(error)))
    }

    /// A file that could not be replaced; it is as it was.
    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Problem::at(path.display().to_string(), format!("写不进去，原文件未动：{}", reason(error)))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(formatter, "{place}：{}", self.reason),
            None => formatter.write_str(&self.reason),
        }
    }
}
