//! A generator of numbers that gives the same ones on every run.

/// Lehmer's generator: small, and good enough to scatter damage.
pub(crate) struct Random(u64);

impl Random {
    /// A generator; the same `seed` gives the same numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed % 2_147_483_646 + 1)
    }

    /// A number below `limit`; 0 where that is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(48_271) % 2_147_483_647;
        usize::try_from(self.0).unwrap_or_default() % limit.max(1)
    }
}
