//! One character away from a fixed term, or from what the draft itself usually writes.

use std::collections::BTreeMap;

use super::own_terms::{Departure, departures};
use super::terms::{self, IDIOMS, TERMS};
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
    /// The wrong character; empty where some are missing.
    pub(crate) range: Span,
    /// What belongs there; empty where a character is too many.
    pub(crate) meant: String,
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
/// What the term's character must gain in log-probability: in a term, in a short one, where the run over the place is known
/// from elsewhere, and where words seem to meet at the place.
const LEAST_GAIN: f32 = 1.0;
const LEAST_GAIN_OF_SHORT: f32 = 5.0;
const LEAST_GAIN_OVER_KNOWN: f32 = 8.5;
const LEAST_GAIN_BETWEEN_WORDS: f32 = 12.0;
const LEAST_GAIN_IN_VERY_LONG: f32 = 6.0;
/// A term of fewer characters is short, and one of so many so long that words do not meet in it by chance.
const LONG: usize = 6;
const VERY_LONG: usize = 8;
/// Characters that may come and go without changing a term: particles, conjunctions, numerals, and those that narrow
/// what follows.
const COMES_AND_GOES: &str = "的地得了着过和与及或并而且在是有为对从以于等也都将把被所之其各每本该不再更最很全总副新老大中小上下前后内外\
    零〇一二两三四五六七八九十百千万亿第多几这那省市县区乡镇村州者经照能可应会要须需队们";

/// A place where something is wrong, missing or too much.
struct Candidate<'a> {
    line: &'a Line,
    /// The first symbol that is wrong, or before which some are missing.
    index: usize,
    /// How many symbols are wrong: one, or none.
    seen: usize,
    meant: String,
    /// The characters of the term, or of what the draft writes elsewhere.
    length: usize,
    /// Whether the term begins or ends there.
    is_at_edge: [bool; 2],
    /// Whether what belongs there is part of a longer word of the term, and none that may come and go.
    is_inside_word: bool,
    /// Where that is known from, in Chinese.
    why: String,
}

/// The near misses of a draft, but where something else is `taken` for wrong.
pub(super) fn near_misses(parts: &Parts, text: &str, structure: &Structure, taken: &Spans) -> Vec<NearMiss> {
    let read = |range: &Span| Line::read(slice(text, *range), range.start);
    let lines: Vec<Line> = structure.paragraphs.iter().map(|paragraph| read(&paragraph.range)).collect();
    let mut near = TERMS.near_misses(text);
    near.extend(IDIOMS.near_misses(text).into_iter().filter(terms::NearMiss::is_substitution));
    let (short, long): (Vec<_>, Vec<_>) = near.iter().partition(|miss| miss.term.chars().count() < LONG);
    let place = |miss: &&terms::NearMiss| place_of_miss(parts, text, &lines, miss);
    let own = departures(&lines);
    let of_draft = own.iter().filter_map(|departure| place_of_departure(&lines, departure));
    // The draft's own wording says more than a short term.
    let places = long.iter().filter_map(place).chain(of_draft).chain(short.iter().filter_map(place));
    let places = places.filter(|place| is_plausible(parts, place));
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

fn place_of_miss<'a>(parts: &Parts, text: &str, lines: &'a [Line], miss: &terms::NearMiss) -> Option<Candidate<'a>> {
    let at = miss.wrong.start;
    // Text that ends with the line ends at its edge.
    let line = lines.get(lines.partition_point(|line| line.offsets.last().is_some_and(|end| *end < at)))?;
    let index = line.offsets.binary_search(&at).ok().filter(|index| *index > 0)?;
    let why = format!("“{}”是固定说法，这里是“{}”", miss.term, slice(text, miss.range));
    let (length, is_inside_word) = (miss.term.chars().count(), is_inside_word(parts, miss));
    let seen = usize::from(!miss.wrong.is_empty());
    let is_at_edge = [miss.before == 0, miss.before + miss.meant.chars().count() == length];
    Some(Candidate { line, index, seen, meant: miss.meant.clone(), length, is_at_edge, is_inside_word, why })
}

/// Whether what belongs at a place is part of a longer word of the term.
fn is_inside_word(parts: &Parts, miss: &terms::NearMiss) -> bool {
    let symbols = Line::read(&miss.term, 0).symbols;
    // The first symbol is the edge.
    let (start, end) = (miss.before + 1, miss.before + 1 + miss.meant.chars().count());
    let words =
        (2..=LONGEST_WORD).flat_map(|length| (end.saturating_sub(length)..=start).map(move |from| from..from + length));
    // Around a place between two characters, a word has some of it on both sides.
    let is_around =
        |word: &std::ops::Range<usize>| word.end >= end && (end > start || word.start < start && word.end > end);
    let longer = words.filter(|word| is_around(word) && word.len() > end - start);
    longer.into_iter().filter_map(|word| symbols.get(word)).any(|word| parts.lexicon.level(word) > 0)
}

fn place_of_departure<'a>(lines: &'a [Line], departure: &Departure) -> Option<Candidate<'a>> {
    let line = lines.get(departure.line)?;
    let meant = to_char(departure.meant)?.to_string();
    let seen = usize::from(!departure.is_missing);
    let after = departure.index + seen;
    let left = line.symbols.get(departure.index.checked_sub(3)?..departure.index)?;
    let right = line.symbols.get(after..after + 3)?;
    let usual = left.iter().chain([&departure.meant]).chain(right).filter_map(|&symbol| to_char(symbol));
    let usual: String = usual.collect();
    let why = format!("文中另有{}处写作“{usual}”", departure.count);
    let length = usual.chars().count();
    let is_at_edge = [false; 2];
    Some(Candidate { line, index: departure.index, seen, meant, length, is_at_edge, is_inside_word: false, why })
}

/// Whether what stands there is neither ordinary Chinese nor far from what was meant.
fn is_plausible(parts: &Parts, place: &Candidate) -> bool {
    let meant: Option<Vec<Symbol>> = place.meant.chars().map(symbol).collect();
    let Some(meant) = meant else { return false };
    let symbols = &place.line.symbols;
    let from = place.index.saturating_sub(AROUND);
    let window = symbols.get(from..(place.index + AROUND).min(symbols.len())).unwrap_or_default().to_vec();
    let at = place.index - from;
    let Some(&seen) = window.get(at) else { return false };
    let line = ScoredLine::new(parts.ngrams, window);
    let gain = line.gain(parts.ngrams, &Reading::new(at, at + place.seen, &meant));
    let least = if place.length < LONG { LEAST_GAIN_OF_SHORT } else { LEAST_GAIN };
    let comes_and_goes = |symbol: Symbol| to_char(symbol).is_some_and(|c| COMES_AND_GOES.contains(c));
    let may_go = !place.is_inside_word && meant.iter().any(|&symbol| comes_and_goes(symbol));
    if gain < least || may_go || (place.seen > 0 && (!is_character(seen) || comes_and_goes(seen))) {
        return false;
    }
    match (place.seen, meant.as_slice()) {
        (0, missing) => {
            let (ends, begins) = (ends_word(parts, line.symbols(), at), begins_word(parts, line.symbols(), at));
            let [opens, closes] = place.is_at_edge;
            // 污染防治攻坚 is a term without its last character as well.
            let meet = if closes {
                ends
            } else if opens {
                begins
            } else {
                ends && begins
            };
            let is_long = place.length >= VERY_LONG && !opens && !closes;
            let least = if is_long { LEAST_GAIN_IN_VERY_LONG } else { LEAST_GAIN_BETWEEN_WORDS };
            let is_gap = line.is_gap(at) || place.is_inside_word && !meet && gain >= LEAST_GAIN_OVER_KNOWN;
            // A whole word may well be left out: 城乡居民（基本）养老保险.
            let is_word = missing.len() > 1 && parts.lexicon.level(missing) > 0;
            is_gap && !is_word && (!meet || gain >= least)
        }
        (_, []) => line.support(at) == 0 && place.is_inside_word,
        // 交还学生 is no near miss of an idiom: what stands there is part of a word.
        (_, [meant, ..]) => {
            let may_be_word = place.length < LONG && is_in_word(parts, line.symbols(), at);
            line.support(at) == 0 && is_confusable(parts, seen, *meant) && !may_be_word
        }
    }
}

fn symbol(c: char) -> Option<Symbol> {
    u16::try_from(u32::from(c)).ok().filter(|&symbol| is_character(symbol))
}

fn ends_word(parts: &Parts, symbols: &[Symbol], end: usize) -> bool {
    let from = |length: usize| end.checked_sub(length).and_then(|from| symbols.get(from..end));
    (2..=LONGEST_WORD).filter_map(from).any(|word| parts.lexicon.level(word) > 0)
}

fn begins_word(parts: &Parts, symbols: &[Symbol], start: usize) -> bool {
    let to = |length: usize| symbols.get(start..start + length);
    (2..=LONGEST_WORD).filter_map(to).any(|word| parts.lexicon.level(word) > 0)
}

/// Whether the symbol at `index` is part of a word of two or three characters.
fn is_in_word(parts: &Parts, symbols: &[Symbol], index: usize) -> bool {
    let around = |length: usize| (index + 1).saturating_sub(length)..=index;
    (2..=3).any(|length| {
        around(length).filter_map(|from| symbols.get(from..from + length)).any(|word| parts.lexicon.level(word) > 0)
    })
}

fn is_confusable(parts: &Parts, seen: Symbol, meant: Symbol) -> bool {
    parts.confusions.between(seen, meant).is_some_and(|confusion| {
        confusion.sound != Sound::Different || confusion.whole >= ALIKE_WHOLE || confusion.part >= ALIKE_PART
    })
}

fn near_miss(text: &str, place: Candidate) -> Option<NearMiss> {
    let start = *place.line.offsets.get(place.index)?;
    let end = if place.seen == 0 {
        // Between two words that a space or a quotation mark keeps apart, nobody knows where the character belongs.
        let before = *place.line.offsets.get(place.index.checked_sub(1)?)?;
        char_at(text, before).filter(|c| before + c.len_utf8() == start)?;
        start
    } else {
        start + char_at(text, start)?.len_utf8()
    };
    Some(NearMiss { range: Span::new(start, end), meant: place.meant, why: place.why })
}
