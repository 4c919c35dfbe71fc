//! What one conversation with a client knows, and the work done on its behalf.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Instant;

use tokio::sync::Notify;
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::{ConfigurationItem, MessageType, Uri};

use super::capabilities::ClientFeatures;
use super::documents::{Checked, Documents, Snapshot, lock};
use super::panics::{Watched, watch};
use super::schedule::{Schedule, request_check};
use super::settings::{SECTION, Settings};
use super::{from_proto, parent, to_proto};
use crate::check::{Checker, Outcome};
use crate::finding::Finding;
use crate::reading::Reading;

/// One client, its files and its settings.
pub(super) struct Session {
    client: Client,
    features: OnceLock<ClientFeatures>,
    pub(super) documents: Documents,
    pub(super) settings: Settings,
    pub(super) schedule: Schedule,
    /// What the user has been told already and need not be told at every keystroke.
    told: Mutex<BTreeSet<String>>,
    /// Whether the client has agreed to say when a settings file changes.
    settings_watched: AtomicBool,
    shut_down: AtomicBool,
    client_gone: Notify,
}

impl Session {
    pub(super) fn new(client: Client) -> Arc<Self> {
        Arc::new(Session {
            client,
            features: OnceLock::new(),
            documents: Documents::default(),
            settings: Settings::default(),
            schedule: Schedule::default(),
            told: Mutex::default(),
            settings_watched: AtomicBool::new(false),
            shut_down: AtomicBool::new(false),
            client_gone: Notify::new(),
        })
    }

    /// What the client can do.
    pub(super) fn features(&self) -> ClientFeatures {
        self.features.get().copied().unwrap_or_default()
    }

    /// Learns what the client can do; the first word counts.
    pub(super) fn set_features(&self, features: ClientFeatures) {
        let _ = self.features.set(features);
    }

    /// Whether the client says when a settings file changes. If not, opening or saving a draft is the moment to
    /// look at the settings again.
    pub(super) fn settings_are_watched(&self) -> bool {
        self.settings_watched.load(Ordering::Acquire)
    }

    /// The client has asked for shutdown.
    pub(super) fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Release);
    }

    /// Whether the client has asked for shutdown.
    pub(super) fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Acquire)
    }

    /// Starts watching the client's process.
    pub(super) fn watch_client_process(self: &Arc<Self>, id: u32) {
        let session = Arc::clone(self);
        tokio::spawn(async move {
            parent::gone(id).await;
            session.client_gone.notify_one();
        });
    }

    /// Returns when the client's process is gone.
    pub(super) async fn client_process_gone(&self) {
        self.client_gone.notified().await;
    }

    /// The findings of a snapshot: known ones if there are, else by checking it on a blocking thread. `None` if the
    /// check failed as a whole.
    pub(super) async fn check(self: &Arc<Self>, snapshot: Snapshot) -> Option<Checked> {
        if let Some(findings) = self.documents.findings(&snapshot) {
            return Some(Checked { snapshot, findings });
        }
        let session = Arc::clone(self);
        tokio::task::spawn_blocking(move || session.check_now(snapshot)).await.ok().flatten()
    }

    /// Runs `work` with the checker for `uri` on a blocking thread. `None` if there is no checker or `work` failed.
    pub(super) async fn with_checker<T: Send + 'static>(
        self: &Arc<Self>,
        uri: Uri,
        work: impl FnOnce(&Checker) -> T + Send + 'static,
    ) -> Option<T> {
        let session = Arc::clone(self);
        let task = tokio::task::spawn_blocking(move || {
            let checker = session.checker(&uri)?;
            session.watched(|| work(&checker))
        });
        task.await.ok().flatten()
    }

    /// Runs `work` with the shape of a snapshot on a blocking thread; the shape is read once a state. `None` if the
    /// file is no draft, or `work` failed.
    pub(super) async fn with_reading<T: Send + 'static>(
        self: &Arc<Self>,
        snapshot: &Snapshot,
        work: impl FnOnce(&Snapshot, &Reading) -> T + Send + 'static,
    ) -> Option<T> {
        if from_proto::is_configuration(&snapshot.uri) {
            return None;
        }
        let (uri, snapshot) = (snapshot.uri.clone(), snapshot.clone());
        let read = move |checker: &Checker| {
            let reading = snapshot.reading.get_or_init(|| checker.read(&snapshot.document));
            work(&snapshot, reading)
        };
        self.with_checker(uri, read).await
    }

    fn check_now(self: &Arc<Self>, snapshot: Snapshot) -> Option<Checked> {
        if from_proto::is_configuration(&snapshot.uri) {
            return Some(Checked { snapshot, findings: Arc::from([]) });
        }
        let checker = self.checker(&snapshot.uri)?;
        let started = Instant::now();
        let outcome = self.watched(|| checker.check(&snapshot.document))?;
        let cost = started.elapsed();
        let findings = self.report_failed_rules(outcome);
        let checked = Checked { snapshot, findings: Arc::from(findings) };
        self.documents.remember(&checked, cost);
        Some(checked)
    }

    fn checker(self: &Arc<Self>, uri: &Uri) -> Option<Arc<Checker>> {
        let path = from_proto::file_path(uri);
        let resolved = self.settings.checker_for(path.as_deref().and_then(std::path::Path::parent));
        for complaint in resolved.complaints {
            self.tell(MessageType::WARNING, complaint);
        }
        resolved.checker
    }

    /// Runs `work`; notes of panics go to the log, once each.
    fn watched<T>(self: &Arc<Self>, work: impl FnOnce() -> T) -> Option<T> {
        let Watched { result, notes } = watch(work);
        for note in notes {
            if lock(&self.told).insert(note.clone()) {
                self.log(MessageType::ERROR, note);
            }
        }
        if result.is_none() {
            self.tell_once("检查时程序出错，本次结果缺失。请把日志附上，报告此问题。".to_owned());
        }
        result
    }

    fn report_failed_rules(self: &Arc<Self>, outcome: Outcome) -> Vec<Finding> {
        for code in outcome.failed_rules {
            self.tell_once(format!("规则 {code} 运行出错，它的结果缺失，其余规则不受影响。请报告此问题。"));
        }
        outcome.findings
    }

    /// Publishes diagnostics, unless the file has moved on: then another round is already wanted.
    pub(super) async fn publish_if_current(&self, checked: &Checked) {
        let snapshot = &checked.snapshot;
        if self.documents.is_current(snapshot) {
            let features = self.features();
            let diagnostics =
                checked.findings.iter().map(|finding| to_proto::diagnostic(finding, snapshot, &features)).collect();
            self.client.publish_diagnostics(snapshot.uri.clone(), diagnostics, Some(snapshot.version)).await;
        }
    }

    /// Takes the diagnostics of a closed file away.
    pub(super) async fn clear_diagnostics(&self, uri: &Uri) {
        self.client.publish_diagnostics(uri.clone(), Vec::new(), None).await;
    }

    /// The settings may have changed: reads them anew when next needed, and checks every open file again.
    pub(super) fn settings_changed(self: &Arc<Self>) {
        self.settings.reread();
        for uri in self.documents.outdate_all() {
            request_check(self, uri);
        }
    }

    /// Asks the client for its settings, in a task of its own.
    pub(super) fn ask_for_settings(self: &Arc<Self>) {
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
            let Ok(answers) = session.client.configuration(vec![item]).await else { return };
            let changed = answers.first().is_some_and(|settings| session.settings.override_with(settings));
            if changed {
                session.settings_changed();
            }
        });
    }

    /// Asks the client to say when a `gaolint.toml` changes, in a task of its own.
    pub(super) fn watch_settings_files(self: &Arc<Self>) {
        let session = Arc::clone(self);
        tokio::spawn(async move {
            match session.client.register_capability(vec![to_proto::settings_watcher()]).await {
                Ok(()) => session.settings_watched.store(true, Ordering::Release),
                Err(error) => {
                    session.log(
                        MessageType::WARNING,
                        format!("编辑器不肯监视 gaolint.toml，改为打开和保存时重读：{error}"),
                    );
                }
            }
        });
    }

    fn tell_once(self: &Arc<Self>, message: String) {
        if lock(&self.told).insert(message.clone()) {
            self.tell(MessageType::WARNING, message);
        }
    }

    /// Shows `message` to the user and keeps it in the log. Never waits.
    fn tell(self: &Arc<Self>, kind: MessageType, message: String) {
        let session = Arc::clone(self);
        tokio::spawn(async move {
            session.client.log_message(kind, &message).await;
            session.client.show_message(kind, &message).await;
        });
    }

    /// Writes to the client's log. Never waits.
    fn log(self: &Arc<Self>, kind: MessageType, message: String) {
        let session = Arc::clone(self);
        tokio::spawn(async move { session.client.log_message(kind, message).await });
    }
}
