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

/// Features count at most this many spreads.
pub const FAR: f32 = 6.0;

impl Classifier {
    /// Whether all weights for so many features are there.
    pub fn is_sound(&self, features: usize) -> bool {
        let units = self.output.len();
        let sizes = [self.centre.len(), self.scale.len(), self.hidden_bias.len(), self.hidden.len()];
        units <= MOST_UNITS && sizes == [features, features, units, features * units]
    }

    /// How much more likely than not what is asked is so, as a natural logarithm of odds.
    pub fn log_odds(&self, features: &[f32]) -> f32 {
        let mut activity = [0.0; MOST_UNITS];
        let activity = activity.get_mut(..self.output.len()).unwrap_or_default();
        activity.copy_from_slice(&self.hidden_bias);
        let measures = features.iter().zip(&self.centre).zip(&self.scale);
        let scaled = measures.map(|((feature, centre), scale)| ((feature - centre) * scale).clamp(-FAR, FAR));
        add_weighted(activity, &self.hidden, scaled);
        activity.iter().zip(&self.output).fold(self.output_bias, |sum, (active, output)| sum + active.max(0.0) * output)
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
