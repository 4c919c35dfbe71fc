//! How well a character goes with the dozen symbols around it: what runs of four are too short to tell.
//!
//! A log-bilinear model (A. Mnih and G. Hinton, *Three new graphical models for statistical language modelling*, 2007)
//! that looks to both sides: each symbol nearby is a vector, weighed by where it stands; their sum is compared with the
//! vector of the character. It is fitted against other characters (`gaolint learn build`), most of them such as are
//! taken for the right one, so a score is a logarithm of odds against those.

use super::alphabet::{EDGE, Symbol, is_character};
use super::pairs::row_of;

/// Numbers of a vector.
pub const WIDTH: usize = 64;
/// Symbols on each side that are looked at.
pub const REACH: usize = 6;
/// Places around the character.
pub const PLACES: usize = 2 * REACH;

/// Bytes of the index: the number of each symbol's vectors, 0 for none.
const INDEX: usize = super::pairs::ROWS * 2;
/// Bytes of what all characters share: the weights of the places, and what every sum starts from.
const SHARED: usize = (PLACES + 1) * WIDTH * 4;
/// Bytes of a symbol: its vector as a neighbour, that as the character itself, their scales, its bias.
const ENTRY: usize = 2 * WIDTH + 3 * 4;

/// What is added up around a place.
pub type Surroundings = [f32; WIDTH];

/// The vectors as they lie in a model.
#[derive(Debug, Clone, Copy)]
pub struct Contexts<'a> {
    index: &'a [[u8; 2]],
    start: &'a [[u8; 4]],
    places: &'a [[u8; 4]],
    entries: &'a [[u8; ENTRY]],
}

/// How well symbols go with what stands around them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Goodness {
    /// Those in the middle.
    pub itself: f32,
    /// Two on each side.
    pub neighbours: f32,
}

/// Sums of a scalar product.
const LANES: usize = 16;
/// Symbols on each side that a change is looked at from.
const NEIGHBOURS: usize = 2;
/// Symbols of a window.
const WINDOW: usize = 2 * (REACH + NEIGHBOURS) + super::line::LONGEST_READING;

/// The vectors of a symbol, before they are rounded.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// As a neighbour.
    pub beside: Vec<f32>,
    /// As the character itself.
    pub itself: Vec<f32>,
    /// How likely it is anywhere.
    pub bias: f32,
}

impl<'a> Contexts<'a> {
    /// Reads the parts; `None` when these bytes do not hold together.
    pub fn read(bytes: &'a [u8]) -> Option<Contexts<'a>> {
        let (index, rest) = bytes.split_at_checked(INDEX)?;
        let (shared, entries) = rest.split_at_checked(SHARED)?;
        let (start, places) = shared.split_at_checked(WIDTH * 4)?;
        let (entries, left) = entries.as_chunks::<ENTRY>();
        left.is_empty().then_some(Contexts {
            index: index.as_chunks().0,
            start: start.as_chunks().0,
            places: places.as_chunks().0,
            entries,
        })
    }

    /// How well `middle` goes with what stands on both sides of it, and they with it.
    pub fn goodness(&self, left: &[Symbol], middle: &[Symbol], right: &[Symbol]) -> Goodness {
        let (mut window, mut length) = ([EDGE; WINDOW], 0);
        let left = left.get(left.len().saturating_sub(REACH + NEIGHBOURS)..).unwrap_or_default();
        let right = right.iter().take(REACH + NEIGHBOURS);
        for (cell, &symbol) in window.iter_mut().zip(left.iter().chain(middle).chain(right)) {
            *cell = symbol;
            length += 1;
        }
        let window = window.get(..length).unwrap_or_default();
        let (start, end) = (left.len(), left.len() + middle.len());
        let score = |place: usize| {
            let symbol = window.get(place).copied().filter(|&symbol| is_character(symbol))?;
            let before = window.get(place.saturating_sub(REACH)..place).unwrap_or_default();
            let after = window.get(place + 1..(place + 1 + REACH).min(length)).unwrap_or_default();
            Some(self.score(&self.surroundings(before, after), symbol))
        };
        let neighbours = (start.saturating_sub(NEIGHBOURS)..start).chain(end..end + NEIGHBOURS);
        Goodness { itself: (start..end).filter_map(score).sum(), neighbours: neighbours.filter_map(score).sum() }
    }

    /// What stands around a place of one character.
    pub fn around(&self, left: &[Symbol], right: &[Symbol]) -> Surroundings {
        let before = left.get(left.len().saturating_sub(REACH)..).unwrap_or_default();
        self.surroundings(before, right.get(..REACH.min(right.len())).unwrap_or_default())
    }

    /// How much better the neighbours of a place go with `would` there than with `was`: as [`Contexts::goodness`] of both
    /// would say, without adding up what else stands around them.
    pub fn neighbours_gain(&self, left: &[Symbol], was: Symbol, would: Symbol, right: &[Symbol]) -> f32 {
        let difference = self.difference(was, would);
        let weights = |place: usize| self.places.get(place * WIDTH..(place + 1) * WIDTH).unwrap_or_default();
        // Seen from a neighbour on the left, the place is one of those on the right.
        let left = left.iter().rev().zip(REACH..REACH + NEIGHBOURS);
        let right = right.iter().zip((REACH - NEIGHBOURS..REACH).rev());
        let gains = left.chain(right).filter(|(symbol, _)| is_character(**symbol)).map(|(&symbol, place)| {
            let Some(entry) = self.entry(symbol) else { return 0.0 };
            let vector = entry.get(WIDTH..2 * WIDTH).unwrap_or_default();
            let mut weighed = difference;
            for (cell, weight) in weighed.iter_mut().zip(weights(place)) {
                *cell *= f32::from_le_bytes(*weight);
            }
            product(vector, &weighed) * number(entry.get(2 * WIDTH + 4..))
        });
        gains.sum()
    }

    /// The vector of `would` as a neighbour less that of `was`.
    fn difference(&self, was: Symbol, would: Symbol) -> Surroundings {
        let mut difference = [0.0; WIDTH];
        for (symbol, sign) in [(was, -1.0), (would, 1.0)] {
            let Some((vector, rest)) = self.entry(symbol).and_then(|entry| entry.split_at_checked(WIDTH)) else {
                continue;
            };
            let scale = sign * number(rest.get(WIDTH..));
            for (cell, &byte) in difference.iter_mut().zip(vector) {
                *cell += f32::from(byte.cast_signed()) * scale;
            }
        }
        difference
    }

    fn entry(&self, symbol: Symbol) -> Option<&'a [u8; ENTRY]> {
        let number = u16::from_le_bytes(*self.index.get(row_of(symbol)?)?);
        self.entries.get(usize::from(number).checked_sub(1)?)
    }

    /// Adds up what stands around a place: the symbols before it, the nearest last, and those after it.
    pub fn surroundings(&self, before: &[Symbol], after: &[Symbol]) -> Surroundings {
        let mut sum = [0.0; WIDTH];
        for (cell, start) in sum.iter_mut().zip(self.start) {
            *cell = f32::from_le_bytes(*start);
        }
        let places = self.places.chunks_exact(WIDTH);
        let left = before.iter().rev().zip(places.clone().take(REACH).rev());
        let right = after.iter().zip(places.skip(REACH));
        for (&symbol, weights) in left.chain(right) {
            let Some((vector, rest)) = self.entry(symbol).and_then(|entry| entry.split_at_checked(WIDTH)) else {
                continue;
            };
            let scale = number(rest.get(WIDTH..));
            for ((cell, &byte), weight) in sum.iter_mut().zip(vector).zip(weights) {
                *cell += f32::from(byte.cast_signed()) * scale * f32::from_le_bytes(*weight);
            }
        }
        sum
    }

    /// How well `symbol` goes with what stands around a place; 0 where nothing is known of it.
    pub fn score(&self, surroundings: &Surroundings, symbol: Symbol) -> f32 {
        let Some(entry) = self.entry(symbol) else { return 0.0 };
        let vector = entry.get(WIDTH..2 * WIDTH).unwrap_or_default();
        let numbers = entry.get(2 * WIDTH..).unwrap_or_default();
        product(vector, surroundings) * number(numbers.get(4..)) + number(numbers.get(8..))
    }
}

/// The scalar product, added up in several sums that can be worked out side by side.
fn product(vector: &[u8], cells: &Surroundings) -> f32 {
    let mut sums = [0.0; LANES];
    for (bytes, cells) in vector.as_chunks::<LANES>().0.iter().zip(cells.as_chunks::<LANES>().0) {
        for ((sum, &byte), cell) in sums.iter_mut().zip(bytes).zip(cells) {
            *sum += f32::from(byte.cast_signed()) * cell;
        }
    }
    sums.iter().sum()
}

fn number(bytes: Option<&[u8]>) -> f32 {
    bytes.and_then(<[u8]>::first_chunk::<4>).map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
}

/// The bytes of vectors, each rounded to 255 steps, with what every sum starts from and the weights of the places.
pub fn to_bytes(start: &[f32], places: &[f32], vectors: &std::collections::BTreeMap<Symbol, Vectors>) -> Vec<u8> {
    let mut index = vec![0_u8; INDEX];
    for (number, &symbol) in (1_u16..).zip(vectors.keys()) {
        if let Some(cell) = row_of(symbol).and_then(|row| index.get_mut(row * 2..row * 2 + 2)) {
            cell.copy_from_slice(&number.to_le_bytes());
        }
    }
    let mut bytes = index;
    bytes.extend(start.iter().chain(places).flat_map(|weight| weight.to_le_bytes()));
    for own in vectors.values() {
        let (beside, beside_scale) = rounded(&own.beside);
        let (itself, itself_scale) = rounded(&own.itself);
        bytes.extend(beside.iter().chain(&itself).map(|step| step.cast_unsigned()));
        bytes.extend([beside_scale, itself_scale, own.bias].into_iter().flat_map(f32::to_le_bytes));
    }
    bytes
}

fn rounded(vector: &[f32]) -> (Vec<i8>, f32) {
    let scale = vector.iter().fold(1e-6, |most: f32, x| most.max(x.abs())) / 127.0;
    (vector.iter().map(|x| (x / scale).round() as i8).collect(), scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::model::alphabet::Line;

    #[test]
    fn what_neighbours_gain_is_what_the_whole_says() {
        let model = Model::shipped().unwrap();
        let contexts = model.parts().unwrap().contexts.unwrap();
        let line = Line::read("要坚持从理实需要出发，切实做好劳动保障执法监察工作。", 0).symbols;
        for place in 1..line.len() - 1 {
            let (left, [was, right @ ..]) = line.split_at(place) else { continue };
            for would in ['现', '法', '，'].map(|c| c as Symbol) {
                let [before, after] = [*was, would].map(|symbol| contexts.goodness(left, &[symbol], right));
                let gain = contexts.neighbours_gain(left, *was, would, right);
                assert!((gain - (after.neighbours - before.neighbours)).abs() < 1e-3, "{place}: {gain}");
                if is_character(would) {
                    assert!((contexts.score(&contexts.around(left, right), would) - after.itself).abs() < 1e-3);
                }
            }
        }
    }
}
