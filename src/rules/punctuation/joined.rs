//! Whether the characters on both sides of a gap belong together: the words of the model, and those of the draft itself.

use std::cell::LazyCell;

use crate::knowledge::pairs::Pairs;
use crate::knowledge::seams::PREFIXES;
use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, is_character};
use crate::model::lexicon::LONGEST_WORD;
use crate::model::line::ScoredLine;
use crate::rules::Context;
use crate::text::slice;

/// Characters on each side of a gap that a word over it can take in.
const SIDE: usize = LONGEST_WORD - 1;

/// Levels of a word of two characters and of a longer one: two characters meet by chance more often.
const COMMON_PAIR: u8 = 4;
const COMMON_WORD: u8 = 2;

/// A word is so much more frequent than another of its length when chance is ruled out, in levels.
const MUCH_COMMONER: u8 = 2;

/// The pairs of characters that the draft writes, read when first asked for.
type DraftPairs<'a> = LazyCell<Pairs, Box<dyn FnOnce() -> Pairs + 'a>>;

/// What is known of the words of a draft.
pub(super) struct Words<'a> {
    parts: Option<Parts<'a>>,
    pairs: DraftPairs<'a>,
}

/// A word: its length in characters, and its level.
pub(super) type Found = (usize, u8);

impl<'a> Words<'a> {
    pub(super) fn of(context: &'a Context) -> Self {
        let parts = context.resources.model.as_deref().and_then(|model| model.parts());
        // Few drafts have a gap that only the words of the draft can judge.
        let pairs: DraftPairs = LazyCell::new(Box::new(|| Pairs::of(context.text)));
        Words { parts, pairs }
    }

    /// Whether a gap between `head` and `tail` cuts a word in two: one that either side has no word of its own to set
    /// against. Between two words there may be a gap.
    pub(super) fn are_one_word(&self, head: &str, tail: &str) -> bool {
        let (Some(left), Some(right)) = (head.chars().next_back(), tail.chars().next()) else { return false };
        let Some(parts) = &self.parts else { return self.pairs.join(left, right) };
        let (before, after) = (last_characters(head), first_characters(tail));
        let word = |word: &[Symbol]| {
            let level = parts.lexicon.level(word);
            let least = if word.len() == 2 { COMMON_PAIR } else { COMMON_WORD };
            (level >= least).then_some((word.len(), level))
        };
        let ends = longest((2..=before.len()).filter_map(|length| word(before.get(before.len() - length..)?)));
        let starts = longest((2..=after.len()).filter_map(|length| word(after.get(..length)?)));
        if ends.is_some() && starts.is_some() {
            return false;
        }
        let across = (1..=before.len()).flat_map(|left| (1..=after.len()).map(move |right| (left, right)));
        let across = across.filter(|(left, right)| left + right <= LONGEST_WORD).filter_map(|(left, right)| {
            let run = [before.get(before.len() - left..)?, after.get(..right)?].concat();
            word(&run).filter(|found| beats(*found, left, ends) && beats(*found, right, starts))
        });
        across.max().is_some() || (ends.is_none() && starts.is_none() && self.pairs.join(left, right))
    }

    /// Whether `head` ends in a character that only ever opens a word or phrase: 全|社会, 各|单位. After a word that it
    /// ends, as in 安全, it may stand last.
    pub(super) fn is_prefix(&self, head: &str) -> bool {
        let Some(parts) = self.parts.as_ref().filter(|_| head.ends_with(|c| PREFIXES.contains(c))) else {
            return false;
        };
        let before = last_characters(head);
        let mut words = (2..=before.len()).filter_map(|length| before.get(before.len() - length..));
        !words.any(|word| parts.lexicon.level(word) > 0)
    }

    /// The word that something between `head` and `tail` cuts in two, where neither side has a word of its own.
    pub(super) fn cut_word(&self, head: &str, tail: &str) -> Option<Found> {
        let lexicon = self.parts.as_ref()?.lexicon;
        let (before, after) = (last_characters(head), first_characters(tail));
        let found =
            |word: &[Symbol]| Some((word.len(), lexicon.level(word))).filter(|(_, level)| *level >= COMMON_PAIR);
        let ends = (2..=before.len()).filter_map(|length| found(before.get(before.len() - length..)?)).next();
        let starts = (2..=after.len()).filter_map(|length| found(after.get(..length)?)).next();
        if ends.is_some() || starts.is_some() {
            return None;
        }
        let across = (1..=before.len()).flat_map(|left| (1..=after.len()).map(move |right| (left, right)));
        let across = across.filter(|(left, right)| left + right <= LONGEST_WORD);
        across
            .filter_map(|(left, right)| found(&[before.get(before.len() - left..)?, after.get(..right)?].concat()))
            .max()
    }

    /// Whether a long word lies across a gap between two short ones: 国民|经济.
    pub(super) fn are_compound(&self, head: &str, tail: &str) -> bool {
        let Some(parts) = &self.parts else { return false };
        let (before, after) = (last_characters(head), first_characters(tail));
        let (first, second) = (before.get(before.len().saturating_sub(2)..), after.get(..2));
        let whole = first.zip(second).map(|(first, second)| [first, second].concat());
        whole.is_some_and(|whole| whole.len() == 4 && parts.lexicon.level(&whole) >= COMMON_WORD)
    }

    /// Whether the text may run on over a gap: the characters on both sides are known together at all, or one of them is
    /// never last or first in a phrase.
    pub(super) fn may_run_on(&self, head: &str, tail: &str) -> bool {
        const NEVER_LAST: &str = "的和与及或把将被对从向为以在让使由于";
        const NEVER_FIRST: &str = "的地得和与及或等为";
        let (Some(left), Some(right)) = (head.chars().next_back(), tail.chars().next()) else { return false };
        let Some(parts) = &self.parts else { return false };
        let pair = symbol(left).zip(symbol(right));
        let is_known = pair.is_some_and(|(left, right)| parts.ngrams.pair(left, right) > 0);
        is_known || NEVER_LAST.contains(left) || NEVER_FIRST.contains(right)
    }

    /// Whether the text runs on over a gap: the characters on both sides are usual together in edited text, or in the
    /// draft where there is no model.
    pub(super) fn run_on(&self, head: &str, tail: &str) -> bool {
        let (Some(left), Some(right)) = (head.chars().next_back(), tail.chars().next()) else { return false };
        let Some(parts) = &self.parts else { return self.pairs.meet(left, right) };
        let (head, tail) = (tail_of(head), head_of(tail));
        let place = Line::read(head, 0).symbols.len() - 1;
        let line = ScoredLine::new(parts.ngrams, Line::read(&[head, tail].concat(), 0).symbols);
        let has_three = |end: usize| line.levels_at(end)[1] > 0;
        self.pairs.join(left, right) || (has_three(place) && has_three(place + 1) && !line.is_gap(place))
    }
}

/// Whether a word over the gap, `reach` of whose characters lie on one side, is more likely than the word of that side.
fn beats(found: Found, reach: usize, other: Option<Found>) -> bool {
    let (length, level) = found;
    other.is_none_or(|(other_length, other_level)| {
        other_length <= reach
            || length > other_length
            || (length == other_length && level >= other_level.saturating_add(MUCH_COMMONER))
    })
}

fn longest(words: impl Iterator<Item = Found>) -> Option<Found> {
    words.max()
}

/// The part of `text` at its end that can matter.
fn tail_of(text: &str) -> &str {
    let length: usize = text.chars().rev().take(SIDE).map(char::len_utf8).sum();
    slice(text, text.len() - length..text.len())
}

fn head_of(text: &str) -> &str {
    let length: usize = text.chars().take(SIDE).map(char::len_utf8).sum();
    slice(text, 0..length)
}

/// The Chinese characters that `text` ends with, unbroken.
fn last_characters(text: &str) -> Vec<Symbol> {
    let mut last: Vec<Symbol> = text.chars().rev().take(SIDE).map_while(symbol).collect();
    last.reverse();
    last
}

fn first_characters(text: &str) -> Vec<Symbol> {
    text.chars().take(SIDE).map_while(symbol).collect()
}

fn symbol(c: char) -> Option<Symbol> {
    u16::try_from(u32::from(c)).ok().filter(|symbol| is_character(*symbol))
}
