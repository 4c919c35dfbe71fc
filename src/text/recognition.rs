//! What encoding bytes are in where no mark says so, and more than one is possible.

/// Whether bytes that are not UTF-8 were meant to be: a draft cut off in the middle of a character, or one with a
/// few bad bytes, is often formally valid GB18030 and would be read as gibberish. Real GB18030 has a bad byte at
/// every other character.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| character.len_utf8() >= 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// What a text is whose bytes are UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DoubleBytes {
    Utf8,
    /// UTF-8 spells what no draft has, GB18030 everyday characters.
    Gb18030,
    /// Both readings are possible.
    Either,
}

/// What `bytes`, which are UTF-8 and spell `text`, are: a few characters of GB18030 (通知) happen to be UTF-8 as well, all
/// of two bytes.
pub(super) fn double_bytes(text: &str, bytes: &[u8]) -> DoubleBytes {
    let is_of_other_scripts = |c: char| c.len_utf8() >= 3 || c.is_ascii_alphabetic();
    if text.is_ascii() || text.chars().any(is_of_other_scripts) || !is_ordinary_gb18030(bytes) {
        return DoubleBytes::Utf8;
    }
    // Latin letters and marks, Greek, Cyrillic.
    let is_usual = |c: char| matches!(c, '\0'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{410}'..='\u{44f}');
    match text.chars().filter(|c| !c.is_ascii()).count() {
        _ if !text.chars().all(is_usual) => DoubleBytes::Gb18030,
        // One mark between digits (2026·5) is one.
        1 => DoubleBytes::Utf8,
        _ => DoubleBytes::Either,
    }
}

/// The encoding that the bytes look like, where it is none of ours.
pub(super) fn foreign_guess(bytes: &[u8]) -> Option<&'static str> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    [encoding_rs::BIG5, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::EUC_KR]
        .contains(&guess)
        .then(|| guess.name())
}

/// Whether most of what valid GB18030 bytes spell are everyday Chinese characters and marks (the first level of
/// GB 2312). The detector can be wrong about a short draft; this cannot be wrong about a Chinese one.
pub(super) fn is_ordinary_gb18030(bytes: &[u8]) -> bool {
    let (mut ordinary, mut all) = (0usize, 0usize);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (0x81..=0xfe, [0x30..=0x39, _, _, tail @ ..]) => tail,
            (0x81..=0xfe, [second, tail @ ..]) => {
                all += 1;
                ordinary += usize::from(matches!(first, 0xb0..=0xd7 | 0xa1 | 0xa3) && *second >= 0xa1);
                tail
            }
            _ => tail,
        };
    }
    4 * ordinary >= 3 * all
}

#[cfg(test)]
mod tests {
    use crate::text::{Charset, Confidence, DecodeError, Encoding, decode};

    fn gb18030(text: &str) -> Vec<u8> {
        Encoding { charset: Charset::Gb18030, bom: false }.encode(text).unwrap()
    }

    #[test]
    fn short_gb18030_that_happens_to_be_utf8_is_read_as_what_makes_sense() {
        for text in ["通知", "，通知。", "一、通知\r\n"] {
            let decoded = decode(&gb18030(text)).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.confidence), (text, Confidence::Likely));
        }
        for text in ["2026·5", "23°", "café", "·通知·", "±5"] {
            let decoded = decode(text.as_bytes()).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.confidence), (text, Confidence::Certain));
        }
        assert_eq!(decode("αβ".as_bytes()).map(|it| (it.text, it.confidence)), Ok(("αβ".into(), Confidence::Doubtful)));
    }

    #[test]
    fn utf32_is_named_and_not_read() {
        for bytes in [[0xff, 0xfe, 0, 0, 0x1a, 0x90, 0, 0], [0, 0, 0xfe, 0xff, 0, 0, 0x90, 0x1a]] {
            assert_eq!(decode(&bytes), Err(DecodeError::Foreign { guess: "UTF-32" }));
        }
    }
}
