//! RS608: characters that a wrong encoding, a web page or a word processor left behind.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Proof, RawDraft, Repeats, Report, Residue, Rule, card_page};
use crate::text::{Span, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("residue/RS608-encoding-damage.md"), Check::Residue(check)).repeats(Repeats::OnceFrom(3));

/// Text that was decoded wrongly: replacement characters and the classic runs they turn into.
static MOJIBAKE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\u{FFFD}+|(?:锟斤拷|锟斤|斤拷){1,}|(?:烫烫|屯屯){2,}|(?:Ã[\u{80}-\u{BF}]|â€[\u{80}-\u{BF}œ™“”¦]?){1,}|[\u{E000}-\u{F8FF}]+").ok()
});

/// Entities and escapes of web pages.
static ENTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)&(?:nbsp|ensp|emsp|quot|ldquo|rdquo|lt|gt|amp|middot|hellip|mdash|#[0-9]{2,6}|#x[0-9a-f]{2,5});|\\u3000",
    )
    .ok()
});

/// Characters that are not seen: zero-width ones, soft hyphens, direction marks, control characters.
static INVISIBLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{FEFF}\u{AD}\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{7F}-\u{84}\u{86}-\u{9F}]+").ok()
});

/// The sound of one character in brackets, with its tone.
static PINYIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\p{Han}(?P<sound>[(][a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}[)])").ok());
/// A converter left it again and again: two at least stand so near, in bytes.
const NEAR: usize = 240;

fn check(draft: &RawDraft) -> Vec<Residue> {
    let text = draft.text;
    let mut found: Vec<Residue> = matches(&INVISIBLE, text)
        .filter(|range| !joins_emoji(text, *range))
        .map(|range| invisible(text, range))
        .collect();
    found.extend(matches(&ENTITY, text).filter_map(|range| entity(text, range)));
    found.extend(matches(&MOJIBAKE, text).map(|range| {
        let damaged = slice(text, range);
        let report = if is_symbol(text, range) {
            Report::new(range, format!("“{damaged}”是文字处理软件的专用符号，别处显示不出来，请换成通用的符号。"))
                .severity(Severity::Info)
        } else {
            Report::new(range, format!("乱码“{damaged}”：编码转换时丢了字，请核对原文。"))
        };
        Residue { report, cuts: Vec::new() }
    }));
    found.extend(pinyin(text));
    found
}

/// Private characters between words are the bullets and spaces of a word processor: at the start of a line, behind a point
/// or a space.
fn is_symbol(text: &str, range: Span) -> bool {
    let is_private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
    let left = before(text, range.start).chars().next_back();
    let is_edge = left.is_none_or(|c| c.is_whitespace() || chars::is_point(c) || chars::is_closing(c));
    is_edge && slice(text, range).chars().all(is_private)
}

/// The pinyin that a converter put behind characters it could not convert: 服務(wù). Of one that stands alone an
/// author may have told the sound.
fn pinyin(text: &str) -> Vec<Residue> {
    let found: Vec<Span> = match PINYIN.as_ref() {
        Some(pattern) if text.contains('(') => {
            pattern.captures_iter(text).filter_map(|found| Some(found.name("sound")?.into())).collect()
        }
        _ => Vec::new(),
    };
    let are_near = |a: &Span, b: &Span| b.start - a.end <= NEAR;
    if !found.windows(2).any(|two| matches!(two, [a, b] if are_near(a, b))) {
        return Vec::new();
    }
    let residue = |range: Span| {
        let sound = slice(text, range);
        let report = Report::new(range, format!("转换文字时留下的注音“{sound}”，应删去；前面的字请核对。"))
            .fix(Fix::likely("删去注音", vec![Edit::delete(range)]));
        Residue { report, cuts: vec![range] }
    };
    found.into_iter().map(residue).collect()
}

fn matches<'a>(pattern: &'a LazyLock<Option<Regex>>, text: &'a str) -> impl Iterator<Item = Span> + 'a {
    pattern.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)).map(Span::from)
}

/// The zero-width joiner of an emoji sequence is part of it.
fn joins_emoji(text: &str, range: Span) -> bool {
    let is_symbol = |c: char| c as u32 >= 0x1F000 || ('\u{2600}'..='\u{27BF}').contains(&c) || c == '\u{FE0F}';
    slice(text, range) == "\u{200D}" && slice(text, 0..range.start).chars().next_back().is_some_and(is_symbol)
}

/// Nobody types these: they are bytes of a character that was decoded wrongly, and the only sign that there was one.
fn is_shard(c: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&c)
}

fn invisible(text: &str, range: Span) -> Residue {
    let count = slice(text, range).chars().count();
    let code = slice(text, range).chars().next().map_or(0, |c| c as u32);
    let (title, edits) = ("删去看不见的字符", vec![Edit::delete(range)]);
    let report = if slice(text, range).contains(is_shard) {
        let message = format!("这里有{count}个看不见的字符（U+{code:04X}），多半是一个字转换编码时坏了，请核对原文。");
        Report::new(range, message).fix(Fix::likely(title, edits))
    } else {
        let message = format!("这里有{count}个看不见的字符（U+{code:04X}），应删去。");
        Report::new(range, message).fix(Fix::safe(title, edits))
    };
    Residue { report, cuts: vec![range] }
}

fn entity(text: &str, range: Span) -> Option<Residue> {
    let found = slice(text, range);
    let right = decode(found)?;
    let message = format!("网页代码“{found}”混入正文，应为“{right}”。");
    let report = Report::new(range, message)
        .fix(Fix::safe(format!("改为“{right}”"), vec![Edit::replace(range, right)]))
        .proof(Proof::Entity);
    Some(Residue { report, cuts: Vec::new() })
}

fn decode(entity: &str) -> Option<String> {
    let name = entity.trim_start_matches('&').trim_end_matches(';').to_ascii_lowercase();
    let named = match name.as_str() {
        "nbsp" | "ensp" | "emsp" => " ",
        "\\u3000" => "\u{3000}",
        "quot" => "\"",
        "ldquo" => "“",
        "rdquo" => "”",
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "middot" => "·",
        "hellip" => "…",
        "mdash" => "—",
        _ => "",
    };
    if !named.is_empty() {
        return Some(named.to_owned());
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control()).map(String::from)
}
