//! Counts by hash in a table of a fixed size: never too low, and too high only where hashes meet.

/// Slots of a table, as powers of two.
const FEWEST_SLOTS: u32 = 12;
const MOST_SLOTS: u32 = 22;
/// Slots for each thing that is counted.
const SPARE: usize = 4;

/// A hash of numbers whose high bits depend on all of them.
#[inline]
pub fn hash(numbers: impl IntoIterator<Item = u64>) -> u64 {
    // Any odd number with bits all over will do; this one is 2⁶⁴ over the golden ratio.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    numbers.into_iter().fold(0, |mixed: u64, number| (mixed.rotate_left(23) ^ number).wrapping_mul(FACTOR))
}

/// How often hashes were added, up to 255. The high bits of a hash must depend on all that it stands for, as those of
/// [`hash`] do.
#[derive(Debug)]
pub struct Counts {
    counts: Vec<u8>,
    shift: u32,
}

impl Counts {
    /// For about so many things.
    pub fn new(things: usize) -> Counts {
        let bits = (usize::BITS - (things * SPARE).leading_zeros()).clamp(FEWEST_SLOTS, MOST_SLOTS);
        Counts { counts: vec![0; 1 << bits], shift: u64::BITS - bits }
    }

    /// Counts one more.
    #[inline]
    pub fn add(&mut self, hash: u64) {
        if let Some(count) = self.counts.get_mut((hash >> self.shift) as usize) {
            *count = count.saturating_add(1);
        }
    }

    /// How often it was added, at most.
    #[inline]
    pub fn count(&self, hash: u64) -> u32 {
        self.counts.get((hash >> self.shift) as usize).copied().unwrap_or_default().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_and_their_order_matter_to_the_high_bits_of_a_hash() {
        let high = |numbers: [u64; 2]| hash(numbers) >> 42;
        assert!(high([1, 2]) != high([2, 1]) && high([1 << 63, 0]) != high([0, 0]) && high([0, 1]) != high([0, 0]));
    }

    #[test]
    fn counts_are_never_too_low() {
        let mut counts = Counts::new(0);
        let hashes: Vec<u64> = (0..2000_u64).map(|number| hash([number % 500])).collect();
        hashes.iter().for_each(|&hash| counts.add(hash));
        assert!(hashes.iter().all(|&hash| counts.count(hash) >= 4));
        (0..300).for_each(|_| counts.add(1));
        assert_eq!(counts.count(1), 255);
        assert_eq!(Counts::new(10).count(7), 0);
    }
}
