//! The files below the workspace's folders, open or not.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use tokio::sync::mpsc::{Receiver, channel};
use tower_lsp_server::ls_types::{Diagnostic, MessageType, Uri};

use super::pool::Urgency;
use super::unopened::Published;
use crate::check::Checker;
use crate::disk::walk;
use crate::draft::DraftKind;
use crate::finding::Severity;
use crate::lsp::protocol::from_proto;
use crate::lsp::session::Session;
use crate::lsp::state::documents::lock;
use crate::lsp::state::snapshot::{Found, Snapshot};
use crate::text::{self, Document};

/// More files than this are no workspace but a disk.
const MAX_FILES: usize = 5000;

/// The folders, and what is known of the files below them.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Workspace {
    folders: Mutex<Vec<PathBuf>>,
    known: Mutex<HashMap<PathBuf, Known>>,
    pub(in crate::lsp) published: Published,
}

/// What was found in a file as it lay on disk, under a checker.
#[derive(Debug, Clone)]
struct Known {
    modified: Option<SystemTime>,
    length: u64,
    checker: Arc<Checker>,
    max_characters: usize,
    report: Arc<FileReport>,
}

/// What there is to say about one file.
#[derive(Debug)]
pub(in crate::lsp) struct FileReport {
    pub(in crate::lsp) uri: Uri,
    /// The client's version where the file is open.
    pub(in crate::lsp) version: Option<i32>,
    pub(in crate::lsp) diagnostics: Vec<Diagnostic>,
    /// Errors, warnings and hints.
    pub(in crate::lsp) counts: [usize; 3],
}

impl FileReport {
    fn new(uri: &Uri, version: Option<i32>, found: &Found) -> Self {
        let count = |severity| found.findings.iter().filter(|finding| finding.severity == severity).count();
        FileReport {
            uri: uri.clone(),
            version,
            diagnostics: found.diagnostics.clone(),
            counts: [Severity::Error, Severity::Warning, Severity::Info].map(count),
        }
    }
}

impl Workspace {
    /// The folders are these.
    pub(in crate::lsp) fn set_folders(&self, folders: Vec<PathBuf>) {
        *lock(&self.folders) = folders;
    }

    /// Folders have come and gone.
    pub(in crate::lsp) fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut folders = lock(&self.folders);
        folders.retain(|folder| !removed.contains(folder) && !added.contains(folder));
        folders.extend(added);
    }

    pub(in crate::lsp) fn folders(&self) -> Vec<PathBuf> {
        lock(&self.folders).clone()
    }

    /// The innermost folder that `path` lies below.
    pub(in crate::lsp) fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        let folders = lock(&self.folders);
        let above = folders.iter().filter(|folder| path.starts_with(folder));
        above.max_by_key(|folder| folder.components().count()).cloned()
    }

    /// Forgets what was found.
    pub(in crate::lsp) fn forget(&self) {
        lock(&self.known).clear();
    }
}

/// Something to report on.
pub(in crate::lsp) enum Target {
    Open(Snapshot),
    File(PathBuf),
}

impl Session {
    /// What a check of the workspace is about: what is open, and the drafts below the folders.
    pub(in crate::lsp) async fn targets(self: &Arc<Self>, with_files: bool) -> Vec<Target> {
        let open: Vec<Snapshot> =
            self.documents.snapshots().into_iter().filter(|open| from_proto::is_draft(&open.uri)).collect();
        let mut files = Vec::new();
        if with_files {
            let session = Arc::clone(self);
            files = self.pool.run(Urgency::Patient, move || session.drafts()).await.unwrap_or_default();
        }
        let open_paths: BTreeSet<PathBuf> = open.iter().filter_map(|open| from_proto::file_path(&open.uri)).collect();
        files.retain(|path| !open_paths.contains(path));
        open.into_iter().map(Target::Open).chain(files.into_iter().map(Target::File)).collect()
    }

    /// Checks the targets one after the other; stops when nobody receives any more.
    pub(in crate::lsp) fn check_targets(self: &Arc<Self>, targets: Vec<Target>) -> Receiver<Option<Arc<FileReport>>> {
        let (sender, receiver) = channel(4);
        let session = Arc::clone(self);
        tokio::spawn(async move {
            for target in targets {
                let report = session.report(target).await;
                if sender.send(report).await.is_err() {
                    return;
                }
            }
        });
        receiver
    }

    async fn report(self: &Arc<Self>, target: Target) -> Option<Arc<FileReport>> {
        match target {
            Target::Open(snapshot) => {
                let checked = self.check(snapshot).await?;
                let snapshot = &checked.snapshot;
                Some(Arc::new(FileReport::new(&snapshot.uri, Some(snapshot.version), &checked.found)))
            }
            Target::File(path) => {
                let session = Arc::clone(self);
                self.pool.run(Urgency::Patient, move || session.check_file(&path)).await.flatten()
            }
        }
    }

    /// What is found in a file as it lies on disk; `None` where it cannot be read, which goes to the log.
    pub(in crate::lsp) fn check_file(self: &Arc<Self>, path: &Path) -> Option<Arc<FileReport>> {
        let uri = Uri::from_file_path(path)?;
        let checker = self.checker(&uri)?;
        let metadata = path.metadata().ok()?;
        let (modified, length) = (metadata.modified().ok(), metadata.len());
        let max_characters = self.options().max_characters;
        let is_same = |known: &Known| {
            known.modified == modified
                && known.length == length
                && known.max_characters == max_characters
                && Arc::ptr_eq(&known.checker, &checker)
        };
        if let Some(known) = lock(&self.workspace.known).get(path).filter(|known| is_same(known)) {
            return Some(Arc::clone(&known.report));
        }
        let document = self.read(path)?;
        let kind = DraftKind::of(path).unwrap_or_default();
        let found = self.find_in(&checker, &uri, kind, &document, &|| true)?;
        let report = Arc::new(FileReport::new(&uri, None, &found));
        let known = Known { modified, length, checker, max_characters, report: Arc::clone(&report) };
        lock(&self.workspace.known).insert(path.to_owned(), known);
        Some(report)
    }

    fn read(self: &Arc<Self>, path: &Path) -> Option<Document> {
        let read = std::fs::read(path).map_err(|error| format!("读不了 {}：{error}。", path.display()));
        let decoded = read
            .and_then(|bytes| text::decode(&bytes).map_err(|error| format!("读不了 {}：{error}。", path.display())));
        match decoded {
            Ok(decoded) => Some(Document::new(decoded.text)),
            Err(reason) => {
                self.log_once(MessageType::WARNING, reason);
                None
            }
        }
    }

    /// The drafts below the folders, sorted and each but once.
    fn drafts(self: &Arc<Self>) -> Vec<PathBuf> {
        let mut drafts = BTreeSet::new();
        for folder in self.workspace.folders() {
            let files = walk::builder(&folder)
                .build()
                .flatten()
                .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            for entry in files.filter(|entry| DraftKind::of(entry.path()).is_some()) {
                drafts.insert(entry.into_path());
                if drafts.len() == MAX_FILES {
                    let message = format!("工作区的稿件超过 {MAX_FILES} 份，只检查其中 {MAX_FILES} 份。");
                    self.tell_once(MessageType::WARNING, message);
                    return drafts.into_iter().collect();
                }
            }
        }
        drafts.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_and_go_and_the_innermost_counts() {
        let workspace = Workspace::default();
        workspace.set_folders(vec!["/a".into(), "/b".into()]);
        workspace.change_folders(vec!["/a/c".into()], &["/b".into()]);
        assert_eq!(workspace.folders(), [PathBuf::from("/a"), "/a/c".into()]);
        assert_eq!(workspace.folder_of(Path::new("/a/c/d.txt")), Some("/a/c".into()));
        assert_eq!(workspace.folder_of(Path::new("/a/d.txt")), Some("/a".into()));
        assert_eq!(workspace.folder_of(Path::new("/b/d.txt")), None);
    }
}
