//! Ordinal markers: 一、（一）1.（1）① and the spoken 一是、一要、第一，、其一，、首先.
//!
//! One parser for all classes of zh-rules §1.1. It reads a marker only where one can stand, at the start of a
//! paragraph or of a clause, and knows the words that merely begin like one: 进一步, 统一要求, 第一产业.

use std::ops::Range;

use super::marker_parser::{Place, parse};
use super::numeral::{self, Notation};
use super::paragraph::Paragraph;
use crate::text::{after, before, chars, slice};

/// The class of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    pub range: Range<usize>,
    /// The numeral alone.
    pub number_range: Range<usize>,
    /// Index of the paragraph it stands in.
    pub paragraph: usize,
    /// Whether it opens its paragraph.
    pub at_start: bool,
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
        slice(text, self.range.clone()).trim_end_matches(|c| chars::is_point(c) && c != '、')
    }
}

/// The markers of one paragraph, in order.
pub fn markers(text: &str, index: usize, paragraph: &Paragraph) -> Vec<Marker> {
    let line = slice(text, paragraph.range.clone());
    let mut found = Vec::new();
    let mut place = Place::Start;
    let mut at = skip_decoration(line);
    while let Some(c) = after(line, at).chars().next() {
        let is_bracketed = before(line, at).ends_with(['（', '(']);
        if place != Place::Inside
            && let Some(parsed) = parse(after(line, at), place)
            && !(is_bracketed && parsed.kind == Kind::ArabicBracket)
        {
            let start = paragraph.range.start + at;
            found.push(Marker {
                kind: parsed.kind,
                number: parsed.numeral.value,
                notation: parsed.numeral.notation,
                range: start..start + parsed.len,
                number_range: start + parsed.number_at..start + parsed.number_at + parsed.numeral.len,
                paragraph: index,
                at_start: place == Place::Start,
                is_doubtful: parsed.is_doubtful || (parsed.numeral.value > 1 && is_unsupported(parsed.kind, place)),
            });
            at += parsed.len;
            place = Place::Clause;
            continue;
        }
        place = next_place(place, c);
        at += c.len_utf8();
    }
    found
}

/// Heading numbers in the middle of a line: a lost line break, or no marker at all.
fn is_unsupported(kind: Kind, place: Place) -> bool {
    place == Place::Space || (place == Place::Clause && matches!(kind, Kind::HanComma | Kind::ArabicDot))
}

fn next_place(place: Place, c: char) -> Place {
    match c {
        _ if chars::is_space(c) && place == Place::Inside => Place::Space,
        _ if chars::is_space(c) => place,
        '“' | '‘' | '（' | '(' if place == Place::Start => Place::Start,
        '、' | '､' | '》' | '〉' => Place::Inside,
        _ if chars::is_point(c) || chars::is_closing(c) || chars::is_opening(c) || c == '—' => Place::Clause,
        _ => Place::Inside,
    }
}

/// Markdown headings and quotes, and the dashes and bullets that open list items.
fn skip_decoration(line: &str) -> usize {
    line.len()
        - line.trim_start_matches(|c| matches!(c, '#' | '>' | '*' | '-' | '•' | '●' | '◆') || chars::is_space(c)).len()
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::paragraphs;
    use super::*;

    fn labels(text: &str) -> Vec<(Kind, u32, &str)> {
        let paragraphs = paragraphs(text);
        let all = paragraphs.iter().enumerate().flat_map(|(index, paragraph)| markers(text, index, paragraph));
        all.map(|marker| (marker.kind, marker.number, slice(text, marker.range.clone()))).collect()
    }

    #[test]
    fn every_class_is_read_at_the_start_of_a_paragraph() {
        let cases = [
            ("一、统一思想", Kind::HanComma, 1, "一、"),
            ("十二、统一思想", Kind::HanComma, 12, "十二、"),
            ("（三）统一思想", Kind::HanBracket, 3, "（三）"),
            ("(三)统一思想", Kind::HanBracket, 3, "(三)"),
            ("（一）目标任务", Kind::HanBracket, 1, "（一）"),
            ("（二）项目建设", Kind::HanBracket, 2, "（二）"),
            ("（一七）统一思想", Kind::HanBracket, 17, "（一七）"),
            ("4.统一思想", Kind::ArabicDot, 4, "4."),
            ("４．统一思想", Kind::ArabicDot, 4, "４．"),
            ("5、统一思想", Kind::ArabicDot, 5, "5、"),
            ("（6）统一思想", Kind::ArabicBracket, 6, "（6）"),
            ("6）统一思想", Kind::ArabicBracket, 6, "6）"),
            ("⑦统一思想", Kind::Framed, 7, "⑦"),
            ("b.统一思想", Kind::Letter, 2, "b."),
            ("3.2 统一思想", Kind::Decimal, 2, "3.2"),
            ("第八，统一思想", Kind::Ordinal, 8, "第八，"),
            ("第八要统一思想", Kind::Ordinal, 8, "第八"),
            ("第二阶段为实施阶段", Kind::Stage('阶'), 2, "第二阶段"),
            ("第三章 总则", Kind::Article('章'), 3, "第三章"),
            ("其一，统一思想", Kind::Its, 1, "其一，"),
            ("其次，统一思想", Kind::Adverb, 2, "其次，"),
            ("九是统一思想", Kind::Is, 9, "九是"),
            ("十一要统一思想", Kind::Must, 11, "十一要"),
            ("一来，统一思想", Kind::Come, 1, "一来"),
            ("## 二、统一思想", Kind::HanComma, 2, "二、"),
        ];
        for (text, kind, number, marker) in cases {
            assert_eq!(labels(text).first(), Some(&(kind, number, marker)), "{text}");
        }
    }

    #[test]
    fn items_inside_a_paragraph_stand_at_clause_boundaries() {
        let found = labels("要做到三点：一是统一思想；二是抓好落实。三要注重实效！“四是”不算");
        assert_eq!(found.iter().map(|(_, number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(labels("（一）一是统一思想").len(), 2);
        assert_eq!(labels("形成良好氛围。（三）完善政策。").first().map(|m| m.1), Some(3));
    }

    #[test]
    fn words_that_begin_like_a_marker_are_none() {
        for text in [
            "进一步统一思想",
            "必须统一是非标准",
            "这是第一要务，第一时间抓好",
            "第一产业、第二产业、第三产业",
            "第一书记要负责",
            "一、二等奖各三名",
            "三、四季度力争回升",
            "第二、第三两个方面",
            "第一、二、三次会议",
            "（一）、（二）项所列情形",
            "（四）项所列人员",
            "1.5亿元投资到位",
            "2005.12.5召开会议",
            "2005年是开局之年",
            "一要素，二要件",
            "一是一，二是二",
            "一百二十个项目",
            "三、四线城市",
            "一一落实",
            "21.5亿元投资到位",
            "初三（6）班获奖",
            "东西（16)两地",
        ] {
            assert_eq!(labels(text), [], "{text}");
        }
    }

    #[test]
    fn the_longest_numeral_is_the_number() {
        assert_eq!(labels("重点抓好以下工作：十一是统一思想").first().map(|m| m.1), Some(11));
        assert_eq!(labels("二是一以贯之").first().map(|m| (m.1, m.2)), Some((2, "二是")));
    }

    #[test]
    fn a_marker_renders_with_another_number_in_its_own_style() {
        let text = "(三)统一思想";
        let paragraphs = paragraphs(text);
        let found = markers(text, 0, &paragraphs[0]);
        assert_eq!(found[0].render(text, 4).as_deref(), Some("(四)"));
    }
}
