//! Which drafts a run is about.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::cli::problem::Problem;

/// What is looked at in a folder; a file that is named is always looked at.
const EXTENSIONS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// A draft to check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File {
        /// As the user would write it.
        path: PathBuf,
        /// Whether it was found in a folder, rather than named.
        found: bool,
    },
}

impl Input {
    /// What is named on the command line: a file, or `-`.
    pub(super) fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::File { path: path.to_owned(), found: false } }
    }

    /// The name in reports; `-` for standard input.
    pub(in crate::cli) fn name(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::File { path, .. } => path.display().to_string(),
        }
    }

    /// Where the search for its configuration starts.
    pub(super) fn path(&self) -> &Path {
        match self {
            Input::Stdin => Path::new("-"),
            Input::File { path, .. } => path,
        }
    }
}

/// The drafts under `paths`, sorted and each but once, and what could not be looked into.
pub(super) fn collect(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let mut inputs = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut inputs, &mut problems);
        } else {
            inputs.push(Input::named(path));
        }
    }
    (without_twins(inputs), problems)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, problems: &mut Vec<Problem>) {
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) if is_draft(entry.path()) && entry.path().is_file() => {
                let path = without_dot(entry.path()).to_owned();
                inputs.push(Input::File { path, found: true });
            }
            Ok(_) => {}
            Err(error) => problems.push(walk_problem(folder, &error)),
        }
    }
}

fn is_draft(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
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
        Input::Stdin => seen.insert(PathBuf::from("-")),
        Input::File { path, .. } => seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
    });
    inputs
}
