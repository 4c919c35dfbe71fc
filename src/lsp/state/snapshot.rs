//! One state of an open file, and what is known of it.

use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;
use tower_lsp_server::ls_types::{Diagnostic, Uri};

use crate::draft::{Draft, DraftKind, Reading};
use crate::finding::Finding;
use crate::text::Document;

/// One state of one open file. Immutable, so that it can be checked on another thread.
#[derive(Debug, Clone)]
pub(in crate::lsp) struct Snapshot {
    pub(in crate::lsp) uri: Uri,
    /// The client's number for the text.
    pub(in crate::lsp) version: i32,
    /// Our number for the state: it also tells reopened files and changed settings apart, which `version` does not.
    pub(in crate::lsp) revision: u64,
    pub(in crate::lsp) kind: DraftKind,
    pub(in crate::lsp) document: Document,
    /// All snapshots of one state share what is known of it.
    pub(in crate::lsp) known: Arc<Known>,
}

impl Snapshot {
    /// The draft that it is a state of.
    pub(in crate::lsp) fn draft(&self) -> Draft {
        Draft::of_document(self.kind, self.document.clone())
    }
}

/// What is worked out about one state, each part for whoever needs it first; others wait for the same, and no thread
/// waits with them.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Known {
    /// The shape of the draft; `None` if it could not be read.
    pub(in crate::lsp) reading: OnceCell<Option<Arc<Reading>>>,
    /// What a check found; `None` if it failed as a whole.
    pub(in crate::lsp) found: OnceCell<Option<Arc<Found>>>,
    /// What can be told before a check is through; `None` if that is nothing.
    pub(in crate::lsp) quick: OnceCell<Option<Arc<Found>>>,
    /// What of this the client was last told.
    pub(in crate::lsp) published: Mutex<Option<Arc<Found>>>,
}

/// What a check found.
#[derive(Debug, Clone, Default)]
pub(in crate::lsp) struct Found {
    pub(in crate::lsp) findings: Vec<Finding>,
    /// The same as the client shows it.
    pub(in crate::lsp) diagnostics: Vec<Diagnostic>,
    /// How far a very long draft was checked, in bytes; `None` if to its end.
    pub(in crate::lsp) checked_to: Option<usize>,
}

/// A state and what was found in it.
#[derive(Debug, Clone)]
pub(in crate::lsp) struct Checked {
    pub(in crate::lsp) snapshot: Snapshot,
    pub(in crate::lsp) found: Arc<Found>,
}

impl Checked {
    pub(in crate::lsp) fn findings(&self) -> &[Finding] {
        &self.found.findings
    }
}
