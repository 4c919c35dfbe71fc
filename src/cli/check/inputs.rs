//! Which drafts a run is about.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use globset::{GlobBuilder, GlobMatcher};

use super::ignored::ignored;
use crate::cli::problem::{self, Problem};
use crate::disk::walk;
use crate::draft::DraftKind;

/// The names of documents that gaolint cannot read.
const FOREIGN: [&str; 7] = ["doc", "wps", "pdf", "rtf", "odt", "dot", "wpt"];

/// So many of them are named.
const NAMED: usize = 3;

/// A draft to check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) enum Input {
    /// Standard input, under the name that it goes by; `-` without one.
    Stdin(PathBuf),
    /// A file.
    File {
        /// As the user would write it.
        path: PathBuf,
        /// Whether it was found in a folder or by a pattern, rather than named.
        found: bool,
    },
}

impl Input {
    /// What is named on the command line: a file, or `-`.
    pub(super) fn named(path: &Path) -> Self {
        if is_dash(path) { Input::Stdin(path.to_owned()) } else { Input::File { path: path.to_owned(), found: false } }
    }

    /// Whether it is standard input.
    pub(in crate::cli) fn is_stdin(&self) -> bool {
        matches!(self, Input::Stdin(_))
    }

    /// The name in reports; `-` for standard input without a name.
    pub(in crate::cli) fn name(&self) -> String {
        self.path().display().to_string()
    }

    /// Whether it was found, in a folder or by a pattern, under the name of a text file.
    pub(super) fn is_found_text(&self) -> bool {
        matches!(self, Input::File { path, found: true } if DraftKind::of(path).is_some())
    }

    /// Where the search for its configuration starts.
    pub(super) fn path(&self) -> &Path {
        match self {
            Input::Stdin(path) | Input::File { path, .. } => path,
        }
    }
}

/// What the command line says of the drafts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) paths: &'a [PathBuf],
    /// A list of more of them; `-` is standard input.
    pub(super) files_from: Option<&'a Path>,
    /// Whether ignore files hold for what is named, too.
    pub(super) obeys_ignore_files: bool,
    /// What standard input goes by.
    pub(super) stdin_name: Option<&'a Path>,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Sorted, each but once.
    pub(super) inputs: Vec<Input>,
    /// What could not be looked into.
    pub(super) problems: Vec<Problem>,
    /// What was passed over, and why.
    pub(super) skipped: Vec<String>,
    /// Of that, what holds a text all the same, in a format that must be converted first.
    pub(super) foreign: Vec<String>,
}

/// Finds the drafts. Fails when the command line contradicts itself or a list of files cannot be read.
pub(super) fn collect(wanted: Wanted<'_>) -> Result<Collected, Problem> {
    let mut paths = wanted.paths.to_vec();
    if let Some(list) = wanted.files_from {
        if is_dash(list) && paths.iter().any(|path| is_dash(path)) {
            return Err(Problem::new("标准输入不能既是稿件又是文件清单，请去掉一个“-”"));
        }
        paths.extend(read_list(list)?);
    } else if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut collected = Collected::default();
    for path in paths {
        if is_dash(&path) {
            collected.inputs.push(Input::Stdin(wanted.stdin_name.unwrap_or(&path).to_owned()));
        } else if path.is_dir() {
            collected.walk(&path, None);
        } else if let Some((folder, glob)) = glob(&path) {
            let before = collected.inputs.len();
            collected.walk(&folder, Some(&glob));
            if collected.inputs.len() == before {
                collected.problems.push(Problem::at(path.display().to_string(), "没有文件与这个通配路径相符"));
            }
        } else if is_lock(&path) {
            // A shell puts it in the place of *.docx like any document.
            collected.skip_lock(&path);
        } else {
            collected.inputs.push(Input::named(&path));
        }
    }
    if wanted.obeys_ignore_files {
        collected.exclude();
    }
    collected.inputs = without_twins(collected.inputs);
    collected.foreign.sort();
    collected.foreign.dedup();
    collected.skipped.sort();
    collected.skipped.dedup();
    Ok(collected)
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The paths that a list names: one a line, or, where there are any, between NUL bytes (`find -print0`).
fn read_list(list: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut bytes = Vec::new();
    let read = if is_dash(list) {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    let name = list.display().to_string();
    read.map_err(|error| Problem::at(&name, format!("读不出文件清单：{}", problem::reason(&error))))?;
    let unreadable = || Problem::at(&name, "文件清单不是 UTF-8 编码的文本，请另存为 UTF-8");
    // UTF-16, by its mark.
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(unreadable());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let lines = bytes.split(|byte| *byte == separator).map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let named = lines.filter(|line| !line.trim_ascii().is_empty());
    named.map(|line| path_of_bytes(line).ok_or_else(unreadable)).collect()
}

/// A path as the system spells it: bytes of any kind, where they are.
#[cfg(unix)]
fn path_of_bytes(bytes: &[u8]) -> Option<PathBuf> {
    Some(PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(bytes).ok().map(PathBuf::from)
}

/// A pattern where no file of that name exists: the folder to look in, and what to look for.
fn glob(path: &Path) -> Option<(PathBuf, GlobMatcher)> {
    let is_pattern = |text: &str| text.contains(['*', '?', '[', '{']);
    if path.exists() || !is_pattern(path.to_str()?) {
        return None;
    }
    let plain = |part: &std::path::Component<'_>| part.as_os_str().to_str().is_some_and(|part| !is_pattern(part));
    let folder: PathBuf = path.components().take_while(plain).collect();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let pattern = path.strip_prefix("./").unwrap_or(path).to_str()?;
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().ok()?;
    Some((folder, glob.compile_matcher()))
}

impl Collected {
    /// What to say about documents that were passed over though somebody may think they were checked.
    pub(super) fn note(&self) -> Option<String> {
        let count = self.foreign.len();
        let named: Vec<&str> = self.foreign.iter().take(NAMED).map(String::as_str).collect();
        let (named, more) = (named.join("、"), if count > NAMED { "等" } else { "" });
        let way_out = "gaolint 读不了这种格式，请先另存为 .docx 或 .txt";
        (count > 0).then(|| format!("注意：有 {count} 份文档没有检查（{named}{more}）：{way_out}"))
    }

    /// Looks through `folder` for drafts, or for what `glob` names.
    fn walk(&mut self, folder: &Path, glob: Option<&GlobMatcher>) {
        let hidden = Arc::new(Mutex::new(Vec::new()));
        let passed_over = Arc::clone(&hidden);
        let mut builder = walk::builder(folder);
        builder.hidden(false).filter_entry(move |entry| {
            let is_hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if is_hidden {
                let mut passed_over = passed_over.lock().unwrap_or_else(PoisonError::into_inner);
                passed_over.push(without_dot(entry.path()).display().to_string());
            }
            !is_hidden
        });
        for entry in builder.build() {
            match entry {
                Ok(entry) => self.take(without_dot(entry.path()), glob),
                Err(error) => self.problems.push(walk_problem(folder, &error)),
            }
        }
        let hidden = std::mem::take(&mut *hidden.lock().unwrap_or_else(PoisonError::into_inner));
        if glob.is_none() {
            self.skipped.extend(hidden.into_iter().map(|name| format!("已跳过 {name}：隐藏的文件或文件夹")));
        }
    }

    fn take(&mut self, path: &Path, glob: Option<&GlobMatcher>) {
        if path.is_dir() || glob.is_some_and(|glob| !glob.is_match(path)) {
            return;
        }
        let name = path.display();
        if !path.is_file() {
            self.skipped.push(format!("已跳过 {name}：不是普通文件，或是指向不明的链接"));
        } else if is_lock(path) {
            self.skip_lock(path);
        } else if glob.is_some() || is_draft(path) {
            self.inputs.push(Input::File { path: path.to_owned(), found: true });
        } else {
            self.skipped.push(format!("已跳过 {name}：不是 .txt、.text、.md、.markdown、.docx 文件"));
            if is_foreign(path) {
                self.foreign.push(name.to_string());
            }
        }
    }

    /// Drops what is named and ignore files name too.
    fn exclude(&mut self) {
        let inputs = std::mem::take(&mut self.inputs);
        let named = inputs.iter().filter_map(|input| match input {
            Input::File { path, found: false } => Some(path.as_path()),
            _ => None,
        });
        let ignored = ignored(named);
        let is_kept = |input: &Input| input.is_stdin() || !ignored.contains(input.path());
        let kept = inputs.iter().filter(|input| is_kept(input)).cloned().collect();
        let note =
            |path: &&Path| format!("已跳过 {}：.gitignore、.ignore 或 .gaolintignore 不要检查它", path.display());
        self.skipped.extend(ignored.iter().map(note));
        self.inputs = kept;
    }

    fn skip_lock(&mut self, path: &Path) {
        self.skipped.push(format!("已跳过 {}：Word 打开文档时留下的临时文件，不是文档", path.display()));
    }
}

/// What is looked at in a folder; a file that is named is always looked at.
fn is_draft(path: &Path) -> bool {
    DraftKind::of(path).is_some() || is_word(path)
}

/// Whether its name is that of a document which somebody may well think has been checked.
pub(super) fn is_foreign(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    FOREIGN.iter().any(|known| extension.eq_ignore_ascii_case(known)) && !is_named_like_lock(path)
}

pub(super) fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
}

/// What Word leaves beside a document while it is open.
fn is_lock(path: &Path) -> bool {
    is_word(path) && is_named_like_lock(path)
}

fn is_named_like_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

fn walk_problem(folder: &Path, error: &ignore::Error) -> Problem {
    match (path_of(error), error.io_error()) {
        (path, Some(io_error)) => Problem::unreadable(without_dot(path.unwrap_or(folder)), io_error),
        (path, None) => {
            Problem::at(path.unwrap_or(folder).display().to_string(), format!("无法遍历：系统报告“{error}”"))
        }
    }
}

/// A path below the current folder as the user would write it.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix("./").ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(path)
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// Sorts the inputs and drops those that are one file under two names: two threads must never fix the same file.
fn without_twins(mut inputs: Vec<Input>) -> Vec<Input> {
    inputs.sort();
    let mut seen = HashSet::new();
    inputs.retain(|input| match input {
        Input::Stdin(_) => seen.insert(PathBuf::from("-")),
        Input::File { path, .. } => seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
    });
    inputs
}
