//! The levels of pairs of frequent symbols in a table: what is asked most often while other readings are tried, and
//! looking through a row of followers takes ten times longer. Rare symbols have no place there; for the pairs that end
//! with one, it is the few symbols before it that are looked through.

use super::alphabet::Symbol;
use super::pairs::{Pairs, ROWS, row_of};

/// Symbols that have a number, and so a row and a column: with 4,096 each of the two tables takes 8 MB.
const NUMBERED: usize = 4096;
/// Bytes of a row, two levels to each.
const ROW: usize = NUMBERED / 2;
/// Rows and columns that are turned at a time.
const BLOCK: usize = 64;
/// The levels of the pairs that end with one symbol.
pub type Row = [u8; ROW];
/// In the place of a number where a symbol has none.
const NONE: u16 = u16::MAX;

/// The levels, by first and by second symbol: what is asked of one place has the symbol before it or that after it in
/// common, and their rows then stay in the processor's cache.
#[derive(Debug, Clone)]
pub struct PairLevels {
    /// By row of the pairs.
    numbers: Box<[u16]>,
    by_first: Box<[Row]>,
    by_second: Box<[Row]>,
    /// Where the pairs that end with each rare symbol begin, by row of the pairs; their first symbols, in ascending order,
    /// and levels.
    rare: Box<[u32]>,
    rare_firsts: Box<[(Symbol, u8)]>,
}

/// The place of a symbol in every row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Column(u16);

impl Column {
    /// The level of the pair; 0 for a rare symbol.
    #[inline]
    pub fn level(self, row: &Row) -> u8 {
        row.get(usize::from(self.0 / 2)).copied().unwrap_or_default() >> (self.0 % 2 * 4) & 0xf
    }

    /// Whether rows have no place for the symbol.
    #[inline]
    pub fn is_rare(self) -> bool {
        self.0 == NONE
    }

    fn put(self, row: Option<&mut Row>, level: u8) {
        if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(self.0 / 2))) {
            *cell |= level << (self.0 % 2 * 4);
        }
    }
}

impl PairLevels {
    /// The levels of `pairs`; the symbols with the least `rareness` get a number.
    pub fn new(pairs: &Pairs, rareness: impl Fn(Symbol) -> u8) -> PairLevels {
        let mut symbols: Vec<Symbol> = (0..=Symbol::MAX).filter(|&symbol| row_of(symbol).is_some()).collect();
        symbols.sort_by_key(|&symbol| rareness(symbol));
        symbols.truncate(NUMBERED);
        let mut numbers = vec![NONE; ROWS].into_boxed_slice();
        for (number, &symbol) in (0..).zip(&symbols) {
            if let Some(cell) = row_of(symbol).and_then(|row| numbers.get_mut(row)) {
                *cell = number;
            }
        }
        let by_first = vec![[0; ROW]; symbols.len()].into_boxed_slice();
        let (rare, rare_firsts) = (vec![0; ROWS + 1].into_boxed_slice(), Box::default());
        let mut levels = PairLevels { numbers, by_first, by_second: Box::default(), rare, rare_firsts };
        let mut of_rare = Vec::new();
        for first in (0..=Symbol::MAX).filter(|&symbol| row_of(symbol).is_some()) {
            levels.add(pairs, first, &mut of_rare);
        }
        levels.add_rare(&of_rare);
        levels.by_second = transposed(&levels.by_first);
        levels
    }

    /// The pairs that begin with `first`; those that end with a rare symbol go to `of_rare`, as row, first symbol, level.
    fn add(&mut self, pairs: &Pairs, first: Symbol, of_rare: &mut Vec<(usize, Symbol, u8)>) {
        let first_column = self.column(first);
        for (second, level) in pairs.followers(first).all() {
            let column = self.column(second);
            if column.is_rare() {
                of_rare.extend(row_of(second).map(|row| (row, first, level)));
            } else if !first_column.is_rare() {
                column.put(self.by_first.get_mut(usize::from(first_column.0)), level);
            }
        }
    }

    /// Puts pairs that come in the order of their first symbols in that of their rows.
    fn add_rare(&mut self, pairs: &[(usize, Symbol, u8)]) {
        for (row, ..) in pairs {
            if let Some(count) = self.rare.get_mut(row + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.rare {
            sum += *start;
            *start = sum;
        }
        let mut next = self.rare.clone();
        self.rare_firsts = vec![(0, 0); pairs.len()].into();
        for &(row, first, level) in pairs {
            let Some(place) = next.get_mut(row) else { continue };
            if let Some(cell) = self.rare_firsts.get_mut(*place as usize) {
                *cell = (first, level);
            }
            *place += 1;
        }
    }

    /// The level of a pair that ends with a rare symbol, 0 when it is not known.
    #[inline]
    pub fn of_rare(&self, first: Symbol, second: Symbol) -> u8 {
        let range = row_of(second).and_then(|row| Some((*self.rare.get(row)?, *self.rare.get(row + 1)?)));
        let firsts = range.and_then(|(start, end)| self.rare_firsts.get(start as usize..end as usize));
        let firsts = firsts.unwrap_or_default();
        let place = firsts.binary_search_by_key(&first, |(first, _)| *first).ok();
        place.and_then(|place| firsts.get(place)).map_or(0, |(_, level)| *level)
    }

    /// The level of two symbols on end, 0 when they are not known; `None` where one of them is rare.
    #[inline]
    pub fn level(&self, first: Symbol, second: Symbol) -> Option<u8> {
        let column = self.column(second);
        if column.is_rare() { None } else { self.after(first).map(|row| column.level(row)) }
    }

    /// What is known of all pairs that begin with a symbol; `None` for a rare one.
    #[inline]
    pub fn after(&self, first: Symbol) -> Option<&Row> {
        self.by_first.get(usize::from(self.column(first).0))
    }

    /// What is known of all pairs that end with a symbol; `None` for a rare one.
    #[inline]
    pub fn before(&self, second: Symbol) -> Option<&Row> {
        self.by_second.get(usize::from(self.column(second).0))
    }

    /// Where rows have the level of `symbol`.
    #[inline]
    pub fn column(&self, symbol: Symbol) -> Column {
        Column(row_of(symbol).and_then(|row| self.numbers.get(row)).copied().unwrap_or(NONE))
    }
}

/// The same levels with rows for columns. It goes from block to block, for each of which all that is read and written stays
/// in the processor's cache: putting each level where it belongs as the pairs come takes several times longer.
fn transposed(by_first: &[Row]) -> Box<[Row]> {
    let mut by_second = vec![[0; ROW]; by_first.len()].into_boxed_slice();
    for (block, rows) in by_first.chunks(BLOCK).enumerate() {
        for start in (0..ROW).step_by(BLOCK / 2) {
            for (offset, row) in rows.iter().enumerate() {
                let first = Column((block * BLOCK + offset) as u16);
                let cells = row.get(start..start + BLOCK / 2).unwrap_or_default();
                for (place, &both) in cells.iter().enumerate().filter(|(_, both)| **both != 0) {
                    let second = 2 * (start + place);
                    first.put(by_second.get_mut(second), both & 0xf);
                    first.put(by_second.get_mut(second + 1), both >> 4);
                }
            }
        }
    }
    by_second
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pairs;

    #[test]
    fn the_levels_of_frequent_symbols_are_those_of_the_pairs() {
        let known: Vec<(Symbol, Symbol, u8, bool)> = (0..20_000_u16)
            .map(|number| (0x4e00 + number / 10, 0x4e00 + number % 10 * 7, (number % 15) as u8 + 1, number % 3 == 0))
            .collect();
        let rare: Vec<(Symbol, Symbol, u8, bool)> = (0x4e01..0x4e20).map(|first| (first, 0x9e00, 5, false)).collect();
        let bytes = pairs::to_bytes(&[known.as_slice(), rare.as_slice()].concat());
        let pairs = Pairs::read(&bytes).unwrap();
        let levels = PairLevels::new(&pairs, |symbol| u8::from(!(0x4e00..0x5400).contains(&symbol)));
        assert!(known.iter().take(10_000).all(|&(first, second, level, _)| levels.level(first, second) == Some(level)));
        let before = |first, second| levels.before(second).map(|row| levels.column(first).level(row));
        assert!(known.iter().take(10_000).all(|&(first, second, level, _)| before(first, second) == Some(level)));
        assert_eq!(levels.level(0x4e07, 0x4e08), Some(0));
        assert!(levels.column(0x9e00).is_rare() && levels.after(0x9e00).is_none() && levels.before(0x9e00).is_none());
        assert!(rare.iter().all(|&(first, second, level, _)| levels.of_rare(first, second) == level));
        assert_eq!(levels.of_rare(0x4e00, 0x9e00), 0);
        assert_eq!(levels.level(0x9e00, 0x4e00), None);
        assert_eq!(levels.level(0x4e00, 0x9e00), None);
    }
}
