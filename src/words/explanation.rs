//! How a mistake that statistics found can be shown to a reader.

use std::ops::Range;

use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, is_character, to_char};
use crate::model::features::slip_level;
use crate::model::search::Correction;

/// The longest word that a character is looked for in.
const LONGEST_WORD: usize = 4;

/// What speaks for a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// The two characters there that go together worst, where there are two.
    pub(crate) odd: Option<String>,
    /// The word that what was meant makes with its neighbours.
    pub(crate) usual: Option<String>,
}

/// What speaks for a correction.
pub(super) fn explanation(parts: &Parts, line: &Line, correction: &Correction) -> Explanation {
    let odd = Some(odd_pair(parts, line, correction)).filter(|odd| odd.chars().count() >= 2);
    Explanation { odd, usual: usual_word(parts, line, correction) }
}

/// Whether what stands there is part of a word that the model knows, and was never seen to be written for what the
/// correction puts there.
pub(super) fn stands_as_word(parts: &Parts, line: &Line, correction: &Correction) -> bool {
    let Range { start, end } = correction.start..correction.end;
    let meant = correction.readings.first().map_or(&[][..], Vec::as_slice);
    let seen = line.symbols.get(start..end).unwrap_or_default();
    if seen.is_empty() || seen.len() != meant.len() {
        return false;
    }
    let is_slip = || seen.iter().zip(meant).all(|(&seen, &meant)| slip_level(parts, seen, meant) > 0.0);
    let around = (2..=LONGEST_WORD).flat_map(|length| {
        (end.saturating_sub(length)..=start).filter_map(move |from| Some(from..from.checked_add(length)?))
    });
    let mut words = around.filter(|word| word.end >= end).filter_map(|word| line.symbols.get(word));
    words.any(|word| is_counted(parts, word) && parts.lexicon.level(word) > 0) && !is_slip()
}

/// Whether the runs of a word were counted: strings that were never counted are taken for words by chance.
fn is_counted(parts: &Parts, word: &[Symbol]) -> bool {
    match word {
        [first, second] => parts.ngrams.pair(*first, *second) > 0,
        _ => word.windows(3).all(|run| matches!(run, [a, b, c] if parts.ngrams.three([*a, *b, *c], u8::MAX) > 0)),
    }
}

/// The two characters at the place that go together worst.
fn odd_pair(parts: &Parts, line: &Line, correction: &Correction) -> String {
    let first = correction.start.saturating_sub(1);
    let pairs = line.symbols.get(first..(correction.end + 1).min(line.symbols.len())).unwrap_or_default().windows(2);
    let known = pairs.filter(|pair| pair.iter().copied().all(is_character)).filter_map(|pair| match pair {
        [one, other] => Some((parts.ngrams.pair(*one, *other), pair)),
        _ => None,
    });
    let worst = known.min_by_key(|(level, _)| *level);
    worst.map_or_else(String::new, |(_, pair)| pair.iter().filter_map(|&symbol| to_char(symbol)).collect())
}

/// The longest word that the better reading makes with its neighbours; the most frequent of those.
fn usual_word(parts: &Parts, line: &Line, correction: &Correction) -> Option<String> {
    let meant = correction.readings.first().map_or(&[][..], Vec::as_slice);
    let left = line.symbols.get(correction.start.saturating_sub(4)..correction.start).unwrap_or_default();
    let right = line.symbols.get(correction.end..(correction.end + 4).min(line.symbols.len())).unwrap_or_default();
    let around: Vec<Symbol> = left.iter().chain(meant).chain(right).copied().collect();
    let place = left.len()..left.len() + meant.len();
    let runs = (2..=5_usize).flat_map(|length| {
        let starts =
            (place.end.max(1)).saturating_sub(length)..=place.start.saturating_sub(usize::from(meant.is_empty()));
        starts.filter_map(|start| around.get(start..start + length)).collect::<Vec<_>>()
    });
    let words = runs.filter(|run| run.iter().copied().all(is_character) && parts.lexicon.level(run) > 0);
    let best = words.max_by_key(|run| (run.len(), parts.lexicon.level(run)))?;
    Some(best.iter().filter_map(|&symbol| to_char(symbol)).collect())
}
