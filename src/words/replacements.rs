//! The words that the user has ordered to be replaced: one automaton finds them all in one pass.

use std::cmp::Reverse;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::boundaries;
use crate::model::Parts;
use crate::text::{Span, Spans, slice};

/// What the user has ordered for a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// The word that is not to be written.
    pub(crate) wrong: String,
    /// What is to be written: nothing where the word is to go, none where that is left to the writer.
    pub(crate) right: Option<String>,
    /// Why, in the user's words.
    pub(crate) reason: Option<String>,
}

/// The user's list, and the automaton over its words.
#[derive(Default)]
pub(crate) struct Replacements {
    list: Vec<Replacement>,
    /// Over the words of the list, each with its place there, and behind them right words that hold one of them.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
    /// Length of the longest of all these, in bytes.
    longest: usize,
}

impl std::fmt::Debug for Replacements {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Replacements").field("list", &self.list).finish_non_exhaustive()
    }
}

/// One character alone is too often part of another word to be replaced unasked.
const LEAST: usize = 2;

impl Replacements {
    /// Compiles the user's list. Entries without a word are left out.
    pub(crate) fn new(list: impl IntoIterator<Item = Replacement>) -> Self {
        let mut list: Vec<Replacement> = list.into_iter().filter(|it| !it.wrong.is_empty()).collect();
        list.sort_by(|a, b| a.wrong.cmp(&b.wrong));
        list.dedup_by(|a, b| a.wrong == b.wrong);
        let is_wrong = |word: &str| list.binary_search_by(|it| it.wrong.as_str().cmp(word)).is_ok();
        let holds_one = |word: &&str| list.iter().any(|it| word.contains(&it.wrong));
        let mut right: Vec<&str> = list.iter().filter_map(|it| it.right.as_deref()).collect();
        right.sort_unstable();
        right.dedup();
        right.retain(|word| !is_wrong(word) && holds_one(word));
        let words: Vec<&str> = list.iter().map(|it| it.wrong.as_str()).chain(right).collect();
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        // The automaton refuses an empty list, in which nothing is found anyway.
        let automaton = CharwiseDoubleArrayAhoCorasick::new(words).ok();
        Replacements { list, automaton, longest }
    }

    /// Where words of the list stand in `text`, of overlapping ones the longest. Inside what somebody is told to write
    /// nothing is wrong: 集团 in 东岭集团.
    pub(crate) fn find(&self, text: &str) -> Vec<(Span, &Replacement)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut hits = Vec::new();
        let mut right = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            let span = Span::new(hit.start(), hit.end());
            match self.list.get(hit.value()) {
                Some(replacement) => hits.push((span, replacement)),
                None => right.push(span),
            }
        }
        hits.sort_by_key(|(span, _)| (Reverse(span.len()), span.start));
        let mut taken: Vec<Span> = Vec::new();
        let right: Spans = right.into_iter().collect();
        hits.retain(|(span, _)| right.enclosing(*span).is_none());
        let mut kept: Vec<(Span, &Replacement)> = Vec::new();
        for hit in hits {
            let place = taken.partition_point(|other| other.end <= hit.0.start);
            if taken.get(place).is_none_or(|other| !other.overlaps(hit.0)) {
                taken.insert(place, hit.0);
                kept.push(hit);
            }
        }
        kept.sort_by_key(|(span, _)| span.start);
        kept
    }

    /// Whether to write `new_text` at `span` of `text` is what the list orders, where the word stands by itself.
    pub(crate) fn orders(&self, parts: &Parts, text: &str, span: Span, new_text: &str) -> bool {
        let from = text.floor_char_boundary(span.start.saturating_sub(self.longest));
        let to = text.ceil_char_boundary((span.end + self.longest).min(text.len()));
        let is_it = |(word, replacement): (Span, &Replacement)| {
            let word = word.shifted(from);
            let (changed, made) = replacement.edit(word);
            (changed, Some(made)) == (span, Some(new_text)) && replacement.is_sure(parts, text, word)
        };
        self.find(slice(text, from..to)).into_iter().any(is_it)
    }
}

impl Replacement {
    /// The smallest edit that puts the right word in place of the wrong one at `span`: what the two share at both ends
    /// stays untouched.
    pub(crate) fn edit(&self, span: Span) -> (Span, &str) {
        smallest_edit(&self.wrong, self.right.as_deref().unwrap_or_default(), span)
    }

    /// Whether it may be replaced unasked at `span`: the right word is given, and the wrong one is no part of another.
    pub(crate) fn is_sure(&self, parts: &Parts, text: &str, span: Span) -> bool {
        let has_word = self.right.as_deref().is_some_and(|right| !right.is_empty());
        let is_long = self.wrong.chars().nth(LEAST - 1).is_some();
        has_word && is_long && boundaries::stands_by_itself(parts, text, span)
    }
}

/// The smallest edit that turns `wrong`, which stands at `span`, into `right`.
pub(super) fn smallest_edit<'r>(wrong: &str, right: &'r str, span: Span) -> (Span, &'r str) {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = wrong.chars().zip(right.chars()).take_while(same).map(|(a, _)| a.len_utf8()).sum();
    let (wrong_rest, right_rest) = (slice(wrong, head..wrong.len()), slice(right, head..right.len()));
    let backward = wrong_rest.chars().rev().zip(right_rest.chars().rev());
    let tail: usize = backward.take_while(same).map(|(a, _)| a.len_utf8()).sum();
    (Span::new(span.start + head, span.end - tail), slice(right, head..right.len() - tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[(&str, Option<&str>)]) -> Replacements {
        let entry = |(wrong, right): &(&str, Option<&str>)| Replacement {
            wrong: (*wrong).to_owned(),
            right: right.map(str::to_owned),
            reason: None,
        };
        Replacements::new(words.iter().map(entry))
    }

    fn found(words: &[(&str, Option<&str>)], text: &str) -> Vec<String> {
        let list = list(words);
        list.find(text).into_iter().map(|(span, _)| slice(text, span.start..span.end).to_owned()).collect()
    }

    #[test]
    fn the_longest_word_wins_wherever_it_begins() {
        let words = [("甲乙", Some("丙")), ("乙丁戊", Some("己")), ("戊", None)];
        assert_eq!(found(&words, "甲乙丁戊，甲乙，戊"), ["乙丁戊", "甲乙", "戊"]);
        assert_eq!(found(&[("一一", Some("二"))], "一一一"), ["一一"]);
        assert_eq!(found(&[], "甲乙"), [""; 0]);
    }

    #[test]
    fn inside_what_is_to_be_written_nothing_is_wrong() {
        let words = [("集团", Some("东岭集团")), ("公司", Some("东岭集团公司"))];
        assert_eq!(found(&words, "集团和东岭集团、东岭集团公司、公司"), ["集团", "公司"]);
    }

    #[test]
    fn an_edit_touches_what_differs() {
        let entry = |wrong: &str, right: &str| list(&[(wrong, Some(right))]).list[0].clone();
        assert_eq!(entry("帐号", "账号").edit(Span::new(3, 9)), (Span::new(3, 6), "账"));
        assert_eq!(entry("集团", "东岭集团").edit(Span::new(0, 6)), (Span::new(0, 0), "东岭"));
        assert_eq!(entry("大大", "大").edit(Span::new(0, 6)), (Span::new(3, 6), ""));
    }

    #[test]
    fn a_word_is_replaced_unasked_only_where_it_stands_by_itself() {
        let model = crate::model::Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let is_ordered = |wrong: &str, right: &str, text: &str| {
            let list = list(&[(wrong, Some(right))]);
            let (span, replacement) = list.find(text)[0];
            let (span, new_text) = replacement.edit(span);
            list.orders(&parts, text, span, new_text)
        };
        assert!(is_ordered("帐号", "账号", "请登录帐号办理"));
        assert!(is_ordered("东岭局", "东岭公司", "由东岭局负责"));
        assert!(!is_ordered("人民", "群众", "发行人民币的数量"));
        assert!(!is_ordered("帐", "账", "请核对帐目"));
        assert!(!is_ordered("有限", "", "东岭有限公司"));
        assert!(!list(&[("帐号", Some("账号"))]).orders(&parts, "登录帐号", Span::new(6, 9), "涨"));
    }
}
