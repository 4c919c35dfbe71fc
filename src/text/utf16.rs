//! UTF-16: strict reading, and recognising it where no byte-order mark says so.

use super::Charset;

/// The text up to the first lone surrogate or odd last byte, and the offset of that.
pub(super) fn decode(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Option<usize>) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 0;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(character) = character else { return (text, Some(offset)) };
        text.push(character);
        offset += 2 * character.len_utf16();
    }
    (text, (!odd.is_empty()).then_some(offset))
}

/// The byte order, where the bytes are obviously UTF-16: hardly anything but what Chinese drafts consist of in one
/// order, and more everyday marks than in the other (Latin letters read backwards are Chinese characters).
pub(super) fn recognise(bytes: &[u8]) -> Option<Charset> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if pairs.is_empty() || !odd.is_empty() {
        return None;
    }
    let little = Evidence::gather(pairs, u16::from_le_bytes);
    let big = Evidence::gather(pairs, u16::from_be_bytes);
    let (charset, better, worse) =
        if little.marks >= big.marks { (Charset::Utf16Le, little, big) } else { (Charset::Utf16Be, big, little) };
    (better.is_draft() && better.marks > worse.marks).then_some(charset)
}

/// What the code units of a text are, were it UTF-16 in a certain byte order.
#[derive(Debug, Default)]
struct Evidence {
    units: usize,
    /// Latin letters, digits, line ends, and the points of Chinese.
    marks: usize,
    /// Those, and Chinese characters.
    expected: usize,
    impossible: bool,
}

impl Evidence {
    fn gather(pairs: &[[u8; 2]], unit: fn([u8; 2]) -> u16) -> Self {
        let mut evidence = Evidence::default();
        for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
            evidence.units += 1;
            match character {
                Ok('\t' | '\n' | '\r' | ' '..='~' | '、' | '。' | '，' | '：' | '；' | '\u{3000}') => {
                    evidence.marks += 1;
                    evidence.expected += 1;
                }
                Ok(
                    '\u{4e00}'..='\u{9fff}'
                    | '\u{2000}'..='\u{206f}'
                    | '\u{3000}'..='\u{303f}'
                    | '\u{ff00}'..='\u{ffef}',
                ) => {
                    evidence.expected += 1;
                }
                Ok('\0'..='\u{1f}' | '\u{fffe}') | Err(_) => evidence.impossible = true,
                Ok(_) => {}
            }
        }
        evidence
    }

    fn is_draft(&self) -> bool {
        !self.impossible && 10 * self.expected >= 9 * self.units
    }
}
