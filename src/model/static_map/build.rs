//! Makes a [`super::StaticMap`]: peels the keys off one by one and fills the slots in the reverse order.

use super::shape::{HEADER, HIGHEST_LEVEL, LEVEL_BITS, Shape};

/// Seeds tried before giving up. Each fails with a chance of about one in a hundred, unless keys repeat.
const ATTEMPTS: u64 = 64;

/// Why a map cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two entries have the same key.
    #[error("a key occurs twice")]
    RepeatedKey,
    /// More entries than slots can be counted.
    #[error("too many entries")]
    TooMany,
}

/// The bytes of a map from each key to its level (1 to 15, anything beyond is brought within), with `fingerprint` bits
/// (1 to 12) against keys that are not in it. The same entries in the same order always give the same bytes.
pub fn build(entries: &[(u64, u8)], fingerprint: u32) -> Result<Vec<u8>, BuildError> {
    if entries.len() > 1 << 28 {
        return Err(BuildError::TooMany);
    }
    let width = fingerprint.clamp(1, 16 - LEVEL_BITS) + LEVEL_BITS;
    (0..ATTEMPTS)
        .find_map(|seed| {
            let shape = shape_for(entries.len(), seed, width);
            peel(entries, shape).map(|order| fill(entries, shape, &order))
        })
        .ok_or(BuildError::RepeatedKey)
}

/// The sizes that the paper found to work for three slots a key.
fn shape_for(keys: usize, seed: u64, width: u32) -> Shape {
    let keys = keys.max(2) as f64;
    let exponent = (keys.ln() / 3.33_f64.ln() + 2.25).floor().clamp(2.0, 18.0) as u32;
    let segment = 1_u32 << exponent;
    let room = (0.875 + 0.25 * 1e6_f64.ln() / keys.ln()).max(1.125);
    let slots = (keys * room).round() as u32;
    let segments = slots.div_ceil(segment).saturating_sub(2).max(1);
    Shape { seed, segment, segments, width }
}

/// An order of the entries, with the slot that each decides, in which every entry's slot is in none of those before it.
fn peel(entries: &[(u64, u8)], shape: Shape) -> Option<Vec<(u32, u32)>> {
    let slots = shape.slots()?;
    let mut degree = vec![0_u8; slots];
    let mut combined = vec![0_u32; slots];
    for (index, (key, _)) in (0_u32..).zip(entries) {
        for place in shape.places(shape.hash(*key)) {
            let degree = degree.get_mut(place as usize)?;
            // A slot that this many keys share is never left alone: another seed is needed.
            *degree = degree.checked_add(1)?;
            *combined.get_mut(place as usize)? ^= index;
        }
    }
    let mut alone: Vec<u32> =
        (0_u32..).zip(&degree).filter(|(_, degree)| **degree == 1).map(|(place, _)| place).collect();
    let mut order = Vec::with_capacity(entries.len());
    while let Some(place) = alone.pop() {
        if degree.get(place as usize) != Some(&1) {
            continue;
        }
        let index = *combined.get(place as usize)?;
        order.push((index, place));
        let (key, _) = entries.get(index as usize)?;
        for other in shape.places(shape.hash(*key)) {
            let degree = degree.get_mut(other as usize)?;
            *degree = degree.checked_sub(1)?;
            *combined.get_mut(other as usize)? ^= index;
            if *degree == 1 {
                alone.push(other);
            }
        }
    }
    (order.len() == entries.len()).then_some(order)
}

fn fill(entries: &[(u64, u8)], shape: Shape, order: &[(u32, u32)]) -> Vec<u8> {
    let mut slots = vec![0_u16; shape.slots().unwrap_or_default()];
    for &(index, own) in order.iter().rev() {
        let Some(&(key, level)) = entries.get(index as usize) else { continue };
        let hash = shape.hash(key);
        let level = u32::from(level.clamp(1, HIGHEST_LEVEL));
        let wanted = (shape.fingerprint(hash) << LEVEL_BITS | level) as u16;
        let others = shape.places(hash).into_iter().filter(|place| *place != own);
        let combined = others.fold(wanted, |bits, place| bits ^ slots.get(place as usize).copied().unwrap_or_default());
        if let Some(slot) = slots.get_mut(own as usize) {
            *slot = combined;
        }
    }
    pack(&slots, shape)
}

/// The header and the slots, bit after bit.
fn pack(slots: &[u16], shape: Shape) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + shape.bytes().unwrap_or_default());
    bytes.extend(shape.seed.to_le_bytes());
    bytes.extend(shape.segment.to_le_bytes());
    bytes.extend(shape.segments.to_le_bytes());
    bytes.extend(shape.width.to_le_bytes());
    let (mut waiting, mut bits) = (0_u64, 0);
    for &slot in slots {
        waiting |= u64::from(slot) << bits;
        bits += shape.width;
        while bits >= 8 {
            bytes.push(waiting as u8);
            waiting >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        bytes.push(waiting as u8);
    }
    bytes.resize(HEADER + shape.bytes().unwrap_or_default(), 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::StaticMap;
    use super::*;

    fn entries(count: u64) -> Vec<(u64, u8)> {
        (0..count).map(|n| (n.wrapping_mul(0x1234_5678_9abc_def1), (n % 15) as u8 + 1)).collect()
    }

    #[test]
    fn every_key_has_its_level() {
        for count in [0, 1, 2, 3, 10, 1000, 100_000] {
            let entries = entries(count);
            let bytes = build(&entries, 8).unwrap();
            let map = StaticMap::read(&bytes).unwrap();
            assert!(entries.iter().all(|(key, level)| map.level(*key) == *level), "{count}");
        }
    }

    #[test]
    fn other_keys_are_taken_for_entries_as_rarely_as_promised() {
        let bytes = build(&entries(50_000), 8).unwrap();
        let map = StaticMap::read(&bytes).unwrap();
        let taken = (0..100_000_u64).filter(|n| map.level(n.wrapping_mul(0x7777_1111_3333_5555) ^ 1) > 0).count();
        assert!(taken < 600, "{taken} of 100,000, where about 390 are expected");
    }

    #[test]
    fn entries_take_little_room() {
        let bytes = build(&entries(1_000_000), 8).unwrap();
        assert!(bytes.len() < 1_750_000, "{}", bytes.len());
    }

    #[test]
    fn a_repeated_key_is_refused() {
        assert_eq!(build(&[(7, 1), (7, 2)], 8), Err(BuildError::RepeatedKey));
    }

    #[test]
    fn damaged_bytes_are_no_map() {
        let bytes = build(&entries(100), 8).unwrap();
        assert!(StaticMap::read(&bytes).is_some());
        assert!(bytes.get(..bytes.len() - 1).is_none_or(|short| StaticMap::read(short).is_none()));
        assert!(StaticMap::read(&[]).is_none());
        assert!(StaticMap::read(&[0xff; 64]).is_none());
    }
}
