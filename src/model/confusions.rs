//! Which character may have been meant where another stands.

use std::sync::LazyLock;

use super::alphabet::Symbol;

/// Bytes of an entry: the character meant, then how it sounds and how it looks.
const ENTRY: usize = 3;
/// How alike glyphs are, in three bits: 0 for not at all, then from a least likeness in equal steps.
const WHOLE: (f32, f32) = (0.50, 0.07);
const PART: (f32, f32) = (0.65, 0.05);
/// How alike whole glyphs, and parts of glyphs, must be for two mistakes on end: 0.71, and 0.95.
const NEAR_WHOLE: u8 = 3;
const NEAR_PART: u8 = 6;
/// Characters that have an index: U+3000 to U+9FFF.
const FIRST: Symbol = 0x3000;
const LAST: Symbol = 0x9fff;
/// Bytes of the index: where each character's entries begin, and where the last one's end.
pub(crate) const INDEX: usize = (LAST - FIRST) as usize * 4 + 8;

/// How alike two characters sound, tones aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    /// Not alike.
    Different,
    /// Alike to many ears: zh and z, n and l, ang and an.
    Near,
    /// The same syllable.
    Same,
}

/// A character that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confusion {
    /// The character.
    pub meant: Symbol,
    /// How alike it sounds.
    pub sound: Sound,
    /// How alike the whole glyphs look, from 0 to 1; 0 where they do not.
    pub whole: f32,
    /// How alike the most alike parts look, from 0 to 1; 0 where they do not.
    pub part: f32,
}

impl Confusion {
    /// The entry's bytes. Likenesses are rounded.
    pub fn to_bytes(self) -> [u8; ENTRY] {
        let [low, high] = self.meant.to_le_bytes();
        let look = |likeness: f32, (least, step): (f32, f32)| match likeness {
            0.0 => 0,
            _ => ((likeness - least) / step).round().clamp(1.0, 7.0) as u8,
        };
        [low, high, (self.sound as u8) << 6 | look(self.whole, WHOLE) << 3 | look(self.part, PART)]
    }

    fn from_bytes(bytes: [u8; ENTRY]) -> Confusion {
        let [low, high, bits] = bytes;
        let look = |bits: u8, (least, step): (f32, f32)| match bits & 7 {
            0 => 0.0,
            steps => least + step * f32::from(steps),
        };
        Confusion {
            meant: u16::from_le_bytes([low, high]),
            sound: sound_of(bits),
            whole: look(bits >> 3, WHOLE),
            part: look(bits, PART),
        }
    }

    /// What it costs that neither sound nor look is quite the same, on the scale of log-probabilities.
    pub fn cost(self) -> f32 {
        match self.sound {
            Sound::Same => 0.0,
            _ if self.whole.max(self.part) > 0.0 => 8.0 * (0.95 - self.whole.max(0.93 * self.part)),
            _ => 2.0,
        }
    }
}

/// A confusion as it lies in a model: the character can be had for less than the rest.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry([u8; ENTRY]);

impl Entry {
    /// The character that may have been meant.
    #[inline]
    pub fn meant(self) -> Symbol {
        let [low, high, _] = self.0;
        Symbol::from_le_bytes([low, high])
    }

    /// How alike the two sound.
    #[inline]
    pub fn sound(self) -> Sound {
        let [.., bits] = self.0;
        sound_of(bits)
    }

    /// Whether the confusion is likely enough to have happened beside another.
    #[inline]
    pub fn is_near(&self) -> bool {
        let [.., bits] = self.0;
        sound_of(bits) != Sound::Different || bits >> 3 & 7 >= NEAR_WHOLE || bits & 7 >= NEAR_PART
    }

    /// [`Confusion::cost`] of it.
    #[inline]
    pub fn cost(self) -> f32 {
        let [.., bits] = self.0;
        COSTS.get(usize::from(bits)).copied().unwrap_or_default()
    }

    /// All of it.
    #[inline]
    pub fn confusion(self) -> Confusion {
        Confusion::from_bytes(self.0)
    }
}

/// Costs by the bits of an entry, since far more are asked for than there are.
static COSTS: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|bits| Confusion::from_bytes([0, 0, bits as u8]).cost()));

#[inline]
fn sound_of(bits: u8) -> Sound {
    match bits >> 6 {
        2.. => Sound::Same,
        1 => Sound::Near,
        _ => Sound::Different,
    }
}

/// The confusions as they lie in a model.
#[derive(Debug, Clone, Copy)]
pub struct Confusions<'a> {
    index: &'a [u8],
    entries: &'a [u8],
}

impl<'a> Confusions<'a> {
    /// Reads the index and the entries; `None` when these bytes are too few.
    pub fn read(bytes: &'a [u8]) -> Option<Confusions<'a>> {
        let (index, entries) = bytes.split_at_checked(INDEX)?;
        Some(Confusions { index, entries })
    }

    /// The characters that may stand for others.
    pub fn seen(&self) -> impl Iterator<Item = Symbol> + use<'a> {
        let confusions = *self;
        (FIRST..=LAST).filter(move |&seen| confusions.of(seen).next().is_some())
    }

    /// What may have been meant by `seen`.
    pub fn of(&self, seen: Symbol) -> impl Iterator<Item = Confusion> + 'a {
        self.entries(seen).map(Entry::confusion)
    }

    /// The same, as it lies there.
    #[inline]
    pub fn entries(&self, seen: Symbol) -> impl Iterator<Item = Entry> + 'a {
        self.bytes(seen).as_chunks::<ENTRY>().0.iter().copied().map(Entry)
    }

    fn bytes(&self, seen: Symbol) -> &'a [u8] {
        self.range(seen).and_then(|range| self.entries.get(range)).unwrap_or_default()
    }

    /// How alike `seen` and `meant` are, where that is known.
    pub fn between(&self, seen: Symbol, meant: Symbol) -> Option<Confusion> {
        self.entry(seen, meant).map(Entry::confusion)
    }

    /// The entry for `seen` and `meant`; a character's entries are in the order of what may be meant.
    #[inline]
    pub fn entry(&self, seen: Symbol, meant: Symbol) -> Option<Entry> {
        let entries = self.bytes(seen).as_chunks::<ENTRY>().0;
        let place = entries.binary_search_by_key(&meant, |entry| Entry(*entry).meant()).ok()?;
        entries.get(place).copied().map(Entry)
    }

    fn range(&self, seen: Symbol) -> Option<std::ops::Range<usize>> {
        let place = usize::from(seen.checked_sub(FIRST)?);
        let offset = |place: usize| {
            let bytes = self.index.get(place * 4..)?.first_chunk::<4>()?;
            Some(u32::from_le_bytes(*bytes) as usize * ENTRY)
        };
        (seen <= LAST).then_some(offset(place)?..offset(place + 1)?)
    }
}

/// The bytes of confusions given by character seen, in ascending order of the characters.
pub fn to_bytes(confusions: &std::collections::BTreeMap<Symbol, Vec<Confusion>>) -> Vec<u8> {
    let mut index = Vec::with_capacity(INDEX);
    let mut entries = Vec::new();
    for seen in FIRST..=LAST {
        index.extend(((entries.len() / ENTRY) as u32).to_le_bytes());
        entries.extend(confusions.get(&seen).into_iter().flatten().flat_map(|confusion| confusion.to_bytes()));
    }
    index.extend(((entries.len() / ENTRY) as u32).to_le_bytes());
    index.extend(entries);
    index
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn entries_come_back_as_they_went_in() {
        let meant = |c: char| c as Symbol;
        let near = Confusion { meant: meant('经'), sound: Sound::Same, whole: 0.0, part: 0.0 };
        let alike = Confusion {
            meant: meant('于'),
            sound: Sound::Different,
            whole: 0.50 + 0.07 * 2.0,
            part: 0.65 + 0.05 * 5.0,
        };
        let bytes = to_bytes(&BTreeMap::from([(meant('天'), vec![alike]), (meant('鿿'), vec![near])]));
        let confusions = Confusions::read(&bytes).unwrap();
        assert_eq!(confusions.of(meant('天')).collect::<Vec<_>>(), [alike]);
        assert_eq!(confusions.of(meant('鿿')).collect::<Vec<_>>(), [near]);
        assert_eq!(confusions.of(meant('地')).count() + confusions.of('a' as Symbol).count(), 0);
        assert_eq!(confusions.between(meant('天'), meant('于')), Some(alike));
        assert!(Confusions::read(&bytes[..INDEX - 1]).is_none());
        for seen in ['天', '鿿'].map(meant) {
            for entry in confusions.entries(seen) {
                assert_eq!(entry.cost().to_bits(), entry.confusion().cost().to_bits());
            }
        }
    }
}
