//! What is on its way to the client.
//!
//! A client that writes for a while before it reads would wait for us if we waited for it. So everything said goes into a box that always takes it, and is delivered from
//! there. Answers cannot pile up beyond what was asked; diagnostics wait until there is [`Room`].

use std::sync::Arc;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;

/// So many bytes may wait before diagnostics do.
const ENOUGH: usize = 1 << 16;

/// Where messages are put.
#[derive(Debug)]
pub(in crate::lsp) struct Outbox {
    chunks: UnboundedSender<Vec<u8>>,
    room: Room,
}

/// What is to be delivered.
#[derive(Debug)]
pub(in crate::lsp) struct Mail {
    chunks: UnboundedReceiver<Vec<u8>>,
    room: Room,
}

/// How many bytes wait.
#[derive(Debug, Clone)]
pub(in crate::lsp) struct Room(Arc<watch::Sender<usize>>);

/// An empty box and its other end.
pub(in crate::lsp) fn outbox() -> (Outbox, Mail) {
    let (sender, receiver) = unbounded_channel();
    let room = Room(Arc::new(watch::Sender::new(0)));
    (Outbox { chunks: sender, room: room.clone() }, Mail { chunks: receiver, room })
}

impl Outbox {
    /// Puts a message in. One that cannot be written as JSON, of which there is none, is dropped.
    pub(in crate::lsp) fn post(&self, message: &impl Serialize) {
        let Ok(body) = serde_json::to_vec(message) else { return };
        let mut chunk = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        chunk.extend(body);
        self.send(chunk);
    }

    fn send(&self, chunk: Vec<u8>) {
        self.room.0.send_modify(|waiting| *waiting += chunk.len());
        // Without the other end nobody is there to read it.
        let _ = self.chunks.send(chunk);
    }

    /// How full it is.
    pub(in crate::lsp) fn room(&self) -> Room {
        self.room.clone()
    }
}

impl Room {
    /// Returns when the client has read nearly all there was.
    pub(in crate::lsp) async fn wait(&self) {
        // Fails only without a sender, of which this is one.
        let _ = self.0.subscribe().wait_for(|waiting| *waiting < ENOUGH).await;
    }
}

impl Mail {
    /// Delivers what comes in until the box is gone or nobody takes anything any more.
    pub(in crate::lsp) async fn deliver(mut self, output: impl AsyncWrite) {
        let mut output = std::pin::pin!(output);
        while let Some(chunk) = self.chunks.recv().await {
            if output.write_all(&chunk).await.is_err() || output.flush().await.is_err() {
                return;
            }
            self.room.0.send_modify(|waiting| *waiting = waiting.saturating_sub(chunk.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn the_box_takes_more_than_the_pipe_and_all_of_it_arrives_in_order() {
        let (outbox, mail) = outbox();
        let room = outbox.room();
        let (mut reader, writer) = tokio::io::duplex(16);
        let text: Vec<u8> = (0..=255).cycle().take(3 * ENOUGH).collect();
        for part in text.chunks(1000) {
            outbox.send(part.to_vec());
        }
        let delivery = tokio::spawn(mail.deliver(writer));
        let mut read = vec![0; text.len()];
        reader.read_exact(&mut read).await.unwrap();
        room.wait().await;
        drop(outbox);
        delivery.await.unwrap();
        assert_eq!(read, text);
    }

    #[tokio::test]
    async fn there_is_no_room_while_nobody_reads() {
        let (outbox, mail) = outbox();
        let room = outbox.room();
        outbox.send(vec![0; ENOUGH]);
        let mut waiting = std::pin::pin!(room.wait());
        assert!(futures::poll!(waiting.as_mut()).is_pending());
        drop(outbox);
        mail.deliver(tokio::io::sink()).await;
        waiting.await;
    }
}
