//! Turns of phrase that say a thing twice, mix two ways of saying it, or count with the wrong word: closed lists of patterns,
//! each with what makes it right after all. A pattern is looked at only in sentences with one of its signs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use daachorse::CharwiseDoubleArrayAhoCorasick;
use regex::{Captures, Regex};
use serde::Deserialize;

use crate::structure::sentence;
use crate::text::{Span, after, before, chars, slice};

/// A list that ships with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    /// What is said twice.
    Redundancies,
    /// Two ways of saying it mixed.
    Blends,
    /// Measure words.
    Measures,
}

/// A turn of phrase that should be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Where.
    pub(crate) range: Span,
    /// What is wrong with it, in Chinese.
    pub(crate) says: String,
    /// Ways to mend it, each an edit: what stands there, and what is to.
    pub(crate) repairs: Vec<(Span, String)>,
    /// Whether it is only worth a hint.
    pub(crate) is_hint: bool,
}

/// The file of a list.
#[derive(Debug, Deserialize)]
struct File {
    /// Shorter names for parts of patterns.
    parts: BTreeMap<String, String>,
    pattern: Vec<Pattern>,
}

/// An entry of a list; the files say what each key is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    signs: Vec<String>,
    find: String,
    says: String,
    #[serde(default)]
    right: String,
    #[serde(default)]
    unless: Option<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    begins_sentence: bool,
    #[serde(default)]
    ends_clause: bool,
    #[serde(default)]
    hint: bool,
}

/// A list, ready to be looked for.
struct Patterns {
    patterns: Vec<(Pattern, OnceLock<Option<Compiled>>)>,
    parts: BTreeMap<String, String>,
    /// Over the signs of all patterns.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
    /// By sign: the patterns that it belongs to.
    signed: Vec<Vec<usize>>,
}

struct Compiled {
    find: Regex,
    unless: Option<Regex>,
}

/// A file that cannot be read is an empty list, and a test holds that none is.
static REDUNDANCIES: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::read(include_str!("../../rules/words/redundancies.toml")));
static BLENDS: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(include_str!("../../rules/words/blends.toml")));
static MEASURES: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::read(include_str!("../../rules/words/measure-words.toml")));

/// The turns of phrase of a list in `text`, in order; where several reach over one place, the first.
pub(crate) fn turns(list: List, text: &str) -> Vec<Turn> {
    let patterns: &Patterns = match list {
        List::Redundancies => &REDUNDANCIES,
        List::Blends => &BLENDS,
        List::Measures => &MEASURES,
    };
    patterns.turns(text)
}

impl Patterns {
    fn read(file: &str) -> Patterns {
        let File { parts, pattern } =
            toml::from_str(file).unwrap_or(File { parts: BTreeMap::new(), pattern: Vec::new() });
        let mut signs: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, pattern) in pattern.iter().enumerate() {
            pattern.signs.iter().for_each(|sign| signs.entry(sign.as_str()).or_default().push(index));
        }
        let automaton = CharwiseDoubleArrayAhoCorasick::new(signs.keys()).ok();
        let signed = signs.into_values().collect();
        Patterns {
            patterns: pattern.into_iter().map(|pattern| (pattern, OnceLock::new())).collect(),
            parts,
            automaton,
            signed,
        }
    }

    fn turns(&self, text: &str) -> Vec<Turn> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut looked_at: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut sentence = Span::empty(0);
        let mut found: Vec<Turn> = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            let sign = Span::new(hit.start(), hit.end());
            if !(sentence.start <= sign.start && sign.end <= sentence.end) {
                sentence = sentence::around(text, sign);
            }
            for &index in self.signed.get(hit.value()).into_iter().flatten() {
                if looked_at.insert((sentence.start, index)) {
                    self.find_in(text, sentence, index, &mut found);
                }
            }
        }
        found.sort_by_key(|turn| (turn.range.start, std::cmp::Reverse(turn.range.end)));
        found.dedup_by(|next, kept| next.range.start < kept.range.end);
        found
    }

    /// Looks for one pattern in one sentence.
    fn find_in(&self, text: &str, sentence: Span, index: usize, found: &mut Vec<Turn>) {
        let Some((pattern, compiled)) = self.patterns.get(index) else { return };
        let Some(compiled) = compiled.get_or_init(|| self.compile(pattern)) else { return };
        for captures in compiled.find.captures_iter(slice(text, sentence)) {
            found.extend(pattern.turn(text, sentence, compiled, &captures));
        }
    }

    fn compile(&self, pattern: &Pattern) -> Option<Compiled> {
        let regex = |source: &str| {
            let expand =
                |source: String, (name, part): (&String, &String)| source.replace(&format!("{{{name}}}"), part);
            Regex::new(&self.parts.iter().fold(source.to_owned(), expand)).ok()
        };
        let unless = match &pattern.unless {
            Some(unless) => Some(regex(unless)?),
            None => None,
        };
        Some(Compiled { find: regex(&pattern.find)?, unless })
    }
}

impl Pattern {
    /// The turn of phrase that was found in a sentence, if nothing makes it right.
    fn turn(&self, text: &str, sentence: Span, compiled: &Compiled, captures: &Captures) -> Option<Turn> {
        let in_text = |found: regex::Match| Span::new(sentence.start + found.start(), sentence.start + found.end());
        let range = in_text(captures.name("turn").or(captures.get(0))?);
        let (left, right) = (before(text, range.start), after(text, range.end));
        let begins = || slice(text, sentence.start..range.start).chars().all(|c| !chars::is_han(c));
        let ends = || right.chars().next().is_none_or(|c| chars::is_point(c) || c.is_whitespace() || c == '”');
        let is_right = self.not_after.iter().any(|word| left.ends_with(word.as_str()))
            || self.not_before.iter().any(|word| right.starts_with(word.as_str()))
            || self.begins_sentence && !begins()
            || self.ends_clause && !ends()
            || compiled.unless.as_ref().is_some_and(|unless| unless.is_match(slice(text, range)));
        if is_right {
            return None;
        }
        let group = |name: &str| captures.name(name).map(in_text);
        let replaced = group("wrong").map(|wrong| (wrong, self.right.clone()));
        let dropped = ["drop", "one", "other"].into_iter().filter_map(group).map(|span| (span, String::new()));
        let quoted = |says: String, name: &str| match group(name) {
            Some(span) => says.replace(&format!("{{{name}}}"), slice(text, span)),
            None => says,
        };
        let says = ["drop", "one", "other", "wrong"].into_iter().fold(self.says.clone(), quoted);
        let repairs = replaced.into_iter().chain(dropped).collect();
        Some(Turn { range, says, repairs, is_hint: self.hint })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_every_list_can_be_read() {
        for patterns in [&REDUNDANCIES, &BLENDS, &MEASURES] {
            assert!(patterns.patterns.len() > 5);
            for (pattern, _) in &patterns.patterns {
                assert!(patterns.compile(pattern).is_some(), "{}", pattern.find);
                assert!(!pattern.signs.is_empty() && !pattern.says.is_empty(), "{}", pattern.find);
                assert_eq!(pattern.find.contains("<wrong>"), !pattern.right.is_empty(), "{}", pattern.find);
            }
        }
    }

    #[test]
    fn a_sign_without_its_pattern_says_nothing() {
        assert!(turns(List::Redundancies, "他左右为难，大约要去30天。").is_empty());
        let found = turns(List::Redundancies, "会议大概开了3个小时左右。");
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().map(|turn| turn.repairs.len()), Some(2));
    }
}
