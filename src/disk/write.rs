//! Small files of ours, written wholly or not at all.

use std::io::{self, Write};
use std::path::Path;

/// How the files are called that are about to take another's place.
pub(crate) const PREFIX: &str = ".gaolint-";
pub(crate) const SUFFIX: &str = ".tmp";

/// Replaces the file at `path` by `content`, or makes it. A symbolic link stays and the file it leads to is replaced;
/// permissions are kept.
#[cfg(any(feature = "lsp", feature = "learn"))]
pub(crate) fn whole(path: &Path, content: &[u8]) -> io::Result<()> {
    put(path, content, true)
}

/// The same for what may be lost, such as a cache: it does not wait until the disk has it.
#[cfg(feature = "cli")]
pub(crate) fn expendable(path: &Path, content: &[u8]) -> io::Result<()> {
    put(path, content, false)
}

fn put(path: &Path, content: &[u8], must_last: bool) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(<std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Ok(metadata) = target.metadata() {
        if metadata.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        file.as_file().set_permissions(metadata.permissions())?;
    }
    if must_last {
        file.as_file().sync_all()?;
    }
    file.persist(&target)?;
    Ok(())
}
