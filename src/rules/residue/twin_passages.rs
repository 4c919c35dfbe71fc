//! What a masked place reads in a passage that says the same elsewhere in the draft.

use crate::text::{Span, after, before, chars, slice};

/// What stands in a twin passage where the mask is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filling<'a> {
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) place: Span,
}

/// A passage is a twin when so many characters around the mask agree, so many of them on each side.
const MIN_AGREEING: usize = 8;
const MIN_ON_A_SIDE: usize = 2;

/// No more than this is compared on a side, in characters.
const MAX_ON_A_SIDE: usize = 24;

/// A mask hides at most so many characters.
const MAX_HIDDEN: usize = 8;

/// Twins are looked for where the first characters after the mask recur, at so many places.
const KEY_LEN: usize = 2;
const MAX_PLACES: usize = 200;

/// How many readings are offered.
const MAX_FILLINGS: usize = 3;

/// The readings that twin passages give for the masked `range`, best first, each but once.
pub(super) fn fillings<'a>(text: &'a str, range: Span) -> Vec<Filling<'a>> {
    let tail = after(text, range.end);
    let Some(key) = tail.char_indices().nth(KEY_LEN).map(|(end, _)| slice(tail, 0..end)) else { return Vec::new() };
    let mut found: Vec<(usize, Filling)> = text
        .match_indices(key)
        .map(|(at, _)| at)
        .filter(|at| *at != range.end)
        .take(MAX_PLACES)
        .filter_map(|at| filling_before(text, range, at))
        .collect();
    found.sort_by_key(|(agreeing, filling)| (std::cmp::Reverse(*agreeing), filling.place.start));
    let mut distinct: Vec<Filling> = Vec::new();
    for (_, filling) in found {
        if distinct.len() < MAX_FILLINGS && distinct.iter().all(|known| known.text != filling.text) {
            distinct.push(filling);
        }
    }
    distinct
}

/// The reading of the passage whose text from `at` on is that after the mask, and how many characters agree.
fn filling_before<'a>(text: &'a str, mask: Span, at: usize) -> Option<(usize, Filling<'a>)> {
    let head = before(text, mask.start);
    let right = agreeing(after(text, mask.end).chars(), after(text, at).chars());
    let is_time = after(text, mask.end).starts_with(['年', '月', '日']);
    let hidden = before(text, at).char_indices().rev().take(MAX_HIDDEN).take_while(|(_, c)| may_be_hidden(*c, is_time));
    hidden.map(|(start, _)| start).find_map(|start| {
        let left = agreeing(head.chars().rev(), before(text, start).chars().rev());
        let is_twin = left >= MIN_ON_A_SIDE && right >= MIN_ON_A_SIDE && left + right >= MIN_AGREEING;
        is_twin.then(|| (left + right, Filling { text: slice(text, start..at), place: Span::new(start, at) }))
    })
}

/// Letters of a word; of a date only its number.
fn may_be_hidden(c: char, is_time: bool) -> bool {
    if is_time {
        c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c)
    } else {
        chars::is_han(c) || c.is_ascii_alphanumeric()
    }
}

/// How many characters two texts share from their start.
fn agreeing(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take(MAX_ON_A_SIDE).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> Vec<&str> {
        let at = text.find('~').unwrap();
        fillings(text, Span::new(at, at + 1)).into_iter().map(|filling| filling.text).collect()
    }

    #[test]
    fn a_twin_passage_says_what_is_hidden() {
        let text = "要认真抓好保持~员先进性教育活动。会后，各单位抓好保持共产党员先进性教育活动。";
        assert_eq!(readings(text), ["共产党"]);
    }

    #[test]
    fn a_year_is_filled_by_a_number_only() {
        let twin = |year| format!("上级要求从~年起取消这一科目。上级要求从{year}年起取消这一科目。");
        assert_eq!(readings(&twin("2006")), ["2006"]);
        assert_eq!(readings(&twin("今")), [""; 0]);
    }

    #[test]
    fn a_few_common_words_make_no_twin() {
        assert_eq!(readings("加强~员管理。加强人员管理。"), [""; 0]);
    }

    #[test]
    fn different_readings_are_all_offered() {
        let text = "认真落实~许廉洁自律规定。认真落实八不许廉洁自律规定。认真落实五不许廉洁自律规定。";
        assert_eq!(readings(text), ["八不", "五不"]);
    }
}
