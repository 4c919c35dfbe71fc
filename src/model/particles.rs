//! Which of 的, 地 and 得 goes with what stands around: weights of runs of characters on both sides, learned from good
//! texts. Each says how much likelier 地 or 得 is than 的 beside it, as a difference of log-odds.

use std::ops::ControlFlow;

use super::alphabet::{EDGE, Symbol, is_character, to_char};

/// The three, in the order of their numbers.
pub const PARTICLES: [Symbol; 3] = ['的' as Symbol, '地' as Symbol, '得' as Symbol];

/// Weights are kept in so many parts of one.
pub const STEPS: f32 = 16.0;
/// Symbols of the clause that are looked at on either side.
const LEFT: usize = 10;
const RIGHT: usize = 8;
/// How far what is written twice reaches: 一点一点, 认认真真.
const LONGEST_REPETITION: isize = 5;
/// Keys of the nearest runs, and what they must sum up to for 地 or 得, in steps, for the others to matter: most places are
/// plain.
const NEAREST: usize = 1 + RUNS.len();
const HOPELESS: i32 = -64;
/// Bytes before the index: how many bits of a key choose its row.
const HEADER: usize = 4;
/// The most of them.
const MOST_ROW_BITS: u32 = 20;

/// First and last symbol of a run, counted from the particle.
type Run = (isize, isize);

/// Runs that count alone.
const RUNS: [Run; 20] = [
    (-1, -1),
    (-2, -1),
    (-3, -1),
    (-4, -1),
    (-5, -1),
    (1, 1),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (-2, -2),
    (-3, -2),
    (-4, -2),
    (-4, -3),
    (2, 2),
    (3, 3),
    (2, 3),
    (3, 4),
    (2, 4),
    (3, 5),
];

/// Runs that count together.
const COUPLES: [(Run, Run); 13] = [
    ((-1, -1), (1, 1)),
    ((-1, -1), (1, 2)),
    ((-1, -1), (1, 3)),
    ((-2, -1), (1, 1)),
    ((-2, -1), (1, 2)),
    ((-2, -1), (1, 3)),
    ((-3, -1), (1, 1)),
    ((-3, -1), (1, 2)),
    ((-2, -1), (2, 3)),
    ((-2, -1), (3, 4)),
    ((-2, -1), (3, 3)),
    ((-1, -1), (3, 3)),
    ((1, 2), (3, 3)),
];

/// The number of a particle.
pub fn number(symbol: Symbol) -> Option<usize> {
    PARTICLES.iter().position(|&particle| particle == symbol)
}

/// What stands around a place.
#[derive(Clone, Copy)]
struct Surroundings<'a> {
    symbols: &'a [Symbol],
    place: usize,
}

impl Surroundings<'_> {
    /// A symbol, counted from the place. Of other particles it says only that there is one: they may be wrong as well.
    fn at(self, offset: isize) -> Symbol {
        let index = self.place.checked_add_signed(offset);
        let symbol = index.and_then(|index| self.symbols.get(index)).copied().unwrap_or(EDGE);
        if number(symbol).is_some() { PARTICLES[0] } else { symbol }
    }

    fn run(self, (first, last): Run) -> u64 {
        (first..=last).fold(1, |hash, offset| mix(hash, self.at(offset).into()))
    }

    /// Symbols of the clause on one side, at most so many.
    fn extent(self, direction: isize, most: usize) -> isize {
        let goes_on =
            |symbol: Symbol| is_character(symbol) || to_char(symbol).is_some_and(|c| c.is_ascii_alphanumeric());
        let offsets = (1..=most as isize).map(|distance| distance * direction);
        offsets.take_while(|&offset| goes_on(self.at(offset))).count() as isize
    }

    /// Whether the `length` symbols before the place stand there twice.
    fn repeats(self, length: isize) -> bool {
        (1..=length).all(|offset| is_character(self.at(-offset)) && self.at(-offset) == self.at(-offset - length))
    }
}

/// Tells `each` the keys of everything around a place that may say which particle goes there.
pub fn keys(symbols: &[Symbol], place: usize, mut each: impl FnMut(u64)) {
    let _ = keys_while(symbols, place, |key| {
        each(key);
        ControlFlow::Continue(())
    });
}

/// The same for as long as `each` goes on; the keys of the nearest runs come first.
fn keys_while(symbols: &[Symbol], place: usize, mut each: impl FnMut(u64) -> ControlFlow<()>) -> ControlFlow<()> {
    let around = Surroundings { symbols, place };
    let (left, right) = (around.extent(-1, LEFT), around.extent(1, RIGHT));
    let mut kind = 0;
    let mut next = |hash: u64| {
        kind += 1;
        each(finish(mix(hash, kind << 32)))
    };
    next(0)?;
    RUNS.iter().try_for_each(|&run| next(around.run(run)))?;
    COUPLES.iter().try_for_each(|&(before, after)| next(mix(around.run(before), around.run(after))))?;
    // How far the clause goes, and how it ends.
    let (from_start, to_end) = (left as u64, right as u64);
    next(from_start)?;
    next(to_end)?;
    next(mix(from_start, to_end))?;
    next(mix(from_start, around.run((-2, -1))))?;
    next(mix(to_end, around.run((-2, -1))))?;
    next(mix(to_end, around.run((1, 2))))?;
    next(around.run((right, right + 1)))?;
    // What is written twice.
    (1..=LONGEST_REPETITION).try_for_each(|length| next(around.repeats(length).into()))?;
    next((around.at(-1) == around.at(-3)).into())?;
    next((around.at(-1) == around.at(-4)).into())?;
    // What the clause holds, wherever it stands there.
    let mut anywhere = |kind: u64, hash: u64| each(finish(mix(hash, kind << 48)));
    for offset in 3..=right {
        anywhere(1, around.run((offset - 1, offset)))?;
    }
    for offset in 1..=right {
        anywhere(2, around.at(offset).into())?;
    }
    for offset in 3..=left {
        anywhere(3, around.run((-offset, 1 - offset)))?;
        anywhere(4, around.at(-offset).into())?;
    }
    ControlFlow::Continue(())
}

fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value.wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The weights as they lie in a model: how many bits of a key choose its row, where each row begins and the last one ends,
/// then cells of four bytes: the last two bytes of the key, the weight for 地, the weight for 得.
#[derive(Debug, Clone, Copy)]
pub struct Particles<'a> {
    row_bits: u32,
    index: &'a [[u8; 4]],
    cells: &'a [[u8; 4]],
}

impl<'a> Particles<'a> {
    /// Reads the weights; `None` when these bytes do not hold together.
    pub fn read(bytes: &'a [u8]) -> Option<Particles<'a>> {
        let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
        let row_bits = u32::from_le_bytes(*header);
        if !(1..=MOST_ROW_BITS).contains(&row_bits) {
            return None;
        }
        let (index, cells) = rest.split_at_checked(((1 << row_bits) + 1) * 4)?;
        let index = index.as_chunks::<4>().0;
        let (cells, left) = cells.as_chunks::<4>();
        let ends = index.last().map(|end| u32::from_le_bytes(*end) as usize);
        (left.is_empty() && ends == Some(cells.len())).then_some(Particles { row_bits, index, cells })
    }

    /// How likely each of the three is at a place of `symbols`, as natural logarithms, but for a common summand. Where 的
    /// stands and the nearest runs show that it does so rightly, the others are not asked.
    pub fn likelihoods(&self, symbols: &[Symbol], place: usize) -> [f32; 3] {
        let (mut adverbial, mut resultative) = (0_i32, 0_i32);
        let mut looked_up = 0;
        let is_attributive = symbols.get(place) == Some(&PARTICLES[0]);
        let _ = keys_while(symbols, place, |key| {
            if let Some([first, second]) = self.weights(key) {
                adverbial += i32::from(first);
                resultative += i32::from(second);
            }
            looked_up += 1;
            if is_attributive && looked_up == NEAREST && adverbial.max(resultative) < HOPELESS {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        [0.0, adverbial as f32 / STEPS, resultative as f32 / STEPS]
    }

    fn weights(&self, key: u64) -> Option<[i8; 2]> {
        let row = (key >> (64 - self.row_bits)) as usize;
        let [start, end] = self.index.get(row..row + 2)? else { return None };
        let cells = self.cells.get(u32::from_le_bytes(*start) as usize..u32::from_le_bytes(*end) as usize)?;
        let [low, high] = (key as u16).to_le_bytes();
        let [_, _, first, second] = cells.iter().find(|cell| cell.starts_with(&[low, high]))?;
        Some([first.cast_signed(), second.cast_signed()])
    }
}

/// The bytes of weights by key, in ascending order of keys.
pub fn to_bytes(weights: &[(u64, [i8; 2])]) -> Vec<u8> {
    /// Cells of a row, about.
    const ROW: usize = 8;
    let row_bits = (weights.len() / ROW).max(2).next_power_of_two().ilog2().min(MOST_ROW_BITS);
    let mut bytes = row_bits.to_le_bytes().to_vec();
    let rows = 0..=(1_u64 << row_bits);
    bytes.extend(rows.flat_map(|row| {
        let begins = weights.partition_point(|&(key, _)| (key >> (64 - row_bits)) < row);
        (begins as u32).to_le_bytes()
    }));
    bytes.extend(weights.iter().flat_map(|&(key, [first, second])| {
        let [low, high] = (key as u16).to_le_bytes();
        [low, high, first.cast_unsigned(), second.cast_unsigned()]
    }));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::alphabet::Line;

    #[test]
    fn weights_come_back_as_they_went_in() {
        let line = Line::read("他慢慢的走了过来。", 0).symbols;
        let place = line.iter().position(|&symbol| number(symbol).is_some()).unwrap();
        let mut found = Vec::new();
        keys(&line, place, |key| found.push(key));
        found.sort_unstable();
        found.dedup();
        let weights: Vec<(u64, [i8; 2])> = found.iter().map(|&key| (key, [2, -1])).collect();
        let bytes = to_bytes(&weights);
        let particles = Particles::read(&bytes).unwrap();
        let [none, adverbial, resultative] = particles.likelihoods(&line, place);
        assert!(none == 0.0 && adverbial > 2.0 && resultative < -1.0);
        assert!((adverbial + 2.0 * resultative).abs() < 1e-3);
        let elsewhere = Line::read("那本书的封面", 0).symbols;
        assert!(particles.likelihoods(&elsewhere, 4)[1] < adverbial / 2.0);
        assert!(Particles::read(&bytes[..bytes.len() - 1]).is_none() && Particles::read(&[0; 9]).is_none());
    }

    #[test]
    fn other_particles_make_no_difference_to_one() {
        let keys_of = |text: &str| {
            let mut found = Vec::new();
            keys(&Line::read(text, 0).symbols, 3, |key| found.push(key));
            found
        };
        assert_eq!(keys_of("认真的对待群众得意见"), keys_of("认真地对待群众的意见"));
        assert_ne!(keys_of("认真的对待群众的意见"), keys_of("认真的听取群众的意见"));
    }
}
