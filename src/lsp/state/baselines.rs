//! Findings that somebody has decided to leave: the baseline that holds for a draft.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::documents::lock;
use crate::baseline::{self, Baseline};
use crate::disk::{project, text_file};
use crate::finding::Finding;

/// The baselines read so far, by folder.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Baselines {
    read: Mutex<HashMap<PathBuf, Arc<Baseline>>>,
}

impl Baselines {
    /// The baseline for a draft. One without a folder of its own belongs to where the work is, as on the command line. What
    /// is wrong with a baseline is told to `complain`. Reads files: for blocking threads only.
    pub(in crate::lsp) fn accepted(
        &self,
        draft: &Path,
        workspace: impl FnOnce() -> Option<PathBuf>,
        complain: impl FnOnce(String),
    ) -> Accepted {
        match draft.parent().and_then(project::folder).or_else(workspace) {
            None => Accepted { baseline: Arc::default(), file: String::new() },
            Some(folder) => {
                let file = baseline::file_key(&folder, draft);
                Accepted { baseline: self.of_folder(folder, complain), file }
            }
        }
    }

    fn of_folder(&self, folder: PathBuf, complain: impl FnOnce(String)) -> Arc<Baseline> {
        if let Some(known) = lock(&self.read).get(&folder) {
            return Arc::clone(known);
        }
        let path = folder.join(baseline::FILE_NAME);
        let read = text_file::read_if_there(&path).and_then(|text| match text {
            Some(text) => Baseline::parse(&text).map_err(|error| error.message),
            None => Ok(Baseline::default()),
        });
        let baseline = Arc::new(read.unwrap_or_else(|reason| {
            complain(format!("{}：{reason}。暂按没有基线检查。", path.display()));
            Baseline::default()
        }));
        lock(&self.read).insert(folder, Arc::clone(&baseline));
        baseline
    }

    /// Reads the files again when they are next needed.
    pub(in crate::lsp) fn reread(&self) {
        lock(&self.read).clear();
    }
}

/// The baseline as it concerns one draft.
#[derive(Debug, Clone)]
pub(in crate::lsp) struct Accepted {
    baseline: Arc<Baseline>,
    file: String,
}

impl Accepted {
    /// Those of `findings`, made in `text`, that are not to be left.
    pub(in crate::lsp) fn fresh(&self, text: &str, findings: Vec<Finding>) -> Vec<Finding> {
        if self.baseline.is_empty() { findings } else { self.baseline.split(&self.file, text, findings).fresh }
    }
}
