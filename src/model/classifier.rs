//! A small network over what the model knows: of a place, whether it is worth a closer look (`suspicion.rs`); of another
//! reading of it, whether that is right (`features.rs`).

use serde::{Deserialize, Serialize};

/// A network with one hidden layer of rectified units, fitted by `gaolint learn tune`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    /// Taken off each feature, and what the difference is multiplied by.
    pub centre: Vec<f32>,
    /// One over the spread of each feature.
    pub scale: Vec<f32>,
    /// Weights of the units, feature after feature: so all units can be worked out side by side.
    pub hidden: Vec<f32>,
    /// What each unit starts from.
    pub hidden_bias: Vec<f32>,
    /// Weights of the units.
    pub output: Vec<f32>,
    /// What the sum starts from.
    pub output_bias: f32,
}

/// The most units of a network.
pub const MOST_UNITS: usize = 128;
/// The most features of one.
const MOST_FEATURES: usize = 96;
/// Units that are worked out side by side; a network has a multiple of the fewest.
const FEWEST: usize = 8;
const MANY: usize = 32;

/// Features count at most this many spreads.
pub const FAR: f32 = 6.0;

impl Classifier {
    /// Whether all weights for so many features are there.
    pub fn is_sound(&self, features: usize) -> bool {
        let units = self.output.len();
        let sizes = [self.centre.len(), self.scale.len(), self.hidden_bias.len(), self.hidden.len()];
        let fits = units <= MOST_UNITS && units.is_multiple_of(FEWEST) && features <= MOST_FEATURES;
        fits && sizes == [features, features, units, features * units]
    }

    /// How much more likely than not what is asked is so, as a natural logarithm of odds.
    pub fn log_odds(&self, features: &[f32]) -> f32 {
        let mut scaled = [0.0; MOST_FEATURES];
        let measures = features.iter().zip(&self.centre).zip(&self.scale);
        for (cell, ((feature, centre), scale)) in scaled.iter_mut().zip(measures) {
            *cell = ((feature - centre) * scale).clamp(-FAR, FAR);
        }
        if self.output.len().is_multiple_of(MANY) { self.sum::<MANY>(&scaled) } else { self.sum::<FEWEST>(&scaled) }
    }

    /// Works out the units a block at a time, which then stays in the registers of the processor.
    #[inline(always)]
    fn sum<const BLOCK: usize>(&self, features: &[f32; MOST_FEATURES]) -> f32 {
        let units = self.output.len();
        let mut sums = [0.0; BLOCK];
        let blocks = self.hidden_bias.as_chunks::<BLOCK>().0.iter().zip(self.output.as_chunks::<BLOCK>().0);
        for (block, (bias, output)) in blocks.enumerate() {
            let mut activity = *bias;
            let rows = self.hidden.get(block * BLOCK..).unwrap_or_default().chunks(units);
            for (row, feature) in rows.zip(features) {
                let Some(weights) = row.first_chunk::<BLOCK>() else { break };
                for (unit, weight) in activity.iter_mut().zip(weights) {
                    *unit += weight * feature;
                }
            }
            for ((sum, active), output) in sums.iter_mut().zip(activity).zip(output) {
                *sum += active.max(0.0) * output;
            }
        }
        sums.iter().sum::<f32>() + self.output_bias
    }
}

/// Adds to each unit what the features bring it; `weights` has a row a feature.
pub fn add_weighted(units: &mut [f32], weights: &[f32], features: impl Iterator<Item = f32>) {
    for (row, feature) in weights.chunks_exact(units.len().max(1)).zip(features) {
        for (unit, weight) in units.iter_mut().zip(row) {
            *unit += weight * feature;
        }
    }
}

/// The probability for log-odds.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
