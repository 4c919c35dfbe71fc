//! Simplified and traditional characters: which script a text is written in.

use std::sync::LazyLock;

/// Simplified characters, the traditional ones that stand for them, and in which scripts the former are used; see
/// the head of the list.
const CHARACTERS: &str = include_str!("../../rules/script/characters.tsv");

/// The script a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    /// No character that only traditional text has, or too little text to tell.
    #[default]
    Simplified,
    /// Hardly a character that only simplified text has. Statistics and word lists of simplified text say nothing here.
    Traditional,
    /// A simplified text with some traditional characters in it.
    Mixed,
}

/// A traditional text has so many characters that show it, and so many for one that only simplified text has.
const MIN_TRADITIONAL: usize = 2;
const MAJORITY: usize = 3;

impl Script {
    /// The script of `text`.
    pub fn of(text: &str) -> Self {
        let (mut traditional, mut simplified) = (0_usize, 0_usize);
        for c in text.chars() {
            traditional += usize::from(is_only_traditional(c));
            simplified += usize::from(is_only_simplified(c));
        }
        if traditional >= MIN_TRADITIONAL && traditional >= simplified * MAJORITY {
            Script::Traditional
        } else if traditional > 0 && simplified > 0 {
            Script::Mixed
        } else {
            Script::Simplified
        }
    }
}

/// Whether simplified Chinese does not use `c`, because another character stands for it.
pub fn is_only_traditional(c: char) -> bool {
    TABLE.traditional.contains(c)
}

/// Whether only simplified Chinese uses `c`.
pub fn is_only_simplified(c: char) -> bool {
    TABLE.simplified.contains(c)
}

/// What simplified Chinese writes in place of a traditional character.
pub fn simplified(c: char) -> Option<char> {
    let pairs = &TABLE.pairs;
    let place = pairs.binary_search_by_key(&c, |(traditional, _)| *traditional).ok()?;
    pairs.get(place).map(|(_, simplified)| *simplified)
}

struct Table {
    traditional: CharacterSet,
    simplified: CharacterSet,
    /// Traditional and simplified, by the former.
    pairs: Vec<(char, char)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(CHARACTERS));

impl Table {
    fn read(rows: &str) -> Self {
        let mut table = Table { traditional: CharacterSet::new(), simplified: CharacterSet::new(), pairs: Vec::new() };
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            let mut fields = row.split('\t');
            let (Some(simplified), Some(traditional), Some(used_in)) = (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let Some(simplified) = simplified.chars().next() else { continue };
            if used_in == "simplified" {
                table.simplified.insert(simplified);
            }
            for c in traditional.chars() {
                table.traditional.insert(c);
                table.pairs.push((c, simplified));
            }
        }
        table.pairs.sort_unstable();
        table
    }
}

/// A set of Chinese characters, one bit each: every character of a draft is looked up.
struct CharacterSet(Vec<u64>);

/// The characters that the sets can hold: those of the basic plane.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

impl CharacterSet {
    fn new() -> Self {
        CharacterSet(vec![0; ((LAST - FIRST) / u64::BITS + 1) as usize])
    }

    fn place(c: char) -> Option<(usize, u32)> {
        let at = (c as u32).checked_sub(FIRST).filter(|at| *at <= LAST - FIRST)?;
        Some(((at / u64::BITS) as usize, at % u64::BITS))
    }

    fn insert(&mut self, c: char) {
        if let Some((word, bit)) = Self::place(c)
            && let Some(word) = self.0.get_mut(word)
        {
            *word |= 1 << bit;
        }
    }

    fn contains(&self, c: char) -> bool {
        Self::place(c).is_some_and(|(word, bit)| self.0.get(word).is_some_and(|word| word >> bit & 1 == 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_of_the_script_that_most_of_its_telling_characters_have() {
        assert_eq!(Script::of("请各单位认真学习"), Script::Simplified);
        assert_eq!(Script::of("請各單位認真學習"), Script::Traditional);
        assert_eq!(Script::of("请各單位认真学习，抓好落实。"), Script::Mixed);
        assert_eq!(Script::of("王后在里面"), Script::Simplified);
        assert_eq!(Script::of(""), Script::Simplified);
    }

    #[test]
    fn what_both_scripts_use_shows_nothing() {
        for c in "人后里乾著於a，".chars() {
            assert!(!is_only_traditional(c) && !is_only_simplified(c), "{c}");
        }
    }

    #[test]
    fn every_traditional_character_has_a_simplified_one_that_is_none() {
        assert!(TABLE.pairs.len() > 2000);
        assert!(TABLE.pairs.iter().all(|(traditional, _)| is_only_traditional(*traditional)));
        assert!(TABLE.pairs.iter().all(|(_, simplified)| !is_only_traditional(*simplified)));
        assert_eq!(simplified('區'), Some('区'));
        assert_eq!(simplified('区'), None);
    }
}
