//! The frequent words of two characters: few enough to stay in the processor's cache while the words are looked for that
//! two mistakes on end may hide, or that may have lost one of their characters.

use super::alphabet::Symbol;
use super::pairs::{Pairs, ROWS, row_of};

/// Level of a word that mistakes may hide.
const COMMON: u8 = 4;

/// The words, by their first characters and by their second ones.
#[derive(Debug, Clone)]
pub struct CommonWords {
    by_first: Table,
    by_second: Table,
}

/// For each character, those that make words with it, and where they begin.
#[derive(Debug, Clone)]
struct Table {
    starts: Box<[u32]>,
    others: Box<[Symbol]>,
    levels: Box<[u8]>,
}

impl CommonWords {
    /// Those among `pairs`.
    pub fn new(pairs: &Pairs) -> CommonWords {
        let (mut words, mut turned) = (Vec::new(), Vec::new());
        // Rows are in the order of their symbols.
        for first in (0..=Symbol::MAX).filter(|&symbol| row_of(symbol).is_some()) {
            for (second, level) in pairs.followers(first).words().filter(|(_, level)| *level >= COMMON) {
                words.push((first, second, level));
                turned.push((second, first, level));
            }
        }
        turned.sort_unstable();
        CommonWords { by_first: Table::new(&words), by_second: Table::new(&turned) }
    }

    /// The characters that make a frequent word with `first`, in ascending order, and the levels of the words.
    #[inline]
    pub fn after(&self, first: Symbol) -> (&[Symbol], &[u8]) {
        self.by_first.of(first)
    }

    /// Those that make one with `second` by standing before it.
    #[inline]
    pub fn before(&self, second: Symbol) -> (&[Symbol], &[u8]) {
        self.by_second.of(second)
    }
}

impl Table {
    /// Of words, each as the character to be asked for, the other and the level; in ascending order.
    fn new(words: &[(Symbol, Symbol, u8)]) -> Table {
        let mut starts = vec![0; ROWS + 1];
        let mut words_of = words.chunk_by(|one, other| one.0 == other.0).peekable();
        let mut end = 0;
        for symbol in (0..=Symbol::MAX).filter(|&symbol| row_of(symbol).is_some()) {
            let own = words_of.next_if(|words| words.first().is_some_and(|word| word.0 == symbol));
            end += own.map_or(0, <[_]>::len);
            if let Some(cell) = row_of(symbol).and_then(|row| starts.get_mut(row + 1)) {
                *cell = end as u32;
            }
        }
        let others = words.iter().map(|word| word.1).collect();
        Table { starts: starts.into(), others, levels: words.iter().map(|word| word.2).collect() }
    }

    #[inline]
    fn of(&self, symbol: Symbol) -> (&[Symbol], &[u8]) {
        let range =
            row_of(symbol).and_then(|row| Some(*self.starts.get(row)? as usize..*self.starts.get(row + 1)? as usize));
        let words = range.and_then(|range| Some((self.others.get(range.clone())?, self.levels.get(range)?)));
        words.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pairs;

    #[test]
    fn only_frequent_words_are_kept() {
        let symbol = |c: char| c as Symbol;
        let bytes = pairs::to_bytes(&[
            (symbol('，'), symbol('但'), 9, true),
            (symbol('关'), symbol('于'), 12, true),
            (symbol('关'), symbol('天'), 9, false),
            (symbol('关'), symbol('键'), COMMON, true),
            (symbol('关'), symbol('山'), COMMON - 1, true),
        ]);
        let words = CommonWords::new(&Pairs::read(&bytes).unwrap());
        assert_eq!(words.after(symbol('关')), (&[symbol('于'), symbol('键')][..], &[12, COMMON][..]));
        assert_eq!(words.after(symbol('，')), (&[symbol('但')][..], &[9][..]));
        assert!(words.after(symbol('于')).0.is_empty());
        assert_eq!(words.before(symbol('键')), (&[symbol('关')][..], &[COMMON][..]));
        assert!(words.before(symbol('关')).0.is_empty() && words.before(symbol('天')).0.is_empty());
    }
}
