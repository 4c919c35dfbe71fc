//! Known watermarks: the patterns that ship with the program and those of the user.

use crate::text::Span;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

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
    certain: bool,
}

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
    pattern: Regex,
    is_certain: bool,
    is_own: bool,
}

/// All patterns of a configuration.
#[derive(Debug, Default)]
pub(crate) struct Watermarks {
    watermarks: Vec<Watermark>,
    before: Vec<Regex>,
    after: Vec<Regex>,
}

impl Watermarks {
    /// Compiles the shipped patterns and the user's `own`, which are literal text or `/regular expressions/`.
    pub(crate) fn new(own: &[String]) -> Result<Self, PatternError> {
        let compile = |pattern: &str, shown: &str| {
            Regex::new(pattern).map_err(|error| PatternError { shown: shown.to_owned(), error })
        };
        let shipped = FILE.watermark.iter().map(|entry| {
            let pattern = compile(&entry.pattern, &entry.pattern)?;
            Ok(Watermark { pattern, is_certain: entry.certain, is_own: false })
        });
        let own = own.iter().map(|text| (own_pattern(text), text)).filter(|(pattern, _)| !pattern.is_empty());
        let own = own.map(|(pattern, shown)| {
            Ok(Watermark { pattern: compile(&pattern, shown)?, is_certain: true, is_own: true })
        });
        let all = |patterns: &[String]| -> Result<Vec<Regex>, PatternError> {
            patterns.iter().map(|pattern| compile(pattern, pattern)).collect()
        };
        Ok(Watermarks {
            watermarks: shipped.chain(own).collect::<Result<_, PatternError>>()?,
            before: all(&FILE.before)?,
            after: all(&FILE.after)?,
        })
    }

    /// Where the patterns occur in `text`, by position, the longest of overlapping ones only, with what hangs on them.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = self.watermarks.iter().flat_map(|watermark| self.sites(watermark, text)).collect();
        found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
        found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
        found
    }

    fn sites<'a>(&'a self, watermark: &'a Watermark, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        let hits = watermark.pattern.find_iter(text).filter(|hit| !hit.is_empty());
        let foreign = hits.filter(|hit| watermark.is_own || !is_own_site(hit.as_str()));
        foreign.map(move |hit| {
            let range = Span::new(hit.start(), hit.end());
            let is_certain = watermark.is_own || (watermark.is_certain && is_inside_sentence(text, range));
            Found { range: self.whole(text, range), is_certain }
        })
    }

    /// `range` with what hangs on it, and with the brackets where it fills a pair.
    fn whole(&self, text: &str, range: Span) -> Span {
        let tail = after(text, range.end);
        let hangs = |pattern: &Regex| pattern.captures(tail).and_then(|found| Some(found.get(1)?.end()));
        let end = range.end + self.after.iter().filter_map(hangs).max().unwrap_or(0);
        let near = text.floor_char_boundary(range.start.saturating_sub(LEAD));
        let head = slice(text, near..range.start);
        let leads = |pattern: &Regex| pattern.find(head).map(|found| near + found.start());
        let start = self.before.iter().filter_map(leads).min().unwrap_or(range.start);
        let open = before(text, start).chars().next_back().filter(|c| is_bracket(*c));
        let close = after(text, end).chars().next().filter(|c| chars::is_closing(*c) && !matches!(c, '”' | '’'));
        match open.zip(close) {
            Some((open, close)) => Span::new(start - open.len_utf8(), end + close.len_utf8()),
            None => Span::new(range.start, end),
        }
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
