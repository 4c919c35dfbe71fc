//! Paths as the command line takes and shows them.

use std::path::{Path, PathBuf};

use super::problem::Problem;
use crate::disk::text_file;

/// The text of the user's small file at `path`, or nothing where there is no such file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<String>, Problem> {
    text_file::read_if_there(path).map_err(|reason| Problem::at(shown(path, None), reason))
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
