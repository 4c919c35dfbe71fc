//! Writing a mended text back into bytes that do not spell everything as an encoder would.

use encoding_rs::{BIG5, GB18030};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::strict::decode_as;
use super::{Charset, Encoding};

/// The bytes of `mended`, in which everything that it shares with the text of `original` keeps its bytes: a few
/// characters of GB18030 and Big5 have a second spelling, and such a file must not change where nobody meant it to.
/// Nothing where that cannot be done.
pub(super) fn patch(original: &[u8], encoding: Encoding, mended: &str) -> Option<Vec<u8>> {
    let mark = if encoding.bom { encoding.charset.bom() } else { &[] };
    let content = original.strip_prefix(mark)?;
    let spelled = spelled(encoding.charset, content)?;
    let old: Vec<&str> = spelled.iter().map(|(text, _)| text.as_str()).collect();
    let new: Vec<&str> = mended.split_inclusive(|_: char| true).collect();
    let mut bytes = mark.to_vec();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { old_index, len, .. } = operation {
            bytes.extend(spelled.get(old_index..old_index + len)?.iter().flat_map(|(_, bytes)| *bytes));
        } else {
            let text = new.get(operation.new_range())?.concat();
            bytes.extend(Encoding { bom: false, ..encoding }.encode(&text).ok()?);
        }
    }
    let is_faithful = decode_as(encoding.charset, bytes.get(mark.len()..)?).is_ok_and(|text| text == mended);
    is_faithful.then_some(bytes)
}

/// The characters of a text, each with its bytes.
fn spelled(charset: Charset, mut content: &[u8]) -> Option<Vec<(String, &[u8])>> {
    let encoding = match charset {
        Charset::Gb18030 => GB18030,
        Charset::Big5 => BIG5,
        Charset::Utf8 | Charset::Utf16Le | Charset::Utf16Be => return None,
    };
    let mut spelled = Vec::new();
    while let Some(first) = content.first() {
        let length = match (first, content.get(1)) {
            (0..=0x80, _) => 1,
            (_, Some(0x30..=0x39)) if charset == Charset::Gb18030 => 4,
            _ => 2,
        };
        let (bytes, rest) = content.split_at_checked(length)?;
        spelled.push((encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(), bytes));
        content = rest;
    }
    Some(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::decode;

    #[test]
    fn bytes_outside_the_edits_stay_as_they_were() {
        let encode = |text: &str| Encoding { charset: Charset::Gb18030, bom: false }.encode(text).unwrap();
        let wide_space = [0xa3, 0xa0];
        let line = |text: &str| [wide_space.as_slice(), &wide_space, &encode(text), b"\r\n"].concat();
        let original = [line("会议的任务是，，总结工作。"), line("请大家认真学习，，抓好落实。")].concat();
        let decoded = decode(&original).unwrap();
        assert!(!decoded.restores(&original));
        let mended = decoded.text.replace("，，", "，");
        let expected = [line("会议的任务是，总结工作。"), line("请大家认真学习，抓好落实。")].concat();
        assert_eq!(decoded.rewrite(&original, &mended), Ok(expected));
    }
}
