//! A map from keys to small levels that does not store its keys: 1.5 bytes an entry where a hash table needs 10.
//!
//! It is the “Bloomier” use of a binary fuse filter (T. M. Graf and D. Lemire, *Binary Fuse Filters: Fast and Smaller
//! Than Xor Filters*, 2022): three slots, found by the key's hash, are combined by exclusive or into the key's
//! fingerprint and level. A key that is not in the map is taken for one that is with a chance of 2⁻ᶠ, where f is the
//! number of fingerprint bits: whoever asks must be able to live with that, or ask again in another way.

mod build;
mod shape;

pub use build::{BuildError, build};
pub use shape::HIGHEST_LEVEL;

use shape::{HEADER, LEVEL_BITS, Shape};

/// Keys that are looked up side by side.
const AT_ONCE: usize = 32;
/// A map as it lies in a model file.
#[derive(Debug, Clone, Copy)]
pub struct StaticMap<'a> {
    shape: Shape,
    slots: &'a [u8],
}

impl<'a> StaticMap<'a> {
    /// Reads the map's header; `None` when these bytes are not a map.
    pub fn read(bytes: &'a [u8]) -> Option<StaticMap<'a>> {
        let (header, slots) = bytes.split_at_checked(HEADER)?;
        let (seed, rest) = header.split_first_chunk::<8>()?;
        let (segment, rest) = rest.split_first_chunk::<4>()?;
        let (segments, width) = rest.split_first_chunk::<4>()?;
        let shape = Shape {
            seed: u64::from_le_bytes(*seed),
            segment: u32::from_le_bytes(*segment),
            segments: u32::from_le_bytes(*segments),
            width: u32::from_le_bytes(*width.first_chunk::<4>()?),
        };
        let is_sound = shape.segment.is_power_of_two() && (LEVEL_BITS + 1..=16).contains(&shape.width);
        (is_sound && slots.len() == shape.bytes()?).then_some(StaticMap { shape, slots })
    }

    /// The level of `key`, from 1; 0 when it is not in the map.
    #[inline]
    pub fn level(&self, key: u64) -> u8 {
        let hash = self.shape.hash(key);
        self.level_at(hash, self.shape.places(hash))
    }

    /// The levels of many keys, put into `levels`. Memory is slow and the slots of a key lie far apart, so it is first
    /// worked out where all of them are: then many can be on their way at the same time.
    pub fn levels(&self, keys: &[u64], levels: &mut [u8]) {
        for (keys, levels) in keys.chunks(AT_ONCE).zip(levels.chunks_mut(AT_ONCE)) {
            let mut wanted = [(0, [0; 3]); AT_ONCE];
            for (place, key) in wanted.iter_mut().zip(keys) {
                let hash = self.shape.hash(*key);
                *place = (hash, self.shape.places(hash));
            }
            for (level, (hash, places)) in levels.iter_mut().zip(wanted) {
                *level = self.level_at(hash, places);
            }
        }
    }

    #[inline]
    fn level_at(&self, hash: u64, [first, second, third]: [u32; 3]) -> u8 {
        let combined = self.slot(first) ^ self.slot(second) ^ self.slot(third);
        // Without a branch: the processor could not guess it, and would stop looking ahead to the next key.
        let is_there = u32::from(combined >> LEVEL_BITS == self.shape.fingerprint(hash));
        (combined & u32::from(HIGHEST_LEVEL) & is_there.wrapping_neg()) as u8
    }

    #[inline]
    fn slot(&self, place: u32) -> u32 {
        let bit = place as usize * self.shape.width as usize;
        let word = self.slots.get(bit / 8..).and_then(<[u8]>::first_chunk::<4>).copied().unwrap_or_default();
        (u32::from_le_bytes(word) >> (bit % 8)) & ((1 << self.shape.width) - 1)
    }
}
