//! PU221: points where none can be, and points at the wrong place.

use std::ops::Range;

use super::{enumerations, open_words};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::Pair;
use crate::text::{after, before, chars, occurrences, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU221-stray-marks.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    let mut reports = stray_dots(context);
    reports.extend(split_phrases(context));
    reports.extend(open_words::commas(context));
    reports.extend(enumerations::disagreeing(context));
    reports
}

/// The narrow marks that this rule has something to say about.
pub(super) fn narrow_marks(context: &Context) -> Vec<Range<usize>> {
    let reports = open_words::commas(context).into_iter().chain(split_phrases(context));
    reports.map(|report| report.range().clone()).collect()
}

/// A half-width full stop between a point and a word: `措施具体，.明确了`.
fn stray_dots(context: &Context) -> Vec<Report> {
    let text = context.text;
    let is_stray = |at: usize| {
        let is_point = |c: char| matches!(c, '、' | '，' | '；' | '：' | '。' | ',' | ';' | ':');
        before(text, at).ends_with(is_point) && after(text, at + 1).starts_with(chars::is_han)
    };
    text.match_indices('.')
        .map(|(at, _)| at)
        .filter(|&at| is_stray(at) && !context.structure.touches_marker(&(at..at + 1)))
        .map(|at| {
            let point = before(text, at).chars().next_back().unwrap_or_default();
            Report::new(at..at + 1, format!("“{point}”后面多了一个“.”，应删去。"))
                .fix(Fix::likely("删去多余的点", vec![Edit::delete(at..at + 1)]))
        })
        .collect()
}

/// How often the draft must write a phrase in one piece before a point inside it counts as stray.
const MIN_WHOLE: usize = 3;

/// How many candidates are looked up in the whole draft. Bounds the work on hostile input.
const MAX_LOOKUPS: usize = 64;

/// A point between a quoted attribute and its noun, `“双语”；教学`, where the draft itself writes the two in one piece
/// again and again.
fn split_phrases(context: &Context) -> Vec<Report> {
    let pairs = context.structure.quotes.matched.iter();
    pairs
        .filter_map(|pair| Split::at(context.text, pair))
        .take(MAX_LOOKUPS)
        .filter_map(|split| split.report(context.text))
        .collect()
}

/// A quoted attribute, a point and a noun.
struct Split<'a> {
    quoted: &'a str,
    point: char,
    mark: Range<usize>,
    noun: &'a str,
}

impl<'a> Split<'a> {
    fn at(text: &'a str, pair: &Pair) -> Option<Self> {
        let at = pair.close.end;
        let point = after(text, at).chars().next().filter(|c| matches!(c, '；' | ';' | '：' | ':'))?;
        let mark = at..at + point.len_utf8();
        let following = after(text, mark.end);
        let len: usize = following.chars().take(2).take_while(|&c| chars::is_han(c)).map(char::len_utf8).sum();
        let noun = slice(following, 0..len);
        let quoted = slice(text, pair.open.start..at);
        (noun.chars().count() == 2).then_some(Split { quoted, point, mark, noun })
    }

    fn report(self, text: &str) -> Option<Report> {
        let Split { quoted, point, mark, noun } = self;
        let is_usual = occurrences(text, &format!("{quoted}{noun}"), MIN_WHOLE) == MIN_WHOLE;
        let is_only = || occurrences(text, &format!("{quoted}{point}{noun}"), 2) == 1;
        (is_usual && is_only()).then(|| {
            Report::new(mark.clone(), format!("{quoted}与“{noun}”之间多了“{point}”：本文别处都写作{quoted}{noun}。"))
                .fix(Fix::likely(format!("删去“{point}”"), vec![Edit::delete(mark)]))
        })
    }
}
