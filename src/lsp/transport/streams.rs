//! The streams that the client is at the other end of, each on a thread of its own: no work, however much of it there is,
//! keeps the server from reading.

use std::io::{self, Read, Write};
use std::thread;

use futures::executor::block_on;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::oneshot;

/// Bytes on their way between a thread and the server, at most.
const PIPE: usize = 1 << 16;

/// What `input` gives.
pub(in crate::lsp) fn read_on_thread(mut input: impl Read + Send + 'static) -> io::Result<DuplexStream> {
    let (reader, mut writer) = duplex(PIPE);
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let mut chunk = vec![0; PIPE];
        while let Some(length @ 1..) = read(&mut input, &mut chunk) {
            let read = chunk.get(..length).unwrap_or_default();
            if block_on(writer.write_all(read)).is_err() {
                return;
            }
        }
    })?;
    Ok(reader)
}

/// How many bytes came; `None` where none can come any more.
fn read(input: &mut impl Read, chunk: &mut [u8]) -> Option<usize> {
    loop {
        match input.read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read.ok(),
        }
    }
}

/// What `output` takes, and what resolves once the stream is dropped and everything has been written.
pub(in crate::lsp) fn write_on_thread(
    mut output: impl Write + Send + 'static,
) -> io::Result<(DuplexStream, oneshot::Receiver<()>)> {
    let (writer, mut reader) = duplex(PIPE);
    let (sender, is_through) = oneshot::channel();
    thread::Builder::new().name("output".to_owned()).spawn(move || {
        let mut chunk = vec![0; PIPE];
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
