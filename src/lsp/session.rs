//! What one conversation with a client knows, and the work done on its behalf.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use serde_json::Value;
use tokio::sync::Notify;
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::{ConfigurationItem, MessageType, Uri};

use super::parent;
use super::protocol::capabilities::ClientFeatures;
use super::protocol::{from_proto, to_proto};
use super::state::baselines::{Accepted, Baselines};
use super::state::documents::{Documents, lock};
use super::state::options::Options;
use super::state::schedule::Schedule;
use super::state::settings::{SECTION, Settings};
use super::transport::outbox::Room;
use super::work::pool::Pool;
use super::work::progress::Cancellations;
use super::work::publishing::Turns;
use super::work::schedule::request_check;
use super::work::workspace::Workspace;

/// One client, its files and its settings.
pub(super) struct Session {
    pub(super) client: Client,
    /// Where everything is worked out.
    pub(super) pool: Pool,
    features: OnceLock<ClientFeatures>,
    pub(super) documents: Documents,
    pub(super) settings: Settings,
    pub(super) baselines: Baselines,
    pub(super) schedule: Schedule,
    /// The same for quick answers about long drafts.
    pub(super) quick_schedule: Schedule,
    /// Held while diagnostics of a file are handed over, so that a quick answer never follows a complete one.
    pub(super) turns: Turns,
    pub(super) workspace: Workspace,
    pub(super) cancellations: Cancellations,
    /// Whether the client keeps up with reading.
    pub(super) room: Room,
    options: Mutex<Options>,
    /// What the user has been told already and need not be told at every keystroke.
    pub(super) told: Mutex<BTreeSet<String>>,
    /// Whether the client has agreed to say when a settings file changes.
    settings_watched: AtomicBool,
    shut_down: AtomicBool,
    client_gone: Notify,
}

impl Session {
    /// A conversation that begins. Its tasks run in the runtime that this is called in.
    pub(super) fn new(client: Client, user_dictionary: Option<PathBuf>, room: Room) -> Arc<Self> {
        Arc::new(Session {
            client,
            pool: Pool::start(&tokio::runtime::Handle::current()),
            features: OnceLock::new(),
            documents: Documents::default(),
            settings: Settings::new(user_dictionary),
            baselines: Baselines::default(),
            schedule: Schedule::default(),
            quick_schedule: Schedule::default(),
            turns: Turns::default(),
            workspace: Workspace::default(),
            cancellations: Cancellations::default(),
            room,
            options: Mutex::default(),
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

    /// The workspace's folders are these.
    pub(super) fn set_folders(&self, folders: Vec<PathBuf>) {
        self.settings.set_root(folders.first().cloned());
        self.workspace.set_folders(folders);
    }

    /// Folders of the workspace have come and gone.
    pub(super) fn change_folders(self: &Arc<Self>, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.workspace.change_folders(added, removed);
        self.settings.set_root(self.workspace.folders().into_iter().next());
        // Other settings may hold, and what lay in a folder that is gone is nobody's any more.
        self.settings_changed();
    }

    /// The server's own settings.
    pub(super) fn options(&self) -> Options {
        *lock(&self.options)
    }

    /// Takes over what the editor says. Returns whether it changes what is found.
    pub(super) fn take_settings(self: &Arc<Self>, sent: &Value) -> bool {
        let section = sent.get(SECTION).unwrap_or(sent);
        if !section.is_object() {
            return false;
        }
        let (options, complaints) = Options::read(section);
        for complaint in complaints {
            self.tell_once(MessageType::WARNING, complaint);
        }
        let before = std::mem::replace(&mut *lock(&self.options), options);
        if before.inlay_hints != options.inlay_hints && self.features().refreshes_hints {
            let session = Arc::clone(self);
            tokio::spawn(async move { session.client.inlay_hint_refresh().await });
        }
        self.settings.override_with(section) || before.max_characters != options.max_characters
    }

    /// The baseline for the draft at `uri`. Reads files: for blocking threads only.
    pub(super) fn accepted(self: &Arc<Self>, uri: &Uri) -> Accepted {
        let draft = from_proto::file_path(uri).unwrap_or_default();
        let workspace = || self.workspace.folders().into_iter().next();
        self.baselines.accepted(&draft, workspace, |complaint| self.tell_once(MessageType::WARNING, complaint))
    }

    /// Whether `uri` is a settings file or one that settings name.
    pub(super) fn is_about_settings(&self, uri: &Uri) -> bool {
        from_proto::is_settings_file(uri) || from_proto::file_path(uri).is_some_and(|path| self.settings.names(&path))
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

    /// A change of this file, or of any, could not be read: it counts as not open until its whole text comes.
    pub(super) fn lose_step(self: &Arc<Self>, uri: Option<&Uri>) {
        for lost in self.documents.lose_step(uri) {
            let name = lost.as_str();
            let message = format!("{name} 的一处改动无法读取，暂不检查。请关闭后重新打开这个文件。");
            self.tell(MessageType::WARNING, message);
            request_check(self, lost);
        }
    }

    /// The settings may have changed: reads them anew when next needed, and checks every open file again, or lets
    /// the client ask again.
    pub(super) fn settings_changed(self: &Arc<Self>) {
        self.reread();
        for uri in self.documents.outdate_all() {
            request_check(self, uri);
        }
        self.publish_all_again();
        self.refresh_pulled();
    }

    /// Reads settings and baselines again when they are next needed.
    pub(super) fn reread(&self) {
        self.settings.reread();
        self.baselines.reread();
        self.workspace.forget();
    }

    /// Tells a client that pulls diagnostics to ask again for all of them.
    pub(super) fn refresh_pulled(self: &Arc<Self>) {
        if self.features().pulls {
            let session = Arc::clone(self);
            tokio::spawn(async move { session.client.workspace_diagnostic_refresh().await });
        }
    }

    /// Forgets all that can be found out again, and begins anew with what is open.
    pub(super) fn restart(self: &Arc<Self>) {
        lock(&self.told).clear();
        self.settings.forget();
        self.settings_changed();
    }

    /// Asks the client for its settings, in a task of its own.
    pub(super) fn ask_for_settings(self: &Arc<Self>) {
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
            let Ok(answers) = session.client.configuration(vec![item]).await else { return };
            let changed = answers.first().is_some_and(|settings| session.take_settings(settings));
            if changed {
                session.settings_changed();
            }
        });
    }

    /// Asks the client to say when one of the files changes that settings name, in a task of its own.
    pub(super) fn watch_named_files(self: &Arc<Self>) {
        if !self.features().watches_files {
            return;
        }
        let files = self.settings.take_unwatched();
        if !files.is_empty() {
            let session = Arc::clone(self);
            let registration = to_proto::named_files_watcher(&files, &session.features());
            tokio::spawn(async move { session.client.register_capability(vec![registration]).await });
        }
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
}
