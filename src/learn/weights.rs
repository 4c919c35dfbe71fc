//! What tuning fits, and a model with other weights.

use std::collections::BTreeMap;

use super::model_file::parts_of;
use super::sections::{COUNTED, SLIP_FINGERPRINT, json, map, open};
use super::{LearnError, confusions};
use crate::model::alphabet::Symbol;
use crate::model::classifier::Classifier;
use crate::model::features::FEATURES;
use crate::model::file::{Information, Section};
use crate::model::suspicion::SIGNS;
use crate::model::verification::MEASURES;
use crate::model::{Model, confusions as shipped_confusions};

/// What tuning fits.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    /// Whether a place is worth a closer look.
    pub(super) suspicion: Classifier,
    /// Whether another reading of it may be right.
    pub(super) classifier: Classifier,
    /// Whether it is, on a second look.
    pub(super) verifier: Classifier,
}

/// Weights of a model before they are fitted: every place is suspicious, no reading right.
impl Default for Weights {
    fn default() -> Weights {
        Weights {
            suspicion: untuned(SIGNS, 100.0),
            classifier: untuned(FEATURES, -100.0),
            verifier: untuned(MEASURES, -100.0),
        }
    }
}

/// The model with other weights and slips, and the slips among the confusions.
pub(super) fn with_weights(
    model: &Model,
    weights: Weights,
    slips: &BTreeMap<(Symbol, Symbol), u64>,
) -> Result<Model, LearnError> {
    let levels: Vec<(u64, u8)> = slips
        .iter()
        .map(|(&(seen, meant), &count)| (u64::from(seen) << 16 | u64::from(meant), slip_level(count)))
        .collect();
    let Weights { suspicion, classifier, verifier } = weights;
    let information = Information { suspicion, classifier, verifier, ..model.information().clone() };
    let kept = COUNTED.into_iter().chain([Section::Contexts, Section::Particles]);
    let kept = kept.filter_map(|section| Some((section, model.section(section)?.to_vec())));
    let own = [
        (Section::Information, json(&information)?),
        (Section::Slips, map(&levels, SLIP_FINGERPRINT)?),
        (
            Section::Confusions,
            shipped_confusions::to_bytes(&confusions::with_slips(&parts_of(model)?.confusions, slips.keys())),
        ),
    ];
    open(own.into_iter().chain(kept).collect())
}

/// The level for a number of times that a slip was seen: half steps of powers of two.
pub(super) fn slip_level(count: u64) -> u8 {
    ((1.0 + count as f64).log2() * 2.0).round() as u8
}

/// A classifier that always says the same.
fn untuned(features: usize, log_odds: f32) -> Classifier {
    Classifier {
        centre: vec![0.0; features],
        scale: vec![1.0; features],
        hidden: Vec::new(),
        hidden_bias: Vec::new(),
        output: Vec::new(),
        output_bias: log_odds,
    }
}
