//! A line of a draft under the model: how well each symbol goes with those before it, and how that would change.

use super::alphabet::{EDGE, Symbol};
use super::lexicon::{Covering, LONGEST_WORD, Lexicon};
use super::ngrams::{LONGEST, Levels, NGrams};

/// Symbols on each side of a place that can matter to a word or a run there.
const REACH: usize = LONGEST_WORD - 1;
/// The most symbols that a reading puts in place of others.
pub const LONGEST_READING: usize = 2;
/// Symbols of a window: a place and those around it.
const WINDOW: usize = 2 * REACH + 2 * LONGEST_READING;
/// Runs that a symbol is part of end up to this many symbols after it.
const AFTER: usize = LONGEST - 1;

/// A line and what the model makes of it.
#[derive(Debug, Clone, Default)]
pub struct ScoredLine {
    symbols: Vec<Symbol>,
    levels: Vec<Levels>,
    log_probabilities: Vec<f32>,
    /// It is judged as one of so many symbols.
    judged_length: usize,
}

/// Other symbols at a place: `symbols[start..end]` replaced by one, two or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// First symbol replaced.
    pub start: usize,
    /// After the last symbol replaced.
    pub end: usize,
    symbols: [Symbol; LONGEST_READING],
    length: usize,
}

impl Reading {
    /// Puts at most two `symbols` in the place of `start..end`.
    pub fn new(start: usize, end: usize, symbols: &[Symbol]) -> Reading {
        let mut reading = Reading { start, end, symbols: [EDGE; LONGEST_READING], length: 0 };
        for (slot, symbol) in reading.symbols.iter_mut().zip(symbols) {
            *slot = *symbol;
            reading.length += 1;
        }
        reading
    }

    /// What it puts there.
    pub fn symbols(&self) -> &[Symbol] {
        self.symbols.get(..self.length).unwrap_or_default()
    }
}

/// What the model knows around a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Level of the pair over the left edge of the place.
    pub left: u8,
    /// Of the pair over its right edge.
    pub right: u8,
    /// Of the run of three that ends with its first symbol.
    pub left_three: u8,
    /// Of the run of three that begins with its last symbol.
    pub right_three: u8,
    /// Highest level of the runs of three and of four that touch it.
    pub highest: [u8; 2],
    /// How many of these runs are known.
    pub known: [u8; 2],
    /// The words it lies in.
    pub words: Covering,
}

impl Evidence {
    /// From a window and the levels of the runs that end at its place and after it.
    fn new(lexicon: Lexicon, window: &Window, levels: &[Levels; LONGEST_READING + AFTER]) -> Evidence {
        let at = |offset: usize| levels.get(offset).copied().unwrap_or_default();
        let width = window.end - window.start;
        let threes = (0..=width + 1).map(|offset| at(offset)[1]);
        let fours = (0..=width + 2).map(|offset| at(offset)[2]);
        let known = |levels: &mut dyn Iterator<Item = u8>| levels.filter(|level| *level > 0).count() as u8;
        Evidence {
            left: at(0)[0],
            right: at(width)[0],
            left_three: at(0)[1],
            right_three: at(width + 1)[1],
            highest: [threes.clone().max().unwrap_or(0), fours.clone().max().unwrap_or(0)],
            known: [known(&mut threes.clone()), known(&mut fours.clone())],
            words: lexicon.covering(window.symbols(), window.start, window.end),
        }
    }
}

/// A few symbols around a place, copied out so that others can be put there.
struct Window {
    symbols: [Symbol; WINDOW],
    length: usize,
    /// Where the place begins and ends.
    start: usize,
    end: usize,
}

impl ScoredLine {
    /// Scores `symbols`, which begin and end with an edge.
    pub fn new(ngrams: NGrams, symbols: Vec<Symbol>) -> ScoredLine {
        let (levels, log_probabilities) = (vec![[0; 3]; symbols.len()], vec![0.0; symbols.len()]);
        let judged_length = symbols.len();
        let mut line = ScoredLine { symbols, levels, log_probabilities, judged_length };
        line.score(ngrams, 1, line.symbols.len());
        line
    }

    /// The same line, to be judged as one of so many symbols.
    pub fn judged_as(self, length: usize) -> ScoredLine {
        ScoredLine { judged_length: length, ..self }
    }

    /// The length it is judged by, in symbols.
    pub fn judged_length(&self) -> usize {
        self.judged_length
    }

    /// The symbols.
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// The symbol at `index`; an edge beyond the line.
    pub fn symbol(&self, index: usize) -> Symbol {
        self.symbols.get(index).copied().unwrap_or(EDGE)
    }

    /// The level of the pair that ends at `index`.
    pub fn pair_level(&self, index: usize) -> u8 {
        self.levels_at(index)[0]
    }

    /// The levels of the runs that end at `index`.
    pub fn levels_at(&self, index: usize) -> Levels {
        self.levels.get(index).copied().unwrap_or_default()
    }

    /// How many of the runs of four that the symbol at `index` is part of are known; in good text, most often several.
    pub fn support(&self, index: usize) -> usize {
        let ends = self.levels.get(index..(index + LONGEST).min(self.levels.len())).unwrap_or_default();
        ends.iter().filter(|[_, _, four]| *four > 0).count()
    }

    /// Whether no run of four over the left edge of the symbol at `index` is known.
    pub fn is_gap(&self, index: usize) -> bool {
        let ends = self.levels.get(index..(index + LONGEST - 1).min(self.levels.len())).unwrap_or_default();
        ends.iter().all(|[_, _, four]| *four == 0)
    }

    /// The natural logarithm of the probability of the symbol at `index`.
    pub fn log_probability(&self, index: usize) -> f32 {
        self.log_probabilities.get(index).copied().unwrap_or_default()
    }

    /// That of all symbols which `start..end` has a part in: those there, and those whose context reaches there.
    pub fn log_probability_around(&self, start: usize, end: usize) -> f32 {
        let end = (end + AFTER).min(self.symbols.len());
        self.log_probabilities.get(start..end).unwrap_or_default().iter().sum()
    }

    /// Puts a reading into the line.
    pub fn apply(&mut self, ngrams: NGrams, reading: &Reading) {
        let range = reading.start.min(self.symbols.len())..reading.end.min(self.symbols.len());
        self.symbols.splice(range.clone(), reading.symbols().iter().copied());
        self.levels.splice(range.clone(), reading.symbols().iter().map(|_| [0; 3]));
        self.log_probabilities.splice(range, reading.symbols().iter().map(|_| 0.0));
        self.score(ngrams, reading.start, reading.start + reading.symbols().len() + AFTER);
    }

    fn score(&mut self, ngrams: NGrams, from: usize, to: usize) {
        let to = to.min(self.symbols.len());
        if let Some(levels) = self.levels.get_mut(from..to) {
            levels.fill([0; 3]);
        }
        ngrams.levels(&self.symbols, &mut self.levels, from, to);
        for end in from.max(1)..to {
            let [before, at] = [end - 1, end].map(|end| self.levels.get(end).copied().unwrap_or_default());
            let log_probability = ngrams.log_probability(self.symbol(end - 1), self.symbol(end), before, at);
            if let Some(cell) = self.log_probabilities.get_mut(end) {
                *cell = log_probability;
            }
        }
    }

    /// The gain in log-probability that a reading brings.
    pub fn gain(&self, ngrams: NGrams, reading: &Reading) -> f32 {
        let (log_probability, _) = self.walk(ngrams, &self.window(reading), reading.start);
        log_probability - self.log_probability_around(reading.start, reading.end)
    }

    /// What is known around `start..end` as it stands.
    pub fn standing(&self, lexicon: Lexicon, start: usize, end: usize) -> Evidence {
        let own = self.symbols.get(start..end).unwrap_or_default();
        let window = self.window(&Reading::new(start, end, own));
        let levels = std::array::from_fn(|offset| self.levels_at(start + offset));
        Evidence::new(lexicon, &window, &levels)
    }

    /// What is known around the place of a reading with the reading in it.
    pub fn evidence(&self, ngrams: NGrams, lexicon: Lexicon, reading: &Reading) -> Evidence {
        let window = self.window(reading);
        let (_, levels) = self.walk(ngrams, &window, reading.start);
        Evidence::new(lexicon, &window, &levels)
    }

    /// The log-probability of the symbols of a window from its place on, and their levels.
    fn walk(&self, ngrams: NGrams, window: &Window, start: usize) -> (f32, [Levels; LONGEST_READING + AFTER]) {
        let symbols = window.symbols();
        let mut before = start.checked_sub(1).and_then(|index| self.levels.get(index)).copied().unwrap_or_default();
        let mut previous = start.checked_sub(1).map_or(EDGE, |index| self.symbol(index));
        let mut log_probability = 0.0;
        let mut from_place = [[0; 3]; LONGEST_READING + AFTER];
        for (cell, end) in from_place.iter_mut().zip(window.start..symbols.len().min(window.end + AFTER)) {
            let symbol = symbols.get(end).copied().unwrap_or(EDGE);
            *cell = ngrams.levels_at(symbols, end, before);
            log_probability += ngrams.log_probability(previous, symbol, before, *cell);
            (before, previous) = (*cell, symbol);
        }
        (log_probability, from_place)
    }

    fn window(&self, reading: &Reading) -> Window {
        let left = self.symbols.get(reading.start.saturating_sub(REACH)..reading.start).unwrap_or_default();
        let to = (reading.end + REACH).min(self.symbols.len());
        let right = self.symbols.get(reading.end..to).unwrap_or_default();
        let mut window =
            Window { symbols: [EDGE; WINDOW], length: 0, start: left.len(), end: left.len() + reading.symbols().len() };
        for (slot, symbol) in window.symbols.iter_mut().zip(left.iter().chain(reading.symbols()).chain(right)) {
            *slot = *symbol;
            window.length += 1;
        }
        window
    }
}

impl Window {
    fn symbols(&self) -> &[Symbol] {
        self.symbols.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::model::alphabet::Line;

    #[test]
    fn what_stands_is_a_reading_like_others() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let line = ScoredLine::new(parts.ngrams, Line::read("要坚持从理实需要出发，做好劳动保执法。", 0).symbols);
        for start in 1..line.symbols().len() - 1 {
            for end in start..=(start + LONGEST_READING).min(line.symbols().len() - 1) {
                let own = Reading::new(start, end, &line.symbols()[start..end]);
                let standing = line.standing(parts.lexicon, start, end);
                assert_eq!(standing, line.evidence(parts.ngrams, parts.lexicon, &own), "{start}..{end}");
            }
        }
    }
}
