//! Decoding in which a byte that cannot be read is an error with its place.

use encoding_rs::{BIG5, DecoderResult, GB18030};

use super::recognition::foreign_guess;
use super::{Charset, LineTable, utf16};

/// Why bytes are no text. The messages are for users, and name the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// NUL bytes outside UTF-16: a picture, an archive, a Word file.
    #[error("不是纯文本文件（含有空字节）。如果是 Word 等文档，请先另存为纯文本（.txt，UTF-8）")]
    Binary,
    /// A byte sequence that the file's apparent encoding does not have.
    #[error(
        "看来是 {} 编码，但第 {line} 行（文件第 {offset} 字节起）不合该编码，文件可能已损坏{}。请用编辑器打开核对后另存为 UTF-8",
        charset.name(),
        guess.map_or_else(String::new, |name| format!("，也可能是 {name} 编码")),
    )]
    Malformed {
        /// What the file looks most like.
        charset: Charset,
        /// Bytes before the first bad one.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// What else it might be.
        guess: Option<&'static str>,
    },
    /// Formally GB18030, but read so it would be gibberish.
    #[error("看来是 {guess} 编码，gaolint 只读 UTF-8、UTF-16、GB18030 和 Big5。请用编辑器打开后另存为 UTF-8")]
    Foreign {
        /// What the file looks like.
        guess: &'static str,
    },
}

/// The text of `bytes`, which have no byte-order mark.
pub(super) fn decode_as(charset: Charset, bytes: &[u8]) -> Result<String, DecodeError> {
    let (text, bad_offset) = match charset {
        Charset::Utf8 => decode_utf8(bytes),
        Charset::Utf16Le => utf16::decode(bytes, u16::from_le_bytes),
        Charset::Utf16Be => utf16::decode(bytes, u16::from_be_bytes),
        Charset::Gb18030 => decode_legacy(GB18030, bytes),
        Charset::Big5 => decode_legacy(BIG5, bytes),
    };
    match bad_offset {
        None => Ok(text),
        Some(offset) => {
            let guess = if charset == Charset::Gb18030 { foreign_guess(bytes) } else { None };
            Err(DecodeError::Malformed { charset, offset, line: LineTable::new(&text).len(), guess })
        }
    }
}

impl DecodeError {
    /// The same error in a file whose first `skipped` bytes were not looked at.
    pub(super) fn behind(mut self, skipped: usize) -> Self {
        if let DecodeError::Malformed { offset, .. } = &mut self {
            *offset += skipped;
        }
        self
    }
}

/// The text up to the first bad byte, and that byte's offset.
fn decode_utf8(bytes: &[u8]) -> (String, Option<usize>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            (String::from_utf8_lossy(good).into_owned(), Some(error.valid_up_to()))
        }
    }
}

/// The text up to the first bad byte, and that byte's offset.
fn decode_legacy(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, Option<usize>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::Malformed(bad, beyond), read) => {
            (text, Some(read.saturating_sub(usize::from(bad) + usize::from(beyond))))
        }
        (DecoderResult::InputEmpty | DecoderResult::OutputFull, _) => (text, None),
    }
}
