//! Fixed terms, and what is one slip away from one of them.
//!
//! One slip leaves either the first or the second half of a term whole. So one automaton over all halves finds in a
//! single pass whatever can be a near miss, and only there the other half is compared.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::text::{Span, after, before, chars};

/// The terms that ship with the program.
const SHIPPED: &str = include_str!("../../rules/words/fixed-terms.txt");

/// Idioms of four characters that modern texts use.
const SHIPPED_IDIOMS: &str = include_str!("../../rules/words/idioms.txt");

/// The shortest term, in characters.
const SHORTEST: usize = 4;

/// The most characters that are missing.
const MOST_MISSING: usize = 2;

/// A string that is one slip away from a term: another character stands in it, one too many, or one or two are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NearMiss {
    /// The string.
    pub(super) range: Span,
    /// The term.
    pub(super) term: String,
    /// The wrong character; empty where some are missing.
    pub(super) wrong: Span,
    /// What the term has there; empty where a character is too many.
    pub(super) meant: String,
    /// How many characters of the term come before that.
    pub(super) before: usize,
}

impl NearMiss {
    /// Whether another character stands there, and none is missing or too many.
    pub(super) fn is_substitution(&self) -> bool {
        !self.wrong.is_empty() && !self.meant.is_empty()
    }
}

/// How a text differs from a half of a term.
struct Difference {
    wrong: Span,
    meant: String,
    /// The far end of the half in the text.
    reach: usize,
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

/// The idioms, compiled when first needed.
pub(super) static IDIOMS: LazyLock<Terms> = LazyLock::new(|| Terms::parse(SHIPPED_IDIOMS));

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
        found.sort_by_key(|miss| (miss.wrong.start, std::cmp::Reverse(miss.term.len())));
        found.dedup_by(|later, earlier| later.wrong == earlier.wrong && later.meant == earlier.meant);
        found
    }

    fn compare(&self, text: &str, hit: Span, half: Half) -> Vec<NearMiss> {
        let Some((first, second)) = self.terms.get(half.term) else { return Vec::new() };
        let count = |text: &str| text.chars().count();
        let (found, is_first) = (
            if half.is_first { compare_after(text, hit.end, second) } else { compare_before(text, hit.start, first) },
            half.is_first,
        );
        let miss = |found: Difference| {
            let (range, before) = if is_first {
                let same = before(second, found.wrong.start - hit.end);
                (Span::new(hit.start, found.reach), count(first) + count(same))
            } else {
                let same = after(first, first.len() - (hit.start - found.wrong.end));
                (Span::new(found.reach, hit.end), count(first) - count(&found.meant) - count(same))
            };
            NearMiss { range, term: format!("{first}{second}"), wrong: found.wrong, meant: found.meant, before }
        };
        found.into_iter().map(miss).collect()
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

/// How the text from `at` on may differ from `half`, and where it then ends.
fn compare_after(text: &str, at: usize, half: &str) -> Vec<Difference> {
    let same = common(half.chars(), after(text, at).chars());
    let rest = after(half, same);
    let here = at + same;
    let tail = after(text, here);
    let Some(wanted) = rest.chars().next() else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(seen) = tail.chars().next().filter(|&c| chars::is_han(c)) {
        let beyond = here + seen.len_utf8();
        let others = after(rest, wanted.len_utf8());
        if after(text, beyond).starts_with(others) {
            found.push(Difference {
                wrong: Span::new(here, beyond),
                meant: wanted.to_string(),
                reach: beyond + others.len(),
            });
        }
        if same > 0 && after(text, beyond).starts_with(rest) {
            found.push(Difference { wrong: Span::new(here, beyond), meant: String::new(), reach: beyond + rest.len() });
        }
    }
    let ends = rest.char_indices().skip(1).map(|(end, _)| end).chain([rest.len()]);
    found.extend(ends.take(MOST_MISSING).enumerate().find_map(|(more, end)| {
        let others = after(rest, end);
        // The last character alone may be missing, too.
        let is_there = if others.is_empty() { more == 0 && same > 0 } else { tail.starts_with(others) };
        let (meant, reach) = (before(rest, end).to_owned(), here + others.len());
        is_there.then_some(Difference { wrong: Span::new(here, here), meant, reach })
    }));
    found
}

/// How the text before `at` may differ from `half`, and where it then begins.
fn compare_before(text: &str, at: usize, half: &str) -> Vec<Difference> {
    let same = common(half.chars().rev(), before(text, at).chars().rev());
    let rest = before(half, half.len() - same);
    let here = at - same;
    let head = before(text, here);
    let Some(wanted) = rest.chars().next_back() else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(seen) = head.chars().next_back().filter(|&c| chars::is_han(c)) {
        let beyond = here - seen.len_utf8();
        let others = before(rest, rest.len() - wanted.len_utf8());
        if before(text, beyond).ends_with(others) {
            found.push(Difference {
                wrong: Span::new(beyond, here),
                meant: wanted.to_string(),
                reach: beyond - others.len(),
            });
        }
        if same > 0 && before(text, beyond).ends_with(rest) {
            found.push(Difference { wrong: Span::new(beyond, here), meant: String::new(), reach: beyond - rest.len() });
        }
    }
    let starts = rest.char_indices().rev().map(|(start, _)| start);
    found.extend(starts.take(MOST_MISSING).enumerate().find_map(|(more, start)| {
        let others = before(rest, start);
        let is_there = if others.is_empty() { more == 0 && same > 0 } else { head.ends_with(others) };
        let meant = || after(rest, start).to_owned();
        is_there.then(|| Difference { wrong: Span::new(here, here), meant: meant(), reach: here - others.len() })
    }));
    found
}

/// Bytes of the characters that both begin with.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strings near a term, what is wrong in each, and what belongs there.
    fn near_misses(text: &str) -> Vec<(&str, &str, String)> {
        let terms = Terms::parse("# 注\n社会主义现代化建设\n最高人民法院\n短语\n");
        let shown = |range: Span| crate::text::slice(text, range);
        let found = terms.near_misses(text);
        found.iter().map(|miss| (shown(miss.range), shown(miss.wrong), miss.meant.clone())).collect()
    }

    #[test]
    fn every_shipped_term_is_read_once() {
        let lines: Vec<&str> = SHIPPED.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(TERMS.len(), lines.len());
        assert_eq!(lines.iter().collect::<std::collections::BTreeSet<_>>().len(), lines.len());
        assert!(TERMS.automaton.is_some());
    }

    #[test]
    fn one_other_character_or_one_or_two_fewer_are_near() {
        let near = |text, wrong, meant: &str| assert_eq!(near_misses(text), [(text, wrong, meant.to_owned())]);
        near("社会义现代化建设", "", "主");
        near("社会主义现化建设", "", "代");
        near("社会主义现建设", "", "代化");
        near("最高人明法院", "明", "民");
        near("最高人民大法院", "大", "");
    }

    #[test]
    fn a_slip_knows_its_place_in_the_term() {
        let terms = Terms::parse("最高人民法院");
        let places = |text| terms.near_misses(text).iter().map(|miss| miss.before).collect::<Vec<_>>();
        assert_eq!((places("最高人法院"), places("最高民法院"), places("高人民法院")), (vec![3], vec![2], vec![0]));
    }

    #[test]
    fn the_term_itself_and_what_is_farther_away_are_not() {
        for text in ["社会主义现代化建设", "最高人民", "最高人民检察院", "最高人\n法院", "短吾", ""]
        {
            assert_eq!(near_misses(text), [], "{text}");
        }
    }
}
