//! Findings that somebody has decided to leave: the baseline that holds for a draft.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tower_lsp_server::ls_types::{MessageType, Uri};

use crate::baseline::{self, Baseline};
use crate::disk::{project, text_file};
use crate::finding::Finding;
use crate::lsp::protocol::from_proto;
use crate::lsp::session::Session;
use crate::lsp::state::documents::lock;

/// The baselines read so far, by folder.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Baselines {
    read: Mutex<HashMap<PathBuf, Arc<Baseline>>>,
}

impl Baselines {
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

impl Session {
    /// The baseline for the draft at `uri`. Reads files: for blocking threads only.
    pub(in crate::lsp) fn accepted(self: &Arc<Self>, uri: &Uri) -> Accepted {
        let draft = from_proto::file_path(uri).unwrap_or_default();
        // Without a folder of its own a draft belongs to where the work is, as on the command line.
        let folder = draft.parent().and_then(project::folder).or_else(|| self.workspace.folders().into_iter().next());
        match folder {
            None => Accepted { baseline: Arc::default(), file: String::new() },
            Some(folder) => {
                let file = baseline::file_key(&folder, &draft);
                Accepted { baseline: self.baseline_in(folder), file }
            }
        }
    }

    fn baseline_in(self: &Arc<Self>, folder: PathBuf) -> Arc<Baseline> {
        if let Some(known) = lock(&self.baselines.read).get(&folder) {
            return Arc::clone(known);
        }
        let path = folder.join(baseline::FILE_NAME);
        let read = text_file::read_if_there(&path).and_then(|text| match text {
            Some(text) => Baseline::parse(&text).map_err(|error| error.message),
            None => Ok(Baseline::default()),
        });
        let baseline = Arc::new(read.unwrap_or_else(|reason| {
            self.tell_once(MessageType::WARNING, format!("{}：{reason}。暂按没有基线检查。", path.display()));
            Baseline::default()
        }));
        lock(&self.baselines.read).insert(folder, Arc::clone(&baseline));
        baseline
    }
}
