//! Fixed terms, and what is one character away from one of them.
//!
//! One edit leaves either the first or the second half of a term whole. So one automaton over all halves finds in a
//! single pass whatever can be a near miss, and only there the other half is compared.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::text::{Span, after, before};

/// The terms that ship with the program.
const SHIPPED: &str = include_str!("../../rules/words/fixed-terms.txt");

/// The shortest term, in characters.
const SHORTEST: usize = 6;

/// How a string differs from a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    /// Another character stands at `range`.
    Substituted {
        /// Where.
        range: Span,
        /// The term's character.
        meant: char,
    },
    /// A character is missing before `at`.
    Missing {
        /// Where.
        at: usize,
        /// The term's character.
        meant: char,
    },
}

/// A string that is one character away from a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NearMiss {
    /// The string.
    pub(super) range: Span,
    /// The term.
    pub(super) term: String,
    /// How they differ.
    pub(super) difference: Difference,
}

/// A half of a term.
#[derive(Debug, Clone, Copy)]
struct Half {
    term: usize,
    is_first: bool,
}

/// Terms and the automaton over their halves.
pub(super) struct Terms {
    /// Each as its two halves.
    terms: Vec<(String, String)>,
    /// For each string that is a half, the halves it is.
    halves: Vec<Vec<Half>>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
}

/// The shipped terms, compiled when first needed.
pub(super) static TERMS: LazyLock<Terms> = LazyLock::new(|| Terms::parse(SHIPPED));

impl Terms {
    /// Reads a list with a term a line; `#` begins a comment.
    fn parse(list: &str) -> Terms {
        let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let terms: Vec<(String, String)> = lines.filter_map(halves).collect();
        let mut by_text: BTreeMap<&str, Vec<Half>> = BTreeMap::new();
        for (term, (first, second)) in terms.iter().enumerate() {
            by_text.entry(first).or_default().push(Half { term, is_first: true });
            by_text.entry(second).or_default().push(Half { term, is_first: false });
        }
        let patterns = by_text.keys().enumerate().map(|(index, text)| (*text, index));
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(patterns).ok();
        let halves = by_text.into_values().collect();
        Terms { terms, halves, automaton }
    }

    /// What is one character away from a term, in order.
    pub(super) fn near_misses(&self, text: &str) -> Vec<NearMiss> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            for half in self.halves.get(hit.value()).into_iter().flatten() {
                found.extend(self.compare(text, Span::new(hit.start(), hit.end()), *half));
            }
        }
        // The longest term explains best.
        found.sort_by_key(|miss| (place(&miss.difference), std::cmp::Reverse(miss.term.len())));
        found.dedup_by_key(|miss| place(&miss.difference));
        found
    }

    fn compare(&self, text: &str, hit: Span, half: Half) -> Option<NearMiss> {
        let (first, second) = self.terms.get(half.term)?;
        let (range, difference) = if half.is_first {
            let (end, difference) = compare_after(text, hit.end, second)?;
            (Span::new(hit.start, end), difference)
        } else {
            let (start, difference) = compare_before(text, hit.start, first)?;
            (Span::new(start, hit.end), difference)
        };
        Some(NearMiss { range, term: format!("{first}{second}"), difference })
    }

    /// All terms.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.terms.len()
    }
}

/// The halves of a term that is long enough.
fn halves(term: &str) -> Option<(String, String)> {
    let length = term.chars().count();
    let (middle, _) = term.char_indices().nth(length / 2)?;
    (length >= SHORTEST).then(|| (before(term, middle).to_owned(), after(term, middle).to_owned()))
}

fn place(difference: &Difference) -> usize {
    match difference {
        Difference::Substituted { range, .. } => range.start,
        Difference::Missing { at, .. } => *at,
    }
}

/// How the text from `at` on differs from `half` by one character, and where it ends.
fn compare_after(text: &str, at: usize, half: &str) -> Option<(usize, Difference)> {
    let same = common(half.chars(), after(text, at).chars());
    let meant = after(half, same).chars().next()?;
    let rest = after(half, same + meant.len_utf8());
    let here = at + same;
    let seen = after(text, here).chars().next().filter(|c| !matches!(c, '\n' | '\r'))?;
    let beyond = here + seen.len_utf8();
    if after(text, beyond).starts_with(rest) {
        return Some((beyond + rest.len(), Difference::Substituted { range: Span::new(here, beyond), meant }));
    }
    let is_missing = !rest.is_empty() && after(text, here).starts_with(rest);
    is_missing.then(|| (here + rest.len(), Difference::Missing { at: here, meant }))
}

/// How the text before `at` differs from `half` by one character, and where it begins.
fn compare_before(text: &str, at: usize, half: &str) -> Option<(usize, Difference)> {
    let same = common(half.chars().rev(), before(text, at).chars().rev());
    let meant = before(half, half.len() - same).chars().next_back()?;
    let rest = before(half, half.len() - same - meant.len_utf8());
    let here = at - same;
    let seen = before(text, here).chars().next_back().filter(|c| !matches!(c, '\n' | '\r'))?;
    let beyond = here - seen.len_utf8();
    if before(text, beyond).ends_with(rest) {
        return Some((beyond - rest.len(), Difference::Substituted { range: Span::new(beyond, here), meant }));
    }
    let is_missing = !rest.is_empty() && before(text, here).ends_with(rest);
    is_missing.then(|| (here - rest.len(), Difference::Missing { at: here, meant }))
}

/// Bytes of the characters that both begin with.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near_misses(text: &str) -> Vec<(String, Difference)> {
        let terms = Terms::parse("# 注\n社会主义现代化建设\n最高人民法院\n短语\n");
        terms
            .near_misses(text)
            .into_iter()
            .map(|miss| (crate::text::slice(text, miss.range).to_owned(), miss.difference))
            .collect()
    }

    #[test]
    fn every_shipped_term_is_read_once() {
        let lines: Vec<&str> = SHIPPED.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(TERMS.len(), lines.len());
        assert_eq!(lines.iter().collect::<std::collections::BTreeSet<_>>().len(), lines.len());
        assert!(TERMS.automaton.is_some());
    }

    #[test]
    fn one_other_character_or_one_fewer_is_near() {
        let missing = |at, meant| Difference::Missing { at, meant };
        assert_eq!(near_misses("社会义现代化建设"), [("社会义现代化建设".to_owned(), missing(6, '主'))]);
        assert_eq!(near_misses("社会主义现化建设"), [("社会主义现化建设".to_owned(), missing(15, '代'))]);
        let substituted = Difference::Substituted { range: Span::new(9, 12), meant: '民' };
        assert_eq!(near_misses("最高人明法院"), [("最高人明法院".to_owned(), substituted)]);
    }

    #[test]
    fn the_term_itself_and_what_is_farther_away_are_not() {
        for text in ["社会主义现代化建设", "社会主义建设", "最高人民", "最高人民检察院", "最高人\n法院", "短吾", ""]
        {
            assert_eq!(near_misses(text), [], "{text}");
        }
    }
}
