//! Puts mistakes into good text, as typists and scanners make them.

use std::collections::BTreeMap;

use super::examples::Pair;
use super::random::Random;
use crate::model::alphabet::{Symbol, is_character};
use crate::model::confusions::{Confusion, Sound};
use crate::model::ngrams::NGrams;

/// How often mistakes of a kind are made, as shares of all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mix {
    /// A character of the same sound.
    pub(super) same_sound: f64,
    /// Of nearly the same sound.
    pub(super) near_sound: f64,
    /// Of nearly the same look.
    pub(super) look: f64,
    /// A character left out.
    pub(super) missing: f64,
    /// A character typed twice, or two.
    pub(super) repeated: f64,
    /// Some other character too many.
    pub(super) superfluous: f64,
}

/// Characters by the one that was meant: what may be seen in its place.
#[derive(Debug)]
pub(super) struct Slips {
    seen_for: BTreeMap<Symbol, Vec<(Symbol, Confusion)>>,
}

impl Slips {
    /// Turns confusions, given by the character seen, around.
    pub(super) fn new(confusions: &BTreeMap<Symbol, Vec<Confusion>>) -> Slips {
        let mut seen_for: BTreeMap<Symbol, Vec<(Symbol, Confusion)>> = BTreeMap::new();
        for (&seen, all) in confusions {
            for &confusion in all {
                seen_for.entry(confusion.meant).or_default().push((seen, confusion));
            }
        }
        Slips { seen_for }
    }

    /// The line with about one mistake in every `spacing` symbols.
    pub(super) fn inject(
        &self,
        ngrams: NGrams,
        random: &mut Random,
        mix: Mix,
        line: &[Symbol],
        spacing: usize,
    ) -> Pair {
        let mut seen = line.to_vec();
        let mistakes = 1 + line.len() / spacing.max(1);
        let mut places: Vec<usize> = (0..mistakes).map(|_| random.below(line.len())).collect();
        places.sort_unstable();
        places.dedup();
        // From the end, so that the places before stay where they are.
        for place in places.into_iter().rev() {
            self.one_mistake(ngrams, random, mix, &mut seen, place);
        }
        Pair { seen, meant: line.to_vec() }
    }

    fn one_mistake(&self, ngrams: NGrams, random: &mut Random, mix: Mix, seen: &mut Vec<Symbol>, place: usize) {
        let Some(&meant) = seen.get(place).filter(|&&symbol| is_character(symbol)) else { return };
        let kinds = [mix.same_sound, mix.near_sound, mix.look, mix.missing, mix.repeated, mix.superfluous];
        let kinds: Vec<(usize, f64)> = kinds.into_iter().enumerate().collect();
        match random.choose(&kinds).copied() {
            Some(3) => drop(seen.remove(place)),
            Some(4) => {
                let length = if random.fraction() < 0.7 { 1 } else { 2 };
                let repeated = seen.get(place..place + length).unwrap_or_default().to_vec();
                if repeated.iter().all(|&symbol| is_character(symbol)) {
                    seen.splice(place..place, repeated);
                }
            }
            Some(5) => {
                let all: Vec<Symbol> = self.seen_for.keys().copied().collect();
                let by_share: Vec<(Symbol, f64)> =
                    all.into_iter().map(|symbol| (symbol, f64::from(ngrams.share(symbol)).exp())).collect();
                if let Some(&other) = random.choose(&by_share) {
                    seen.insert(place, other);
                }
            }
            Some(kind) => {
                let choices: Vec<(Symbol, f64)> = self.choices(ngrams, meant, kind);
                if let (Some(&other), Some(cell)) = (random.choose(&choices), seen.get_mut(place)) {
                    *cell = other;
                }
            }
            None => {}
        }
    }

    fn choices(&self, ngrams: NGrams, meant: Symbol, kind: usize) -> Vec<(Symbol, f64)> {
        let all = self.seen_for.get(&meant).into_iter().flatten();
        let weighted = all.map(|&(seen, confusion)| {
            let share = (f64::from(ngrams.share(seen)) * 0.6).exp();
            let look = f64::from(confusion.whole.max(0.93 * confusion.part));
            let weight = match (kind, confusion.sound) {
                (0, Sound::Same) | (1, Sound::Near) => share,
                (2, _) if look > 0.0 => share * ((look - 0.8) * 12.0).exp(),
                _ => 0.0,
            };
            (seen, weight)
        });
        weighted.collect()
    }
}
