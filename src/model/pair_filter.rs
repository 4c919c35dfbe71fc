//! Tells most pairs that are not known at once: where other readings are tried, nearly all of them are such, and looking
//! through a row of followers takes ten times longer (B. H. Bloom, *Space/time trade-offs in hash coding with allowable
//! errors*, 1970; both bits of a pair lie in one word of memory).

use super::alphabet::Symbol;
use super::pairs::Pairs;

/// Words of 64 bits: a megabyte, so that one pair in thirty passes that should not.
const WORDS: usize = 1 << 17;

/// Bits of all known pairs.
#[derive(Debug, Clone)]
pub struct PairFilter(Box<[u64]>);

impl PairFilter {
    /// The bits of `pairs`.
    pub fn new(pairs: &Pairs) -> PairFilter {
        let mut words = vec![0; WORDS].into_boxed_slice();
        for (first, second) in pairs.all() {
            let (word, bits) = place_of(first, second);
            if let Some(cell) = words.get_mut(word) {
                *cell |= bits;
            }
        }
        PairFilter(words)
    }

    /// Whether a pair may be known; when not, it is not.
    #[inline]
    pub fn may_hold(&self, first: Symbol, second: Symbol) -> bool {
        let (word, bits) = place_of(first, second);
        self.0.get(word).is_some_and(|cell| cell & bits == bits)
    }
}

#[inline]
fn place_of(first: Symbol, second: Symbol) -> (usize, u64) {
    let key = u64::from(first) << 16 | u64::from(second);
    let hash = (key ^ 0x5bf0_3635).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let word = (hash >> 47) as usize % WORDS;
    (word, 1 << (hash >> 41 & 63) | 1 << (hash >> 35 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pairs;

    #[test]
    fn every_known_pair_passes_and_few_others_do() {
        let known: Vec<(Symbol, Symbol, u8, bool)> = (0..20_000_u16)
            .map(|number| (0x4e00 + number / 10, 0x4e00 + number % 10 * 7, 1, number % 3 == 0))
            .collect();
        let bytes = pairs::to_bytes(&known);
        let pairs = Pairs::read(&bytes).unwrap();
        assert_eq!(pairs.all().count(), known.len());
        let filter = PairFilter::new(&pairs);
        assert!(known.iter().all(|&(first, second, ..)| filter.may_hold(first, second)));
        let strangers = (0..20_000_u16).filter(|number| filter.may_hold(0x5e00 + number / 10, 0x5e00 + number % 10));
        assert!(strangers.count() < 1000);
    }
}
