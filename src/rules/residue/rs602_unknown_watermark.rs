//! RS602: a string that keeps interrupting the text and that nobody has listed: an unknown watermark.
//!
//! A watermark repeats verbatim, and where it stands the characters on both sides belong together: they meet elsewhere
//! in the draft, while they never meet the watermark's own ends. Each site adds to or takes from the evidence (a log
//! likelihood ratio); a phrase of the draft itself fits its neighbours and loses. With a model, the ratio is the mean of
//! two: of what follows a site after what stands before it and after the string itself, and of what follows and the string
//! itself after what stands before both; without one, the draft's own pairs of
//! characters have to do.

use std::ops::Range;

use super::words::Pairs;
use crate::finding::{Edit, Fix};
use crate::model::Parts;
use crate::model::alphabet::Line;
use crate::model::line::ScoredLine;
use crate::rules::{Check, RawDraft, Report, Residue, Rule, card_page};
use crate::text::chars;
use crate::text::counts::{self, Counts};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS602-unknown-watermark.md"), Check::Residue(check)).needs_simplified();

/// Lengths of a watermark, in characters.
const MIN_LEN: usize = 6;
const MAX_LEN: usize = 40;

/// Sites of a watermark in one draft.
const MIN_SITES: usize = 2;
const MAX_SITES: usize = 200;

/// Evidence of one site, in hundredths of a natural logarithm.
const JOINED_SEEN: i32 = 110;
const JOINED_UNSEEN: i32 = -130;
const EDGE_UNSEEN: i32 = 60;
const EDGE_SEEN: i32 = -100;

/// Words that a watermark is made of.
const TELLING: [&str; 16] = [
    "网",
    "文库",
    "版权",
    "严禁",
    "禁止",
    "下载",
    "资料",
    "转载",
    "侵权",
    "剽窃",
    "复制",
    "www",
    "http",
    "公众号",
    "微信",
    "加群",
];
const TELLING_BONUS: i32 = 150;

/// The share of a watermark's inner pairs of characters, in percent, that the draft writes nowhere else. A phrase of the
/// draft is made of its words.
const MIN_NOVELTY: usize = 70;

/// What it takes to call a string a watermark.
const THRESHOLD: i32 = 300;

/// Characters on each side of a site that the model looks at.
const SIDE: usize = 4;
/// The most that one site can say for or against, in natural logarithms.
const MOST_OF_A_SITE: f32 = 4.0;
/// What it takes with a model, and for a string with a telling word.
const MODEL_THRESHOLD: f32 = 6.0;
const TELLING_THRESHOLD: f32 = 3.0;

fn check(draft: &RawDraft) -> Vec<Residue> {
    let text = Text::new(draft.text);
    let known: Vec<Range<usize>> =
        draft.resources.watermarks.find(draft.text).into_iter().map(|(range, _)| range).collect();
    let mut taken: Vec<bool> = vec![false; text.characters.len()];
    for range in &known {
        text.mark(range, &mut taken);
    }
    let pairs = Pairs::of(draft.text);
    let parts = draft.resources.model.as_deref().and_then(|model| model.parts());
    let is_watermark = |candidate: &Candidate| {
        candidate.is_foreign(&text, &pairs)
            && match &parts {
                Some(parts) => candidate.interrupts(&text, parts),
                None => candidate.evidence(&text, &pairs) >= THRESHOLD,
            }
    };
    let found = select(&text, &mut taken, MAX_SITES, is_watermark);
    let residues = found.iter().flat_map(|candidate| {
        candidate.ranges().map(|range| residue(&text, range, candidate.starts.len())).collect::<Vec<_>>()
    });
    residues.collect()
}

/// A string that interrupts the lines of many files.
#[cfg(feature = "learn")]
pub(crate) struct Interruption {
    /// The string.
    pub(crate) text: String,
    /// The byte offsets at which it stands.
    pub(crate) sites: Vec<usize>,
}

/// The strings that interrupt the lines of `text`, gathered from many files. Unlike in one draft, their words may well
/// stand elsewhere too.
#[cfg(feature = "learn")]
pub(crate) fn interruptions(text: &str, parts: &Parts) -> Vec<Interruption> {
    let text = Text::new(text);
    let mut taken = vec![false; text.characters.len()];
    let found = select(&text, &mut taken, usize::MAX, |candidate| candidate.sample().interrupts(&text, parts));
    let interruptions = found.into_iter().map(|candidate| Interruption {
        text: candidate.text(&text),
        sites: candidate.ranges().map(|range| text.bytes(&range).start).collect(),
    });
    interruptions.collect()
}

/// The repeated strings with at most so many sites that are watermarks, each but once; what is `taken` belongs to others.
fn select(
    text: &Text,
    taken: &mut [bool],
    most_sites: usize,
    is_watermark: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sites in text.repeats(most_sites) {
        let Some(candidate) = Candidate::grow(text, &sites) else { continue };
        let is_free = candidate.ranges().all(|range| !taken.get(range).is_some_and(|part| part.contains(&true)));
        if is_free && !candidate.is_name(text) && !candidate.is_latin_word(text) && is_watermark(&candidate) {
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

fn residue(text: &Text, range: Range<usize>, count: usize) -> Residue {
    let bytes = text.bytes(&range);
    let watermark: String = text.characters.get(range).unwrap_or_default().iter().map(|(_, c)| *c).collect();
    let message = format!("疑似水印：“{watermark}”在文中重复{count}处，都打断了上下文。");
    let report =
        Report::new(bytes.clone(), message).fix(Fix::likely("删去疑似水印", vec![Edit::delete(bytes.clone())]));
    Residue { report, cut: Some(bytes) }
}

/// The draft as characters with their offsets.
struct Text {
    characters: Vec<(usize, char)>,
    len: usize,
}

impl Text {
    fn new(text: &str) -> Self {
        Text { characters: text.char_indices().collect(), len: text.len() }
    }

    fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).map(|(_, c)| *c)
    }

    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let offset = |index: usize| self.characters.get(index).map_or(self.len, |(offset, _)| *offset);
        offset(range.start)..offset(range.end)
    }

    /// The characters of `range` that stand in one line with its end, or else with its beginning.
    fn line_part(&self, range: Range<usize>, from_end: bool) -> String {
        let range = range.start.min(self.characters.len())..range.end.min(self.characters.len());
        let characters = self.characters.get(range).unwrap_or_default().iter().map(|(_, c)| *c);
        if from_end {
            let reversed: Vec<char> = characters.rev().take_while(|c| *c != '\n').collect();
            reversed.into_iter().rev().collect()
        } else {
            characters.take_while(|c| *c != '\n').collect()
        }
    }

    fn mark(&self, bytes: &Range<usize>, taken: &mut [bool]) {
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
struct Candidate {
    starts: Vec<usize>,
    len: usize,
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

    /// The same string at a few of its sites, spread over all of them: enough to judge by.
    #[cfg(feature = "learn")]
    fn sample(&self) -> Candidate {
        let step = self.starts.len().div_ceil(MAX_SITES).max(1);
        Candidate { starts: self.starts.iter().step_by(step).copied().collect(), len: self.len }
    }

    fn text(&self, text: &Text) -> String {
        let range = self.ranges().next().unwrap_or(0..0);
        text.characters.get(range).unwrap_or_default().iter().map(|(_, c)| *c).collect()
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.starts.iter().map(|start| *start..start + self.len)
    }

    /// Whether a middle dot stands beside it: then it is part of a foreign name.
    fn is_name(&self, text: &Text) -> bool {
        let is_dot = |index: Option<usize>| index.and_then(|index| text.at(index)) == Some('·');
        self.ranges().any(|range| is_dot(range.start.checked_sub(1)) || is_dot(Some(range.end)))
    }

    /// Whether it is a foreign word, which a technical text may well repeat.
    fn is_latin_word(&self, text: &Text) -> bool {
        self.text(text).chars().all(|c| c.is_ascii_alphanumeric())
    }

    /// Whether the string is mostly made of pairs of characters that occur in it alone.
    fn is_foreign(&self, text: &Text, pairs: &Pairs) -> bool {
        let Some(inside) = self.ranges().next().and_then(|range| text.characters.get(range)) else { return false };
        let is_own = |two: &&[(usize, char)]| match two {
            [(_, a), (_, b)] => pairs.count(*a, *b) <= self.starts.len(),
            _ => false,
        };
        inside.windows(2).filter(is_own).count() * 100 >= MIN_NOVELTY * (self.len - 1)
    }

    /// Whether the model finds that the text reads better without the string, at most of its distinct sites.
    fn interrupts(&self, text: &Text, parts: &Parts) -> bool {
        let mut contexts: Vec<(String, String)> = Vec::new();
        let (mut evidence, mut closing) = (0.0, 0);
        for range in self.ranges() {
            let left = text.line_part(range.start.saturating_sub(SIDE)..range.start, true);
            let right = text.line_part(range.end..range.end + SIDE, false);
            let sides = (left, right);
            if sides.0.is_empty() || sides.1.is_empty() || contexts.contains(&sides) {
                continue;
            }
            let end = text.line_part(range.end - MIN_LEN.min(range.len())..range.end, true);
            let head = text.line_part(range.start..range.start + SIDE, false);
            let closed = log_probability(parts, &sides.0, &sides.1);
            let right_edge = closed - log_probability(parts, &end, &sides.1);
            // Strings that differ are compared by what standing there does to their probabilities.
            let left_edge = closed
                - log_probability(parts, "", &sides.1)
                - (log_probability(parts, &sides.0, &head) - log_probability(parts, "", &head));
            let gain = (right_edge + left_edge) / 2.0;
            evidence += gain.clamp(-MOST_OF_A_SITE, MOST_OF_A_SITE);
            closing += usize::from(gain > 0.0);
            contexts.push(sides);
        }
        let is_telling = self.is_telling(text);
        let (sites, threshold) =
            if is_telling { (MIN_SITES, TELLING_THRESHOLD) } else { (MIN_SITES + 1, MODEL_THRESHOLD) };
        contexts.len() >= sites && closing * 3 >= contexts.len() * 2 && evidence >= threshold
    }

    fn is_telling(&self, text: &Text) -> bool {
        let watermark = self.text(text);
        TELLING.iter().any(|word| watermark.contains(word))
    }

    /// The evidence of all distinct sites; sites of near-duplicate passages count once.
    fn evidence(&self, text: &Text, pairs: &Pairs) -> i32 {
        let mut contexts: Vec<(char, char)> = Vec::new();
        let mut evidence = 0;
        let mut joined = 0;
        for range in self.ranges() {
            let sides = range.start.checked_sub(1).and_then(|left| text.at(left)).zip(text.at(range.end));
            // Beside a point nothing can be told: a point goes with any character.
            let inside = sides.filter(|(left, right)| chars::is_han(*left) && chars::is_han(*right));
            let Some((left, right)) = inside.filter(|sides| !contexts.contains(sides)) else { continue };
            contexts.push((left, right));
            let (first, last) = (text.at(range.start), text.at(range.end - 1));
            let seen = |a: char, b: char, own: usize| pairs.count(a, b) > own;
            let own = self.starts.len();
            let is_joined = seen(left, right, 0);
            joined += usize::from(is_joined);
            evidence += if is_joined { JOINED_SEEN } else { JOINED_UNSEEN };
            evidence += if first.is_some_and(|c| seen(left, c, own)) { EDGE_SEEN } else { EDGE_UNSEEN };
            evidence += if last.is_some_and(|c| seen(c, right, own)) { EDGE_SEEN } else { EDGE_UNSEEN };
        }
        let is_telling = self.is_telling(text);
        let enough = if is_telling { MIN_SITES } else { MIN_SITES + 1 };
        if contexts.len() < enough || joined * 3 < contexts.len() {
            return 0;
        }
        evidence + if is_telling { TELLING_BONUS } else { 0 }
    }
}

/// The natural logarithm of the probability of `after`, where `before` stands before it.
fn log_probability(parts: &Parts, before: &str, after: &str) -> f32 {
    let whole = Line::read(&format!("{before}{after}"), 0);
    let from = whole.offsets.partition_point(|&offset| offset < before.len()).max(1);
    let line = ScoredLine::new(parts.ngrams, whole.symbols);
    (from..line.symbols().len() - 1).map(|index| line.log_probability(index)).sum()
}
