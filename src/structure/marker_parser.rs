//! Reading one ordinal marker: what its characters say, and which words merely begin like one.

use super::marker::Kind;
use super::numeral::{self, Notation, Numeral};
use crate::text::{after, chars};

/// Where the scanner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerPosition {
    /// At the start of a paragraph.
    Start,
    /// Where a line break was lost: after a sentence and a gap, or after a gap as wide as an indentation.
    RunIn,
    /// After the end of a sentence.
    Sentence,
    /// After a point, a closing mark or another marker.
    Clause,
    /// After a space in the middle of a line, where a lost line break may have been.
    Space,
    /// In the middle of a clause: nothing can stand here.
    Inside,
}

impl MarkerPosition {
    /// Whether a line begins here, or did before its break was lost.
    pub(super) fn opens_line(self) -> bool {
        matches!(self, MarkerPosition::Start | MarkerPosition::RunIn)
    }
}

/// A marker as read, by lengths.
pub(super) struct Parsed {
    pub(super) kind: Kind,
    pub(super) numeral: Numeral,
    /// Where the numeral starts, in bytes from the marker's start.
    pub(super) number_at: usize,
    /// The marker's length in bytes.
    pub(super) len: usize,
    /// Whether only a series that it continues can make it one.
    pub(super) is_doubtful: bool,
}

impl Parsed {
    fn new(kind: Kind, numeral: Numeral, number_at: usize, len: usize) -> Self {
        Parsed { kind, numeral, number_at, len, is_doubtful: false }
    }
}

/// Reads a marker at the start of `rest`.
pub(super) fn parse(rest: &str, place: MarkerPosition) -> Option<Parsed> {
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

fn han(rest: &str, place: MarkerPosition) -> Option<Parsed> {
    let numeral = numeral::chinese(rest)?;
    if numeral.notation != Notation::Chinese {
        return None;
    }
    let tail = after(rest, numeral.len);
    let next = tail.chars().next()?;
    let after_next = after(tail, next.len_utf8());
    let kind = match next {
        '是' if place != MarkerPosition::Space && !is_tautology(after_next) => Kind::Is,
        '要' if place != MarkerPosition::Space
            && !starts_with_any(after_next, &["务", "素", "义", "件", "领", "塞", "旨"]) =>
        {
            Kind::Must
        }
        '来' if place != MarkerPosition::Space && after_next.starts_with(['，', ',']) => Kind::Come,
        '、' | '､' if is_heading_text(after_next, place) => Kind::HanComma,
        '，' | ',' | '．' | '.' if place == MarkerPosition::Start && is_heading_text(after_next, place) => {
            Kind::HanComma
        }
        _ => return None,
    };
    // A comma after a numeral is a heading's only among headings: 二十三，糖瓜粘 is a saying.
    let is_doubtful = matches!(next, '，' | ',');
    Some(Parsed { is_doubtful, ..Parsed::new(kind, numeral, 0, numeral.len + next.len_utf8()) })
}

/// 一是一，二是二.
fn is_tautology(tail: &str) -> bool {
    numeral::chinese(tail).is_some_and(|again| after(tail, again.len).chars().next().is_none_or(chars::is_point))
}

/// Whether what follows `一、` may be a heading: not the next number of an enumeration such as 一、二等奖 or
/// 三、四季度.
fn is_heading_text(tail: &str, place: MarkerPosition) -> bool {
    let enumeration = numeral::chinese(tail).is_some_and(|next| {
        let rest = after(tail, next.len);
        !rest.starts_with(['是', '要']) && !rest.starts_with("把手") && numeral_run_is_enumerated(rest)
    });
    match tail.chars().next() {
        None => place == MarkerPosition::Start,
        Some(c) => !enumeration && (place == MarkerPosition::Start || chars::is_han(c) || chars::is_opening(c)),
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
        || (starts_with_any(following, &["项", "款", "目", "条规定", "种情形"])
            && !starts_with_any(following, &NOT_UNITS))
}

/// Words that begin like a unit of a law and are none: （一）目标任务 opens a section.
const NOT_UNITS: [&str; 9] = ["项目", "款项", "款物", "款待", "目标", "目前", "目的", "目录", "目光"];

fn arabic(rest: &str, place: MarkerPosition) -> Option<Parsed> {
    if place.opens_line()
        && let Some(decimal) = decimal(rest, place)
    {
        return Some(decimal);
    }
    let numeral = numeral::arabic(rest)?;
    let tail = after(rest, numeral.len);
    let space = if place == MarkerPosition::Start { tail.len() - tail.trim_start_matches(' ').len() } else { 0 };
    let mark = after(tail, space).chars().next()?;
    let following = after(tail, space + mark.len_utf8());
    let kind = match mark {
        '.' | '．' | '、' | '､' => Kind::ArabicDot,
        '）' | ')' => Kind::ArabicBracket,
        _ => return None,
    };
    let starts_with_number = following.starts_with(is_digit);
    let next = following.trim_start().chars().next();
    let opens_text = if starts_with_number {
        place == MarkerPosition::Start && !matches!(mark, '、' | '､') && !is_quantity(following)
    } else {
        let is_text = |c: char| chars::is_han(c) || chars::is_opening(c);
        next.is_none_or(|c| !chars::is_point(c) && (place == MarkerPosition::Start || is_text(c)))
    };
    let limit = if place == MarkerPosition::Start { 199 } else { 49 };
    let plausible = opens_text && place != MarkerPosition::Space && numeral.value <= limit;
    let parsed = Parsed::new(kind, numeral, 0, numeral.len + space + mark.len_utf8());
    plausible.then_some(Parsed { is_doubtful: starts_with_number, ..parsed })
}

/// Whether the digits at the start of `text` are the decimals of a quantity, or part of a date or version.
fn is_quantity(text: &str) -> bool {
    let digits = text.chars().take_while(|c| is_digit(*c)).count();
    let next = text.chars().nth(digits);
    digits < 4 && next.is_none_or(|c| matches!(c, '.' | '．') || c == '%' || c == '％' || UNITS.contains(c))
}

/// A digit of either width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// What may follow a decimal number.
const UNITS: &str = "亿万千百元米公吨倍度平个名人家件项次岁年月日小分秒斤亩里";

/// `1.1`, `3.2.1` before text; never a quantity such as 1.5亿元 or a date such as 2025.3.1.
fn decimal(rest: &str, place: MarkerPosition) -> Option<Parsed> {
    let mut at = 0;
    let mut parts = 0;
    let mut last = None;
    loop {
        let numeral = numeral::arabic(after(rest, at)).filter(|numeral| numeral.value <= 49)?;
        parts += 1;
        last = Some((at, numeral)).or(last);
        at += numeral.len;
        let tail = after(rest, at);
        let point = tail.chars().next().filter(|c| matches!(c, '.' | '．')).map_or(0, char::len_utf8);
        if point == 0 || !after(tail, point).starts_with(is_digit) {
            break;
        }
        at += point;
    }
    let (number_at, numeral) = last.filter(|_| parts >= 2)?;
    let tail = after(rest, at);
    let spaced = tail.starts_with(chars::is_space);
    let next = tail.trim_start().chars().next()?;
    let is_quantity = !spaced && (place != MarkerPosition::Start || UNITS.contains(next));
    (chars::is_han(next) && !is_quantity).then_some(Parsed::new(Kind::Decimal, numeral, number_at, at))
}

fn letter(rest: &str, place: MarkerPosition) -> Option<Parsed> {
    let numeral = numeral::letter(rest).filter(|_| place == MarkerPosition::Start)?;
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
const ITEM_VERBS: [&str; 7] = ["要", "是", "将", "就是", "就要", "必须", "须"];

/// Words that begin with one of those verbs' characters and are not it.
const NOT_ITEM_VERBS: [&str; 7] = ["要务", "要素", "要义", "要件", "要领", "要位", "将军"];

fn ordinal(rest: &str, place: MarkerPosition) -> Option<Parsed> {
    let prefix = '第'.len_utf8();
    let inner = after(rest, prefix);
    let numeral =
        numeral::chinese(inner).filter(|n| n.notation == Notation::Chinese).or_else(|| numeral::arabic(inner))?;
    let tail = after(inner, numeral.len);
    let base = prefix + numeral.len;
    let next = tail.chars().next()?;
    let parsed = |kind, len| Some(Parsed::new(kind, numeral, prefix, len));
    let following = after(tail, next.len_utf8());
    if matches!(next, '编' | '章' | '节' | '条') && opens_article(next, following, place) {
        let is_doubtful = numeral.value > 1 && following.starts_with(chars::is_han);
        let article = Parsed::new(Kind::Article(next), numeral, prefix, base + next.len_utf8());
        return Some(Parsed { is_doubtful, ..article });
    }
    if place == MarkerPosition::Space {
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

/// A title behind 第一章 without a space is no longer than this, in characters.
const MAX_GLUED_TITLE: usize = 15;

/// Whether 第N条 and the like open an article: at the start of a line, or behind the article before it where the line
/// break was lost. `following` is what comes after 条.
fn opens_article(unit: char, following: &str, place: MarkerPosition) -> bool {
    let next = following.chars().next();
    let is_spaced = next.is_some_and(chars::is_space);
    match place {
        MarkerPosition::Start => {
            let line = following.split(['\n', '\r']).next().unwrap_or_default();
            let is_title = || line.chars().nth(MAX_GLUED_TITLE).is_none() && line.chars().all(chars::is_han);
            let is_lesson = unit == '节' && following.starts_with(['课', '车']);
            is_spaced || next.is_none_or(chars::is_opening) || (unit != '条' && !is_lesson && is_title())
        }
        MarkerPosition::RunIn | MarkerPosition::Sentence => is_spaced,
        MarkerPosition::Clause | MarkerPosition::Space | MarkerPosition::Inside => false,
    }
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
