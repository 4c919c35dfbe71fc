//! Known watermarks: the patterns that ship with the program and those of the user.

use crate::text::Span;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::waiting_pattern::WaitingPattern;
use crate::text::{after, before, chars, slice};

/// The patterns that ship with the program.
const SHIPPED: &str = include_str!("../../rules/residue/watermarks.toml");

/// What leads to a watermark is looked for in so many bytes before it.
const LEAD: usize = 60;

/// The file that ships with the program; one that cannot be read is empty, and a test holds that it is not.
static FILE: LazyLock<File> = LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
struct File {
    telling: Vec<String>,
    own_sites: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    watermark: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    pattern: String,
    #[serde(default)]
    needs: Vec<String>,
    certain: bool,
}

/// What hangs on a watermark, and what leads to one: looked for only where there is one.
static HANGING: LazyLock<(Vec<Regex>, Vec<Regex>)> = LazyLock::new(|| {
    let compiled = |patterns: &[String]| patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect();
    (compiled(&FILE.after), compiled(&FILE.before))
});

/// The watermarks that ship with the program.
static KNOWN: LazyLock<Vec<Watermark>> = LazyLock::new(|| {
    let known = FILE.watermark.iter().map(|entry| Watermark {
        pattern: WaitingPattern::new(entry.needs.clone(), entry.pattern.clone()),
        is_certain: entry.certain,
    });
    known.collect()
});

/// Whether `text` holds a word that watermarks are made of.
pub(crate) fn is_telling(text: &str) -> bool {
    FILE.telling.iter().any(|word| text.contains(word.as_str()))
}

/// A pattern of the user's that is none.
#[derive(Debug, thiserror::Error)]
#[error("水印“{shown}”不是有效的正则表达式：{error}")]
pub(crate) struct PatternError {
    shown: String,
    error: regex::Error,
}

/// A watermark that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands, with what hangs on it.
    pub(crate) range: Span,
    /// Whether no draft contains it on purpose.
    pub(crate) is_certain: bool,
}

#[derive(Debug)]
struct Watermark {
    pattern: WaitingPattern,
    is_certain: bool,
}

/// All patterns of a configuration: the known ones, and the user's own.
#[derive(Debug, Default)]
pub(crate) struct Watermarks {
    own: Vec<Regex>,
}

impl Watermarks {
    /// Compiles the user's `own`, which are literal text or `/regular expressions/`.
    pub(crate) fn new(own: &[String]) -> Result<Self, PatternError> {
        let own = own.iter().map(|text| (own_pattern(text), text)).filter(|(pattern, _)| !pattern.is_empty());
        let compile = |(pattern, shown): (String, &String)| {
            Regex::new(&pattern).map_err(|error| PatternError { shown: shown.to_owned(), error })
        };
        Ok(Watermarks { own: own.map(compile).collect::<Result<_, PatternError>>()? })
    }

    /// Where the patterns occur in `text`, by position, the longest of overlapping ones only, with what hangs on them.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let known = KNOWN.iter().filter_map(|known| Some((known.pattern.for_text(text)?, known.is_certain)));
        let known = known.flat_map(|(pattern, is_certain)| {
            let hits = places(pattern, text).filter(|range| !is_own_site(slice(text, *range)));
            hits.map(move |range| (range, is_certain && is_inside_sentence(text, range)))
        });
        let own = self.own.iter().flat_map(|pattern| places(pattern, text).map(|range| (range, true)));
        let all = known.chain(own).map(|(range, is_certain)| Found { range: whole(text, range), is_certain });
        let mut found: Vec<Found> = all.collect();
        found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
        found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
        found
    }
}

fn places<'a>(pattern: &'a Regex, text: &'a str) -> impl Iterator<Item = Span> + 'a {
    pattern.find_iter(text).filter(|hit| !hit.is_empty()).map(Span::from)
}

/// `range` with what hangs on it, and with the brackets where it fills a pair.
fn whole(text: &str, range: Span) -> Span {
    let (behind, leading) = &*HANGING;
    let tail = after(text, range.end);
    let hangs = |pattern: &Regex| pattern.captures(tail).and_then(|found| Some(found.get(1)?.end()));
    let end = range.end + behind.iter().filter_map(hangs).max().unwrap_or(0);
    let near = text.floor_char_boundary(range.start.saturating_sub(LEAD));
    let head = slice(text, near..range.start);
    let leads = |pattern: &Regex| pattern.find(head).map(|found| near + found.start());
    let start = leading.iter().filter_map(leads).min().unwrap_or(range.start);
    let open = before(text, start).chars().next_back().filter(|c| is_bracket(*c));
    let close = after(text, end).chars().next().filter(|c| chars::is_closing(*c) && !matches!(c, '”' | '’'));
    match open.zip(close) {
        Some((open, close)) => Span::new(start - open.len_utf8(), end + close.len_utf8()),
        None => Span::new(range.start, end),
    }
}

fn is_bracket(c: char) -> bool {
    chars::is_opening(c) && !matches!(c, '“' | '‘' | '《')
}

fn is_own_site(found: &str) -> bool {
    FILE.own_sites.iter().any(|site| found.to_ascii_lowercase().contains(site.as_str()))
}

/// Whether it stands inside a sentence: one that is a sentence by itself may be a clause of the document.
fn is_inside_sentence(text: &str, range: Span) -> bool {
    let is_text = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || c.is_ascii_alphanumeric());
    is_text(before(text, range.start).chars().next_back()) || is_text(after(text, range.end).chars().next())
}

fn own_pattern(text: &str) -> String {
    match text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(pattern) => pattern.to_owned(),
        None => regex::escape(text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let watermarks = Watermarks::new(&[]).unwrap();
        watermarks.find(text).into_iter().map(|found| (slice(text, found.range), found.is_certain)).collect()
    }

    #[test]
    fn the_file_that_ships_can_be_read() {
        assert!(FILE.watermark.len() > 5 && is_telling("青松资料站") && !is_telling("退役军人服务站"));
        KNOWN.iter().for_each(|known| known.pattern.test());
        assert_eq!((HANGING.0.len(), HANGING.1.len()), (FILE.after.len(), FILE.before.len()));
    }

    #[test]
    fn a_watermark_goes_with_what_hangs_on_it() {
        for (text, whole) in [
            (
                "要抓好本文档来自青松范文网收集整理，公众号：qingsong_gw落实。",
                "本文档来自青松范文网收集整理，公众号：qingsong_gw",
            ),
            ("要抓好（本文来自 www.qingsongfw.com）落实。", "（本文来自 www.qingsongfw.com）"),
            ("要抓好【更多范文请关注青松公文网】落实。", "【更多范文请关注青松公文网】"),
            (
                "要抓好（更多讲话稿请访问青松文秘网，公众号：青松文秘）落实。",
                "（更多讲话稿请访问青松文秘网，公众号：青松文秘）",
            ),
        ] {
            assert_eq!(found(text).first().map(|found| found.0), Some(whole), "{text}");
        }
    }

    #[test]
    fn what_an_office_says_of_its_own_papers_is_no_watermark() {
        for text in [
            "本资料版权归县档案馆所有。",
            "本文件由县电网办负责解释。",
            "本文来自 www.qinghe.gov.cn 的公开资料。",
            "本资料来自国家统计局官网公开数据。",
        ] {
            assert!(found(text).iter().all(|found| !found.1), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_pattern_of_the_users_that_is_none_is_named() {
        let error = Watermarks::new(&["/(/".to_owned()]).unwrap_err().to_string();
        assert!(error.starts_with("水印“/(/”不是有效的正则表达式"), "{error}");
    }
}
