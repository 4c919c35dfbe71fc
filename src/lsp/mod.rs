//! The language server.
//!
//! The only part of the program that names a type of the protocol. Its discipline, because handlers run
//! concurrently and share one task:
//! - a handler changes state under a `std` mutex before its first `.await`, so that edits keep their order;
//! - no handler waits for the client: what is sent on the server's own account is sent from a task of its own;
//! - checking happens on blocking threads, on an immutable snapshot that knows which state it was taken of;
//! - what a client sends is clamped or ignored, never trusted.

mod baselines;
mod capabilities;
mod carry;
mod checking;
mod code_actions;
mod commands;
mod completion;
mod configure;
mod documents;
mod folding;
mod formatting;
mod from_proto;
mod ground;
mod highlight;
mod hover;
mod inlay_hints;
mod lenient_uris;
mod messages;
mod minimal_edits;
mod options;
mod outbox;
mod panics;
mod parent;
mod progress;
mod pull;
mod rule_page;
mod schedule;
mod selection;
mod server;
mod session;
mod settings;
mod settings_edit;
mod symbols;
mod to_proto;
pub mod user_dictionary;
mod workspace;
mod write;

use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::LspService;

/// So many requests may wait for their checks before the next message has to wait. With the library's four, an edit
/// would not be seen while four answers are outstanding.
const CONCURRENCY: usize = 64;

/// Threads that pass messages on, and threads that read input, write output and work. Each keeps memory of its own from
/// what it has done: with as many as the library would start, a server takes a quarter more after thousands of edits. None
/// of them may wait for the client: see `checking::start_waiting`.
const WORKERS: usize = 2;
const BLOCKING_THREADS: usize = 6;

/// How long a client that is going may take to read what is still on its way.
const FAREWELL: Duration = Duration::from_secs(2);

/// How a conversation with a client ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The client asked for shutdown first, as the protocol wants it.
    Orderly,
    /// The client left or died without a word.
    Abrupt,
}

/// Serves one client over standard input and output until it leaves.
pub fn run() -> ExitCode {
    panics::install_hook();
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    threads.worker_threads(WORKERS).max_blocking_threads(BLOCKING_THREADS).enable_all();
    let Ok(runtime) = threads.build() else {
        return ExitCode::from(2);
    };
    let ending = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), user_dictionary::path()));
    // A thread may still be blocked reading standard input; waiting for it could last for ever.
    runtime.shutdown_background();
    match ending {
        Ending::Orderly => ExitCode::SUCCESS,
        Ending::Abrupt => ExitCode::FAILURE,
    }
}

/// Serves one client over the given streams until it says `exit`, closes its end, or its process is gone. The words
/// in the file `user_dictionary` are right in every draft.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite, user_dictionary: Option<PathBuf>) -> Ending {
    let (outbox, mail) = outbox::outbox();
    let room = outbox.room();
    let (service, socket) = LspService::build(|client| server::Server::new(client, user_dictionary, room))
        .custom_method("window/workDoneProgress/cancel", server::Server::work_done_progress_cancel)
        .finish();
    let session = service.inner().session();
    let mut delivery = pin!(mail.deliver(output));
    let server = tower_lsp_server::Server::new(input, outbox, socket).concurrency_level(CONCURRENCY);
    let is_delivered = tokio::select! {
        () = server.serve(lenient_uris::LenientUris(service)) => false,
        () = session.client_process_gone() => false,
        () = &mut delivery => true,
    };
    if !is_delivered {
        let _ = tokio::time::timeout(FAREWELL, delivery).await;
    }
    if session.is_shut_down() { Ending::Orderly } else { Ending::Abrupt }
}
