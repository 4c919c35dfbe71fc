//! Small text files that belong to the user rather than being drafts: settings, word lists, baselines.

use std::io;
use std::path::{Path, PathBuf};

use super::problem::{self, Problem};
use crate::text;

/// The text of the file at `path`, in any encoding that a draft may have; fails with the reason.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("读不出：{}", problem::reason(&error)))?;
    text::decode(&bytes).map(|decoded| decoded.text).map_err(|error| error.to_string())
}

/// The same, or nothing where there is no such file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<String>, Problem> {
    match std::fs::metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        _ => read(path).map(Some).map_err(|reason| Problem::at(shown(path, None), reason)),
    }
}

/// `file:line`, relative to the current folder where it is inside.
pub(super) fn shown(file: &Path, line: Option<usize>) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let file = file.strip_prefix(here).unwrap_or(file).display();
    match line {
        Some(line) => format!("{file}:{line}"),
        None => file.to_string(),
    }
}

/// `path` from the root on, its `.` and `..` resolved as far as that needs no disk.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
