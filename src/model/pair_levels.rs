//! The levels of pairs of frequent symbols in a table: what is asked most often while other readings are tried, and
//! looking through a row of followers takes ten times longer.

use super::alphabet::Symbol;
use super::pairs::{Pairs, ROWS, row_of};

/// Symbols that have a number, and so a row and a column: with 4,096 the table takes 8 MB.
const NUMBERED: usize = 4096;
/// Bytes of a row, two levels to each.
const ROW: usize = NUMBERED / 2;
/// The levels of the pairs that end with one symbol.
pub type Row = [u8; ROW];
/// In the place of a number where a symbol has none.
const NONE: u16 = u16::MAX;

/// The levels, by second and then by first symbol: what is asked of one place mostly has the symbol after it in common,
/// whose row then stays in the processor's cache.
#[derive(Debug, Clone)]
pub struct PairLevels {
    /// By row of the pairs.
    numbers: Box<[u16]>,
    rows: Box<[Row]>,
}

/// The place of a first symbol in every row.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    byte: usize,
    shift: u32,
}

impl Column {
    /// The level of the pair.
    #[inline]
    pub fn level(self, row: &Row) -> u8 {
        row.get(self.byte).copied().unwrap_or_default() >> self.shift & 0xf
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
        let mut levels = PairLevels { numbers, rows: vec![[0; ROW]; symbols.len()].into_boxed_slice() };
        for first in symbols {
            levels.add(pairs, first);
        }
        levels
    }

    fn add(&mut self, pairs: &Pairs, first: Symbol) {
        let Some(column) = self.column(first) else { return };
        for (second, level) in pairs.followers(first).all() {
            let row = self.number(second).and_then(|row| self.rows.get_mut(row));
            if let Some(cell) = row.and_then(|row| row.get_mut(column.byte)) {
                *cell |= level << column.shift;
            }
        }
    }

    /// The level of two symbols on end, 0 when they are not known; `None` where one of them is rare.
    #[inline]
    pub fn level(&self, first: Symbol, second: Symbol) -> Option<u8> {
        Some(self.column(first)?.level(self.row(second)?))
    }

    /// What is known of all pairs that end with a symbol; `None` for a rare one.
    #[inline]
    pub fn row(&self, second: Symbol) -> Option<&Row> {
        self.rows.get(self.number(second)?)
    }

    /// Where rows have the level of `first`; `None` where it is rare.
    #[inline]
    pub fn column(&self, first: Symbol) -> Option<Column> {
        let number = self.number(first)?;
        Some(Column { byte: number / 2, shift: (number % 2 * 4) as u32 })
    }

    #[inline]
    fn number(&self, symbol: Symbol) -> Option<usize> {
        let number = *self.numbers.get(row_of(symbol)?)?;
        (number != NONE).then_some(number.into())
    }
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
        let bytes = pairs::to_bytes(&known);
        let pairs = Pairs::read(&bytes).unwrap();
        let levels = PairLevels::new(&pairs, |symbol| u8::from(!(0x4e00..0x5400).contains(&symbol)));
        assert!(known.iter().take(10_000).all(|&(first, second, level, _)| levels.level(first, second) == Some(level)));
        assert_eq!(levels.level(0x4e07, 0x4e08), Some(0));
        assert_eq!(levels.level(0x9e00, 0x4e00), None);
        assert_eq!(levels.level(0x4e00, 0x9e00), None);
    }
}
