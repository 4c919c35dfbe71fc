//! Writing a draft back: in the encoding it came in, wholly or not at all.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::cli::problem::Problem;
use crate::text::Decoded;

/// How the files are called that are about to take another's place.
const PREFIX: &str = ".gaolint-";
const SUFFIX: &str = ".tmp";

/// The bytes of the mended draft, in the encoding of the one that was read. Fails with what to tell the user when
/// that encoding cannot hold it.
pub(in crate::cli) fn encode(bytes: &[u8], decoded: &Decoded, mended: &str) -> Result<Vec<u8>, String> {
    decoded.rewrite(bytes, mended).map_err(|error| format!("没有修改：{error}"))
}

/// Removes what runs that were killed have left in `folder`. A file that somebody still writes is locked, and stays.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours
            && let Ok(file) = fs::File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes `content` to the file at `path`, which need not be there yet.
pub(in crate::cli) fn write(path: &Path, content: &[u8]) -> Result<(), Problem> {
    let mut staged = Staged::beside(path)?;
    staged.write_all(content).map_err(|error| Problem::unwritable(path, &error))?;
    staged.commit()
}

/// Replaces the content of the file at `path`, which was `old` when it was read, by `new`.
pub(in crate::cli) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Problem> {
    let unwritable = |error: io::Error| Problem::unwritable(path, &error);
    let target = path.canonicalize().map_err(unwritable)?;
    let mut staged = Staged::beside(path)?;
    staged.write_all(new).map_err(unwritable)?;
    if fs::read(&target).map_err(unwritable)? != old {
        let reason = "没有修改：检查期间文件被别的程序改动了。请重新运行";
        return Err(Problem::at(path.display().to_string(), reason));
    }
    staged.commit()
}

/// A file's new content, written beside it to take its place as a whole, so that a full disk or a power cut leaves the
/// old one. A symbolic link stays and the file it leads to is replaced; permissions are kept.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    /// `path` without links; `path` itself where there is no file yet.
    target: PathBuf,
    file: NamedTempFile,
}

impl Staged {
    /// Begins the new content of the file at `path`, which need not be there yet.
    pub(super) fn beside(path: &Path) -> Result<Self, Problem> {
        let unwritable = |error: io::Error| Problem::unwritable(path, &error);
        let (target, metadata) = match path.canonicalize() {
            Ok(target) => {
                let metadata = fs::metadata(&target).map_err(unwritable)?;
                if metadata.is_dir() {
                    return Err(unwritable(io::ErrorKind::IsADirectory.into()));
                }
                if metadata.permissions().readonly() {
                    let reason = "没有修改：文件是只读的。请先取消只读属性";
                    return Err(Problem::at(path.display().to_string(), reason));
                }
                (target, Some(metadata))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
            Err(error) => return Err(unwritable(error)),
        };
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = beside(folder).map_err(unwritable)?;
        if let Some(metadata) = metadata {
            keep_owner(file.path(), &metadata);
            file.as_file().set_permissions(metadata.permissions()).map_err(unwritable)?;
        }
        Ok(Staged { path: path.to_owned(), target, file })
    }

    /// Lets the new content take its place.
    pub(super) fn commit(self) -> Result<(), Problem> {
        let unwritable = |error: io::Error| Problem::unwritable(&self.path, &error);
        self.file.as_file().sync_all().map_err(unwritable)?;
        self.file.persist(&self.target).map_err(|error| unwritable(error.error))?;
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

/// A file to be renamed, with the permissions that a new file gets.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_changes_and_nothing_is_left_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        fs::write(&path, "旧").unwrap();
        replace(&path, "旧".as_bytes(), "新".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        fs::write(&path, "别人改过").unwrap();
        assert!(replace(&path, "旧".as_bytes(), "新".as_bytes()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "别人改过");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        fs::write(&path, "旧").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(replace(&path, "旧".as_bytes(), "新".as_bytes()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
    }

    #[test]
    fn what_killed_runs_left_is_swept_and_what_is_in_use_is_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".gaolint-left.tmp"), "半").unwrap();
        fs::write(folder.path().join("稿.txt"), "全").unwrap();
        let used = beside(folder.path()).unwrap();
        sweep(folder.path());
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(used.path().exists());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_symbolic_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("稿.txt");
        let link = folder.path().join("链接.txt");
        fs::write(&path, "旧").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("稿.txt", &link).unwrap();
        replace(&link, "旧".as_bytes(), "新".as_bytes()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
