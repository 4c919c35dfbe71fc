//! Several documents in one file. Numbering, quotations and dates start afresh in each.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::paragraph::Paragraph;
use crate::text::slice;

/// One document of a file: the indices of its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Indices into the file's paragraphs.
    pub paragraphs: Range<usize>,
}

/// Lines that open a document: collections number their pieces, offices append attachments.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:第[一二三四五六七八九十百]{1,4}篇\s*[:：]|附件?[一二三四五六七八九十0-9０-９]{0,3}\s*[:：]?$|附\s*[:：])",
    )
    .ok()
});

/// A salutation that stands alone, or opens a paragraph.
static SALUTATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:尊敬的|各位)?[^，。；！？,;!?]{0,16}(?:同志们|代表|委员|领导|来宾|朋友们|老师|同学们)(?:[，、,][^。；]{0,12})?[:：]").ok()
});

/// A speech's last words.
static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:我的讲话(?:完了|到此结束)[^。]{0,6}[，,。]?)?(?:最后[，,])?谢谢(?:大家|各位)?[!！。]?$").ok()
});

/// Splits the paragraphs of `text` into documents. There is at least one.
pub fn segments(text: &str, paragraphs: &[Paragraph]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut closed = false;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let line = slice(text, paragraph.range);
        let opens = matches(&OPENING, line) || (closed && matches(&SALUTATION, line));
        if opens && index > start {
            segments.push(Segment { paragraphs: start..index });
            start = index;
        }
        closed = (closed && !opens) || matches(&CLOSING, line);
    }
    segments.push(Segment { paragraphs: start..paragraphs.len() });
    segments
}

fn matches(pattern: &LazyLock<Option<Regex>>, line: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

#[cfg(test)]
mod tests {
    use super::super::paragraph_parser::paragraphs;
    use super::*;

    fn firsts(text: &str) -> Vec<usize> {
        segments(text, &paragraphs(text)).iter().map(|segment| segment.paragraphs.start).collect()
    }

    #[test]
    fn an_empty_file_is_one_document() {
        assert_eq!(firsts(""), [0]);
    }

    #[test]
    fn numbered_pieces_attachments_and_new_salutations_open_a_document() {
        assert_eq!(firsts("第一篇：春耕\n一、甲\n第二篇:秋收\n一、乙"), [0, 2]);
        assert_eq!(firsts("一、甲\n附件1\n一、乙"), [0, 1]);
        assert_eq!(firsts("同志们：\n一、甲\n谢谢大家！\n同志们：\n一、乙"), [0, 3]);
    }

    #[test]
    fn the_words_that_closed_a_speech_close_no_other() {
        assert_eq!(firsts("同志们：\n一、甲\n谢谢大家！\n同志们：\n一、乙\n各位代表：\n二、丙"), [0, 3]);
    }

    #[test]
    fn a_second_salutation_in_the_same_speech_does_not() {
        assert_eq!(firsts("同志们：\n一、甲\n同志们，让我们努力奋斗！"), [0]);
    }
}
