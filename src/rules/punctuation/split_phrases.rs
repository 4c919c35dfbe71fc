//! A point between a quoted attribute and its noun, which the draft writes in one piece elsewhere.

use crate::finding::{Edit, Fix};
use crate::rules::{Context, Report};
use crate::structure::Pair;
use crate::text::{Span, after, chars, occurrences, slice};

/// How often the draft must write a phrase in one piece before a point inside it counts as stray.
const MIN_WHOLE: usize = 3;

/// How many candidates are looked up in the whole draft. Bounds the work on hostile input.
const MAX_LOOKUPS: usize = 64;

/// A point between a quoted attribute and its noun, `“双语”；教学`, where the draft itself writes the two in one piece
/// again and again.
pub(super) fn split_phrases(context: &Context) -> Vec<Report> {
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
    mark: Span,
    noun: &'a str,
}

impl<'a> Split<'a> {
    fn at(text: &'a str, pair: &Pair) -> Option<Self> {
        let at = pair.close.end;
        let point = after(text, at).chars().next().filter(|c| matches!(c, '；' | ';' | '：' | ':'))?;
        let mark = Span::new(at, at + point.len_utf8());
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
            Report::new(mark, format!("{quoted}与“{noun}”之间多了“{point}”：本文别处都写作{quoted}{noun}。"))
                .fix(Fix::likely(format!("删去“{point}”"), vec![Edit::delete(mark)]))
        })
    }
}
