//! Confusable words: the shipped list, compiled into one automaton that finds them all in one pass.

use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::conditions::Conditions;
use super::replacements::smallest_edit;
use crate::text::Span;

/// The shipped list: wrong, right, kind, condition, certainty.
const SHIPPED: &str = include_str!("../../rules/words/confusable-words.tsv");

/// How sure an entry is that its word is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// Wrong wherever its condition holds.
    Always,
    /// Wrong nearly everywhere.
    Usually,
    /// Depends on more than the neighbours.
    Context,
}

/// One row of the list.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The wrong word.
    pub(crate) wrong: String,
    /// What it should be.
    pub(crate) right: String,
    /// Why the two are confused, in Chinese.
    pub(crate) reason: &'static str,
    /// Whether the two are confused because they look alike.
    pub(crate) looks_alike: bool,
    /// How sure the row is.
    pub(crate) certainty: Certainty,
    /// Whether the word is a variant form rather than a mistake.
    pub(crate) is_variant: bool,
    conditions: Conditions,
}

/// A place where a row holds.
pub(crate) type Listed = (Span, &'static Entry);

/// The list and the automaton over its words.
pub(crate) struct Confusables {
    entries: Vec<Entry>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
}

/// The shipped list, compiled when first needed.
pub(crate) static CONFUSABLES: LazyLock<Confusables> = LazyLock::new(|| Confusables::parse(SHIPPED));

impl Confusables {
    /// Reads the rows of a tab-separated list; rows that make no sense are left out (a test reads them all).
    pub(crate) fn parse(list: &str) -> Self {
        let entries: Vec<Entry> = list.lines().skip(1).filter_map(Entry::parse).collect();
        let words = entries.iter().enumerate().map(|(index, entry)| (entry.wrong.as_str(), index));
        let automaton = CharwiseDoubleArrayAhoCorasick::with_values(words).ok();
        Confusables { entries, automaton }
    }

    /// The rows whose word stands in `text` under its conditions; of overlapping ones only the longest.
    pub(crate) fn find(&self, text: &str) -> Vec<(Span, &Entry)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut hits: Vec<(Span, &Entry)> = automaton
            .find_overlapping_iter(text)
            .filter_map(|hit| Some((Span::new(hit.start(), hit.end()), self.entries.get(hit.value())?)))
            .filter(|(range, entry)| entry.conditions.hold(text, *range))
            .collect();
        hits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut kept: Vec<(Span, &Entry)> = Vec::new();
        for hit in hits {
            match kept.last_mut() {
                Some(last) if hit.0.start < last.0.end => {
                    if hit.0.len() > last.0.len() {
                        *last = hit;
                    }
                }
                _ => kept.push(hit),
            }
        }
        kept
    }

    /// All rows.
    #[cfg(test)]
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// The wrong words of the shipped list.
#[cfg(feature = "learn")]
pub(crate) fn misspellings() -> impl Iterator<Item = &'static str> {
    CONFUSABLES.entries.iter().map(|entry| entry.wrong.as_str())
}

/// The words in `text` that are wrong wherever they stand, and what they should be.
pub(crate) fn always_wrong(text: &str) -> impl Iterator<Item = (Span, &'static str)> {
    let certain = CONFUSABLES.find(text).into_iter().filter(|(_, entry)| entry.certainty == Certainty::Always);
    certain.map(|(range, entry)| (range, entry.right.as_str()))
}

impl Entry {
    fn parse(line: &str) -> Option<Entry> {
        let mut fields = line.split('\t');
        let (wrong, right, kind, condition, certainty) =
            (fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let (condition, note) = condition.split_once('#').unwrap_or((condition, ""));
        Some(Entry {
            wrong: wrong.to_owned(),
            right: right.to_owned(),
            reason: match kind {
                "shape" => "字形相近",
                "sound" => "读音相近",
                "idiom" => "成语、固定词语误写",
                "usage" => "用法不当",
                "redundant" => "语义重复",
                _ => return None,
            },
            looks_alike: kind == "shape",
            certainty: match certainty {
                "always" => Certainty::Always,
                "usually" => Certainty::Usually,
                "context" => Certainty::Context,
                _ => return None,
            },
            is_variant: note.contains("variant"),
            conditions: Conditions::parse(condition)?,
        })
    }

    /// The smallest edit that mends a hit at `range`: what the two words share at both ends stays untouched.
    pub(crate) fn edit(&self, range: Span) -> (Span, &str) {
        let (span, new_text) = smallest_edit(&self.wrong, &self.right, range);
        (span, new_text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;

    #[test]
    fn every_row_of_the_shipped_list_is_read() {
        assert_eq!(CONFUSABLES.entries().len(), SHIPPED.lines().count() - 1);
        assert!(CONFUSABLES.automaton.is_some());
    }

    #[test]
    fn every_row_changes_something_and_leaves_no_row_of_its_own_behind() {
        for entry in CONFUSABLES.entries() {
            assert_ne!(entry.wrong, entry.right);
            let (range, new_text) = entry.edit(Span::new(0, entry.wrong.len()));
            let mended = format!(
                "{}{new_text}{}",
                slice(&entry.wrong, 0..range.start),
                slice(&entry.wrong, range.end..entry.wrong.len())
            );
            assert_eq!(mended, entry.right);
        }
    }

    #[test]
    fn the_longest_row_wins_and_conditions_hold() {
        let list = "wrong\tright\tkind\tcondition\tcertainty\n关干\t关于\tshape\tnotprev=机/海; notnext=部\tusually\n关干加强\t关于加强\tshape\t-\talways\n";
        let confusables = Confusables::parse(list);
        let found =
            |text: &str| confusables.find(text).iter().map(|(_, entry)| entry.wrong.clone()).collect::<Vec<_>>();
        assert_eq!(found("关干加强管理的意见"), ["关干加强"]);
        assert_eq!(found("关干做好工作"), ["关干"]);
        assert_eq!(found("机关干部"), [""; 0]);
    }
}
