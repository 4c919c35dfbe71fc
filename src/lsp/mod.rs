//! The language server.
//!
//! The only part of the program that names a type of the protocol. Its discipline, because handlers run
//! concurrently and share one task:
//! - a handler changes state under a `std` mutex before its first `.await`, so that edits keep their order;
//! - no handler waits for the client: what is sent on the server's own account is sent from a task of its own;
//! - what computes or opens a file does so in the pool, where nobody waits, and is about an immutable snapshot that knows which state it was taken of;
//! - what a client sends is clamped or ignored, never trusted.

mod messages;
mod parent;
mod protocol;
#[cfg(test)]
mod races;
mod requests;
mod server;
mod session;
mod state;
mod transport;
mod work;

use std::io::{Read, Write};
use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::LspService;

use crate::disk::user_dictionary;
use transport::{outbox, streams};
use work::panics;

/// Threads that pass messages on. Each keeps memory of its own from what it has done, so there are few; what takes any
/// time runs in the pool.
const WORKERS: usize = 2;

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

/// Serves one client over these streams, as a rule those of the process, until it leaves.
pub fn run(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> ExitCode {
    panics::install_hook();
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    threads.worker_threads(WORKERS).enable_all();
    let (input, output) = (streams::read_on_thread(input), streams::write_on_thread(output));
    let (Ok(runtime), Ok(input), Ok((output, is_written))) = (threads.build(), input, output) else {
        return ExitCode::from(2);
    };
    let ending = runtime.block_on(async {
        let ending = serve(input, output, user_dictionary::path()).await;
        let _ = tokio::time::timeout(FAREWELL, is_written).await;
        ending
    });
    // Tasks may still wait for the client; waiting for them could last for ever.
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
    let is_delivered = tokio::select! {
        () = transport::converse(input, service, socket, outbox, &session) => false,
        () = session.client_process_gone() => false,
        () = &mut delivery => true,
    };
    if !is_delivered {
        let _ = tokio::time::timeout(FAREWELL, delivery).await;
    }
    if session.is_shut_down() { Ending::Orderly } else { Ending::Abrupt }
}
