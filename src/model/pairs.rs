//! Which symbols follow each symbol, and how often: exact, and laid out so that all of a symbol's followers can be gone
//! through at once.

use std::collections::BTreeMap;

use super::alphabet::Symbol;
use super::static_map::HIGHEST_LEVEL;

/// Rows: ASCII, U+3000 to U+9FFF, U+FF00 to U+FFFF.
pub(super) const ROWS: usize = 0x80 + 0x7000 + 0x100;
/// Bytes of the index: where each row begins, and where the last one ends.
const INDEX: usize = (ROWS + 1) * 4;

/// The followers of all symbols as they lie in a model: an index, then cells of two bytes, then half a byte for the
/// level of each cell. A row's first cell counts the followers that make a word with it; they come before the others,
/// and each group is sorted.
#[derive(Debug, Clone, Copy)]
pub struct Pairs<'a> {
    index: &'a [u8],
    cells: &'a [[u8; 2]],
    levels: &'a [u8],
}

/// The followers of one symbol.
#[derive(Debug, Clone, Copy)]
pub struct Followers<'a> {
    /// Those that make a word with it, sorted.
    pub in_words: &'a [[u8; 2]],
    /// All others, sorted.
    pub others: &'a [[u8; 2]],
    first: usize,
    levels: &'a [u8],
}

impl<'a> Pairs<'a> {
    /// Reads the parts; `None` when these bytes do not hold together.
    pub fn read(bytes: &'a [u8]) -> Option<Pairs<'a>> {
        let (index, rest) = bytes.split_at_checked(INDEX)?;
        let count = u32::from_le_bytes(*index.last_chunk::<4>()?) as usize;
        let (cells, levels) = rest.split_at_checked(count.checked_mul(2)?)?;
        (levels.len() == count.div_ceil(2)).then_some(Pairs { index, cells: cells.as_chunks().0, levels })
    }

    /// The followers of `symbol`.
    #[inline]
    pub fn followers(&self, symbol: Symbol) -> Followers<'a> {
        self.row(symbol).unwrap_or(Followers { in_words: &[], others: &[], first: 0, levels: &[] })
    }

    fn row(&self, symbol: Symbol) -> Option<Followers<'a>> {
        let row = row_of(symbol)?;
        let [start, end] = self.index.get(row * 4..row * 4 + 8)?.as_chunks::<4>().0 else { return None };
        let (start, end) = (u32::from_le_bytes(*start) as usize, u32::from_le_bytes(*end) as usize);
        let (words, followers) = self.cells.get(start..end)?.split_first()?;
        let (in_words, others) = followers.split_at_checked(u16::from_le_bytes(*words).into())?;
        Some(Followers { in_words, others, first: start + 1, levels: self.levels })
    }

    /// The level of two symbols on end, 0 when they are not known.
    #[inline]
    pub fn level(&self, first: Symbol, second: Symbol) -> u8 {
        self.followers(first).level(second)
    }
}

impl Followers<'_> {
    /// The level of `symbol` as a follower, 0 when it is none.
    #[inline]
    pub fn level(&self, symbol: Symbol) -> u8 {
        let find = |cells: &[[u8; 2]]| cells.binary_search_by_key(&symbol, |cell| u16::from_le_bytes(*cell)).ok();
        let place = find(self.others).map(|place| place + self.in_words.len()).or_else(|| find(self.in_words));
        place.map_or(0, |place| self.level_of_cell(place))
    }

    /// All followers with their levels.
    pub fn all(&self) -> impl Iterator<Item = (Symbol, u8)> + '_ {
        let cells = self.in_words.iter().chain(self.others).enumerate();
        cells.map(|(place, cell)| (u16::from_le_bytes(*cell), self.level_of_cell(place)))
    }

    /// The followers that make a word, with their levels.
    pub fn words(&self) -> impl Iterator<Item = (Symbol, u8)> + '_ {
        let cells = self.in_words.iter().enumerate();
        cells.map(|(place, cell)| (u16::from_le_bytes(*cell), self.level_of_cell(place)))
    }

    fn level_of_cell(&self, place: usize) -> u8 {
        let cell = self.first + place;
        let both = self.levels.get(cell / 2).copied().unwrap_or_default();
        if cell.is_multiple_of(2) { both & HIGHEST_LEVEL } else { both >> 4 }
    }
}

pub(super) fn row_of(symbol: Symbol) -> Option<usize> {
    match symbol {
        0..0x80 => Some(usize::from(symbol)),
        0x3000..0xa000 => Some(0x80 + usize::from(symbol - 0x3000)),
        0xff00.. => Some(0x80 + 0x7000 + usize::from(symbol - 0xff00)),
        _ => None,
    }
}

/// The bytes of pairs given in ascending order of their first symbol, each with its level and whether it is a word.
pub fn to_bytes(pairs: &[(Symbol, Symbol, u8, bool)]) -> Vec<u8> {
    let mut rows: BTreeMap<usize, Vec<(bool, Symbol, u8)>> = BTreeMap::new();
    for &(first, second, level, is_word) in pairs {
        if let Some(row) = row_of(first) {
            rows.entry(row).or_default().push((!is_word, second, level));
        }
    }
    let (mut index, mut cells, mut levels) = (Vec::with_capacity(INDEX), Vec::new(), Vec::new());
    for row in 0..ROWS {
        index.extend((levels.len() as u32).to_le_bytes());
        let Some(followers) = rows.get_mut(&row) else { continue };
        followers.sort_unstable();
        let words = followers.iter().filter(|(is_other, ..)| !is_other).count();
        cells.extend((words as u16).to_le_bytes());
        levels.push(0);
        for &(_, symbol, level) in followers.iter() {
            cells.extend(symbol.to_le_bytes());
            levels.push(level.min(HIGHEST_LEVEL));
        }
    }
    index.extend((levels.len() as u32).to_le_bytes());
    let packed = levels.chunks(2).map(|both| both.iter().rev().fold(0, |byte, level| byte << 4 | level));
    index.into_iter().chain(cells).chain(packed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back_as_they_went_in() {
        let symbol = |c: char| c as Symbol;
        let pairs = [
            (1, symbol('我'), 9, false),
            (symbol('关'), symbol('于'), 12, true),
            (symbol('关'), symbol('天'), 1, false),
            (symbol('关'), symbol('键'), 8, true),
            (symbol('，'), symbol('但'), 7, false),
        ];
        let bytes = to_bytes(&pairs);
        let read = Pairs::read(&bytes).unwrap();
        assert!(pairs.iter().all(|&(first, second, level, _)| read.level(first, second) == level));
        assert_eq!(read.level(symbol('关'), symbol('注')), 0);
        assert_eq!(read.level(symbol('天'), symbol('于')), 0);
        let followers = read.followers(symbol('关'));
        assert_eq!(followers.all().count(), 3);
        assert!(followers.all().all(|(one, level)| followers.level(one) == level));
        assert_eq!(read.followers(symbol('关')).words().collect::<Vec<_>>(), [(symbol('于'), 12), (symbol('键'), 8)]);
        assert!(Pairs::read(&bytes[..bytes.len() - 1]).is_none());
    }
}
