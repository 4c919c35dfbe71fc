//! Strings that keep cutting words of a text in two: what an unknown watermark does. It repeats verbatim, and nothing but
//! it is made of its pairs of characters.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::pairs::Pairs;
use super::seams::Seams;
use super::watermarks;
use crate::model::Parts;
use crate::text::counts::{self, Counts};
use crate::text::{Span, chars};

/// Lengths of a watermark, in characters.
pub(super) const MIN_LEN: usize = 6;
const MAX_LEN: usize = 40;

/// Sites of a watermark in one draft.
pub(super) const MIN_SITES: usize = 2;
pub(super) const MAX_SITES: usize = 200;

/// So many different words have to close up: one may be chance.
const MIN_WORDS: usize = 2;

/// The share of a watermark's inner pairs of characters, in percent, that the draft writes nowhere else.
const MIN_NOVELTY: usize = 70;

/// Characters on each side of a site that are looked at.
pub(super) const SIDE: usize = 4;

/// A string that cuts words of a draft in two.
pub(crate) struct Suspect {
    /// The string.
    pub(crate) text: String,
    /// Whether it is made of words that only a watermark is made of.
    pub(crate) is_telling: bool,
    /// Where it stands, in bytes, and the word that closes up there.
    pub(crate) sites: Vec<(Span, Option<String>)>,
}

/// The strings that keep cutting words of the draft `text` in two, outside the `known` watermarks.
pub(crate) fn suspects(draft: &str, known: &[Span], parts: &Parts) -> Vec<Suspect> {
    let text = Text::new(draft);
    let mut taken = vec![false; text.characters.len()];
    for range in known {
        text.mark(*range, &mut taken);
    }
    let pairs = LazyCell::new(|| Pairs::of(draft));
    let seams = Seams::new(parts);
    let found = select(&text, &mut taken, MAX_SITES, |candidate| {
        // Most strings that repeat are phrases of the draft, and are known by that at once.
        candidate.is_foreign(&text, &pairs) && is_cutting_words(&candidate.words(&text, &seams))
    });
    let suspects = found.into_iter().map(|candidate| Suspect {
        text: candidate.text(&text),
        is_telling: candidate.is_telling(&text),
        sites: candidate.ranges().map(|range| text.bytes(&range)).zip(candidate.words(&text, &seams)).collect(),
    });
    suspects.collect()
}

/// The repeated strings with at most so many sites that are watermarks, each but once; what is `taken` belongs to others.
pub(super) fn select(
    text: &Text,
    taken: &mut [bool],
    most_sites: usize,
    is_watermark: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sites in text.repeats(most_sites) {
        let Some(candidate) = Candidate::grow(text, &sites) else { continue };
        let is_free = candidate.ranges().all(|range| !taken.get(range).is_some_and(|part| part.contains(&true)));
        if is_free && is_watermark(&candidate) {
            for range in candidate.ranges() {
                if let Some(part) = taken.get_mut(range) {
                    part.fill(true);
                }
            }
            found.push(candidate);
        }
    }
    found
}

/// The draft as characters with their offsets.
pub(super) struct Text {
    pub(super) characters: Vec<(usize, char)>,
    len: usize,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        Text { characters: text.char_indices().collect(), len: text.len() }
    }

    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).map(|(_, c)| *c)
    }

    pub(super) fn bytes(&self, range: &Range<usize>) -> Span {
        let offset = |index: usize| self.characters.get(index).map_or(self.len, |(offset, _)| *offset);
        Span::new(offset(range.start), offset(range.end))
    }

    /// The characters of `range` that stand in one line with its end, or else with its beginning.
    pub(super) fn line_part(&self, range: Range<usize>, from_end: bool) -> String {
        let range = range.start.min(self.characters.len())..range.end.min(self.characters.len());
        let characters = self.characters.get(range).unwrap_or_default().iter().map(|(_, c)| *c);
        if from_end {
            let reversed: Vec<char> = characters.rev().take_while(|c| *c != '\n').collect();
            reversed.into_iter().rev().collect()
        } else {
            characters.take_while(|c| *c != '\n').collect()
        }
    }

    fn mark(&self, bytes: Span, taken: &mut [bool]) {
        let index = |offset: usize| self.characters.partition_point(|(at, _)| *at < offset);
        if let Some(part) = taken.get_mut(index(bytes.start)..index(bytes.end)) {
            part.fill(true);
        }
    }

    /// Where each string of the shortest length that repeats starts, in the order of first sites.
    fn repeats(&self, most_sites: usize) -> Vec<Vec<usize>> {
        let windows = || windows(self.characters.iter().map(|(_, c)| *c));
        // Most windows stand in a draft once; counting them by hash is faster than sorting them.
        let hash = |key: u128| counts::hash([key as u64, (key >> 64) as u64]);
        let mut met = Counts::new(self.characters.len());
        windows().for_each(|(key, _)| met.add(hash(key)));
        let may_repeat = |key: u128| met.count(hash(key)) as usize >= MIN_SITES;
        let mut all: Vec<(u128, usize)> = windows().filter(|(key, _)| may_repeat(*key)).collect();
        all.sort_unstable();
        let mut repeats: Vec<Vec<usize>> = all
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|sites| (MIN_SITES..=most_sites).contains(&sites.len()))
            .map(|sites| sites.iter().map(|(_, start)| *start).collect())
            .collect();
        repeats.sort_unstable();
        repeats
    }
}

/// A window of the shortest length as one number, which sorts and compares without a copy of its characters.
const CHAR_BITS: u32 = 21;
const KEY_MASK: u128 = (1 << (CHAR_BITS * MIN_LEN as u32)) - 1;

/// The windows of the shortest length that a watermark may have, and where each starts, in characters.
pub(crate) fn windows(characters: impl Iterator<Item = char>) -> impl Iterator<Item = (u128, usize)> {
    let (mut key, mut len) = (0, 0);
    (1..).zip(characters).filter_map(move |(end, c)| {
        key = (key << CHAR_BITS | u128::from(u32::from(c))) & KEY_MASK;
        len = if chars::is_han(c) || c.is_ascii_alphanumeric() || c == '.' { len + 1 } else { 0 };
        (len >= MIN_LEN).then(|| (key, end - MIN_LEN))
    })
}

/// A repeated string, as long as all its sites agree.
pub(super) struct Candidate {
    pub(super) starts: Vec<usize>,
    pub(super) len: usize,
}

impl Candidate {
    /// Extends the sites to the right. `None` where they also agree on the left: a longer string starts there.
    fn grow(text: &Text, starts: &[usize]) -> Option<Self> {
        let agrees = |offset: &dyn Fn(usize) -> Option<usize>| {
            let mut characters = starts.iter().map(|&start| offset(start).and_then(|index| text.at(index)));
            let first = characters.next().flatten();
            first.is_some_and(|c| chars::is_han(c) || c.is_ascii_alphanumeric()) && characters.all(|c| c == first)
        };
        if agrees(&|start| start.checked_sub(1)) {
            return None;
        }
        let mut len = MIN_LEN;
        while len <= MAX_LEN && agrees(&|start| start.checked_add(len)) {
            len += 1;
        }
        (len <= MAX_LEN).then(|| Candidate { starts: starts.to_vec(), len })
    }

    pub(super) fn text(&self, text: &Text) -> String {
        let range = self.ranges().next().unwrap_or(0..0);
        text.characters.get(range).unwrap_or_default().iter().map(|(_, c)| *c).collect()
    }

    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.starts.iter().map(|start| *start..start + self.len)
    }

    pub(super) fn is_telling(&self, text: &Text) -> bool {
        watermarks::is_telling(&self.text(text))
    }

    /// Whether the string is mostly made of pairs of characters that occur in it alone: a phrase of the draft is made of
    /// its words.
    fn is_foreign(&self, text: &Text, pairs: &Pairs) -> bool {
        let Some(inside) = self.ranges().next().and_then(|range| text.characters.get(range)) else { return false };
        let is_own = |two: &&[(usize, char)]| match two {
            [(_, a), (_, b)] => pairs.count(*a, *b) <= self.starts.len(),
            _ => false,
        };
        inside.windows(2).filter(is_own).count() * 100 >= MIN_NOVELTY * (self.len - 1)
    }

    /// For each site, the word that closes up there.
    fn words(&self, text: &Text, seams: &Seams) -> Vec<Option<String>> {
        let sides = |range: Range<usize>| {
            let left = text.line_part(range.start.saturating_sub(SIDE)..range.start, true);
            seams.word(&left, &text.line_part(range.end..range.end + SIDE, false))
        };
        self.ranges().map(sides).collect()
    }
}

/// Whether words close up at enough sites: different ones, and at two in five.
fn is_cutting_words(words: &[Option<String>]) -> bool {
    let closed = words.iter().flatten().count();
    let different: BTreeSet<&String> = words.iter().flatten().collect();
    different.len() >= MIN_WORDS && closed * 5 >= words.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn found(text: &str) -> Vec<(String, usize)> {
        let model = Model::shipped().unwrap();
        let suspects = suspects(text, &[], &model.parts().unwrap());
        suspects.into_iter().map(|suspect| (suspect.text, suspect.sites.len())).collect()
    }

    #[test]
    fn a_string_that_cuts_words_is_found() {
        let text = "要抓好基青松稿件之家层治理，转变作青松稿件之家风，推动发青松稿件之家展。";
        assert_eq!(found(text), [("青松稿件之家".to_owned(), 3)]);
        let latin = "要抓好基GaoJianHub层治理，转变作GaoJianHub风，推动发GaoJianHub展。";
        assert_eq!(found(latin), [("GaoJianHub".to_owned(), 3)]);
    }

    #[test]
    fn a_term_that_cuts_none_is_not() {
        let text = "要用好青松智慧养老平台。青松智慧养老平台覆盖全县，依托青松智慧养老平台开展服务。";
        assert_eq!(found(text), []);
    }

    #[test]
    fn one_word_may_be_chance() {
        let text = "要抓好基青松稿件之家层治理。青松稿件之家，基青松稿件之家层干部。";
        assert_eq!(found(text), []);
    }
}
