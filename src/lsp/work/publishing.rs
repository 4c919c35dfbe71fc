//! Diagnostics on their way to the client, in order for each file. Files do not wait for each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::OwnedMutexGuard;
use tower_lsp_server::ls_types::Uri;

use crate::lsp::session::Session;
use crate::lsp::state::documents::lock;
use crate::lsp::state::snapshot::{Checked, Found};

/// Whose turn it is to publish for a file.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Turns {
    /// One for each file that somebody publishes for or waits to.
    files: Mutex<HashMap<Uri, Arc<tokio::sync::Mutex<()>>>>,
}

impl Turns {
    /// Waits for the turn, which ends when what is returned is dropped.
    pub(in crate::lsp) async fn wait(&self, uri: &Uri) -> OwnedMutexGuard<()> {
        let turn = {
            let mut files = lock(&self.files);
            // Those that only this list still holds are nobody's.
            files.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(files.entry(uri.clone()).or_default())
        };
        turn.lock_owned().await
    }
}

impl Session {
    /// Publishes diagnostics, unless the file has moved on: then another round is already wanted. A quick answer is not
    /// given once there is a complete one, and nothing is said twice.
    pub(in crate::lsp) async fn publish_if_current(&self, checked: &Checked) {
        let snapshot = &checked.snapshot;
        // A client that does not read gets the newest state when it does, not every one in between.
        self.room.wait().await;
        let _turn = self.turns.wait(&snapshot.uri).await;
        let is_complete = |found: &Option<Arc<Found>>| found.as_ref().is_some_and(|it| Arc::ptr_eq(it, &checked.found));
        let is_outdone = snapshot.known.found.get().is_some_and(|found| !is_complete(found));
        let before = lock(&snapshot.known.published).replace(Arc::clone(&checked.found));
        let is_news = before.is_none_or(|before| !Arc::ptr_eq(&before, &checked.found));
        if self.documents.is_current(snapshot) && !is_outdone && is_news {
            let diagnostics = checked.found.diagnostics.clone();
            self.client.publish_diagnostics(snapshot.uri.clone(), diagnostics, Some(snapshot.version)).await;
        }
    }

    /// Takes the diagnostics of a file that is not open away.
    pub(in crate::lsp) async fn clear_diagnostics(&self, uri: &Uri) {
        let _turn = self.turns.wait(uri).await;
        self.client.publish_diagnostics(uri.clone(), Vec::new(), None).await;
    }
}
