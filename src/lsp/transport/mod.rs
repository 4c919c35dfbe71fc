//! The conversation: messages in, each to its handler in the order they came; answers and messages of our own out.
//!
//! The library's own loop takes a message that it cannot decode for the end of the conversation, and looks at only so
//! many requests at a time, so that an edit would wait for the answers to what was asked before it. Here nothing that a
//! client sends ends anything, and every handler runs up to its first wait before the next message is read: what it
//! changes is changed in order.

mod framing;
mod incoming;
mod lenient_uris;
pub(super) mod outbox;
pub(super) mod streams;

use std::sync::Arc;

use futures::FutureExt;
use futures::sink::SinkExt;
use futures::stream::{FuturesUnordered, Stream, StreamExt};
use tokio::io::AsyncRead;
use tower_lsp_server::ClientSocket;
use tower_lsp_server::jsonrpc::{Request, Response};
use tower_lsp_server::ls_types::MessageType;
use tower_service::Service;

use super::FAREWELL;
use super::session::Session;
use framing::Frames;
use incoming::{Incoming, Lost, Unreadable};
use outbox::Outbox;

/// So many requests may be without an answer before nothing more is read: more than any editor asks.
const MOST_UNANSWERED: usize = 1000;

/// The notification after which the client expects us to be gone.
const EXIT: &str = "exit";

/// Talks until the client says `exit` or its end of `input` is closed; what was asked by then is answered.
pub(super) async fn converse<S>(
    input: impl AsyncRead + Unpin,
    mut service: S,
    socket: ClientSocket,
    outbox: Outbox,
    session: &Arc<Session>,
) where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Unpin,
{
    let (mut requests, mut responses) = socket.split();
    let mut frames = Frames::new(input);
    let mut unanswered = FuturesUnordered::new();
    let mut says_exit = false;
    while !says_exit {
        tokio::select! {
            biased;
            Some(request) = requests.next() => outbox.post(&request),
            Some(answer) = unanswered.next() => {
                post_ready(&outbox, &mut requests);
                post_answer(&outbox, answer);
            }
            body = frames.next(), if unanswered.len() < MOST_UNANSWERED => {
                let Some(body) = body else { break };
                match Incoming::read(&body) {
                    Incoming::Request(request) => {
                        says_exit = request.method() == EXIT;
                        let mut answer = service.call(request);
                        match futures::poll!(&mut answer) {
                            std::task::Poll::Ready(answer) => {
                                post_ready(&outbox, &mut requests);
                                post_answer(&outbox, answer);
                            }
                            std::task::Poll::Pending => unanswered.push(answer),
                        }
                    }
                    // Fails only after `exit`.
                    Incoming::Response(response) => drop(responses.send(response).await),
                    Incoming::Unreadable(unreadable) => complain(session, &outbox, unreadable),
                }
            }
        }
    }
    drop(requests);
    let last_answers = async {
        while let Some(answer) = unanswered.next().await {
            post_answer(&outbox, answer);
        }
    };
    if says_exit {
        let _ = tokio::time::timeout(FAREWELL, last_answers).await;
    } else {
        last_answers.await;
    }
}

/// What a handler has sent before its answer goes out before it.
fn post_ready(outbox: &Outbox, requests: &mut (impl Stream<Item = Request> + Unpin)) {
    while let Some(Some(request)) = requests.next().now_or_never() {
        outbox.post(&request);
    }
}

/// Answers a request; a notification has no answer, nor has what comes after `exit`.
fn post_answer<E>(outbox: &Outbox, answer: Result<Option<Response>, E>) {
    if let Ok(Some(response)) = answer {
        outbox.post(&response);
    }
}

fn complain(session: &Arc<Session>, outbox: &Outbox, unreadable: Unreadable) {
    for answer in &unreadable.answers {
        outbox.post(answer);
    }
    session.log(MessageType::ERROR, format!("收到一条无法读取的消息：{}。", unreadable.reason));
    for lost in unreadable.lost {
        session.lose_step(match &lost {
            Lost::Of(uri) => Some(uri),
            Lost::OfAny => None,
        });
    }
}
