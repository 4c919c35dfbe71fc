//! How folders are looked through: what the ignore files name is passed over.

use std::path::Path;

use ignore::WalkBuilder;

use crate::config;

/// A walk through `folder` that obeys `.gitignore`, `.ignore` and `.gaolintignore`, in repositories and elsewhere.
pub(crate) fn builder(folder: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).add_custom_ignore_filename(config::IGNORE_FILE_NAME);
    builder
}
