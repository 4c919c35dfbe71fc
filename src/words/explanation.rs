//! How a mistake that statistics found can be shown to a reader.

use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, is_character, to_char};
use crate::model::search::Correction;

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
