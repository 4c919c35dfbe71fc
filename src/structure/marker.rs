//! An ordinal marker, as it was read: 一、（一）1.（1）① and the spoken 一是、一要、第一，、其一，、首先.

use super::numeral::{self, Notation};
use crate::text::{Span, chars, slice};

/// The class of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// 第一编, 第一章, 第一节, 第一条.
    Article(char),
    /// 一、
    HanComma,
    /// （一）
    HanBracket,
    /// 1.
    ArabicDot,
    /// （1） or 1）
    ArabicBracket,
    /// ①
    Framed,
    /// a.
    Letter,
    /// 1.1; the number is that of the last part.
    Decimal,
    /// 第一， or, before a verb, 第一.
    Ordinal,
    /// 第一阶段, 第一步: counted, but free to be named out of order. Holds the noun's first character.
    Stage(char),
    /// 其一，
    Its,
    /// 首先，其次，再次.
    Adverb,
    /// 一是
    Is,
    /// 一要
    Must,
    /// 一来
    Come,
}

impl Kind {
    /// The depth of a level marker (GB/T 9704-2012 7.3.3, GB/T 15834-2011 B.3.8); `None` for the free series of
    /// spoken style, which may stand at any depth.
    pub fn rank(self) -> Option<u8> {
        match self {
            Kind::Article('编') => Some(0),
            Kind::Article('章') => Some(1),
            Kind::Article('节') => Some(2),
            Kind::Article(_) => Some(3),
            Kind::HanComma => Some(4),
            Kind::HanBracket => Some(5),
            Kind::ArabicDot => Some(6),
            Kind::Decimal => Some(6),
            Kind::ArabicBracket => Some(7),
            Kind::Framed | Kind::Letter => Some(8),
            Kind::Ordinal | Kind::Stage(_) | Kind::Its | Kind::Adverb | Kind::Is | Kind::Must | Kind::Come => None,
        }
    }

    /// Whether the class belongs to the free series of spoken style.
    pub fn is_free(self) -> bool {
        self.rank().is_none()
    }
}

/// A marker in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Its class.
    pub kind: Kind,
    /// Its number.
    pub number: u32,
    /// How the number is written.
    pub notation: Notation,
    /// The whole marker with its punctuation: `（一）`, `第三，`.
    pub range: Span,
    /// The numeral alone.
    pub number_range: Span,
    /// Index of the paragraph it stands in.
    pub paragraph: usize,
    /// Whether it opens its paragraph.
    pub at_start: bool,
    /// Whether it stands in the middle of a line because the line break before it was lost.
    pub is_run_in: bool,
    /// Whether it is a marker only if it continues a series; alone it would as likely be something else.
    pub is_doubtful: bool,
}

impl Marker {
    /// The marker with another number, in the style of this one: `（二）` for 2. `None` where the notation ends.
    pub fn render(&self, text: &str, number: u32) -> Option<String> {
        let prefix = slice(text, self.range.start..self.number_range.start);
        let suffix = slice(text, self.number_range.end..self.range.end);
        Some(format!("{prefix}{}{suffix}", numeral::write(number, self.notation)?))
    }

    /// Its text without the point that may follow: `第三`, `（一）`, `一是`.
    pub fn label<'a>(&self, text: &'a str) -> &'a str {
        slice(text, self.range).trim_end_matches(|c| chars::is_point(c) && c != '、')
    }
}
