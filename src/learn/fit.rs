//! Fits the classifier to examples: gradient descent with momentum and scaling (D. P. Kingma and J. Ba, *Adam: a method
//! for stochastic optimization*, 2015) on the logistic loss.

use super::examples::{Example, scales};
use super::random::Random;
use crate::model::classifier::{Classifier, FAR, MOST_UNITS, add_weighted};
use crate::model::features::FEATURES;

/// Hidden units.
const UNITS: usize = 32;
/// Times every example is looked at.
const ROUNDS: usize = 24;
/// Examples between two steps.
const BATCH: usize = 128;
/// First step, as a share of the scaled gradient; the last is a twentieth of it.
const RATE: f32 = 0.004;
/// How strongly weights are drawn to zero.
const DECAY: f32 = 1e-5;

/// All weights in one row: hidden (a row a feature), hidden bias, output, output bias.
const HIDDEN_BIAS: usize = UNITS * FEATURES;
const OUTPUT: usize = HIDDEN_BIAS + UNITS;
const OUTPUT_BIAS: usize = OUTPUT + UNITS;
const WEIGHTS: usize = OUTPUT_BIAS + 1;
const _: () = assert!(UNITS <= MOST_UNITS);

/// Fits a classifier. The same examples and seed give the same weights.
pub(super) fn fit(examples: &[Example], seed: u64) -> Classifier {
    let (centre, scale) = scales(examples);
    let rows: Vec<Vec<f32>> = examples.iter().map(|example| scaled(example, &centre, &scale)).collect();
    let mut random = Random::new(seed);
    let mut descent = Descent::new(&mut random);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let rate = RATE * (1.0 - 0.95 * round as f32 / ROUNDS as f32);
        for batch in order.chunks(BATCH) {
            let mut gradient = vec![0.0; WEIGHTS];
            for &index in batch {
                if let (Some(example), Some(row)) = (examples.get(index), rows.get(index)) {
                    descent.add_gradient(row, example, 1.0 / batch.len() as f32, &mut gradient);
                }
            }
            descent.step(&gradient, rate);
        }
    }
    descent.into_classifier(centre, scale)
}

fn scaled(example: &Example, centre: &[f32], scale: &[f32]) -> Vec<f32> {
    let measures = example.features.iter().zip(centre).zip(scale);
    measures.map(|((feature, centre), scale)| ((feature - centre) * scale).clamp(-FAR, FAR)).collect()
}

/// The weights on their way down.
struct Descent {
    weights: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    steps: i32,
}

impl Descent {
    fn new(random: &mut Random) -> Descent {
        let hidden_spread = (2.0 / FEATURES as f32).sqrt();
        let first = |place: usize, random: &mut Random| match place {
            _ if place < HIDDEN_BIAS => random.bell() * hidden_spread,
            _ if place < OUTPUT => 0.0,
            _ if place < OUTPUT_BIAS => random.bell() * 0.3,
            _ => -1.0,
        };
        let weights = (0..WEIGHTS).map(|place| first(place, random)).collect();
        Descent { weights, mean: vec![0.0; WEIGHTS], square: vec![0.0; WEIGHTS], steps: 0 }
    }

    fn add_gradient(&self, row: &[f32], example: &Example, share: f32, gradient: &mut [f32]) {
        let (hidden, rest) = self.weights.split_at(HIDDEN_BIAS);
        let (bias, rest) = rest.split_at(UNITS);
        let (output, output_bias) = rest.split_at(UNITS);
        let mut activity = [0.0; UNITS];
        activity.copy_from_slice(bias);
        add_weighted(&mut activity, hidden, row.iter().copied());
        let log_odds = activity
            .iter()
            .zip(output)
            .fold(output_bias.iter().sum::<f32>(), |sum, (activity, output)| sum + activity.max(0.0) * output);
        let wanted = f32::from(u8::from(example.is_right));
        let error = (1.0 / (1.0 + (-log_odds).exp()) - wanted) * example.weight * share;
        let (hidden_gradient, rest) = gradient.split_at_mut(HIDDEN_BIAS);
        let (bias_gradient, rest) = rest.split_at_mut(UNITS);
        let (output_gradient, output_bias_gradient) = rest.split_at_mut(UNITS);
        output_bias_gradient.iter_mut().for_each(|cell| *cell += error);
        let mut passed = [0.0; UNITS];
        let units = activity.iter().zip(output).zip(&mut passed).zip(bias_gradient.iter_mut().zip(output_gradient));
        for (((activity, output), passed), (bias_cell, output_cell)) in
            units.filter(|(((activity, _), _), _)| **activity > 0.0)
        {
            *output_cell += error * activity;
            *passed = error * output;
            *bias_cell += *passed;
        }
        for (cells, value) in hidden_gradient.chunks_exact_mut(UNITS).zip(row) {
            for (cell, passed) in cells.iter_mut().zip(&passed) {
                *cell += passed * value;
            }
        }
    }

    fn step(&mut self, gradient: &[f32], rate: f32) {
        self.steps += 1;
        let corrections = (1.0 - 0.9_f32.powi(self.steps), 1.0 - 0.999_f32.powi(self.steps));
        let moments = self.mean.iter_mut().zip(&mut self.square);
        for ((weight, gradient), (mean, square)) in self.weights.iter_mut().zip(gradient).zip(moments) {
            let gradient = gradient + DECAY * *weight;
            *mean = 0.9 * *mean + 0.1 * gradient;
            *square = 0.999 * *square + 0.001 * gradient * gradient;
            *weight -= rate * (*mean / corrections.0) / ((*square / corrections.1).sqrt() + 1e-8);
        }
    }

    fn into_classifier(self, centre: Vec<f32>, scale: Vec<f32>) -> Classifier {
        let part = |from: usize, to: usize| self.weights.get(from..to).unwrap_or_default().to_vec();
        Classifier {
            centre,
            scale,
            hidden: part(0, HIDDEN_BIAS),
            hidden_bias: part(HIDDEN_BIAS, OUTPUT),
            output: part(OUTPUT, OUTPUT_BIAS),
            output_bias: part(OUTPUT_BIAS, WEIGHTS).first().copied().unwrap_or_default(),
        }
    }
}
