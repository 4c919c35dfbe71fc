//! What the rules on numbers ask of a pattern and of the characters around it.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::text::{Span, after, before};

/// A pattern that is compiled when first needed.
pub(super) type Pattern = LazyLock<Option<Regex>>;

/// Where the pattern is found in `text`.
pub(super) fn captures<'a>(pattern: &'a Pattern, text: &'a str) -> impl Iterator<Item = Captures<'a>> {
    pattern.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text))
}

/// Whether `test` holds for what stands before and after `key` anywhere in `text`: cheaper than compiling a pattern
/// for a draft that has nothing of the kind.
pub(super) fn beside(text: &str, key: char, test: impl Fn(&str, &str) -> bool) -> bool {
    text.match_indices(key).any(|(at, key)| test(before(text, at), after(text, at + key.len())))
}

/// Whether `text` ends with a digit.
pub(super) fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// The part of a match that is named so, or nothing.
pub(super) fn part<'a>(found: &Captures<'a>, name: &str) -> &'a str {
    found.name(name).map(|part| part.as_str()).unwrap_or_default()
}

/// The characters before and after `range`.
pub(super) fn around(text: &str, range: Span) -> (Option<char>, Option<char>) {
    (before(text, range.start).chars().next_back(), after(text, range.end).chars().next())
}

/// Whether a number that starts after `left` is a whole one: no digit, decimal point or letter stands before it.
pub(super) fn starts_number(left: Option<char>) -> bool {
    !left.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '，' | '/' | '-' | '第' | '．'))
}

/// The value of a Chinese digit from 1 to 9.
pub(super) fn han_digit(c: char) -> Option<u32> {
    "一二三四五六七八九".chars().position(|digit| digit == c).and_then(|index| u32::try_from(index + 1).ok())
}

/// Whether a character belongs to a Chinese number.
pub(super) fn is_han_number(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿".contains(c)
}
