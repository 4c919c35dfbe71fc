//! What the model takes for mistakes.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::confusables::Listed;
use super::explanation::{self, Explanation, explanation};
use super::titles::titles;
use super::{doublings, doubt, places, recognition};
use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, to_char};
use crate::model::features::Kind;
use crate::model::memory::Memory;
use crate::model::search::{BELIEVED, Correction, Origin};
use crate::structure::Structure;
use crate::structure::numeral::is_chinese_numeral;
use crate::text::Spans;
use crate::text::chars::is_han;
use crate::text::{Span, after, before, slice};

/// Log-odds from which a mistake is sure enough for a warning: a chance of 0.9.
pub(crate) const SURE: f32 = 2.2;
/// Where what stands there makes a word that the model knows.
const KNOWN_WORD: f32 = 3.5;
/// Inside the title of a work, which may be odd on purpose.
const IN_TITLE: f32 = 3.5;
/// Where the draft writes the same more than once, or names a place.
const REPEATED: f32 = 3.5;
/// Characters between a mistake and the year of a document's number, at most.
const LONGEST_SIGN: usize = 3;
/// Times that a draft must write something before it counts as its own usage.
const OWN_USAGE: usize = 2;

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// One character or two for others.
    Substituted,
    /// A character is missing.
    Missing,
    /// A character is one too many.
    Superfluous,
}

/// A mistake, with its places in the text.
#[derive(Debug)]
pub(crate) struct Typo {
    pub(crate) about: About,
    /// The characters concerned; empty where one is missing.
    pub(crate) range: Span,
    /// Each of them: a quotation mark may stand between two.
    pub(crate) places: Vec<Span>,
    /// What was probably meant to stand there, the best first.
    pub(crate) readings: Vec<String>,
    /// How sure that is, as natural logarithm of odds.
    pub(crate) log_odds: f32,
    /// What the draft was read as when it was found.
    pub(crate) origin: Origin,
    /// Whether what stands there only repeats what stands before it.
    pub(crate) repeats: bool,
    /// Whether what stands there only looks like what was meant.
    looks_alike: bool,
    /// How it is known.
    pub(crate) explanation: Explanation,
}

impl Typo {
    /// Whether it lies in `range` or beside it.
    fn touches(&self, range: Span) -> bool {
        self.range.touches(range)
    }

    /// Whether it is surely there, whatever the draft was read as, and only looks like what was meant.
    fn is_sure_look_alike(&self) -> bool {
        self.looks_alike && self.origin == Origin::Typed && self.log_odds >= SURE
    }

    /// What stands there, with the character before it.
    fn around<'a>(&self, text: &'a str) -> &'a str {
        let left = before(text, self.range.start).char_indices().next_back().map_or(self.range.start, |(at, _)| at);
        slice(text, left..self.range.end)
    }
}

/// What the model is sure only looks like what was meant, each with the character before it.
pub(super) fn sure_look_alikes<'a>(text: &'a str, typos: &[Typo]) -> impl Iterator<Item = &'a str> {
    typos.iter().filter(|typo| typo.is_sure_look_alike()).map(|typo| typo.around(text))
}

/// The mistakes of a draft, in order. One that shows that it came out of character recognition is read once more as such,
/// for the look-alikes that are to be expected there. This is what takes longest in a check: each paragraph is looked at
/// only if what is found `is_wanted` still.
pub(super) fn typos(
    parts: &Parts,
    memory: &Memory,
    text: &str,
    structure: &Structure,
    listed: &[Listed],
    is_wanted: &dyn Fn() -> bool,
) -> Vec<Typo> {
    let doubts = Doubts::new(text, structure, listed);
    let found = |origin: Origin| -> Vec<Typo> {
        let typos = structure.paragraphs.iter().take_while(|_| is_wanted()).flat_map(|paragraph| {
            let line = Line::read(slice(text, paragraph.range), paragraph.range.start);
            let found = memory.corrections(parts, origin, &line.symbols, BELIEVED - doubt::MOST);
            found.iter().filter_map(|correction| typo(parts, origin, text, &line, correction)).collect::<Vec<_>>()
        });
        doubts.believed(typos.collect())
    };
    let mut typos = found(Origin::Typed);
    let signs = recognition::signs(parts, text, structure, listed, sure_look_alikes(text, &typos));
    if recognition::is_likely(&signs, "") {
        let mut misread = found(Origin::Recognised);
        let is_told = |range: &Span| {
            let next = typos.partition_point(|other| other.range.end < range.start);
            typos.get(next).is_some_and(|other| other.touches(*range))
        };
        misread.retain(|typo| typo.looks_alike && !is_told(&typo.range));
        typos.extend(misread);
        typos.sort_by_key(|typo| typo.range.start);
    }
    typos
}

fn typo(parts: &Parts, origin: Origin, text: &str, line: &Line, correction: &Correction) -> Option<Typo> {
    let places: Vec<Span> =
        (correction.start..correction.end).map(|index| place(text, line, index)).collect::<Option<_>>()?;
    let about = match correction.kind {
        Kind::Substituted(_) | Kind::SubstitutedPair(..) => About::Substituted,
        Kind::Missing => About::Missing,
        Kind::Superfluous { .. } => About::Superfluous,
    };
    let range = match (places.first(), places.last()) {
        (Some(first), Some(last)) => first.hull(*last),
        _ => {
            let end = place(text, line, correction.start.checked_sub(1)?)?.end;
            Span::empty(end)
        }
    };
    if changes_number(line, correction) {
        return None;
    }
    let repeats = correction.kind == (Kind::Superfluous { repeats: true });
    // Of repetitions, those who look for them know which are meant; those of more than one character are their own.
    if repeats && (places.len() > 1 || doublings::may_be_meant(parts, text, line, correction.start.checked_sub(1)?)) {
        return None;
    }
    let shown = |symbols: &Vec<Symbol>| symbols.iter().filter_map(|&symbol| to_char(symbol)).collect();
    let readings: Vec<String> = correction.readings.iter().map(shown).collect();
    // What makes a word with its neighbours is let stand, unless it is known to be written for what may be meant.
    if correction.log_odds < KNOWN_WORD && explanation::stands_as_word(parts, line, correction) {
        return None;
    }
    (!readings.is_empty()).then(|| Typo {
        about,
        range,
        places,
        readings,
        log_odds: correction.log_odds,
        origin,
        repeats,
        looks_alike: correction.kind.is_look_alike(),
        explanation: explanation(parts, line, correction),
    })
}

/// Whether it would make another number of one with several numerals: which number was meant, no statistics can tell.
fn changes_number(line: &Line, correction: &Correction) -> bool {
    let is_numeral = |symbol: &Symbol| to_char(*symbol).is_some_and(is_chinese_numeral);
    let seen = line.symbols.get(correction.start..correction.end).unwrap_or_default();
    let meant = correction.readings.first().map_or(&[][..], Vec::as_slice);
    let left = correction.start.checked_sub(1).and_then(|index| line.symbols.get(index));
    let beside = [left, line.symbols.get(correction.end)];
    seen.iter().chain(meant).all(is_numeral) && beside.into_iter().flatten().any(is_numeral)
}

/// Where the symbol at `index` stands in the text.
fn place(text: &str, line: &Line, index: usize) -> Option<Span> {
    let start = *line.offsets.get(index)?;
    Some(Span::new(start, start + after(text, start).chars().next()?.len_utf8()))
}

/// What in a draft speaks against mistakes.
struct Doubts<'a> {
    text: &'a str,
    structure: &'a Structure,
    listed: Spans,
    /// Titles of works, without their marks.
    titles: Spans,
}

impl<'a> Doubts<'a> {
    fn new(text: &'a str, structure: &'a Structure, listed: &[Listed]) -> Doubts<'a> {
        Doubts {
            text,
            structure,
            listed: listed.iter().map(|(range, _)| range).collect(),
            titles: titles(text, structure),
        }
    }

    /// Those of the mistakes that nothing speaks against.
    fn believed(&self, mut typos: Vec<Typo>) -> Vec<Typo> {
        typos.retain(|typo| self.is_free(typo));
        let usage = Usage::of(self.text, typos.iter().filter(|typo| typo.log_odds < REPEATED));
        typos.retain(|typo| {
            typo.log_odds >= REPEATED || !(usage.is_own(self.text, typo) || places::is_named(self.text, typo.range))
        });
        typos
    }

    fn is_free(&self, typo: &Typo) -> bool {
        let range = &typo.range;
        !self.structure.touches_marker(Span::new(range.start, range.end.max(range.start + 1)))
            && !is_case_number(self.text, *range)
            && !is_document_number(self.text, *range)
            && !self.listed.touches(range)
            && (typo.log_odds >= IN_TITLE || self.titles.at(range.start).is_none())
    }
}

/// Whether what follows is the number of a case, which is told by an abbreviation: （2023）某01民终1号.
fn is_case_number(text: &str, range: Span) -> bool {
    let rest = after(text, range.end);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < rest.len() && digits.starts_with('号')
}

/// Whether an office's sign for its documents stands there, which is made of abbreviations: 江办发〔2023〕4号.
fn is_document_number(text: &str, range: Span) -> bool {
    let mut rest = after(text, range.end).chars().take(LONGEST_SIGN + 1);
    rest.find(|&c| !is_han(c)) == Some('〔')
}

/// How often a draft writes what may be mistakes in it: what it writes again and again, it means. Counted in one pass
/// for all of them.
struct Usage {
    counts: BTreeMap<String, usize>,
}

impl Usage {
    fn of<'t>(text: &str, typos: impl Iterator<Item = &'t Typo>) -> Usage {
        let written = typos.flat_map(|typo| Usage::written(text, typo).map(str::to_owned).collect::<Vec<_>>());
        let mut counts: BTreeMap<String, usize> = written.map(|written| (written, 0)).collect();
        let patterns: Vec<String> = counts.keys().cloned().collect();
        // The automaton refuses an empty list, of which nothing is written anyway.
        if let Ok(automaton) = CharwiseDoubleArrayAhoCorasick::<usize>::new(&patterns) {
            for hit in automaton.find_overlapping_iter(text) {
                if let Some(count) = patterns.get(hit.value()).and_then(|pattern| counts.get_mut(pattern)) {
                    *count += 1;
                }
            }
        }
        Usage { counts }
    }

    /// What a draft would write elsewhere if it meant it: the same characters with the same neighbours, or the two that are
    /// odd together.
    fn written<'t>(text: &'t str, typo: &'t Typo) -> impl Iterator<Item = &'t str> + use<'t> {
        std::iter::once(with_neighbours(text, typo.range)).chain(typo.explanation.odd.as_deref())
    }

    /// Whether the draft writes the same elsewhere.
    fn is_own(&self, text: &str, typo: &Typo) -> bool {
        Usage::written(text, typo).any(|written| self.counts.get(written).is_some_and(|&count| count > OWN_USAGE))
    }
}

/// What stands in `range`, with a character on each side.
fn with_neighbours(text: &str, range: Span) -> &str {
    let left = before(text, range.start).char_indices().next_back().map_or(range.start, |(offset, _)| offset);
    let right = range.end + after(text, range.end).chars().next().map_or(0, char::len_utf8);
    slice(text, left..right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_not_taken_for_another() {
        let changes = |text: &str, seen: char, meant: &str| {
            let line = Line::read(text, 0);
            let start = line.symbols.iter().position(|&symbol| symbol == seen as Symbol).unwrap();
            let readings = vec![meant.chars().map(|c| c as Symbol).collect()];
            changes_number(&line, &Correction { start, end: start + 1, readings, kind: Kind::Missing, log_odds: 9.0 })
        };
        assert!(
            changes("十六届五中全会", '六', "八") && changes("六十岁", '六', "七") && changes("二十六岁", '十', "")
        );
        assert!(
            !changes("这是十种方法", '十', "一") && !changes("二十于年", '于', "余") && !changes("十人", '人', "八")
        );
    }
}
