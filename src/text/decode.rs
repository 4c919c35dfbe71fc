//! From bytes to text: UTF-8, UTF-16, GB18030 and Big5, with or without a byte-order mark.
//!
//! Decoding is strict. A draft is the only copy of somebody's work: a byte that cannot be read is an error with
//! its place, never a replacement character that a later `--fix` would write back.

use encoding_rs::BIG5;

use super::recognition::{DoubleBytes, double_bytes, foreign_guess, is_damaged_utf8, is_ordinary_gb18030};
use super::strict::{DecodeError, decode_as};
use super::{Charset, Confidence, EncodeError, Encoding, patch, utf16};

/// The text of a file, without its byte-order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, line ends as they were.
    pub text: String,
    /// How to write it back.
    pub encoding: Encoding,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Decoded {
    /// Whether writing the text back gives `original` again. A few GB18030 sequences (such as A3A0 for the wide
    /// space) have a second, standard spelling.
    pub fn restores(&self, original: &[u8]) -> bool {
        match self.encoding.charset {
            Charset::Gb18030 | Charset::Big5 => self.encoding.encode(&self.text).is_ok_and(|bytes| bytes == original),
            Charset::Utf8 | Charset::Utf16Le | Charset::Utf16Be => true,
        }
    }

    /// The bytes of `mended`, in the encoding of the `original` that was read. What is as it was keeps its bytes, even
    /// those that an encoder would spell otherwise.
    pub fn rewrite(&self, original: &[u8], mended: &str) -> Result<Vec<u8>, EncodeError> {
        let encoded = self.encoding.encode(mended)?;
        if self.restores(original) {
            return Ok(encoded);
        }
        Ok(patch::patch(original, self.encoding, mended).unwrap_or(encoded))
    }
}

/// Reads a whole file that is known to be in a certain encoding.
pub fn decode_in(bytes: &[u8], charset: Charset) -> Result<Decoded, DecodeError> {
    let mark = charset.bom();
    let bom = !mark.is_empty() && bytes.starts_with(mark);
    let skipped = if bom { mark.len() } else { 0 };
    let content = bytes.get(skipped..).unwrap_or_default();
    let text = decode_as(charset, content).map_err(|error| error.behind(skipped))?;
    Ok(Decoded { text, encoding: Encoding { charset, bom }, confidence: Confidence::Certain })
}

/// Reads a whole file. A byte-order mark decides; without one UTF-8 is tried first, then UTF-16 where it is
/// obvious, then GB18030.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    // The little-endian mark begins with that of UTF-16, and no draft begins with a null character.
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(DecodeError::Foreign { guess: "UTF-32" });
    }
    for charset in [Charset::Utf8, Charset::Utf16Le, Charset::Utf16Be, Charset::Gb18030] {
        if bytes.starts_with(charset.bom()) {
            return decode_in(bytes, charset);
        }
    }
    let has_nul = bytes.contains(&0);
    if !has_nul && let Ok(text) = std::str::from_utf8(bytes) {
        return match double_bytes(text, bytes) {
            DoubleBytes::Gb18030 => read_as(Charset::Gb18030, bytes, Confidence::Likely),
            DoubleBytes::Either => read_as(Charset::Utf8, bytes, Confidence::Doubtful),
            DoubleBytes::Utf8 => read_as(Charset::Utf8, bytes, Confidence::Certain),
        };
    }
    if let Some(charset) = utf16::recognise(bytes) {
        return read_as(charset, bytes, Confidence::Likely);
    }
    if has_nul {
        return Err(DecodeError::Binary);
    }
    if is_damaged_utf8(bytes) {
        return read_as(Charset::Utf8, bytes, Confidence::Certain);
    }
    // The detector takes a hundred times as long as decoding: it is asked only where there is doubt.
    if is_ordinary_gb18030(bytes) {
        return read_as(Charset::Gb18030, bytes, Confidence::Likely);
    }
    let guess = foreign_guess(bytes);
    if guess == Some(BIG5.name())
        && let Ok(decoded) = read_as(Charset::Big5, bytes, Confidence::Likely)
    {
        return Ok(decoded);
    }
    let decoded = read_as(Charset::Gb18030, bytes, Confidence::Doubtful)?;
    guess.map_or(Ok(decoded), |guess| Err(DecodeError::Foreign { guess }))
}

fn read_as(charset: Charset, bytes: &[u8], confidence: Confidence) -> Result<Decoded, DecodeError> {
    let text = decode_as(charset, bytes)?;
    Ok(Decoded { text, encoding: Encoding { charset, bom: false }, confidence })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DRAFT: &str = "同志们：\r\n　　今天，我们在这里开会，主要任务是研究部署下一步工作。\r\n";

    fn every_encoding() -> impl Iterator<Item = Encoding> {
        [Charset::Utf8, Charset::Utf16Le, Charset::Utf16Be, Charset::Gb18030]
            .into_iter()
            .flat_map(|charset| [false, true].map(|bom| Encoding { charset, bom }))
    }

    fn gb18030(text: &str) -> Vec<u8> {
        Encoding { charset: Charset::Gb18030, bom: false }.encode(text).unwrap()
    }

    #[test]
    fn a_draft_is_recognised_in_every_encoding() {
        for encoding in every_encoding() {
            let bytes = encoding.encode(DRAFT).unwrap();
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (DRAFT, encoding));
            let is_stated = encoding.bom || encoding.charset == Charset::Utf8;
            assert_eq!(decoded.confidence == Confidence::Certain, is_stated, "{encoding:?}");
        }
    }

    #[test]
    fn nothing_is_an_empty_utf8_text() {
        let nothing = Decoded { text: String::new(), encoding: Encoding::UTF_8, confidence: Confidence::Certain };
        assert_eq!(decode(b""), Ok(nothing));
    }

    #[test]
    fn a_short_gb18030_draft_is_enough() {
        for text in ["各位", "要抓落实，，", "一是", "，", "会议要求："] {
            let decoded = decode(&gb18030(text)).unwrap();
            // Two bytes may happen to be UTF-8 as well; they are still written back as they were.
            assert!(decoded.text == text || text.chars().count() == 1, "{decoded:?}");
        }
    }

    #[test]
    fn four_byte_sequences_and_rare_characters_survive() {
        let text = "㑇𠀀龺镕喆，同志们辛苦了。";
        assert_eq!(decode(&gb18030(text)).map(|decoded| decoded.text), Ok(text.into()));
    }

    #[test]
    fn a_second_spelling_is_read_and_known_for_one() {
        let mut bytes = gb18030("各位领导");
        bytes.extend([0xa3, 0xa0]);
        bytes.extend(gb18030("同志们"));
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, "各位领导\u{3000}同志们");
        assert!(!decoded.restores(&bytes));
    }

    #[test]
    fn nul_bytes_are_no_text() {
        assert_eq!(decode(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"), Err(DecodeError::Binary));
        assert_eq!(decode("会议\0要求".as_bytes()), Err(DecodeError::Binary));
    }

    #[test]
    fn utf8_that_was_cut_off_is_not_taken_for_gb18030() {
        let bytes = DRAFT.as_bytes();
        let cut = &bytes[..bytes.len() - 4];
        let error = decode(cut).unwrap_err();
        let expected = DecodeError::Malformed { charset: Charset::Utf8, offset: cut.len() - 1, line: 2, guess: None };
        assert_eq!(error, expected);
    }

    #[test]
    fn a_bad_byte_in_gb18030_is_placed() {
        let mut bytes = gb18030(DRAFT);
        let offset = bytes.len();
        bytes.extend([0xff, 0xff]);
        let error = decode(&bytes).unwrap_err();
        let expected = DecodeError::Malformed { charset: Charset::Gb18030, offset, line: 3, guess: None };
        assert_eq!(error, expected);
    }

    #[test]
    fn a_lone_surrogate_is_placed_behind_the_byte_order_mark() {
        let bytes = [0xff, 0xfe, 0x2d, 0x4e, 0x0a, 0x00, 0x00, 0xd8, 0x2d, 0x4e];
        let expected = DecodeError::Malformed { charset: Charset::Utf16Le, offset: 6, line: 2, guess: None };
        assert_eq!(decode(&bytes), Err(expected));
    }

    #[test]
    fn an_odd_byte_at_the_end_of_utf16_is_an_error() {
        let expected = DecodeError::Malformed { charset: Charset::Utf16Le, offset: 4, line: 1, guess: None };
        assert_eq!(decode(&[0xff, 0xfe, 0x2d, 0x4e, 0x2d]), Err(expected));
    }

    #[test]
    fn ascii_in_utf16_is_not_taken_for_characters_of_the_other_order() {
        for (charset, bytes) in
            [(Charset::Utf16Le, b"2\x000\x002\x006\x00"), (Charset::Utf16Be, b"\x002\x000\x002\x006")]
        {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding.charset), ("2026", charset));
        }
    }

    #[test]
    fn big5_is_recognised_and_written_back() {
        let text = "各位來賓、各位朋友：今天我們在這裡舉行會議，討論明年的工作計畫，請大家踴躍發言。";
        let (bytes, _, _) = BIG5.encode(text);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding.charset), (text, Charset::Big5));
        let mended = text.replace("明年", "今年");
        assert_eq!(decoded.rewrite(&bytes, &mended), Ok(BIG5.encode(&mended).0.into_owned()));
    }

    #[test]
    fn another_encoding_is_refused_rather_than_read_as_gibberish() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("これは日本語の文章です。会議の資料をお送りいたします。");
        assert!(decode(&bytes).is_err());
    }

    #[test]
    fn what_somebody_says_goes_over_what_it_looks_like() {
        let bytes = gb18030("各位领导");
        assert!(decode_in(&bytes, Charset::Utf8).is_err());
        assert_eq!(decode_in("abc".as_bytes(), Charset::Big5).unwrap().encoding.charset, Charset::Big5);
        let marked = Encoding { charset: Charset::Utf8, bom: true }.encode("甲").unwrap();
        assert_eq!(decode_in(&marked, Charset::Utf8).unwrap().text, "甲");
    }

    fn reads_or_explains(bytes: &[u8]) -> Result<(), TestCaseError> {
        match decode(bytes) {
            Ok(decoded) if decoded.restores(bytes) => {
                prop_assert_eq!(decoded.encoding.encode(&decoded.text), Ok(bytes.to_vec()));
            }
            Ok(decoded) => prop_assert!(matches!(decoded.encoding.charset, Charset::Gb18030 | Charset::Big5)),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
        Ok(())
    }

    fn marks() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            Just(Vec::new()),
            prop::sample::select(vec![Charset::Utf8, Charset::Utf16Le, Charset::Utf16Be, Charset::Gb18030])
                .prop_map(|charset| charset.bom().to_vec()),
        ]
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_explained(mut bytes in marks(), rest in prop::collection::vec(any::<u8>(), 0..200)) {
            bytes.extend(rest);
            reads_or_explains(&bytes)?;
        }

        #[test]
        fn high_bytes_are_read_or_explained(bytes in prop::collection::vec(0x80u8.., 0..64)) {
            reads_or_explains(&bytes)?;
        }

        #[test]
        fn any_text_comes_back(text in "[\u{1}-\u{d7ff}]{0,80}", encoding in prop::sample::select(every_encoding().collect::<Vec<_>>())) {
            if encoding.bom && let Ok(bytes) = encoding.encode(&text) {
                let decoded = decode(&bytes).unwrap();
                prop_assert_eq!((decoded.text, decoded.encoding), (text, encoding));
            }
        }

        #[test]
        fn a_byte_gone_wrong_is_read_or_explained(at in 0usize..100, byte in any::<u8>(), encoding in prop::sample::select(every_encoding().collect::<Vec<_>>())) {
            let mut bytes = encoding.encode(DRAFT).unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            reads_or_explains(&bytes)?;
        }
    }
}
