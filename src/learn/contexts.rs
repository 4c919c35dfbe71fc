//! Learns how well characters go with what stands around them: stochastic gradient descent on the odds of each character
//! against some that it could have been taken for (negative sampling: T. Mikolov and others, *Distributed representations
//! of words and phrases and their compositionality*, 2013).

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::count::{is_held_out, lines};
use super::model_file::parts_of;
use super::random::Random;
use super::{LearnError, Watch};
use crate::model::Model;
use crate::model::alphabet::{Symbol, is_character};
use crate::model::contexts::{self, PLACES, REACH, Vectors, WIDTH};
use crate::model::file::Information;

/// Symbols of text are enough then: 150 MB of memory.
const MOST_SYMBOLS: f64 = 7.5e7;
/// Fewer say too little.
const LEAST_SYMBOLS: usize = 100_000;
/// A symbol seen less often has no vectors.
const RARE: f64 = 100.0;
/// Times the text is read.
const ROUNDS: usize = 2;
/// First step of the descent; the last is a fiftieth of it.
const RATE: f32 = 0.05;
/// How much slower the weights of the places move, which every step touches.
const PLACES_RATE: f32 = 0.1;
/// Of a character that makes up a greater share of the text, not every place is looked at.
const FREQUENT: f64 = 2e-4;
/// Characters that each is held against: such as are taken for it, and any.
const CONFUSABLE: usize = 5;
const ANY: usize = 3;
/// A shorter line says little.
const SHORTEST: usize = 12;
const SEED: u64 = 7;

/// The section of a model: vectors learned from the lines of `paths` that `model` has counted. `None` where they are too few.
pub(super) fn contexts(model: &Model, paths: &[PathBuf], watch: &dyn Watch) -> Result<Option<Vec<u8>>, LearnError> {
    let mut random = Random::new(SEED);
    let mut text = counted_lines(paths, model.information(), &mut random, watch)?;
    if text.iter().map(Vec::len).sum::<usize>() < LEAST_SYMBOLS {
        return Ok(None);
    }
    random.shuffle(&mut text);
    let vocabulary = Vocabulary::new(model)?;
    for line in &mut text {
        line.iter_mut().for_each(|symbol| *symbol = vocabulary.number(*symbol));
    }
    let mut network = Network::new(vocabulary.symbols.len(), &mut random);
    for round in 0..ROUNDS {
        for (number, line) in text.iter().enumerate() {
            if number % 10_000 == 0 {
                watch.look("上下文", 0)?;
            }
            let done = (round as f32 + number as f32 / text.len() as f32) / ROUNDS as f32;
            network.read(line, &vocabulary, RATE * (1.0 - done).max(0.02), &mut random);
        }
    }
    Ok(Some(network.to_bytes(&vocabulary)))
}

/// The lines that the model has counted, or as many of them as there is room for.
fn counted_lines(
    paths: &[PathBuf],
    information: &Information,
    random: &mut Random,
    watch: &dyn Watch,
) -> Result<Vec<Vec<Symbol>>, LearnError> {
    let share = MOST_SYMBOLS / information.symbols.max(1) as f64;
    let mut found = lines(paths, watch, |_, number| {
        !is_held_out(number, information.held_out) && (share >= 1.0 || random.fraction() < share)
    })?;
    found.retain(|line| line.len() > SHORTEST);
    Ok(found)
}

/// The symbols that get vectors, by number; number 0 is any other.
struct Vocabulary {
    symbols: Vec<Symbol>,
    numbers: BTreeMap<Symbol, u16>,
    /// By number: how often one of its places is looked at; 0 for what is no character.
    looks: Vec<f64>,
    /// By number: those that may be seen in its place, and up to which fraction each is drawn.
    confusable: Vec<Draw>,
    any: Draw,
}

impl Vocabulary {
    fn new(model: &Model) -> Result<Vocabulary, LearnError> {
        let parts = parts_of(model)?;
        let share = |symbol: Symbol| f64::from(parts.ngrams.share(symbol)).exp();
        let least = RARE / model.information().symbols.max(1) as f64;
        let symbols: Vec<Symbol> = (0..=Symbol::MAX).filter(|&symbol| share(symbol) >= least).collect();
        let numbers: BTreeMap<Symbol, u16> = symbols.iter().copied().zip(1..).collect();
        let looks = symbols.iter().map(|&symbol| match is_character(symbol) {
            true => (FREQUENT / share(symbol)).sqrt().min(1.0),
            false => 0.0,
        });
        let mut seen_for: BTreeMap<Symbol, Vec<(u16, f64)>> = BTreeMap::new();
        for seen in parts.confusions.seen() {
            let Some(&number) = numbers.get(&seen) else { continue };
            for confusion in parts.confusions.of(seen) {
                seen_for.entry(confusion.meant).or_default().push((number, share(seen).powf(0.6)));
            }
        }
        let confusable = symbols.iter().map(|symbol| Draw::new(seen_for.remove(symbol).unwrap_or_default()));
        let characters = symbols.iter().zip(1..).filter(|(symbol, _)| is_character(**symbol));
        let any = Draw::new(characters.map(|(&symbol, number)| (number, share(symbol).powf(0.75))).collect());
        Ok(Vocabulary {
            looks: std::iter::once(0.0).chain(looks).collect(),
            confusable: std::iter::once(Draw::new(Vec::new())).chain(confusable).collect(),
            any,
            symbols,
            numbers,
        })
    }

    fn number(&self, symbol: Symbol) -> u16 {
        self.numbers.get(&symbol).copied().unwrap_or(0)
    }
}

/// Numbers to draw from, each as often as its weight says.
struct Draw(Vec<(u16, f64)>);

impl Draw {
    fn new(weighted: Vec<(u16, f64)>) -> Draw {
        let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let mut upto = 0.0;
        let adding = |(number, weight): (u16, f64)| {
            upto += weight / total;
            (number, upto)
        };
        Draw(weighted.into_iter().map(adding).collect())
    }

    fn one(&self, random: &mut Random) -> Option<u16> {
        let fraction = random.fraction();
        let place = self.0.partition_point(|(_, upto)| *upto <= fraction);
        self.0.get(place).or(self.0.last()).map(|(number, _)| *number)
    }
}

/// The vectors while they are learned; those of number n are in row n.
struct Network {
    beside: Vec<[f32; WIDTH]>,
    itself: Vec<[f32; WIDTH]>,
    bias: Vec<f32>,
    start: [f32; WIDTH],
    places: [[f32; WIDTH]; PLACES],
}

impl Network {
    fn new(symbols: usize, random: &mut Random) -> Network {
        let mut spread =
            |middle: f32, width: f32| std::array::from_fn(|_| middle + (random.fraction() as f32 - 0.5) * width);
        Network {
            beside: (0..=symbols).map(|_| spread(0.0, 0.5)).collect(),
            itself: vec![[0.0; WIDTH]; symbols + 1],
            bias: vec![0.0; symbols + 1],
            start: [0.0; WIDTH],
            places: std::array::from_fn(|_| spread(0.5, 1.0)),
        }
    }

    fn read(&mut self, line: &[u16], vocabulary: &Vocabulary, rate: f32, random: &mut Random) {
        for (place, &number) in line.iter().enumerate() {
            let looks = vocabulary.looks.get(usize::from(number)).copied().unwrap_or(0.0);
            if looks > 0.0 && random.fraction() < looks {
                self.look(line, place, number, vocabulary, rate, random);
            }
        }
    }

    /// Moves the vectors so that `number` goes better with what stands around `place`, and others worse.
    fn look(
        &mut self,
        line: &[u16],
        place: usize,
        number: u16,
        vocabulary: &Vocabulary,
        rate: f32,
        random: &mut Random,
    ) {
        let around = around(line, place);
        let sum = self.sum(&around);
        let mut passed = [0.0; WIDTH];
        self.judge(number, 1.0, &sum, rate, &mut passed);
        let confusable = vocabulary.confusable.get(usize::from(number)).unwrap_or(&vocabulary.any);
        for (draw, times) in [(confusable, CONFUSABLE), (&vocabulary.any, ANY)] {
            for _ in 0..times {
                if let Some(other) = draw.one(random).filter(|other| *other != number) {
                    self.judge(other, 0.0, &sum, rate, &mut passed);
                }
            }
        }
        add(&mut self.start, &passed, 1.0);
        for (&beside, weights) in around.iter().zip(&mut self.places) {
            let Some(vector) = self.beside.get_mut(usize::from(beside)).filter(|_| beside > 0) else { continue };
            for ((cell, weight), passed) in vector.iter_mut().zip(weights).zip(&passed) {
                let (was_cell, was_weight) = (*cell, *weight);
                *weight += passed * was_cell * PLACES_RATE;
                *cell += passed * was_weight;
            }
        }
    }

    fn sum(&self, around: &[u16; PLACES]) -> [f32; WIDTH] {
        let mut sum = self.start;
        for (&beside, weights) in around.iter().zip(&self.places) {
            let Some(vector) = self.beside.get(usize::from(beside)).filter(|_| beside > 0) else { continue };
            for ((cell, value), weight) in sum.iter_mut().zip(vector).zip(weights) {
                *cell += value * weight;
            }
        }
        sum
    }

    /// Brings the odds of `number` nearer to `wanted`, and notes what that asks of the sum.
    fn judge(&mut self, number: u16, wanted: f32, sum: &[f32; WIDTH], rate: f32, passed: &mut [f32; WIDTH]) {
        let number = usize::from(number);
        let (Some(vector), Some(bias)) = (self.itself.get_mut(number), self.bias.get_mut(number)) else { return };
        let log_odds = *bias + dot(vector, sum);
        let error = (wanted - 1.0 / (1.0 + (-log_odds).exp())) * rate;
        add(passed, vector, error);
        add(vector, sum, error);
        *bias += error;
    }

    fn to_bytes(&self, vocabulary: &Vocabulary) -> Vec<u8> {
        let rows = self.beside.iter().zip(&self.itself).zip(&self.bias).skip(1);
        let vectors: BTreeMap<Symbol, Vectors> = vocabulary.symbols.iter().copied().zip(rows.map(vectors)).collect();
        contexts::to_bytes(&self.start, self.places.as_flattened(), &vectors)
    }
}

fn vectors(((beside, itself), bias): ((&[f32; WIDTH], &[f32; WIDTH]), &f32)) -> Vectors {
    Vectors { beside: beside.to_vec(), itself: itself.to_vec(), bias: *bias }
}

/// The numbers on both sides of a place, from left to right; 0 beyond the line.
fn around(line: &[u16], place: usize) -> [u16; PLACES] {
    std::array::from_fn(|index| {
        let from_place = if index < REACH { place.checked_sub(REACH - index) } else { Some(place + index - REACH + 1) };
        from_place.and_then(|place| line.get(place)).copied().unwrap_or(0)
    })
}

fn add(cells: &mut [f32; WIDTH], values: &[f32; WIDTH], times: f32) {
    for (cell, value) in cells.iter_mut().zip(values) {
        *cell += value * times;
    }
}

/// In eight sums side by side, always added up in the same order.
fn dot(one: &[f32; WIDTH], other: &[f32; WIDTH]) -> f32 {
    let mut sums = [0.0; 8];
    for (one, other) in one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0) {
        for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum += one * other;
        }
    }
    sums.iter().sum()
}
