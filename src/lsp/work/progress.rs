//! `$/progress`: how far long work has come, and the client's wish to end it.

use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::notification;
use tower_lsp_server::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use crate::lsp::session::Session;
use crate::lsp::state::documents::lock;

/// Work that the client may end by the token of its progress.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Cancellations {
    state: Mutex<Running>,
}

#[derive(Debug, Default)]
struct Running {
    work: Vec<(ProgressToken, Arc<Notify>)>,
    tokens_made: u64,
}

impl Cancellations {
    /// The client wants the work under `token` ended.
    pub(in crate::lsp) fn cancel(&self, token: &ProgressToken) {
        for (_, cancelled) in lock(&self.state).work.iter().filter(|(known, _)| known == token) {
            cancelled.notify_one();
        }
    }

    fn begin(&self, token: ProgressToken) -> Arc<Notify> {
        let cancelled = Arc::new(Notify::new());
        lock(&self.state).work.push((token, Arc::clone(&cancelled)));
        cancelled
    }

    fn end(&self, cancelled: &Arc<Notify>) {
        lock(&self.state).work.retain(|(_, other)| !Arc::ptr_eq(other, cancelled));
    }

    fn new_token(&self) -> ProgressToken {
        let mut state = lock(&self.state);
        state.tokens_made += 1;
        ProgressToken::String(format!("gaolint-{}", state.tokens_made))
    }
}

/// Work under way. Dropping it ends it for the client.
pub(in crate::lsp) struct Progress {
    session: Arc<Session>,
    cancelled: Arc<Notify>,
    steps: UnboundedSender<u32>,
    /// The last percentage sent.
    last: u32,
}

impl Progress {
    /// Begins work under the token the client gave, or one of our own where the client can show that.
    pub(in crate::lsp) fn begin(session: &Arc<Session>, given: Option<ProgressToken>, title: &str) -> Self {
        let (steps, mut percentages) = unbounded_channel();
        let is_given = given.is_some();
        let own = || session.features().shows_progress.then(|| session.cancellations.new_token());
        let Some(token) = given.or_else(own) else {
            return Progress { session: Arc::clone(session), cancelled: Arc::default(), steps, last: 0 };
        };
        let cancelled = session.cancellations.begin(token.clone());
        let (client, title) = (session.client.clone(), title.to_owned());
        // One task, so that the steps keep their order and nobody waits for the client.
        tokio::spawn(async move {
            if !is_given && client.create_work_done_progress(token.clone()).await.is_err() {
                return;
            }
            let begin = WorkDoneProgressBegin { title, cancellable: Some(true), message: None, percentage: Some(0) };
            send(&client, &token, WorkDoneProgress::Begin(begin)).await;
            while let Some(percentage) = percentages.recv().await {
                let report =
                    WorkDoneProgressReport { cancellable: Some(true), message: None, percentage: Some(percentage) };
                send(&client, &token, WorkDoneProgress::Report(report)).await;
            }
            send(&client, &token, WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
        });
        Progress { session: Arc::clone(session), cancelled, steps, last: 0 }
    }

    /// So much of it is done.
    pub(in crate::lsp) fn report(&mut self, done: usize, total: usize) {
        let percentage = u32::try_from(done * 100 / total.max(1)).unwrap_or(100).min(100);
        if percentage > self.last {
            self.last = percentage;
            // Nobody listens where the client shows no progress.
            let _ = self.steps.send(percentage);
        }
    }

    /// Returns when the client wants it ended.
    pub(in crate::lsp) async fn cancelled(&self) {
        self.cancelled.notified().await;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.session.cancellations.end(&self.cancelled);
    }
}

async fn send(client: &Client, token: &ProgressToken, step: WorkDoneProgress) {
    let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(step) };
    client.send_notification::<notification::Progress>(params).await;
}
