//! What is on its way to the client.
//!
//! The library stops reading while it cannot write. A client that writes for a while before it reads would then
//! wait for us while we wait for it. So everything said goes into a box that always takes it, and is delivered from
//! there. Answers cannot pile up beyond what was asked; diagnostics wait until there is [`Room`].

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;

/// So many bytes may wait before diagnostics do.
const ENOUGH: usize = 1 << 16;

/// Where the library writes to.
#[derive(Debug)]
pub(super) struct Outbox {
    chunks: UnboundedSender<Vec<u8>>,
    room: Room,
}

/// What is to be delivered.
#[derive(Debug)]
pub(super) struct Mail {
    chunks: UnboundedReceiver<Vec<u8>>,
    room: Room,
}

/// How many bytes wait.
#[derive(Debug, Clone)]
pub(super) struct Room(Arc<watch::Sender<usize>>);

/// An empty box and its other end.
pub(super) fn outbox() -> (Outbox, Mail) {
    let (sender, receiver) = unbounded_channel();
    let room = Room(Arc::new(watch::Sender::new(0)));
    (Outbox { chunks: sender, room: room.clone() }, Mail { chunks: receiver, room })
}

impl Outbox {
    /// How full it is.
    pub(super) fn room(&self) -> Room {
        self.room.clone()
    }
}

impl Room {
    /// Returns when the client has read nearly all there was.
    pub(super) async fn wait(&self) {
        // Fails only without a sender, of which this is one.
        let _ = self.0.subscribe().wait_for(|waiting| *waiting < ENOUGH).await;
    }
}

impl Mail {
    /// Delivers what comes in until the box is gone or nobody takes anything any more.
    pub(super) async fn deliver(mut self, output: impl AsyncWrite) {
        let mut output = std::pin::pin!(output);
        while let Some(chunk) = self.chunks.recv().await {
            if output.write_all(&chunk).await.is_err() || output.flush().await.is_err() {
                return;
            }
            self.room.0.send_modify(|waiting| *waiting = waiting.saturating_sub(chunk.len()));
        }
    }
}

impl AsyncWrite for Outbox {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.room.0.send_modify(|waiting| *waiting += bytes.len());
        let sent = self.chunks.send(bytes.to_vec());
        Poll::Ready(sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn the_box_takes_more_than_the_pipe_and_all_of_it_arrives_in_order() {
        let (mut outbox, mail) = outbox();
        let room = outbox.room();
        let (mut reader, writer) = tokio::io::duplex(16);
        let text: Vec<u8> = (0..=255).cycle().take(3 * ENOUGH).collect();
        for part in text.chunks(1000) {
            outbox.write_all(part).await.unwrap();
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
        let (mut outbox, mail) = outbox();
        let room = outbox.room();
        outbox.write_all(&vec![0; ENOUGH]).await.unwrap();
        let mut waiting = std::pin::pin!(room.wait());
        let first_look = std::future::poll_fn(|context| Poll::Ready(waiting.as_mut().poll(context))).await;
        assert!(first_look.is_pending());
        drop(outbox);
        mail.deliver(tokio::io::sink()).await;
        waiting.await;
    }
}
