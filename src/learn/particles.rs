//! Learns which of 的, 地 and 得 goes with what stands around: logistic regression over runs of characters, by stochastic
//! gradient descent with a step of its own for each weight (J. Duchi, E. Hazan and Y. Singer, *Adaptive subgradient
//! methods*, 2011). In edited texts nearly all stand where they should.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::build::with_particles;
use super::count::lines;
use super::random::Random;
use super::{LearnError, LearnErrorKind, Watch};
use crate::model::Model;
use crate::model::alphabet::Symbol;
use crate::model::particles::{PARTICLES, STEPS, keys, number, to_bytes};

/// What was seen around fewer particles says nothing.
const RARE: u8 = 20;
/// Bits of a key by which it is counted, and by which it finds its weights.
const COUNTED_BITS: u32 = 25;
const WEIGHED_BITS: u32 = 23;
/// First step of the descent, and the least that has to come together before steps become shorter.
const RATE: f32 = 0.2;
const LEAST_SUM: f32 = 0.1;
/// Where the model is so nearly right, nothing is learned.
const NEARLY_RIGHT: f32 = 1e-4;
/// A smaller weight is left out.
const SMALL: f32 = 0.35;
/// A shorter line says little.
const SHORTEST: usize = 12;
const SEED: u64 = 11;

/// The model with what `paths` teach of particles.
pub fn particles(model: &Model, paths: &[PathBuf], watch: &dyn Watch) -> Result<Model, LearnError> {
    let mut text = lines(paths, watch, |_, _| true)?;
    text.retain(|line| line.len() > SHORTEST && line.iter().any(|&symbol| number(symbol).is_some()));
    if text.is_empty() {
        return Err(LearnError::new(LearnErrorKind::Input, "给出的文本里没有“的”“地”“得”可学"));
    }
    Random::new(SEED).shuffle(&mut text);
    let usual = Usual::of(&text);
    let mut weights = Weights::new();
    for line in &text {
        for (place, particle) in places(line) {
            weights.learn(&usual.keys(line, place), particle);
        }
    }
    let mut kept: BTreeMap<u64, [i8; 2]> = BTreeMap::new();
    for line in &text {
        for (place, _) in places(line) {
            let keys = usual.keys(line, place);
            kept.extend(keys.into_iter().filter_map(|key| Some((key, weights.rounded(key)?))));
        }
    }
    with_particles(model, to_bytes(&kept.into_iter().collect::<Vec<_>>()))
}

/// Where a line has particles, and which.
fn places(line: &[Symbol]) -> impl Iterator<Item = (usize, usize)> {
    line.iter().enumerate().filter_map(|(place, &symbol)| Some((place, number(symbol)?)))
}

/// How often each key was seen, up to what is asked; keys that share their last bits are counted together.
struct Usual(Vec<u8>);

impl Usual {
    fn of(text: &[Vec<Symbol>]) -> Usual {
        let mut usual = Usual(vec![0; 1 << COUNTED_BITS]);
        for line in text {
            for (place, _) in places(line) {
                keys(line, place, |key| {
                    if let Some(count) = usual.0.get_mut(Usual::cell(key)) {
                        *count = count.saturating_add(1);
                    }
                });
            }
        }
        usual
    }

    fn cell(key: u64) -> usize {
        (key >> 20) as usize & ((1 << COUNTED_BITS) - 1)
    }

    /// The keys of a place that were seen often enough.
    fn keys(&self, line: &[Symbol], place: usize) -> Vec<u64> {
        let mut found = Vec::with_capacity(64);
        keys(line, place, |key| {
            if self.0.get(Usual::cell(key)).is_some_and(|&count| count >= RARE) {
                found.push(key);
            }
        });
        found
    }
}

/// How much likelier 地 and 得 are than 的 beside something, and the squares of the slopes so far.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    values: [f32; 2],
    sums: [f32; 2],
}

struct Weights(Vec<Weight>);

impl Weights {
    fn new() -> Weights {
        Weights(vec![Weight::default(); 1 << WEIGHED_BITS])
    }

    fn cell(key: u64) -> usize {
        key as usize & ((1 << WEIGHED_BITS) - 1)
    }

    /// Learns that a particle stands among `keys`.
    fn learn(&mut self, keys: &[u64], particle: usize) {
        let mut scores = [0.0_f32; 2];
        for weight in keys.iter().filter_map(|&key| self.0.get(Weights::cell(key))) {
            scores.iter_mut().zip(weight.values).for_each(|(score, value)| *score += value);
        }
        const { assert!(PARTICLES.len() == 3) };
        let highest = scores.iter().copied().fold(0.0, f32::max);
        let odds = scores.map(|score| (score - highest).exp());
        let total = (-highest).exp() + odds.iter().sum::<f32>();
        let slopes: [f32; 2] = std::array::from_fn(|other| {
            let wanted = if particle == other + 1 { 1.0 } else { 0.0 };
            odds.get(other).map_or(0.0, |odds| odds / total - wanted)
        });
        if slopes.iter().all(|slope| slope.abs() < NEARLY_RIGHT) {
            return;
        }
        for &key in keys {
            let Some(weight) = self.0.get_mut(Weights::cell(key)) else { continue };
            for ((value, sum), slope) in weight.values.iter_mut().zip(&mut weight.sums).zip(slopes) {
                *sum += slope * slope;
                *value -= RATE * slope / sum.sqrt().max(LEAST_SUM);
            }
        }
    }

    /// The weights of a key as a model keeps them; `None` where they are small.
    fn rounded(&self, key: u64) -> Option<[i8; 2]> {
        let weight = self.0.get(Weights::cell(key))?;
        let is_small = weight.values.iter().all(|value| value.abs() < SMALL);
        (!is_small).then(|| weight.values.map(|value| (value * STEPS).round().clamp(-127.0, 127.0) as i8))
    }
}
