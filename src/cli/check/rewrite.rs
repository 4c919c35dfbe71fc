//! Writing a draft back: in the encoding it came in, wholly or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::problem::Problem;
use crate::disk::staged::{self, PREFIX, SUFFIX, folder};

/// Removes what runs that were killed have left beside the files at `paths`.
pub(in crate::cli) fn sweep_beside<'a>(paths: impl IntoIterator<Item = &'a Path>) {
    let target = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folders: BTreeSet<PathBuf> = paths.into_iter().map(|path| folder(&target(path)).to_owned()).collect();
    folders.iter().for_each(|folder| sweep(folder));
}

/// Removes what runs that were killed have left in `folder`. A file that somebody still writes is locked, and stays.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes `content` to the file at `path`, which need not be there yet.
pub(in crate::cli) fn write(path: &Path, content: &[u8]) -> Result<(), Problem> {
    sweep_beside([path]);
    let mut staged = Staged::new(path)?;
    staged.write_all(content).map_err(|error| Problem::unwritable(path, &error))?;
    staged.commit()
}

/// Replaces the content of the file at `path`, which was `old` when it was read, by `new`. What killed runs have left
/// there is not swept: that is done once for all the files of a run.
pub(in crate::cli) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Problem> {
    let unwritable = |error: io::Error| Problem::unwritable(path, &error);
    let target = path.canonicalize().map_err(unwritable)?;
    let metadata = fs::metadata(&target).map_err(unwritable)?;
    if !metadata.is_file() {
        let reason = "没有修改：这不是普通文件，改好的稿件写不回去。请用 -o 指明写到哪个文件";
        return Err(Problem::at(path.display().to_string(), reason));
    }
    let mut staged = Staged::beside(path, target.clone(), Some(&metadata))?;
    staged.write_all(new).map_err(unwritable)?;
    if fs::read(&target).map_err(unwritable)? != old {
        let reason = "没有修改：检查期间文件被别的程序改动了。请重新运行";
        return Err(Problem::at(path.display().to_string(), reason));
    }
    staged.commit()
}

/// New content of what the user names. A file is written beside the old one, to take its place as a whole; a symbolic link
/// stays and the file it leads to is replaced. What is no file that another could take the place of is written to at once.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    destination: Destination,
}

/// Where new content goes until it is complete.
#[derive(Debug)]
enum Destination {
    /// Into a file that is to take the place of another.
    File(staged::Staged),
    /// Into a pipe or a device.
    Stream(File),
}

impl Staged {
    /// Begins the new content of what is at `path`, where there need be nothing yet.
    pub(super) fn new(path: &Path) -> Result<Self, Problem> {
        let unwritable = |error: io::Error| Problem::unwritable(path, &error);
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(unwritable(io::ErrorKind::IsADirectory.into())),
            Ok(metadata) if is_stream(path, &metadata) => {
                // `/dev/stdout` may be a file after all, to which a shell appends: what it holds stays.
                let stream = File::options().append(true).open(path).map_err(unwritable)?;
                Ok(Staged { path: path.to_owned(), destination: Destination::Stream(stream) })
            }
            Ok(metadata) => Staged::beside(path, path.canonicalize().map_err(unwritable)?, Some(&metadata)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Staged::beside(path, path.to_owned(), None),
            Err(error) => Err(unwritable(error)),
        }
    }

    /// Begins the new content of the file at `path`, which without links is `target`. `old` describes it where it is
    /// there.
    fn beside(path: &Path, target: PathBuf, old: Option<&Metadata>) -> Result<Self, Problem> {
        let unwritable = |error: io::Error| Problem::unwritable(path, &error);
        if old.is_some_and(|old| old.permissions().readonly()) {
            let reason = "没有修改：文件是只读的。请先取消只读属性";
            return Err(Problem::at(path.display().to_string(), reason));
        }
        let staged = staged::Staged::beside(target, old).map_err(unwritable)?;
        Ok(Staged { path: path.to_owned(), destination: Destination::File(staged) })
    }

    /// Lets the new content take its place.
    pub(super) fn commit(self) -> Result<(), Problem> {
        let Destination::File(staged) = self.destination else { return Ok(()) };
        staged.commit().map_err(|error| Problem::unwritable(&self.path, &error))
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.destination {
            Destination::File(file) => file.write(bytes),
            Destination::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.destination {
            Destination::File(file) => file.flush(),
            Destination::Stream(stream) => stream.flush(),
        }
    }
}

/// Whether what is at `path` is to be written to, not to be replaced: a pipe, a device, or whatever it is that the
/// name of an open file leads to (`/dev/stdout`, `/dev/fd/3`).
fn is_stream(path: &Path, metadata: &Metadata) -> bool {
    let holds_open_files =
        |folder: PathBuf| folder == Path::new("/dev") || folder == Path::new("/dev/fd") || folder.starts_with("/proc");
    !metadata.is_file() || folder(path).canonicalize().is_ok_and(holds_open_files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::staged::temporary;

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
        let used = temporary(folder.path()).unwrap();
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
