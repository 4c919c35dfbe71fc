//! Small text files that belong to the user rather than being drafts: settings, word lists, baselines.

use std::io;
use std::path::Path;

use crate::text;

/// The text of the file at `path`, in any encoding that a draft may have; fails with the reason.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    text::decode(&bytes).map(|decoded| decoded.text).map_err(|error| error.to_string())
}

/// The same, or nothing where there is no such file.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<String>, String> {
    let decode = |bytes: Vec<u8>| text::decode(&bytes).map(|it| it.text).map_err(|error| error.to_string());
    bytes_if_there(path)?.map(decode).transpose()
}

/// What is in the file at `path`, or nothing where there is none. A link that leads nowhere is no file either.
pub(crate) fn bytes_if_there(path: &Path) -> Result<Option<Vec<u8>>, String> {
    match std::fs::read(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        read => read.map(Some).map_err(|error| unreadable(&error)),
    }
}

fn unreadable(error: &io::Error) -> String {
    format!("读不出：{}", reason(error))
}

/// An error of the operating system, with what to do about it.
pub(crate) fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹，请核对路径",
        io::ErrorKind::PermissionDenied => "没有权限，请检查文件和所在文件夹的权限",
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件",
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹，请核对路径",
        io::ErrorKind::AlreadyExists => "已有同名的文件，请换一个名字",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足，请腾出空间后重试",
        io::ErrorKind::ReadOnlyFilesystem => "所在磁盘是只读的，请换一个位置",
        io::ErrorKind::OutOfMemory => "文件太大，内存不够",
        _ => return format!("系统报告“{error}”"),
    };
    known.to_owned()
}
