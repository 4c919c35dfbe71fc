//! What was published of files that are not open, kept true: it is found again, or taken back, when a file changes, goes
//! or gets another name, or its folder leaves the workspace.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tower_lsp_server::ls_types::Uri;

use super::pool::Urgency;
use super::workspace::FileReport;
use crate::lsp::session::Session;
use crate::lsp::state::documents::lock;

/// The files that are not open and have diagnostics at the client, where those are pushed.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Published(Mutex<BTreeSet<PathBuf>>);

impl Published {
    /// Those at `path` or below it.
    fn at(&self, path: &Path) -> Vec<PathBuf> {
        lock(&self.0).iter().filter(|known| known.starts_with(path)).cloned().collect()
    }

    fn insert(&self, path: PathBuf) {
        lock(&self.0).insert(path);
    }

    fn remove(&self, path: &Path) {
        lock(&self.0).remove(path);
    }

    /// From now on there are these. Returns those of before that are none of them.
    pub(in crate::lsp) fn replace(&self, paths: BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let before = std::mem::replace(&mut *lock(&self.0), paths.clone());
        before.difference(&paths).cloned().collect()
    }
}

impl Session {
    /// Something has happened to these files or folders.
    pub(in crate::lsp) fn files_changed(self: &Arc<Self>, paths: Vec<PathBuf>) {
        let published = &self.workspace.published;
        let affected: BTreeSet<PathBuf> = paths.iter().flat_map(|path| published.at(path)).collect();
        self.publish_again(affected);
    }

    /// Files or folders have other names: each the one before and the one from now on.
    pub(in crate::lsp) fn files_renamed(self: &Arc<Self>, names: Vec<(PathBuf, PathBuf)>) {
        let mut affected = BTreeSet::new();
        for (old, new) in &names {
            for before in self.workspace.published.at(old) {
                if let Ok(below) = before.strip_prefix(old) {
                    affected.insert(if below.as_os_str().is_empty() { new.clone() } else { new.join(below) });
                }
                affected.insert(before);
            }
        }
        self.publish_again(affected);
    }

    /// Everything published is to be found again.
    pub(in crate::lsp) fn publish_all_again(self: &Arc<Self>) {
        self.publish_again(self.workspace.published.at(Path::new("")).into_iter().collect());
    }

    /// Finds again what there is in these files, in a task of its own.
    fn publish_again(self: &Arc<Self>, paths: BTreeSet<PathBuf>) {
        if paths.is_empty() {
            return;
        }
        let session = Arc::clone(self);
        tokio::spawn(async move {
            for path in paths {
                session.publish_file(path).await;
            }
        });
    }

    /// Publishes what is found in a file as it lies on disk. A file that is gone, or in no folder of the workspace any
    /// more, has nothing wrong with it.
    async fn publish_file(self: &Arc<Self>, path: PathBuf) {
        let report = match self.workspace.folder_of(&path) {
            Some(_) => {
                let (session, path) = (Arc::clone(self), path.clone());
                self.pool.run(Urgency::Patient, move || session.check_file(&path)).await.flatten()
            }
            None => None,
        };
        match report {
            Some(report) => {
                self.workspace.published.insert(path);
                self.publish_report(&report).await;
            }
            None => self.take_back(&path).await,
        }
    }

    /// Takes away what was published for a file.
    pub(in crate::lsp) async fn take_back(&self, path: &Path) {
        self.workspace.published.remove(path);
        if let Some(uri) = Uri::from_file_path(path).filter(|uri| !self.documents.is_open(uri)) {
            self.clear_diagnostics(&uri).await;
        }
    }

    /// Publishes what was found in a file that is not open, unless it has been opened meanwhile.
    pub(in crate::lsp) async fn publish_report(&self, report: &FileReport) {
        self.room.wait().await;
        if !self.documents.is_open(&report.uri) {
            self.client.publish_diagnostics(report.uri.clone(), report.diagnostics.clone(), None).await;
        }
    }
}
