//! What the server tells the user. Nothing here waits for the client.

use std::sync::Arc;

use tower_lsp_server::ls_types::MessageType;

use super::session::Session;
use super::state::documents::lock;

impl Session {
    /// As [`Session::tell`], but once in a conversation.
    pub(super) fn tell_once(self: &Arc<Self>, kind: MessageType, message: String) {
        if lock(&self.told).insert(message.clone()) {
            self.tell(kind, message);
        }
    }

    /// As [`Session::log`], but once in a conversation.
    pub(super) fn log_once(self: &Arc<Self>, kind: MessageType, message: String) {
        if lock(&self.told).insert(message.clone()) {
            self.log(kind, message);
        }
    }

    /// Shows `message` to the user and keeps it in the log.
    pub(super) fn tell(self: &Arc<Self>, kind: MessageType, message: String) {
        self.log(kind, message.clone());
        let session = Arc::clone(self);
        tokio::spawn(async move { session.client.show_message(kind, &message).await });
    }

    /// Writes to the client's log, if it wants to read that much.
    pub(super) fn log(self: &Arc<Self>, kind: MessageType, message: String) {
        if self.options().log_level.admits(kind) {
            let session = Arc::clone(self);
            tokio::spawn(async move { session.client.log_message(kind, message).await });
        }
    }
}
