//! Lines that a web page puts around a text: buttons, sources, dates of publication, lists of related pages; and the
//! sentences in which a site speaks to its visitors.
//!
//! Most of it an author may write, too: 来源：…, 时间：…. So a line tells its *signs*, and only signs of different kinds
//! together, one of them a thing that no author writes, say that a block is furniture.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::waiting_pattern::WaitingPattern;
use crate::text::{Span, after, chars};

/// The patterns that ship with the program.
const SHIPPED: &str = include_str!("../../rules/residue/furniture.toml");

/// A line of furniture has at most so many bytes, a sentence of a site too.
const LONGEST: usize = 600;

/// So many signs make a sentence a site's, or [`MIN_WEB_PROMOTION`] where an author would not write one of them.
const MIN_PROMOTION: usize = 3;
const MIN_WEB_PROMOTION: usize = 2;

/// A file that cannot be read is empty, and a test holds that it is not.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let file: File = toml::from_str(SHIPPED).unwrap_or_default();
    let waiting = |entries: Vec<Entry>, frame: fn(&str) -> String| {
        let patterns = entries.into_iter().map(|entry| Pattern {
            sign: entry.sign,
            pattern: WaitingPattern::new(entry.needs, frame(&entry.pattern)),
            is_web: entry.web,
            opens: entry.opens,
        });
        patterns.collect()
    };
    Patterns {
        parts: waiting(file.part, |pattern| format!("^(?:{pattern})")),
        lines: waiting(file.line, |pattern| format!("^(?:{pattern})$")),
        promotion: waiting(file.promotion, str::to_owned),
    }
});

#[derive(Debug, Default, Deserialize)]
struct File {
    part: Vec<Entry>,
    line: Vec<Entry>,
    promotion: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    sign: String,
    pattern: String,
    needs: Vec<String>,
    web: bool,
    #[serde(default)]
    opens: bool,
}

struct Pattern {
    sign: String,
    pattern: WaitingPattern,
    is_web: bool,
    opens: bool,
}

impl Pattern {
    fn is_match(&self, text: &str) -> bool {
        self.pattern.for_text(text).is_some_and(|pattern| pattern.is_match(text))
    }
}

struct Patterns {
    parts: Vec<Pattern>,
    lines: Vec<Pattern>,
    promotion: Vec<Pattern>,
}

/// What a line of furniture shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The kinds of things on it.
    pub(crate) kinds: BTreeSet<&'static str>,
    /// Whether one of them is a thing that no author writes.
    pub(crate) is_web: bool,
    /// Whether a list of other pages follows.
    pub(crate) opens: bool,
    /// Whether it holds a sentence.
    pub(crate) is_sentence: bool,
}

/// The kind of a button.
pub(crate) const BUTTON: &str = "button";

/// A date with the time of day, and what stands beside it on a page. A meeting has a time, too, but no source.
const CLOCK: &str = "clock";
const BESIDE_CLOCK: [&str; 3] = ["source", "author", "counter"];

/// The signs of a trimmed line, if it is nothing but furniture.
pub(crate) fn signs(line: &str) -> Option<Signs> {
    if line.len() > LONGEST {
        return None;
    }
    let whole: Vec<&Pattern> = PATTERNS.lines.iter().filter(|pattern| pattern.is_match(line)).collect();
    let parts = parts(line);
    if whole.is_empty() && parts.is_none() {
        return None;
    }
    let mut signs = Signs { is_sentence: line.contains(chars::is_sentence_end), ..Signs::default() };
    for pattern in whole.into_iter().chain(parts.unwrap_or_default()) {
        signs.kinds.insert(&pattern.sign);
        signs.is_web |= pattern.is_web;
        signs.opens |= pattern.opens;
    }
    signs.is_web |= signs.kinds.contains(CLOCK) && BESIDE_CLOCK.iter().any(|kind| signs.kinds.contains(kind));
    // The mark behind the name of an owner ends no sentence: …版权所有！备案号：….
    signs.is_sentence &= !signs.kinds.contains("licence") && !signs.kinds.contains("login");
    Some(signs)
}

/// The parts that a line is made of, if it is made of nothing else.
fn parts(line: &str) -> Option<Vec<&'static Pattern>> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '/' | '·');
    let mut found = Vec::new();
    let mut rest = line.trim_start_matches(is_between);
    while !rest.is_empty() {
        let hits =
            PATTERNS.parts.iter().filter_map(|part| Some((part.pattern.for_text(rest)?.find(rest)?.end(), part)));
        let (end, part) = hits.max_by_key(|(end, part)| (*end, part.is_web))?;
        found.push(part);
        rest = after(rest, end).trim_start_matches(is_between);
    }
    (!found.is_empty()).then_some(found)
}

/// Whether a trimmed line may be furniture: enough for a trainer, who has many lines.
#[cfg(feature = "learn")]
pub(crate) fn may_be_furniture(line: &str) -> bool {
    signs(line).is_some_and(|signs| signs.is_web || signs.kinds.iter().any(|kind| *kind != BUTTON))
}

/// The sentences of a line in which a site speaks to its visitors; neighbours are one.
pub(crate) fn promotions(line: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut start = 0;
    for sentence in line.split_inclusive(chars::is_sentence_end) {
        let range = Span::new(start, start + sentence.len());
        start = range.end;
        if !is_promotion(sentence) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => found.push(range),
        }
    }
    found
}

fn is_promotion(sentence: &str) -> bool {
    if sentence.len() > LONGEST {
        return false;
    }
    let hits = || PATTERNS.promotion.iter().filter(|pattern| pattern.is_match(sentence));
    let kinds: BTreeSet<&str> = hits().map(|pattern| pattern.sign.as_str()).collect();
    kinds.len() >= if hits().any(|pattern| pattern.is_web) { MIN_WEB_PROMOTION } else { MIN_PROMOTION }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;

    fn kinds(line: &str) -> Option<(Vec<&str>, bool)> {
        signs(line).map(|signs| (signs.kinds.into_iter().collect(), signs.is_web))
    }

    #[test]
    fn the_file_that_ships_can_be_read() {
        let file: File = toml::from_str(SHIPPED).unwrap();
        let all = file.part.len() + file.line.len() + file.promotion.len();
        let patterns = || PATTERNS.parts.iter().chain(&PATTERNS.lines).chain(&PATTERNS.promotion);
        assert!(all > 0 && patterns().count() == all);
        patterns().for_each(|pattern| pattern.pattern.test());
    }

    #[test]
    fn a_line_tells_its_signs() {
        assert_eq!(kinds("打印 收藏"), Some((vec!["button"], false)));
        assert_eq!(kinds("来源：江州日报"), Some((vec!["source"], false)));
        assert_eq!(kinds("【字号：大 中 小】 打印"), Some((vec!["button", "font"], true)));
        assert_eq!(
            kinds("时间：2020-01-02 10:00 来源：江州日报 | 浏览次数：31"),
            Some((vec!["clock", "counter", "source"], true))
        );
        assert_eq!(kinds("江州市水利局版权所有 江ICP备01234567号"), Some((vec!["copyright", "licence"], true)));
        assert!(signs("相关范文推荐").unwrap().opens);
    }

    #[test]
    fn lines_of_a_draft_have_none() {
        for line in [
            "时间：3月5日上午9时",
            "时间：2024-05-06 14:30 地点：三楼会议室",
            "同志们：",
            "会议要求，各单位要抓好落实。",
            "大家好！",
            "下一篇章，我们要再接再厉。",
            "来源：住户收支抽样调查。",
            "阅读量12本以上的占一半，成效明显。",
            "欢迎关注乡村振兴，欢迎各位嘉宾。",
            "免责声明：",
            "声明：本协议一式两份。",
        ] {
            assert_eq!(signs(line), None, "{line}");
        }
    }

    #[test]
    fn a_site_that_speaks_to_its_visitors_is_heard() {
        let line = "总结很重要。小编为大家整理了几份防汛总结，希望对大家有所帮助！会议强调，要抓好落实。";
        let found: Vec<&str> = promotions(line).into_iter().map(|range| slice(line, range)).collect();
        assert_eq!(found, ["小编为大家整理了几份防汛总结，希望对大家有所帮助！"]);
        for line in [
            "报社的小编走进校园，给孩子们讲述采编的故事。",
            "下面我给大家介绍三点体会，供大家参考。",
            "希望同志们从中得到启发。",
        ] {
            assert!(promotions(line).is_empty(), "{line}");
        }
    }
}
