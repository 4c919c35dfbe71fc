//! Whether another reading of a place is right: a small network over what the model knows of both readings.

use serde::{Deserialize, Serialize};

use super::features::{FEATURES, Features};

/// A network with one hidden layer of rectified units, fitted by `gaolint learn tune`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    /// Taken off each feature, and what the difference is multiplied by.
    pub centre: Vec<f32>,
    /// One over the spread of each feature.
    pub scale: Vec<f32>,
    /// Weights of the features, unit after unit.
    pub hidden: Vec<f32>,
    /// What each unit starts from.
    pub hidden_bias: Vec<f32>,
    /// Weights of the units.
    pub output: Vec<f32>,
    /// What the sum starts from.
    pub output_bias: f32,
}

/// Features count at most this many spreads.
pub const FAR: f32 = 6.0;

impl Classifier {
    /// Whether all weights are there.
    pub fn is_sound(&self) -> bool {
        let units = self.output.len();
        let sizes = [self.centre.len(), self.scale.len(), self.hidden_bias.len(), self.hidden.len()];
        sizes == [FEATURES, FEATURES, units, FEATURES * units]
    }

    /// How much more likely than not the reading is right, as a natural logarithm of odds.
    pub fn log_odds(&self, features: &Features) -> f32 {
        let mut scaled = [0.0; FEATURES];
        let measures = features.iter().zip(&self.centre).zip(&self.scale);
        for (cell, ((feature, centre), scale)) in scaled.iter_mut().zip(measures) {
            *cell = ((feature - centre) * scale).clamp(-FAR, FAR);
        }
        let units = self.hidden.chunks_exact(FEATURES).zip(&self.hidden_bias).zip(&self.output);
        units.fold(self.output_bias, |sum, ((weights, bias), output)| {
            let active = weights.iter().zip(&scaled).fold(*bias, |sum, (weight, feature)| sum + weight * feature);
            sum + active.max(0.0) * output
        })
    }
}

/// The probability for log-odds.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
