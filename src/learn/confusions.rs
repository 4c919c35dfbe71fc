//! Brings sound and look together: which characters each character may stand for.

use std::collections::BTreeMap;

use super::components;
use super::sounds::Syllables;
use crate::model::alphabet::{Symbol, is_character, to_char};
use crate::model::confusions::{Confusion, Confusions, Sound};

/// A line of the table of alike glyphs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// The character that stands there.
    pub(super) seen: char,
    /// The one that may have been meant.
    pub(super) meant: char,
    /// How alike the whole glyphs are, from 0 to 1.
    pub(super) whole: f32,
    /// How alike their most alike parts are.
    pub(super) part: f32,
}

/// A character counted less often than this is not proposed for one that only sounds like it.
const RARE: u64 = 60;

/// The characters that each character of `counts` or of the table may stand for; only characters of `counts` are
/// proposed.
pub(super) fn confusions(counts: &BTreeMap<Symbol, u64>, likenesses: &[Likeness]) -> BTreeMap<Symbol, Vec<Confusion>> {
    let count = |c: char| symbol_of(c).and_then(|symbol| counts.get(&symbol)).copied().unwrap_or(0);
    let mut all: BTreeMap<char, BTreeMap<char, Confusion>> = BTreeMap::new();
    let mut seen: Vec<char> = counts.keys().filter_map(|&symbol| to_char(symbol)).collect();
    seen.extend(likenesses.iter().map(|likeness| likeness.seen));
    seen.sort_unstable();
    seen.dedup();
    let syllables: BTreeMap<char, Syllables> = seen.iter().map(|&c| (c, Syllables::of(c))).collect();
    let by_sound = by_blurred_syllable(&syllables, |c| count(c) >= RARE);
    for (&c, own) in &syllables {
        let alike = own.blurred.iter().filter_map(|syllable| by_sound.get(syllable.as_str())).flatten();
        for &meant in alike.filter(|&&meant| meant != c) {
            let sound = syllables.get(&meant).map_or(Sound::Different, |other| own.compare(other));
            if let Some(symbol) = symbol_of(meant) {
                let confusion = Confusion { meant: symbol, sound, whole: 0.0, part: 0.0 };
                all.entry(c).or_default().insert(meant, confusion);
            }
        }
    }
    for likeness in likenesses.iter().filter(|likeness| count(likeness.meant) > 0) {
        let Some(meant) = symbol_of(likeness.meant) else { continue };
        let sound = || match (syllables.get(&likeness.seen), syllables.get(&likeness.meant)) {
            (Some(one), Some(other)) => one.compare(other),
            _ => Sound::Different,
        };
        let of_seen = all.entry(likeness.seen).or_default();
        let confusion =
            of_seen.entry(likeness.meant).or_insert_with(|| Confusion { meant, sound: sound(), whole: 0.0, part: 0.0 });
        confusion.whole = likeness.whole;
        confusion.part = likeness.part;
    }
    for (seen, meant) in components::shipped().filter(|(_, meant)| count(*meant) > 0) {
        let Some(symbol) = symbol_of(meant) else { continue };
        let sound = Syllables::of(seen).compare(&Syllables::of(meant));
        let of_seen = all.entry(seen).or_default();
        let confusion = of_seen.entry(meant).or_insert(Confusion { meant: symbol, sound, whole: 0.0, part: 0.0 });
        confusion.part = 1.0;
    }
    all.into_iter()
        .filter_map(|(seen, meant)| symbol_of(seen).map(|seen| (seen, meant.into_values().collect())))
        .collect()
}

/// The confusions with those among them that were seen in texts with known mistakes, however unlike they sound and look.
pub(super) fn with_slips<'a>(
    known: &Confusions,
    slips: impl Iterator<Item = &'a (Symbol, Symbol)>,
) -> BTreeMap<Symbol, Vec<Confusion>> {
    let mut all: BTreeMap<Symbol, Vec<Confusion>> =
        known.seen().map(|seen| (seen, known.of(seen).collect::<Vec<_>>())).collect();
    for &(seen, meant) in slips.filter(|(seen, meant)| is_character(*seen) && is_character(*meant)) {
        let of_seen = all.entry(seen).or_default();
        if let Err(place) = of_seen.binary_search_by_key(&meant, |confusion| confusion.meant) {
            of_seen.insert(place, Confusion { meant, sound: Sound::Different, whole: 0.0, part: 0.0 });
        }
    }
    all
}

fn by_blurred_syllable(
    syllables: &BTreeMap<char, Syllables>,
    is_frequent: impl Fn(char) -> bool,
) -> BTreeMap<&str, Vec<char>> {
    let mut groups: BTreeMap<&str, Vec<char>> = BTreeMap::new();
    for (&c, own) in syllables.iter().filter(|(c, _)| is_frequent(**c)) {
        for syllable in &own.blurred {
            groups.entry(syllable).or_default().push(c);
        }
    }
    groups
}

fn symbol_of(c: char) -> Option<Symbol> {
    Symbol::try_from(u32::from(c)).ok()
}
