//! What went wrong with the run itself, as opposed to with a draft.

use std::fmt;
use std::io;
use std::path::Path;

/// A sentence for standard error: where, what is wrong, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    place: Option<String>,
    reason: String,
}

impl Problem {
    /// A problem with no place of its own.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Problem { place: None, reason: reason.into() }
    }

    /// A problem at a path, or a path and line.
    pub(crate) fn at(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Problem { place: Some(place.into()), reason: reason.into() }
    }

    /// A file or folder that could not be read.
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Problem::at(path.display().to_string(), format!("读不出：{}", reason(error)))
    }

    /// A file that could not be replaced; it is as it was.
    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Problem::at(path.display().to_string(), format!("写不进去，原文件未动：{}", reason(error)))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(formatter, "{place}：{}", self.reason),
            None => formatter.write_str(&self.reason),
        }
    }
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
