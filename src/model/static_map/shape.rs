//! How a map lies in memory, and where the slots of a key are.

/// Levels go from 1 to this; 0 means that the key is not there.
pub const HIGHEST_LEVEL: u8 = 15;
/// Bits of a level.
pub(super) const LEVEL_BITS: u32 = 4;
/// Bytes before the slots: seed, segment length, segment count, slot width.
pub(super) const HEADER: usize = 8 + 4 + 4 + 4;
/// Bytes after the slots, so that the last one can be read like the others.
const PADDING: usize = 4;

/// Where the slots of a key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) seed: u64,
    /// Slots in a segment, a power of two.
    pub(super) segment: u32,
    /// Segments a key's first slot may be in.
    pub(super) segments: u32,
    /// Bits of a slot: the fingerprint's and the level's.
    pub(super) width: u32,
}

impl Shape {
    /// Mixes key and seed so that every bit depends on every other (the finalizer of SplitMix64).
    #[inline]
    pub(super) fn hash(self, key: u64) -> u64 {
        let mut bits = key.wrapping_add(self.seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// The three slots: one in each of three segments on end, near each other in memory.
    #[inline]
    pub(super) fn places(self, hash: u64) -> [u32; 3] {
        let starts = u64::from(self.segments) * u64::from(self.segment);
        let first = ((u128::from(hash) * u128::from(starts)) >> 64) as u32;
        let mask = self.segment - 1;
        let second = (first + self.segment) ^ ((hash >> 18) as u32 & mask);
        let third = (first + 2 * self.segment) ^ (hash as u32 & mask);
        [first, second, third]
    }

    #[inline]
    pub(super) fn fingerprint(self, hash: u64) -> u32 {
        ((hash ^ (hash >> 32)) as u32) & ((1 << (self.width - LEVEL_BITS)) - 1)
    }

    pub(super) fn slots(self) -> Option<usize> {
        (self.segments as usize).checked_add(2)?.checked_mul(self.segment as usize)
    }

    /// Bytes of the slots with their padding.
    pub(super) fn bytes(self) -> Option<usize> {
        self.slots()?.checked_mul(self.width as usize)?.div_ceil(8).checked_add(PADDING)
    }
}
