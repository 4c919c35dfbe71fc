//! Ordinal markers: 一、（一）1.（1）① and the spoken 一是、一要、第一，、其一，、首先.
//!
//! One parser for all classes of zh-rules §1.1. It reads a marker only where one can stand, at the start of a
//! paragraph or of a clause, and knows the words that merely begin like one: 进一步, 统一要求, 第一产业.

use std::ops::Range;

use super::numeral::{self, Notation, Numeral};
use super::paragraph::Paragraph;
use crate::text::{after, chars, slice};

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

/// Where the scanner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a paragraph.
    Start,
    /// After a point, a closing mark or another marker.
    Clause,
    /// After a space in the middle of a line, where a lost line break may have been.
    Space,
    /// In the middle of a clause: nothing can stand here.
    Inside,
}

/// The markers of one paragraph, in order.
pub fn markers(text: &str, index: usize, paragraph: &Paragraph) -> Vec<Marker> {
    let line = slice(text, paragraph.range.clone());
    let mut found = Vec::new();
    let mut place = Place::Start;
    let mut at = skip_decoration(line);
    while let Some(c) = after(line, at).chars().next() {
        if place != Place::Inside
            && let Some(parsed) = parse(after(line, at), place)
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

struct Parsed {
    kind: Kind,
    numeral: Numeral,
    /// Where the numeral starts, in bytes from the marker's start.
    number_at: usize,
    /// The marker's length in bytes.
    len: usize,
    /// Whether only a series that it continues can make it one.
    is_doubtful: bool,
}

impl Parsed {
    fn new(kind: Kind, numeral: Numeral, number_at: usize, len: usize) -> Self {
        Parsed { kind, numeral, number_at, len, is_doubtful: false }
    }
}

/// Reads a marker at the start of `rest`.
fn parse(rest: &str, place: Place) -> Option<Parsed> {
    let first = rest.chars().next()?;
    match first {
        '第' => ordinal(rest, place),
        '其' => its(rest).or_else(|| adverb(rest)),
        '首' | '再' => adverb(rest),
        '（' | '(' => bracketed(rest),
        '0'..='9' | '０'..='９' => arabic(rest, place),
        'a'..='z' | 'A'..='Z' => letter(rest, place),
        _ if numeral::is_chinese_numeral(first) => han(rest, place),
        _ => framed(rest),
    }
}

fn han(rest: &str, place: Place) -> Option<Parsed> {
    let numeral = numeral::chinese(rest)?;
    if numeral.notation != Notation::Chinese {
        return None;
    }
    let tail = after(rest, numeral.len);
    let next = tail.chars().next()?;
    let after_next = after(tail, next.len_utf8());
    let kind = match next {
        '是' if place != Place::Space && !is_tautology(after_next) => Kind::Is,
        '要' if place != Place::Space && !starts_with_any(after_next, &["务", "素", "义", "件", "领", "塞", "旨"]) => {
            Kind::Must
        }
        '来' if place != Place::Space && after_next.starts_with(['，', ',']) => Kind::Come,
        '、' if is_heading_text(after_next, place) => Kind::HanComma,
        '，' | ',' | '．' | '.' if place == Place::Start && is_heading_text(after_next, place) => Kind::HanComma,
        _ => return None,
    };
    Some(Parsed::new(kind, numeral, 0, numeral.len + next.len_utf8()))
}

/// 一是一，二是二.
fn is_tautology(tail: &str) -> bool {
    numeral::chinese(tail).is_some_and(|again| after(tail, again.len).chars().next().is_none_or(chars::is_point))
}

/// Whether what follows `一、` may be a heading: not the next number of an enumeration such as 一、二等奖 or
/// 三、四季度.
fn is_heading_text(tail: &str, place: Place) -> bool {
    let enumeration = numeral::chinese(tail).is_some_and(|next| {
        let rest = after(tail, next.len);
        !rest.starts_with(['是', '要']) && !rest.starts_with("把手") && numeral_run_is_enumerated(rest)
    });
    match tail.chars().next() {
        None => place == Place::Start,
        Some(c) => !enumeration && (place == Place::Start || chars::is_han(c) || chars::is_opening(c)),
    }
}

fn numeral_run_is_enumerated(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| c == '、' || "等季线月次年级类届期批产楼层号日个名位条项点种人天周".contains(c))
}

fn bracketed(rest: &str) -> Option<Parsed> {
    let open = rest.chars().next()?.len_utf8();
    let inner = after(rest, open);
    let space = inner.len() - inner.trim_start_matches([' ', '\u{3000}']).len();
    let inner = after(inner, space);
    let (kind, numeral) = match numeral::chinese(inner) {
        Some(numeral) => (Kind::HanBracket, numeral),
        None => (Kind::ArabicBracket, numeral::arabic(inner)?),
    };
    let tail = after(inner, numeral.len);
    let close = tail.trim_start_matches([' ', '\u{3000}']);
    let gap = tail.len() - close.len();
    if !close.starts_with(['）', ')']) {
        return None;
    }
    let mark = close.chars().next()?.len_utf8();
    let following = after(close, mark);
    let is_reference = is_cross_reference(following);
    (!is_reference).then_some(Parsed::new(kind, numeral, open + space, open + space + numeral.len + gap + mark))
}

/// `（一）、（二）项`, `（三）项`, `（一）至（三）`: items that are spoken of, not opened.
fn is_cross_reference(following: &str) -> bool {
    let following = following.trim_start_matches(chars::is_space);
    let joined = following.strip_prefix(['、', '至', '和', '或', '及', '与', '—', '－', '-', '～']);
    joined.is_some_and(|rest| rest.starts_with(['（', '(']))
        || starts_with_any(following, &["项", "款", "目", "条规定", "种情形"])
}

fn arabic(rest: &str, place: Place) -> Option<Parsed> {
    if place == Place::Start
        && let Some(decimal) = decimal(rest)
    {
        return Some(decimal);
    }
    let numeral = numeral::arabic(rest)?;
    let tail = after(rest, numeral.len);
    let space = if place == Place::Start { tail.len() - tail.trim_start_matches(' ').len() } else { 0 };
    let mark = after(tail, space).chars().next()?;
    let following = after(tail, space + mark.len_utf8());
    let kind = match mark {
        '.' | '．' | '、' => Kind::ArabicDot,
        '）' | ')' => Kind::ArabicBracket,
        _ => return None,
    };
    let starts_with_number = following.starts_with(|c: char| c.is_ascii_digit());
    let next = following.trim_start().chars().next();
    let opens_text = if starts_with_number {
        place == Place::Start && mark != '、' && !is_quantity(following)
    } else {
        let is_text = |c: char| chars::is_han(c) || chars::is_opening(c);
        next.is_none_or(|c| !chars::is_point(c) && (place == Place::Start || is_text(c)))
    };
    let limit = if place == Place::Start { 199 } else { 49 };
    let plausible = opens_text && place != Place::Space && numeral.value <= limit;
    let parsed = Parsed::new(kind, numeral, 0, numeral.len + space + mark.len_utf8());
    plausible.then_some(Parsed { is_doubtful: starts_with_number, ..parsed })
}

/// Whether the digits at the start of `text` are the decimals of a quantity, or part of a date or version.
fn is_quantity(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let next = after(text, digits).chars().next();
    digits < 4 && next.is_none_or(|c| c == '.' || c == '%' || c == '％' || UNITS.contains(c))
}

/// What may follow a decimal number.
const UNITS: &str = "亿万千百元米公吨倍度平个名人家件项次岁年月日小分秒斤亩里";

/// `1.1`, `3.2.1` before text; never a quantity such as 1.5亿元 or a date such as 2025.3.1.
fn decimal(rest: &str) -> Option<Parsed> {
    let mut at = 0;
    let mut parts = 0;
    let mut last = None;
    loop {
        let numeral = numeral::arabic(after(rest, at)).filter(|numeral| numeral.value <= 49)?;
        parts += 1;
        last = Some((at, numeral)).or(last);
        at += numeral.len;
        match after(rest, at).strip_prefix('.') {
            Some(tail) if tail.starts_with(|c: char| c.is_ascii_digit()) => at += 1,
            _ => break,
        }
    }
    let (number_at, numeral) = last.filter(|_| parts >= 2)?;
    let tail = after(rest, at);
    let spaced = tail.starts_with(chars::is_space);
    let next = tail.trim_start().chars().next()?;
    let is_quantity = !spaced && UNITS.contains(next);
    (chars::is_han(next) && !is_quantity).then_some(Parsed::new(Kind::Decimal, numeral, number_at, at))
}

fn letter(rest: &str, place: Place) -> Option<Parsed> {
    let numeral = numeral::letter(rest).filter(|_| place == Place::Start)?;
    let tail = after(rest, numeral.len);
    let mark = tail.chars().next().filter(|c| matches!(c, '.' | '．' | '、' | ')' | '）'))?;
    let next = after(tail, mark.len_utf8()).trim_start().chars().next()?;
    chars::is_han(next).then_some(Parsed::new(Kind::Letter, numeral, 0, numeral.len + mark.len_utf8()))
}

fn framed(rest: &str) -> Option<Parsed> {
    let numeral = numeral::framed(rest)?;
    Some(Parsed::new(Kind::Framed, numeral, 0, numeral.len))
}

/// Nouns after 第N that make a counted stage of it.
const STAGES: [&str; 14] =
    ["阶段", "步", "批", "类", "方面", "种", "部分", "环节", "层次", "点", "条", "个", "项", "关"];

/// Verbs after a bare 第N that show it opens an item: 第一要摆上位置, 第二将…延伸.
const ITEM_VERBS: [&str; 8] = ["要", "是", "将", "就是", "就要", "必须", "须", "把"];

/// Words that begin with one of those verbs' characters and are not it.
const NOT_ITEM_VERBS: [&str; 9] = ["要务", "要素", "要义", "要件", "要领", "要位", "将军", "把手", "把关"];

fn ordinal(rest: &str, place: Place) -> Option<Parsed> {
    let prefix = '第'.len_utf8();
    let inner = after(rest, prefix);
    let numeral =
        numeral::chinese(inner).filter(|n| n.notation == Notation::Chinese).or_else(|| numeral::arabic(inner))?;
    let tail = after(inner, numeral.len);
    let base = prefix + numeral.len;
    let next = tail.chars().next()?;
    let parsed = |kind, len| Some(Parsed::new(kind, numeral, prefix, len));
    let following = after(tail, next.len_utf8());
    if matches!(next, '编' | '章' | '节' | '条') && place == Place::Start {
        let opens = following.chars().next().is_none_or(|c| chars::is_space(c) || chars::is_opening(c));
        if opens {
            return parsed(Kind::Article(next), base + next.len_utf8());
        }
    }
    if place == Place::Space {
        return None;
    }
    if matches!(next, '，' | ',' | '：' | ':' | '、') {
        let enumerates = next == '、' && (following.starts_with('第') || numeral::chinese(following).is_some());
        return if enumerates { None } else { parsed(Kind::Ordinal, base + next.len_utf8()) };
    }
    if starts_with_any(tail, &ITEM_VERBS) && !starts_with_any(tail, &NOT_ITEM_VERBS) {
        return parsed(Kind::Ordinal, base);
    }
    let stage = STAGES.iter().find(|noun| tail.starts_with(**noun))?;
    parsed(Kind::Stage(next), base + stage.len())
}

fn its(rest: &str) -> Option<Parsed> {
    let prefix = '其'.len_utf8();
    let numeral = numeral::chinese(after(rest, prefix)).filter(|n| n.value <= 10)?;
    let mark =
        after(rest, prefix + numeral.len).chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'))?;
    Some(Parsed::new(Kind::Its, numeral, prefix, prefix + numeral.len + mark.len_utf8()))
}

/// 首先, 其次, 再次 as numbers 1 to 3, with the point that may follow.
fn adverb(rest: &str) -> Option<Parsed> {
    let words = ["首先", "其次", "再次"];
    let (value, word) = (1..).zip(words).find(|(_, word)| rest.starts_with(word))?;
    let mark = after(rest, word.len()).chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'));
    // 再次 without a point is “once more”.
    if value == 3 && mark.is_none() {
        return None;
    }
    let numeral = Numeral { value, len: word.len(), notation: Notation::Chinese };
    Some(Parsed::new(Kind::Adverb, numeral, 0, word.len() + mark.map_or(0, char::len_utf8)))
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
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
