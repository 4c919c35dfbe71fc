//! The language server.
//!
//! The only part of the program that names a type of the protocol. Its discipline, because handlers run
//! concurrently and share one task:
//! - a handler changes state under a `std` mutex before its first `.await`, so that edits keep their order;
//! - no handler waits for the client: what is sent on the server's own account is sent from a task of its own;
//! - checking happens on blocking threads, on an immutable snapshot that knows which state it was taken of;
//! - what a client sends is clamped or ignored, never trusted.

mod capabilities;
mod code_actions;
mod completion;
mod documents;
mod folding;
mod from_proto;
mod hover;
mod lenient_uris;
mod minimal_edits;
mod panics;
mod parent;
mod refactorings;
mod rule_page;
mod schedule;
mod selection;
mod server;
mod session;
mod settings;
mod symbols;
mod to_proto;

use std::process::ExitCode;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::LspService;

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
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else {
        return ExitCode::from(2);
    };
    let ending = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // A thread may still be blocked reading standard input; waiting for it could last for ever.
    runtime.shutdown_background();
    match ending {
        Ending::Orderly => ExitCode::SUCCESS,
        Ending::Abrupt => ExitCode::FAILURE,
    }
}

/// Serves one client over the given streams until it says `exit`, closes its end, or its process is gone.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite) -> Ending {
    let (service, socket) = LspService::new(server::Server::new);
    let session = service.inner().session();
    tokio::select! {
        () = tower_lsp_server::Server::new(input, output, socket).serve(lenient_uris::LenientUris(service)) => {}
        () = session.client_process_gone() => {}
    }
    if session.is_shut_down() { Ending::Orderly } else { Ending::Abrupt }
}
