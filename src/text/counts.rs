//! Counts by hash in a table of a fixed size: never too low, and too high only where hashes meet.

/// Slots of a table, as powers of two.
const FEWEST_SLOTS: u32 = 12;
const MOST_SLOTS: u32 = 22;
/// Slots for each thing that is counted.
const SPARE: usize = 4;

/// How often hashes were added, up to 255. The high bits of a hash must depend on all that it stands for.
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
    fn counts_are_never_too_low() {
        let mut counts = Counts::new(0);
        let hashes: Vec<u64> = (0..2000_u64).map(|number| (number % 500).wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        hashes.iter().for_each(|&hash| counts.add(hash));
        assert!(hashes.iter().all(|&hash| counts.count(hash) >= 4));
        (0..300).for_each(|_| counts.add(1));
        assert_eq!(counts.count(1), 255);
        assert_eq!(Counts::new(10).count(7), 0);
    }
}
