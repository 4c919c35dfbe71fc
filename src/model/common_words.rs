//! The frequent words of two characters, by the first: few enough to stay in the processor's cache while the words are
//! looked for that two mistakes on end may hide, or that may have lost their second character.

use super::alphabet::Symbol;
use super::pairs::{Pairs, ROWS, row_of};

/// Level of a word that mistakes may hide.
const COMMON: u8 = 4;

/// The second characters of all words, and where those of each first one begin.
#[derive(Debug, Clone)]
pub struct CommonWords {
    starts: Box<[u32]>,
    seconds: Box<[Symbol]>,
    levels: Box<[u8]>,
}

impl CommonWords {
    /// Those among `pairs`.
    pub fn new(pairs: &Pairs) -> CommonWords {
        let (mut starts, mut seconds, mut levels) = (Vec::with_capacity(ROWS + 1), Vec::new(), Vec::new());
        // Rows are in the order of their symbols.
        for symbol in (0..=Symbol::MAX).filter(|&symbol| row_of(symbol).is_some()) {
            starts.push(seconds.len() as u32);
            for (second, level) in pairs.followers(symbol).words().filter(|(_, level)| *level >= COMMON) {
                seconds.push(second);
                levels.push(level);
            }
        }
        starts.push(seconds.len() as u32);
        CommonWords { starts: starts.into(), seconds: seconds.into(), levels: levels.into() }
    }

    /// The characters that make a frequent word with `first`, in ascending order, and the levels of the words.
    #[inline]
    pub fn after(&self, first: Symbol) -> (&[Symbol], &[u8]) {
        let range =
            row_of(first).and_then(|row| Some(*self.starts.get(row)? as usize..*self.starts.get(row + 1)? as usize));
        let words = range.and_then(|range| Some((self.seconds.get(range.clone())?, self.levels.get(range)?)));
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
    }
}
