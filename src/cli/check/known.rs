//! The baseline of a run: read, applied, and written anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::rewrite;
use crate::baseline::{self, Baseline, Entry};
use crate::cli::files;
use crate::cli::problem::Problem;
use crate::config::Config;
use crate::disk::text_file;
use crate::finding::Finding;
use crate::rules;

/// A baseline and where it lies. Where there is none yet, it knows nothing.
#[derive(Debug)]
pub(super) struct KnownFindings {
    path: PathBuf,
    baseline: Baseline,
}

/// A draft's findings as a baseline is to hold them.
#[derive(Debug)]
pub(super) struct Recorded {
    /// The baseline's file.
    path: PathBuf,
    /// The draft, as the baseline names it.
    file: String,
    baseline: Baseline,
}

impl KnownFindings {
    /// Reads the baseline at `path`, which must be absolute.
    pub(super) fn read(path: &Path, must_be_there: bool) -> Result<Self, Problem> {
        let text = if must_be_there {
            Some(text_file::read(path).map_err(|reason| Problem::at(files::shown(path, None), reason))?)
        } else {
            files::read_if_there(path)?
        };
        let baseline = match text {
            Some(text) => {
                Baseline::parse(&text).map_err(|error| Problem::at(files::shown(path, error.line), error.message))?
            }
            None => Baseline::default(),
        };
        Ok(KnownFindings { path: path.to_owned(), baseline })
    }

    /// Whether there is anything to compare with.
    pub(super) fn is_empty(&self) -> bool {
        self.baseline.is_empty()
    }

    /// The baseline's file as the user would write it.
    pub(super) fn name(&self) -> String {
        files::shown(&self.path, None)
    }

    /// Parts the findings in the `text` of the draft at `path`. Of entries that found nothing only those are named
    /// whose rules did run.
    pub(super) fn split(&self, path: &Path, text: &str, findings: Vec<Finding>, config: &Config) -> baseline::Split {
        let mut split = self.baseline.split(&self.key(path), text, findings);
        let did_run = |entry: &Entry| rules::find(&entry.rule).is_none_or(|rule| config.enables(rule.card()));
        split.unused.retain(did_run);
        split
    }

    /// The findings as they are to be recorded.
    pub(super) fn record(&self, path: &Path, text: &str, findings: &[Finding]) -> Recorded {
        let file = self.key(path);
        let mut baseline = Baseline::default();
        baseline.add(&file, text, findings);
        Recorded { path: self.path.clone(), file, baseline }
    }

    fn key(&self, path: &Path) -> String {
        baseline::file_key(self.path.parent().unwrap_or(Path::new("")), &files::absolute(path))
    }
}

/// Writes what was recorded into the baselines it belongs to; says how much there is now. What they hold of other
/// drafts stays, unless those are gone.
pub(super) fn write(recorded: Vec<Recorded>) -> Result<String, Problem> {
    let paths: BTreeSet<PathBuf> = recorded.iter().map(|it| it.path.clone()).collect();
    let mut said = String::new();
    for path in paths {
        let mut baseline = KnownFindings::read(&path, false)?.baseline;
        let folder = path.parent().unwrap_or(Path::new(""));
        let seen: BTreeSet<&str> = recorded.iter().filter(|it| it.path == path).map(|it| it.file.as_str()).collect();
        baseline.forget(|file| seen.contains(file) || !folder.join(file).exists());
        let mut count = 0;
        for it in recorded.iter().filter(|it| it.path == path) {
            count += it.baseline.len();
            baseline.absorb(it.baseline.clone());
        }
        rewrite::write(&path, baseline.to_json().as_bytes())?;
        said.push_str(&format!("已把 {} 个文件中的 {count} 处问题记入 {}\n", seen.len(), files::shown(&path, None)));
    }
    Ok(said)
}

/// What to say about entries that found nothing any more.
pub(super) fn describe_unused(name: &str, unused: &[Entry]) -> String {
    let mut said = format!("{name} 中有 {} 条已没有对应的问题，可用 --write-baseline 更新：", unused.len());
    for Entry { file, rule, text, .. } in unused {
        said.push_str(&format!("\n  {file} {rule} “{}”", text.replace(['\n', '\r'], "⏎")));
    }
    said
}
