//! The table of glyphs that look alike, made by `gaolint learn glyphs`.

use super::confusions::Likeness;

/// A line a character: the character, a tab, and for each that it may be taken for, that one and how alike the whole
/// glyphs and their parts are, each as a digit of base 64.
const SHIPPED: &str = include_str!("../../rules/model/likenesses.txt");

/// The digits, from 0 to 63.
pub(super) const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-";

/// The table that ships with the program.
pub(super) fn likenesses() -> Vec<Likeness> {
    SHIPPED.lines().flat_map(read_line).collect()
}

fn read_line(line: &str) -> Vec<Likeness> {
    let Some((seen, others)) = line.split_once('\t') else { return Vec::new() };
    let Some(seen) = seen.chars().next() else { return Vec::new() };
    let digit = |c: char| DIGITS.iter().position(|&digit| char::from(digit) == c).map(|value| value as f32 / 63.0);
    let mut characters = others.chars();
    std::iter::from_fn(|| {
        let meant = characters.next()?;
        let (whole, part) = (digit(characters.next()?)?, digit(characters.next()?)?);
        Some(Likeness { seen, meant, whole, part })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_knows_what_scanners_confuse() {
        let table = likenesses();
        let is_known = |seen: char, meant: char| table.iter().any(|one| one.seen == seen && one.meant == meant);
        for (seen, meant) in [('天', '于'), ('己', '已'), ('未', '末'), ('人', '入'), ('浣', '院')] {
            assert!(is_known(seen, meant), "{seen} {meant}");
        }
        assert!(!is_known('天', '书'));
    }
}
