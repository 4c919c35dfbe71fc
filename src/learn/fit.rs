//! Fits the classifier to examples: gradient descent with momentum and scaling (D. P. Kingma and J. Ba, *Adam: a method
//! for stochastic optimization*, 2015) on the logistic loss.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::examples::{Example, scales};
use super::random::Random;
use crate::model::classifier::{Classifier, FAR, MOST_UNITS, add_weighted};

/// Times every example is looked at.
const ROUNDS: usize = 24;
/// Examples between two steps.
const BATCH: usize = 128;
/// First step, as a share of the scaled gradient; the last is a twentieth of it.
const RATE: f32 = 0.004;
/// How strongly weights are drawn to zero.
const DECAY: f32 = 1e-5;

/// How large a classifier is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Hidden units of a network.
    pub(super) units: usize,
    /// Networks that judge together.
    pub(super) networks: u64,
}

/// Where the weights of a network lie in their row: hidden (a row a feature), hidden bias, output, output bias.
#[derive(Debug, Clone, Copy)]
struct Layout {
    features: usize,
    units: usize,
}

impl Layout {
    fn hidden_bias(self) -> usize {
        self.units * self.features
    }

    fn output(self) -> usize {
        self.hidden_bias() + self.units
    }

    fn output_bias(self) -> usize {
        self.output() + self.units
    }

    fn weights(self) -> usize {
        self.output_bias() + 1
    }
}

/// Fits a classifier: several networks that start elsewhere and see the examples in another order, and together judge
/// with less whim than each of them. The same examples and seed give the same weights.
pub(super) fn fit(examples: &[Example], shape: Shape, seed: u64) -> Classifier {
    let (centre, scale) = scales(examples);
    let rows: Vec<Vec<f32>> = examples.iter().map(|example| scaled(example, &centre, &scale)).collect();
    let layout = Layout { features: centre.len(), units: shape.units.min(MOST_UNITS) };
    let seeds: Vec<u64> = (0..shape.networks).map(|network| seed + network).collect();
    let networks: Vec<Vec<f32>> = seeds.par_iter().map(|&seed| weights(examples, &rows, layout, seed)).collect();
    together(&networks, layout, centre, scale)
}

/// One network whose units are those of all: its log-odds are their mean.
fn together(networks: &[Vec<f32>], layout: Layout, centre: Vec<f32>, scale: Vec<f32>) -> Classifier {
    let share = 1.0 / networks.len() as f32;
    let part = |from: usize, to: usize| networks.iter().flat_map(move |all| all.get(from..to).unwrap_or_default());
    let hidden = (0..layout.features)
        .flat_map(|feature| part(feature * layout.units, (feature + 1) * layout.units))
        .copied()
        .collect();
    Classifier {
        centre,
        scale,
        hidden,
        hidden_bias: part(layout.hidden_bias(), layout.output()).copied().collect(),
        output: part(layout.output(), layout.output_bias()).map(|weight| weight * share).collect(),
        output_bias: part(layout.output_bias(), layout.weights()).sum::<f32>() * share,
    }
}

/// The weights of one network.
fn weights(examples: &[Example], rows: &[Vec<f32>], layout: Layout, seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut descent = Descent::new(layout, &mut random);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let rate = RATE * (1.0 - 0.95 * round as f32 / ROUNDS as f32);
        for batch in order.chunks(BATCH) {
            let mut gradient = vec![0.0; layout.weights()];
            for &index in batch {
                if let (Some(example), Some(row)) = (examples.get(index), rows.get(index)) {
                    descent.add_gradient(row, example, 1.0 / batch.len() as f32, &mut gradient);
                }
            }
            descent.step(&gradient, rate);
        }
    }
    descent.weights
}

fn scaled(example: &Example, centre: &[f32], scale: &[f32]) -> Vec<f32> {
    let measures = example.features.iter().zip(centre).zip(scale);
    measures.map(|((feature, centre), scale)| ((feature - centre) * scale).clamp(-FAR, FAR)).collect()
}

/// The weights on their way down.
struct Descent {
    layout: Layout,
    weights: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    steps: i32,
}

impl Descent {
    fn new(layout: Layout, random: &mut Random) -> Descent {
        let hidden_spread = (2.0 / layout.features.max(1) as f32).sqrt();
        let first = |place: usize, random: &mut Random| match place {
            _ if place < layout.hidden_bias() => random.bell() * hidden_spread,
            _ if place < layout.output() => 0.0,
            _ if place < layout.output_bias() => random.bell() * 0.3,
            _ => -1.0,
        };
        let weights = (0..layout.weights()).map(|place| first(place, random)).collect();
        let zeros = vec![0.0; layout.weights()];
        Descent { layout, weights, mean: zeros.clone(), square: zeros, steps: 0 }
    }

    fn add_gradient(&self, row: &[f32], example: &Example, share: f32, gradient: &mut [f32]) {
        let (hidden, rest) = self.weights.split_at(self.layout.hidden_bias());
        let units = self.layout.units;
        let (bias, rest) = rest.split_at(units);
        let (output, output_bias) = rest.split_at(units);
        let (mut activity, mut passed) = ([0.0; MOST_UNITS], [0.0; MOST_UNITS]);
        let (activity, passed) = (activity.split_at_mut(units).0, passed.split_at_mut(units).0);
        activity.copy_from_slice(bias);
        add_weighted(activity, hidden, row.iter().copied());
        let log_odds = activity
            .iter()
            .zip(output)
            .fold(output_bias.iter().sum::<f32>(), |sum, (activity, output)| sum + activity.max(0.0) * output);
        let wanted = f32::from(u8::from(example.is_right));
        let error = (1.0 / (1.0 + (-log_odds).exp()) - wanted) * example.weight * share;
        let (hidden_gradient, rest) = gradient.split_at_mut(self.layout.hidden_bias());
        let (bias_gradient, rest) = rest.split_at_mut(units);
        let (output_gradient, output_bias_gradient) = rest.split_at_mut(units);
        output_bias_gradient.iter_mut().for_each(|cell| *cell += error);
        let each =
            activity.iter().zip(output).zip(passed.iter_mut()).zip(bias_gradient.iter_mut().zip(output_gradient));
        for (((activity, output), passed), (bias_cell, output_cell)) in
            each.filter(|(((activity, _), _), _)| **activity > 0.0)
        {
            *output_cell += error * activity;
            *passed = error * output;
            *bias_cell += *passed;
        }
        for (cells, value) in hidden_gradient.chunks_exact_mut(units.max(1)).zip(row) {
            for (cell, passed) in cells.iter_mut().zip(passed.iter()) {
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
}
