//! Where one message ends and the next begins.
//!
//! A message is a few header lines, an empty line, and as many bytes as the header says. Nothing that comes in ends the
//! conversation: headers of any case and of any number are taken, and what is no header is passed over until there is
//! one that gives a length.

use tokio::io::{AsyncRead, AsyncReadExt};

/// The header that counts, as it is compared.
const LENGTH: &[u8] = b"content-length:";

/// A line of more bytes than this is no header.
const LONGEST_LINE: usize = 1 << 12;

/// Reads the bodies of messages.
#[derive(Debug)]
pub(in crate::lsp) struct Frames<I> {
    input: I,
    /// What was read and not yet handed out.
    buffer: Vec<u8>,
    /// The length that the headers so far have given.
    announced: Option<usize>,
    /// The length of the body that comes next, once its headers are through.
    body: Option<usize>,
}

impl<I: AsyncRead + Unpin> Frames<I> {
    pub(in crate::lsp) fn new(input: I) -> Self {
        Frames { input, buffer: Vec::new(), announced: None, body: None }
    }

    /// The body of the next message; `None` at the end of the input. Nothing is lost where this is dropped half way.
    pub(in crate::lsp) async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(body) = self.take() {
                return Some(body);
            }
            let read = self.input.read_buf(&mut self.buffer).await;
            if !read.is_ok_and(|bytes| bytes > 0) {
                return None;
            }
        }
    }

    /// The next body, where all of it is there.
    fn take(&mut self) -> Option<Vec<u8>> {
        while self.body.is_none() {
            let Some(end) = self.buffer.iter().position(|&byte| byte == b'\n') else {
                if self.buffer.len() > LONGEST_LINE {
                    // What is left may be the head of a header.
                    self.buffer.drain(..self.buffer.len() - LENGTH.len());
                }
                return None;
            };
            let line: Vec<u8> = self.buffer.drain(..=end).collect();
            if line.trim_ascii().is_empty() {
                self.body = self.announced.take();
            } else if let Some(length) = length_in(&line) {
                self.announced = Some(length);
            }
        }
        let length = self.body.filter(|&length| length <= self.buffer.len())?;
        self.body = None;
        let rest = self.buffer.split_off(length);
        Some(std::mem::replace(&mut self.buffer, rest))
    }
}

/// The length that a line gives, whatever stands before it on the line.
fn length_in(line: &[u8]) -> Option<usize> {
    let start = line.windows(LENGTH.len()).rposition(|window| window.eq_ignore_ascii_case(LENGTH))?;
    let value = line.get(start + LENGTH.len()..)?.trim_ascii();
    std::str::from_utf8(value).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn bodies(input: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(input);
        let mut bodies = Vec::new();
        while let Some(body) = frames.next().await {
            bodies.push(String::from_utf8(body).unwrap());
        }
        bodies
    }

    #[tokio::test]
    async fn headers_are_taken_in_any_case_and_company() {
        let input = b"Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x; charset=latin1\r\nX: y\r\n\r\n[1]CONTENT-LENGTH: 0\n\nContent-Length: 1\r\n\r\n7";
        assert_eq!(bodies(input).await, ["{}", "[1]", "", "7"]);
    }

    #[tokio::test]
    async fn what_is_no_header_is_passed_over() {
        let input = b"\r\nnonsense\r\n\r\nContent-Length: many\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(bodies(input).await, ["{}"]);
        let mut long = vec![b'x'; 3 * LONGEST_LINE];
        long.extend_from_slice(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(bodies(&long).await, ["{}"]);
    }

    #[tokio::test]
    async fn a_message_cut_off_is_none() {
        assert_eq!(bodies(b"Content-Length: 2\r\n\r\n{}Content-Length: 9\r\n\r\n{").await, ["{}"]);
    }

    #[tokio::test]
    async fn a_message_may_come_byte_by_byte() {
        let input = "Content-Length: 3\r\n\r\n稿Content-Length: 2\r\n\r\n{}".as_bytes();
        let (reader, mut writer) = tokio::io::duplex(1);
        let sent = tokio::spawn(async move { tokio::io::AsyncWriteExt::write_all(&mut writer, input).await });
        let mut frames = Frames::new(reader);
        assert_eq!(frames.next().await.as_deref(), Some("稿".as_bytes()));
        assert_eq!(frames.next().await.as_deref(), Some(b"{}".as_slice()));
        assert_eq!(frames.next().await, None);
        sent.await.unwrap().unwrap();
    }
}
