//! The one way in which a file gets new content: written beside it, to take its place as a whole.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How the files are called that are about to take another's place.
pub(crate) const PREFIX: &str = ".gaolint-";
pub(crate) const SUFFIX: &str = ".tmp";

/// A file's new content, written beside it to take its place as a whole, so that a full disk or a power cut leaves the
/// old one. Permissions are kept.
#[derive(Debug)]
pub(crate) struct Staged {
    file: NamedTempFile,
    target: PathBuf,
}

impl Staged {
    /// Begins the new content of what is at `path`, where there need be nothing yet. A symbolic link stays and the file
    /// it leads to is replaced.
    pub(crate) fn at(path: &Path) -> io::Result<Self> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = target.metadata().ok();
        Staged::beside(target, old.as_ref())
    }

    /// Begins the new content of `target`, which is no link. `old` describes it where it is there.
    pub(crate) fn beside(target: PathBuf, old: Option<&Metadata>) -> io::Result<Self> {
        if old.is_some_and(|old| old.permissions().readonly()) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let file = temporary(folder(&target))?;
        if let Some(old) = old {
            keep_owner(file.path(), old);
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(Staged { file, target })
    }

    /// Lets the new content take its place, once the disk has it.
    pub(crate) fn commit(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.commit_soon()
    }

    /// The same for what may be lost, such as a cache: it does not wait until the disk has it.
    pub(crate) fn commit_soon(self) -> io::Result<()> {
        self.file.persist(self.target).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Where the file at `path` lies.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file to be renamed, with the permissions that a new file gets.
pub(crate) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    loop {
        let file = builder.tempfile_in(folder)?;
        // Held until the file is closed: it tells a sweeper that we live. One that came first took the file away.
        let is_locked = file.as_file().lock().is_ok();
        if !is_locked || file.path().exists() {
            return Ok(file);
        }
    }
}

/// Gives the new file to the owner of the old one, where we may: only the superuser can give files away, and only
/// then it matters.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _metadata: &Metadata) {}
