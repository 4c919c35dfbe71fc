//! RS605: characters that a site or a converter has masked: ~年, ~员, ■■.

use std::sync::LazyLock;

use regex::Regex;

use super::placeholder_words::{WORDS, is_case, starts_with_any};
use super::twin_passages::{Filling, fillings};
use crate::finding::{Edit, Fix};
use crate::knowledge::seams::Seams;
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::{Span, after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS605-masked-text.md"), Check::Language(check));

/// Signs that stand where characters were. All of them have other uses, told apart below.
static MASK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[~～]{1,2}|[■□◆●▲]+|[*＊]+").ok());

const SIGNS: [char; 9] = ['~', '～', '■', '□', '◆', '●', '▲', '*', '＊'];

/// Emphasis as Markdown and chats write it: **重点**, *重点*, ~~删去~~. At most so many characters inside.
static EMPHASIS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\*\*|＊＊)[^*＊\n]{1,80}(?:\*\*|＊＊)|[*＊][^*＊\s][^*＊\n]{0,80}[*＊]|~~[^~\n]{1,80}~~").ok()
});

/// An item of a list, and stars around a heading of Markdown.
static MARKDOWN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?m)^#{1,6} |^\s*[*-] ").ok());

/// Looking for a twin passage reads the draft once a mask: no more than this many are looked up.
const MAX_LOOKUPS: usize = 64;

/// How far off another box to tick is looked for, in bytes.
const NEAR: usize = 60;

/// Signs that are a separator or a bullet when they stand alone.
const SEPARATORS: [char; 3] = ['◆', '●', '▲'];

/// Words after which no range starts, so that a tilde there stands for the word that follows.
const PREPOSITIONS: &str = "从自由在到至于对向为与和及把被将以";

/// What is the rest of a word, so that the sign before it stands for the word's beginning, and the words that start
/// the same way.
const WORD_ENDS: [&str; 2] = ["员", "们"];
const NOT_WORD_ENDS: [&str; 3] = ["员工", "员额", "员外"];

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    if !text.contains(SIGNS) {
        return Vec::new();
    }
    let is_markdown = LazyLock::new(|| MARKDOWN.as_ref().is_some_and(|pattern| pattern.is_match(text)));
    let is_case = LazyLock::new(|| is_case(text));
    let emphasis = emphasis(text);
    let is_emphasis = |mark: &Span| {
        let index = emphasis.partition_point(|span| span.end < mark.end);
        emphasis.get(index).is_some_and(|span| span.encloses(*mark))
    };
    let parts = context.resources.model.as_deref().and_then(|model| model.parts());
    let seams = parts.as_ref().map(Seams::new);
    let found = MASK.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)).map(Span::from);
    found
        .filter(|range| !is_emphasis(range))
        .filter(|range| {
            let place = MaskedText::new(context, *range);
            match place.sign {
                '~' | '～' => place.is_masking_tilde(),
                '*' | '＊' => !*is_case && place.is_masking_stars(&is_markdown, seams),
                _ => place.is_masking_box(),
            }
        })
        .enumerate()
        .map(|(count, range)| report(text, range, count < MAX_LOOKUPS))
        .collect()
}

/// Pairs of stars or tildes that emphasise what stands between them. Two masks in one line make a pair as well: before
/// what is filled in, 请**局长通报，由**县承办, they are no emphasis.
fn emphasis(text: &str) -> Vec<Span> {
    let found = EMPHASIS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)).map(Span::from);
    let is_emphasis = |span: &Span| {
        let marks: &[char] = &['*', '＊', '~'];
        let inside = slice(text, *span).trim_matches(marks);
        let following = after(text, span.end);
        let is_longer = before(text, span.start).ends_with(marks) || following.starts_with(marks);
        !(is_longer || starts_with_any(inside, &WORDS.fill) && starts_with_any(following, &WORDS.fill))
    };
    found.filter(is_emphasis).collect()
}

/// A sign and what stands around it.
struct MaskedText<'a> {
    sign: char,
    count: usize,
    left: Option<char>,
    right: Option<char>,
    /// What follows in the draft.
    tail: &'a str,
    /// The paragraph it stands in.
    line: &'a str,
    /// Where in the paragraph.
    column: usize,
}

impl<'a> MaskedText<'a> {
    fn new(context: &Context<'a>, range: Span) -> Self {
        let text = context.text;
        let line = line_around(text, &context.structure.paragraphs, range);
        let mark = slice(text, range);
        let tail = after(text, range.end);
        MaskedText {
            sign: mark.chars().next().unwrap_or(' '),
            count: mark.chars().count(),
            left: before(text, range.start).chars().next_back(),
            right: tail.chars().next(),
            tail,
            line: slice(text, line),
            column: range.start.saturating_sub(line.start),
        }
    }

    /// The part of the paragraph that stands near.
    fn around(&self) -> &'a str {
        let start = self.line.floor_char_boundary(self.column.saturating_sub(NEAR));
        let end = self.line.ceil_char_boundary((self.column + NEAR).min(self.line.len()));
        slice(self.line, start..end)
    }

    fn left_is_han(&self) -> bool {
        self.left.is_some_and(chars::is_han)
    }

    fn right_is_han(&self) -> bool {
        self.right.is_some_and(chars::is_han)
    }

    /// A tilde that cannot be the mark of a range: 5~10, 周一～周五, 3月~年底.
    fn is_masking_tilde(&self) -> bool {
        let (Some(left), Some(right)) = (self.left, self.right) else { return false };
        if chars::is_opening(left) && chars::is_closing(right) {
            // A document number without its year: 〔~〕12号.
            return after(self.tail, right.len_utf8()).starts_with(|c: char| c.is_ascii_digit() || c == '第');
        }
        let is_count = left.is_ascii_digit() || "一二三四五六七八九十百千万亿两几〇零".contains(left);
        if !chars::is_han(right) || is_count {
            return false;
        }
        let is_time = "年月日号".contains(right);
        let is_end_of_time = is_time && "年月日号季初中底".contains(left);
        let ends_word = WORD_ENDS.iter().any(|end| self.tail.starts_with(end))
            && !NOT_WORD_ENDS.iter().any(|word| self.tail.starts_with(word));
        let starts_clause = self.column > 0 && (chars::is_opening(left) || chars::is_point(left));
        (is_time && !is_end_of_time) || ends_word || starts_clause || PREPOSITIONS.contains(left)
    }

    /// Boxes and dots inside a sentence that are no bullets, separators or boxes to tick.
    fn is_masking_box(&self) -> bool {
        let is_inside = self.column > 0
            && self.left.is_some_and(|c| chars::is_han(c) || chars::is_opening(c))
            && self.right.is_some_and(|c| chars::is_han(c) || chars::is_closing(c) || chars::is_point(c));
        let is_separator = self.count == 1 && SEPARATORS.contains(&self.sign);
        let around = self.around();
        let is_ticked =
            self.count == 1 && ["□ ", " □", "：□", ":□", "■ ", " ■"].iter().any(|ticked| around.contains(ticked));
        is_inside && !is_separator && !is_ticked && (self.left_is_han() || self.right_is_han())
    }

    /// Stars beside a Chinese character that lead to no footnote.
    fn is_masking_stars(&self, is_markdown: &LazyLock<bool, impl FnOnce() -> bool>, seams: Option<Seams>) -> bool {
        if self.count == 1 {
            // One star between two words is a sign of somebody's; one inside a word stands for its character.
            let is_alone = self.line.matches(['*', '＊']).nth(1).is_none();
            let ends_word = |seams: Seams| seams.ends_word(self.head()) || seams.starts_word(self.tail);
            return is_alone && self.left_is_han() && self.right_is_han() && !seams.is_some_and(ends_word);
        }
        let beside_code =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.'));
        (self.left_is_han() || self.right_is_han())
            && !beside_code(self.left)
            && !beside_code(self.right)
            && !**is_markdown
    }

    /// What stands before it in the paragraph.
    fn head(&self) -> &'a str {
        slice(self.line, 0..self.column)
    }
}

/// The paragraph around `range`, or the range itself where there is none.
fn line_around(text: &str, paragraphs: &[Paragraph], range: Span) -> Span {
    let place = paragraphs.partition_point(|paragraph| paragraph.range.end < range.end);
    let line = paragraphs.get(place).map_or_else(|| range, |paragraph| paragraph.range);
    Span::new(line.start.min(range.start), line.end.min(text.len()))
}

fn report(text: &str, range: Span, look_up: bool) -> Report {
    let around = around(text, range);
    let found = if look_up { fillings(text, range) } else { Vec::new() };
    let Some(Filling { text: filling, place }) = found.first() else {
        return Report::new(range, format!("“{around}”里有字被屏蔽或丢失，请补上原文。"));
    };
    let message = format!("“{around}”里有字被屏蔽或丢失；另一处相同的话写作“{filling}”，请核对后补上。");
    let is_only = found.len() == 1;
    let fixes = found.iter().map(|filling| {
        let edits = vec![Edit::replace(range, filling.text)];
        let title = format!("补上“{}”", filling.text);
        if is_only { Fix::likely(title, edits) } else { Fix::alternative(title, edits) }
    });
    Report::new(range, message).related(*place, "相同的话在这里").fixes(fixes)
}

/// The masked place with two characters on each side.
fn around(text: &str, range: Span) -> String {
    let is_shown = |c: &char| !c.is_control();
    let left: Vec<char> = before(text, range.start).chars().rev().take(2).take_while(is_shown).collect();
    let right = after(text, range.end).chars().take(2).take_while(is_shown);
    left.into_iter().rev().chain(slice(text, range).chars()).chain(right).collect()
}
