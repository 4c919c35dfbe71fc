//! The encodings a draft may come in, and writing it back in the one it came in.

use encoding_rs::{BIG5, EncoderResult, GB18030};

/// How the characters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// UTF-16, least significant byte first (what Windows calls “Unicode”).
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// GB18030, which contains GBK and GB 2312 (what Windows calls “ANSI” in China).
    Gb18030,
    /// Big5, for traditional characters.
    Big5,
}

/// A charset, and whether the file opens with a byte-order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// How characters are written.
    pub charset: Charset,
    /// Whether the file starts with U+FEFF, which is not part of the text.
    pub bom: bool,
}

/// How sure it is in which encoding a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// The file says so by its byte-order mark, its bytes can hardly be anything else, or somebody said so.
    Certain,
    /// What most of it spells are everyday characters.
    Likely,
    /// It can be read so, and nothing speaks for another.
    Doubtful,
}

impl Confidence {
    /// The word shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            Confidence::Certain => "确定",
            Confidence::Likely => "很可能",
            Confidence::Doubtful => "没有把握",
        }
    }
}

/// A character that the encoding of the file does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("字符“{character}”（U+{:04X}）无法写成 {} 编码。请先把文件另存为 UTF-8", *character as u32, encoding.name())]
#[non_exhaustive]
pub struct EncodeError {
    /// The first such character.
    pub character: char,
    /// The encoding.
    pub encoding: Encoding,
}

impl Charset {
    /// The name shown to users and written to reports.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Utf8 => "UTF-8",
            Charset::Utf16Le => "UTF-16LE",
            Charset::Utf16Be => "UTF-16BE",
            Charset::Gb18030 => "GB18030",
            Charset::Big5 => "Big5",
        }
    }

    /// The byte-order mark.
    pub(super) fn bom(self) -> &'static [u8] {
        match self {
            Charset::Utf8 => &[0xef, 0xbb, 0xbf],
            Charset::Utf16Le => &[0xff, 0xfe],
            Charset::Utf16Be => &[0xfe, 0xff],
            Charset::Gb18030 => &[0x84, 0x31, 0x95, 0x33],
            Charset::Big5 => &[],
        }
    }
}

impl Encoding {
    /// UTF-8 without a byte-order mark.
    pub const UTF_8: Encoding = Encoding { charset: Charset::Utf8, bom: false };

    /// The name shown to users and written to reports. A byte-order mark is named in UTF-8 only, where it is an
    /// oddity.
    pub fn name(self) -> &'static str {
        match self {
            Encoding { charset: Charset::Utf8, bom: true } => "UTF-8 BOM",
            Encoding { charset, .. } => charset.name(),
        }
    }

    /// Writes `text` in this encoding, with the byte-order mark if there was one.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, EncodeError> {
        let mut bytes = if self.bom { self.charset.bom().to_vec() } else { Vec::new() };
        match self.charset {
            Charset::Utf8 => bytes.extend_from_slice(text.as_bytes()),
            Charset::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Charset::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            Charset::Gb18030 | Charset::Big5 => {
                let legacy = if self.charset == Charset::Big5 { BIG5 } else { GB18030 };
                encode_legacy(legacy, text, &mut bytes)
                    .map_err(|character| EncodeError { character, encoding: self })?
            }
        }
        Ok(bytes)
    }
}

fn encode_legacy(encoding: &'static encoding_rs::Encoding, text: &str, bytes: &mut Vec<u8>) -> Result<(), char> {
    let mut encoder = encoding.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len()).unwrap_or(text.len());
    bytes.reserve(room);
    match encoder.encode_from_utf8_to_vec_without_replacement(text, bytes, true) {
        (EncoderResult::Unmappable(character), _) => Err(character),
        (EncoderResult::InputEmpty | EncoderResult::OutputFull, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unencodable_character_is_named() {
        let encoding = Encoding { charset: Charset::Gb18030, bom: false };
        let error = encoding.encode("好\u{e5e5}").unwrap_err();
        assert_eq!(error, EncodeError { character: '\u{e5e5}', encoding });
    }
}
