//! Writing a draft back: in the encoding it came in, wholly or not at all.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::cli::problem::Problem;
use crate::text::Decoded;

/// The bytes of the mended draft, in the encoding of the one that was read. Fails with what to tell the user when
/// that encoding cannot hold it, or would change what nobody meant to.
pub(in crate::cli) fn encode(bytes: &[u8], decoded: &Decoded, mended: &str) -> Result<Vec<u8>, String> {
    if !decoded.restores(bytes) {
        return Err(
            "没有修改：文件中有非标准写法的 GB18030 字节，写回会改动无关的内容。请先用编辑器另存为 UTF-8".to_owned()
        );
    }
    decoded.encoding.encode(mended).map_err(|error| format!("没有修改：{error}"))
}

/// Writes `content` to the file at `path`, which need not be there yet.
pub(in crate::cli) fn write(path: &Path, content: &[u8]) -> Result<(), Problem> {
    match fs::read(path) {
        Ok(old) => replace(path, &old, content),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path, content).map_err(|error| Problem::unwritable(path, &error))
        }
        Err(error) => Err(Problem::unwritable(path, &error)),
    }
}

fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// A file to be renamed, with the permissions that a new file gets.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gaolint-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Replaces the content of the file at `path`, which was `old` when it was read, by `new`. The new content is
/// written beside the file and then takes its place, so that a full disk or a power cut leaves the old one.
/// A symbolic link stays and the file it leads to is replaced; permissions are kept.
pub(in crate::cli) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Problem> {
    let refuse = |reason: &str| Err(Problem::at(path.display().to_string(), reason));
    let unwritable = |error: io::Error| Problem::unwritable(path, &error);

    let target = path.canonicalize().map_err(unwritable)?;
    let metadata = fs::metadata(&target).map_err(unwritable)?;
    if metadata.permissions().readonly() {
        return refuse("没有修改：文件是只读的。请先取消只读属性");
    }
    let replacement = write_beside(&target, &metadata, new).map_err(unwritable)?;
    if fs::read(&target).map_err(unwritable)? != old {
        return refuse("没有修改：检查期间文件被别的程序改动了。请重新运行");
    }
    replacement.persist(&target).map_err(|error| unwritable(error.error))?;
    Ok(())
}

fn write_beside(target: &Path, metadata: &Metadata, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(content)?;
    keep_owner(file.path(), metadata);
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    Ok(file)
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
