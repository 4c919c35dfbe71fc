//! Standard input and output, each on a thread of its own: no work, however much of it there is, keeps the server from
//! reading.

use std::io::{self, Read, Write};
use std::thread;

use futures::executor::block_on;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::oneshot;

/// Bytes on their way between a thread and the server, at most.
const PIPE: usize = 1 << 16;

/// Standard input.
pub(super) fn input() -> io::Result<DuplexStream> {
    let (reader, mut writer) = duplex(PIPE);
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let mut chunk = vec![0; PIPE];
        let mut input = io::stdin();
        while let Ok(length @ 1..) = input.read(&mut chunk) {
            let read = chunk.get(..length).unwrap_or_default();
            if block_on(writer.write_all(read)).is_err() {
                return;
            }
        }
    })?;
    Ok(reader)
}

/// Standard output, and what resolves once the stream is dropped and everything has been written.
pub(super) fn output() -> io::Result<(DuplexStream, oneshot::Receiver<()>)> {
    let (writer, mut reader) = duplex(PIPE);
    let (sender, is_through) = oneshot::channel();
    thread::Builder::new().name("output".to_owned()).spawn(move || {
        let mut chunk = vec![0; PIPE];
        let mut output = io::stdout();
        while let Ok(length @ 1..) = block_on(reader.read(&mut chunk)) {
            let read = chunk.get(..length).unwrap_or_default();
            if output.write_all(read).and_then(|()| output.flush()).is_err() {
                return;
            }
        }
        // Nobody listens where the server is gone already.
        let _ = sender.send(());
    })?;
    Ok((writer, is_through))
}
