//! Strings that interrupt the lines of many files: watermarks that a trainer mines.
//!
//! Unlike in one draft, their words may well stand elsewhere too, so the model weighs each site: what follows it after what
//! stands before it against what follows after the string itself, and the other way round.

use super::interruptions::{Candidate, MAX_SITES, MIN_LEN, MIN_SITES, SIDE, Text, select};
use crate::model::Parts;
use crate::model::alphabet::Line;
use crate::model::line::ScoredLine;

/// The most that one site can say for or against, in natural logarithms.
const MOST_OF_A_SITE: f32 = 4.0;
/// What it takes in all, and for a string with a telling word.
const THRESHOLD: f32 = 6.0;
const TELLING_THRESHOLD: f32 = 3.0;

/// A string that interrupts the lines of many files.
pub(crate) struct Interruption {
    /// The string.
    pub(crate) text: String,
    /// The byte offsets at which it stands.
    pub(crate) sites: Vec<usize>,
}

/// The strings that interrupt the lines of `text`, gathered from many files.
pub(crate) fn interruptions(text: &str, parts: &Parts) -> Vec<Interruption> {
    let text = Text::new(text);
    let mut taken = vec![false; text.characters.len()];
    let found = select(&text, &mut taken, usize::MAX, |candidate| {
        !candidate.is_name(&text) && !candidate.is_latin_word(&text) && candidate.sample().interrupts(&text, parts)
    });
    let interruptions = found.into_iter().map(|candidate| Interruption {
        text: candidate.text(&text),
        sites: candidate.ranges().map(|range| text.bytes(&range).start).collect(),
    });
    interruptions.collect()
}

impl Candidate {
    /// The same string at a few of its sites, spread over all of them: enough to judge by.
    fn sample(&self) -> Candidate {
        let step = self.starts.len().div_ceil(MAX_SITES).max(1);
        Candidate { starts: self.starts.iter().step_by(step).copied().collect(), len: self.len }
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
        let (sites, threshold) = if is_telling { (MIN_SITES, TELLING_THRESHOLD) } else { (MIN_SITES + 1, THRESHOLD) };
        contexts.len() >= sites && closing * 3 >= contexts.len() * 2 && evidence >= threshold
    }
}

/// The natural logarithm of the probability of `after`, where `before` stands before it.
fn log_probability(parts: &Parts, before: &str, after: &str) -> f32 {
    let whole = Line::read(&format!("{before}{after}"), 0);
    let from = whole.offsets.partition_point(|&offset| offset < before.len()).max(1);
    let line = ScoredLine::new(parts.ngrams, whole.symbols);
    (from..line.symbols().len() - 1).map(|index| line.log_probability(index)).sum()
}
