//! Small files of ours, written wholly or not at all.

use std::io::{self, Write};
use std::path::Path;

use super::staged::Staged;

/// Replaces the file at `path` by `content`, or makes it. A symbolic link stays and the file it leads to is replaced;
/// permissions are kept.
#[cfg(any(feature = "lsp", feature = "learn"))]
pub(crate) fn whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut staged = Staged::at(path)?;
    staged.write_all(content)?;
    staged.commit()
}

/// The same for what may be lost, such as a cache: it does not wait until the disk has it.
#[cfg(feature = "cli")]
pub(crate) fn expendable(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut staged = Staged::at(path)?;
    staged.write_all(content)?;
    staged.commit_soon()
}
