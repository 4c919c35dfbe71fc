//! One character away from a fixed term, or from what the draft itself usually writes.

use std::collections::BTreeMap;

use super::own_terms::{Departure, departures};
use super::terms::{self, Difference, TERMS};
use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, is_character, to_char};
use crate::model::confusions::Sound;
use crate::model::line::{Reading, ScoredLine};
use crate::structure::Structure;
use crate::text::Spans;
use crate::text::{Span, char_at, slice};

/// A place where a character is wrong or missing, as a term or the rest of the draft shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NearMiss {
    /// The wrong character; empty where one is missing.
    pub(crate) range: Span,
    /// The character that belongs there.
    pub(crate) meant: char,
    /// How that is known, in Chinese.
    pub(crate) why: String,
}

/// Symbols on each side of a place that the model looks at.
const AROUND: usize = 8;
/// The longest word that may end or begin at a place.
const LONGEST_WORD: usize = 4;
/// How alike whole glyphs, and parts of glyphs, must be to be taken for one another.
const ALIKE_WHOLE: f32 = 0.64;
const ALIKE_PART: f32 = 0.85;
/// What the term's character must gain in log-probability.
const LEAST_GAIN: f32 = 1.0;
/// Characters that may come and go without changing a term: particles, conjunctions, numerals, and those that narrow
/// what follows.
const COMES_AND_GOES: &str = "的地得了着过和与及或并而且在是有为对从以于等也都将把被所之其各每本该不再更最很全总副新老大中小上下前后内外\
    零〇一二两三四五六七八九十百千万亿第多几这那省市县区乡镇村州者经照能可应会要须需队们";

/// A place where one character is wrong or missing.
struct Place<'a> {
    line: &'a Line,
    index: usize,
    is_missing: bool,
    meant: char,
    /// Where that is known from, in Chinese.
    why: String,
}

/// The near misses of a draft, but where something else is `taken` for wrong.
pub(super) fn near_misses(parts: &Parts, text: &str, structure: &Structure, taken: &Spans) -> Vec<NearMiss> {
    let read = |range: &Span| Line::read(slice(text, *range), range.start);
    let lines: Vec<Line> = structure.paragraphs.iter().map(|paragraph| read(&paragraph.range)).collect();
    let near = TERMS.near_misses(text);
    let of_terms = near.iter().filter_map(|miss| place_of_miss(text, &lines, miss));
    let own = departures(&lines);
    let of_draft = own.iter().filter_map(|departure| place_of_departure(&lines, departure));
    let places = of_terms.chain(of_draft).filter(|place| is_plausible(parts, place));
    let mut found: Vec<NearMiss> = places.filter_map(|place| near_miss(text, place)).collect();
    // By start, each with its end: no range is longer than a character.
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|miss| {
        let Span { start, end } = miss.range;
        let mut beside = before.range(start.saturating_sub(char::MAX.len_utf8())..=end);
        let is_new = !beside.any(|(_, &other_end)| start <= other_end) && !taken.touches(miss.range);
        before.entry(start).and_modify(|known| *known = end.max(*known)).or_insert(end);
        is_new && !structure.touches_marker(Span::new(start, end.max(start + 1)))
    });
    found
}

fn place_of_miss<'a>(text: &str, lines: &'a [Line], miss: &terms::NearMiss) -> Option<Place<'a>> {
    let (at, is_missing, meant) = match &miss.difference {
        Difference::Missing { at, meant } => (*at, true, *meant),
        Difference::Substituted { range, meant } => (range.start, false, *meant),
    };
    let line = lines.get(lines.partition_point(|line| line.offsets.last().is_some_and(|end| *end <= at)))?;
    let index = line.offsets.binary_search(&at).ok()?;
    let why = format!("“{}”是固定说法，这里是“{}”", miss.term, slice(text, miss.range));
    Some(Place { line, index, is_missing, meant, why })
}

fn place_of_departure<'a>(lines: &'a [Line], departure: &Departure) -> Option<Place<'a>> {
    let line = lines.get(departure.line)?;
    let meant = to_char(departure.meant)?;
    let after = departure.index + usize::from(!departure.is_missing);
    let left = line.symbols.get(departure.index.checked_sub(3)?..departure.index)?;
    let right = line.symbols.get(after..after + 3)?;
    let usual = left.iter().chain([&departure.meant]).chain(right).filter_map(|&symbol| to_char(symbol));
    let why = format!("文中另有{}处写作“{}”", departure.count, usual.collect::<String>());
    Some(Place { line, index: departure.index, is_missing: departure.is_missing, meant, why })
}

/// Whether what stands there is neither ordinary Chinese nor far from what was meant.
fn is_plausible(parts: &Parts, place: &Place) -> bool {
    let Some(meant) = u16::try_from(u32::from(place.meant)).ok().filter(|&symbol| is_character(symbol)) else {
        return false;
    };
    let symbols = &place.line.symbols;
    let from = place.index.saturating_sub(AROUND);
    let window = symbols.get(from..(place.index + AROUND).min(symbols.len())).unwrap_or_default().to_vec();
    let at = place.index - from;
    let Some(&seen) = window.get(at) else { return false };
    let line = ScoredLine::new(parts.ngrams, window);
    let end = at + usize::from(!place.is_missing);
    let gains = line.gain(parts.ngrams, &Reading::new(at, end, &[meant])) >= LEAST_GAIN;
    let comes_and_goes = |symbol: Symbol| to_char(symbol).is_some_and(|c| COMES_AND_GOES.contains(c));
    gains
        && !comes_and_goes(meant)
        && if place.is_missing {
            let meet = ends_word(parts, line.symbols(), at) && begins_word(parts, line.symbols(), at);
            line.is_gap(at) && !meet
        } else {
            is_character(seen) && !comes_and_goes(seen) && line.support(at) == 0 && is_confusable(parts, seen, meant)
        }
}

fn ends_word(parts: &Parts, symbols: &[Symbol], end: usize) -> bool {
    let from = |length: usize| end.checked_sub(length).and_then(|from| symbols.get(from..end));
    (2..=LONGEST_WORD).filter_map(from).any(|word| parts.lexicon.level(word) > 0)
}

fn begins_word(parts: &Parts, symbols: &[Symbol], start: usize) -> bool {
    let to = |length: usize| symbols.get(start..start + length);
    (2..=LONGEST_WORD).filter_map(to).any(|word| parts.lexicon.level(word) > 0)
}

fn is_confusable(parts: &Parts, seen: Symbol, meant: Symbol) -> bool {
    parts.confusions.between(seen, meant).is_some_and(|confusion| {
        confusion.sound != Sound::Different || confusion.whole >= ALIKE_WHOLE || confusion.part >= ALIKE_PART
    })
}

fn near_miss(text: &str, place: Place) -> Option<NearMiss> {
    let start = *place.line.offsets.get(place.index)?;
    let end = if place.is_missing {
        // Between two words that a space or a quotation mark keeps apart, nobody knows where the character belongs.
        let before = *place.line.offsets.get(place.index.checked_sub(1)?)?;
        char_at(text, before).filter(|c| before + c.len_utf8() == start)?;
        start
    } else {
        start + char_at(text, start)?.len_utf8()
    };
    Some(NearMiss { range: Span::new(start, end), meant: place.meant, why: place.why })
}
