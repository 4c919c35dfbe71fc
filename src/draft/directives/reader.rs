//! Reading the directives of a draft from its start to its end.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::directive::{DISABLE, Directive, Directives, ENABLE, IGNORE_FILE, KEYWORDS, PROGRAM};
use crate::config::{self, nearest};
use crate::text::{Span, after, before, slice};

/// A comment that begins with a word of Latin letters and hyphens.
static COMMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<!--\s*(?<body>[A-Za-z]+-[A-Za-z-]+(?s:.*?))\s*-->").ok());

/// A line of a plain text that may be a directive, with or without the signs of a comment around it.
static LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?mR)^[ \t\u{3000}]*(?:<!--[ \t]*(?<comment>[A-Za-z]+-[A-Za-z-]+[^\r\n]*?)[ \t]*-->",
        r"|(?:#|//|;|%)?[ \t]*(?<line>(?i:gaolint)-[A-Za-z-]+[^\r\n]*?))[ \t]*$"
    ))
    .ok()
});

/// A comment as it stands in the text.
struct Comment<'a> {
    range: Span,
    body: &'a str,
}

impl Directives {
    /// Reads those in the comments of HTML at `places` of `text`, in order.
    pub(in crate::draft) fn in_html(text: &str, places: &[Span]) -> Self {
        let found = places.iter().flat_map(|place| {
            let html = slice(text, *place);
            COMMENT.as_ref().into_iter().flat_map(move |pattern| pattern.captures_iter(html)).filter_map(|found| {
                let (whole, body) = (found.get(0)?, found.name("body")?);
                Some(Comment {
                    range: Span::new(place.start + whole.start(), place.start + whole.end()),
                    body: body.as_str(),
                })
            })
        });
        Reader::read(text, false, found)
    }

    /// Reads those of a plain text, each a line of its own, and returns these lines too.
    pub(in crate::draft) fn in_lines(text: &str) -> (Self, Vec<Span>) {
        if !may_hold_lines(text) {
            return (Directives::default(), Vec::new());
        }
        let mut lines = Vec::new();
        let found = LINE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| {
            let (whole, body) = (found.get(0)?, found.name("comment").or_else(|| found.name("line"))?.as_str());
            if !is_ours(word(body)) {
                return None;
            }
            let rest = after(text, whole.end());
            let next = rest.strip_prefix("\r\n").or(rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
            lines.push(Span::new(whole.start(), whole.end() + rest.len() - next.len()));
            Some(Comment { range: whole.into(), body })
        });
        let directives = Reader::read(text, true, found);
        (directives, lines)
    }
}

/// Whether a plain text may hold a directive, told fast.
fn may_hold_lines(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_named =
        |at: usize| bytes.get(at..at + PROGRAM.len()).is_some_and(|word| word.eq_ignore_ascii_case(PROGRAM.as_bytes()));
    memchr::memchr2_iter(b'g', b'G', bytes).any(is_named) || memchr::memmem::find(bytes, b"<!--").is_some()
}

/// The word that a comment begins with.
fn word(body: &str) -> &str {
    let rest = body.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    body.strip_suffix(rest).unwrap_or(body).trim_end_matches('-')
}

/// Whether a word is meant to be a directive; other programs have some of their own.
fn is_ours(word: &str) -> bool {
    let head = word.split('-').next().unwrap_or_default();
    nearest(head, std::iter::once(PROGRAM)).is_some()
}

/// Reading the directives of a draft from its start to its end.
struct Reader<'a> {
    text: &'a str,
    /// Whether each line is a block.
    is_plain: bool,
    read: Directives,
    /// What is disabled, in lower case, and from where on; all rules under the empty name.
    disabled: BTreeMap<String, Disabled>,
}

/// Something that is disabled from some place on.
struct Disabled {
    selector: Option<String>,
    /// Where the directive stands.
    start: usize,
    /// Where it ends.
    from: usize,
}

impl<'a> Reader<'a> {
    fn read(text: &'a str, is_plain: bool, comments: impl Iterator<Item = Comment<'a>>) -> Directives {
        let mut reader = Reader { text, is_plain, read: Directives::default(), disabled: BTreeMap::new() };
        for comment in comments {
            reader.take(&comment);
        }
        for disabled in std::mem::take(&mut reader.disabled).into_values() {
            reader.close(disabled, text.len() + 1);
        }
        reader.read.directives.sort_by_key(|directive| directive.start);
        reader.read
    }

    fn take(&mut self, comment: &Comment<'a>) {
        let word = word(comment.body);
        let rest = after(comment.body, word.len());
        let start = comment.range.start;
        let Some(keyword) = KEYWORDS.into_iter().find(|keyword| word.eq_ignore_ascii_case(keyword)) else {
            return self.misspelt(start, word);
        };
        let selectors = selectors(rest);
        let whole = Span::new(0, self.text.len() + 1);
        match keyword {
            DISABLE => self.disable(start, comment.range.end, selectors),
            ENABLE => self.enable(start, &selectors),
            IGNORE_FILE => self.add(keyword, whole, start, selectors),
            _ => self.add(keyword, place(self.text, comment.range, self.is_plain), start, selectors),
        }
    }

    fn add(&mut self, keyword: &'static str, place: Span, start: usize, selectors: Vec<String>) {
        self.read.directives.push(Directive { keyword, place, start, selectors });
    }

    /// Says what a word may have been meant to be that looks like a directive.
    fn misspelt(&mut self, start: usize, word: &str) {
        if !is_ours(word) {
            return;
        }
        let reason = match nearest(word, KEYWORDS.into_iter()) {
            Some(meant) => format!("看不懂注释“{word}”，是否想写“{meant}”？"),
            None => format!("看不懂注释“{word}”，能用的有 {}", KEYWORDS.join("、")),
        };
        self.read.faults.push((start, reason));
    }

    fn disable(&mut self, start: usize, from: usize, selectors: Vec<String>) {
        let all = selectors.is_empty().then_some(None);
        for selector in all.into_iter().chain(selectors.into_iter().map(Some)) {
            let unknown = selector.as_deref().and_then(config::unknown_rule);
            if let Some(reason) = unknown {
                self.read.faults.push((start, format!("{DISABLE} 写错了：{reason}")));
                continue;
            }
            let name = selector.as_deref().unwrap_or_default().to_ascii_lowercase();
            // What is disabled already stays so from where it was.
            self.disabled.entry(name).or_insert(Disabled { selector, start, from });
        }
    }

    fn enable(&mut self, start: usize, selectors: &[String]) {
        let closed: Vec<Disabled> = if selectors.is_empty() {
            std::mem::take(&mut self.disabled).into_values().collect()
        } else {
            let mut closed = Vec::new();
            for selector in selectors {
                match (self.disabled.remove(&selector.to_ascii_lowercase()), config::unknown_rule(selector)) {
                    (Some(disabled), _) => closed.push(disabled),
                    (None, Some(reason)) => self.read.faults.push((start, format!("{ENABLE} 写错了：{reason}"))),
                    (None, None) => {
                        let reason = format!("{ENABLE} 中的“{selector}”前面没有 {DISABLE} {selector}，没有作用");
                        self.read.faults.push((start, reason));
                    }
                }
            }
            closed
        };
        if closed.is_empty() && selectors.is_empty() {
            self.read.faults.push((start, format!("{ENABLE} 前面没有 {DISABLE}，没有作用")));
        }
        for disabled in closed {
            self.close(disabled, start);
        }
    }

    fn close(&mut self, disabled: Disabled, end: usize) {
        let Disabled { selector, start, from } = disabled;
        self.add(DISABLE, Span::new(from, end.max(from)), start, selector.into_iter().collect());
    }
}

/// The words behind the keyword, up to a colon, behind which stands the reason.
fn selectors(rest: &str) -> Vec<String> {
    let named = rest.split([':', '：']).next().unwrap_or_default();
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    named.split(is_between).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a comment is about that ignores: the block that follows where it has its line to itself, or else its line. In
/// plain text each line is a block.
fn place(text: &str, comment: Span, is_plain: bool) -> Span {
    let start = before(text, comment.start).rfind('\n').map_or(0, |end| end + 1);
    let end = after(text, comment.end).find('\n').map_or(text.len(), |end| comment.end + end + 1);
    let is_alone = is_bare(slice(text, start..comment.start)) && slice(text, comment.end..end).trim().is_empty();
    if !is_alone {
        return Span::new(start, end);
    }
    let mut end_of_block = end;
    let mut has_begun = false;
    for line in after(text, end).split_inclusive('\n') {
        let is_blank = line.trim_matches(is_quoting).is_empty();
        if has_begun && (is_blank || is_plain) {
            break;
        }
        has_begun |= !is_blank;
        end_of_block += line.len();
    }
    Span::new(end, end_of_block)
}

/// Marks of a quotation, and white space.
fn is_quoting(c: char) -> bool {
    c == '>' || c.is_whitespace()
}

/// Whether nothing but the marks of quotations and lists stands before a comment.
fn is_bare(head: &str) -> bool {
    let head = head.trim_matches(is_quoting);
    matches!(head, "" | "-" | "*" | "+")
        || head.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}
