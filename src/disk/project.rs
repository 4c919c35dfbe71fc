//! The folder that drafts belong to: the one with their settings, or with the findings that are to be left.

use std::path::{Path, PathBuf};

use crate::{baseline, config};

/// The nearest folder from `start` upward with a `gaolint.toml` or a baseline: the two lie side by side.
pub(crate) fn folder(start: &Path) -> Option<PathBuf> {
    let names = [config::FILE_NAME, baseline::FILE_NAME];
    let is_home = |folder: &&Path| names.iter().any(|name| folder.join(name).is_file());
    start.ancestors().find(is_home).map(Path::to_path_buf)
}
