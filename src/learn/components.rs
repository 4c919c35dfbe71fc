//! Characters one of which is a component of the other: 斗 and 科, 言 and 信.
//!
//! Whole glyphs are too unlike for a comparison of pictures, but a scanner that loses the rest of a glyph, and a hand that
//! picks the wrong line of a list, take the one for the other. The table comes from a decomposition of characters
//! (G. Grover, *CJK Decomposition Data File*, MIT licence), whose lines read `科:a(禾,斗)`.

use std::collections::{BTreeMap, BTreeSet};

use super::{LearnError, LearnErrorKind};

/// A line a character: the character, a tab, and those that it may be taken for.
const SHIPPED: &str = include_str!("../../rules/model/components.txt");

/// How deep a component may lie.
const DEPTH: usize = 3;
/// A component of more characters than this tells little: 口 and 木 are in hundreds.
const MOST_CHARACTERS: usize = 150;
/// A component that no more characters than this share makes these alike, as 佥 does 险 and 检.
const MOST_SHARING: usize = 20;

/// A character and one that it may be taken for, as the table that ships with the program has them.
pub(super) fn shipped() -> impl Iterator<Item = (char, char)> {
    let lines = SHIPPED.lines().filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(seen, others)| {
        let seen = seen.chars().next();
        others.chars().filter_map(move |meant| Some((seen?, meant)))
    })
}

/// The table, from the lines of a decomposition, for characters among those `meant`.
pub fn component_table(decomposition: &str, meant: &str) -> Result<String, LearnError> {
    let parts: BTreeMap<&str, Vec<&str>> = decomposition.lines().filter_map(read_line).collect();
    let meant: BTreeSet<char> = meant.chars().filter(|c| parts.contains_key(c.to_string().as_str())).collect();
    if meant.is_empty() {
        return Err(LearnError::new(LearnErrorKind::Input, "字形分解表里没有要找的字；每行应如“科:a(禾,斗)”"));
    }
    Ok(Table { parts, meant }.lines())
}

/// What each character, or part that has but a number, is made of.
struct Table<'a> {
    parts: BTreeMap<&'a str, Vec<&'a str>>,
    meant: BTreeSet<char>,
}

impl Table<'_> {
    fn lines(&self) -> String {
        let within: BTreeMap<char, BTreeSet<char>> = self.meant.iter().map(|&c| (c, self.components(c))).collect();
        let mut members: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for (&whole, components) in &within {
            for &component in components {
                members.entry(component).or_default().push(whole);
            }
        }
        let mut alike: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
        let mut both = |one: char, other: char| {
            for (seen, meant) in [(one, other), (other, one)] {
                if self.meant.contains(&meant) {
                    alike.entry(seen).or_default().insert(meant);
                }
            }
        };
        for (&component, wholes) in &members {
            if wholes.len() <= MOST_CHARACTERS {
                wholes.iter().for_each(|&whole| both(component, whole));
            }
            if wholes.len() <= MOST_SHARING {
                let pairs = wholes
                    .iter()
                    .enumerate()
                    .flat_map(|(place, &one)| wholes.iter().skip(place + 1).map(move |&other| (one, other)));
                pairs.for_each(|(one, other)| both(one, other));
            }
        }
        alike.into_iter().map(|(seen, meant)| format!("{seen}\t{}\n", meant.into_iter().collect::<String>())).collect()
    }

    /// The characters in `whole`, and in its parts, down to a depth.
    fn components(&self, whole: char) -> BTreeSet<char> {
        let mut found = BTreeSet::new();
        let mut names = vec![whole.to_string()];
        for _ in 0..DEPTH {
            names = names
                .iter()
                .flat_map(|name| self.parts.get(name.as_str()).into_iter().flatten())
                .map(|name| (*name).to_owned())
                .collect();
            found.extend(names.iter().filter_map(|name| only_character(name)).filter(|&c| c != whole));
        }
        found
    }
}

fn read_line(line: &str) -> Option<(&str, Vec<&str>)> {
    let (name, rest) = line.split_once(':')?;
    let (_, parts) = rest.trim_end().strip_suffix(')')?.split_once('(')?;
    Some((name, parts.split(',').filter(|part| !part.is_empty()).collect()))
}

/// The character that a name is; a part that has but a number is none.
fn only_character(name: &str) -> Option<char> {
    let mut characters = name.chars();
    let first = characters.next()?;
    characters.next().is_none().then(|| full_form(first))
}

/// The character that a component is a reduced form of.
fn full_form(component: char) -> char {
    match component {
        '亻' => '人',
        '氵' => '水',
        '扌' => '手',
        '忄' => '心',
        '钅' => '金',
        '饣' => '食',
        '纟' => '丝',
        '讠' => '言',
        '刂' => '刀',
        '犭' => '犬',
        '灬' => '火',
        '礻' => '示',
        '衤' => '衣',
        '⺮' => '竹',
        '艹' => '草',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_at_any_depth_and_rare_parts_make_alike() {
        let decomposition =
            "科:a(禾,斗)\n禾:wt(木,丿)\n斗:d(10001,十)\n10001:d(丶,丶)\n料:a(米,斗)\n信:a(亻,言)\n人:c()\n言:c()\n";
        let table = component_table(decomposition, "科禾斗料信人").unwrap();
        let of = |seen: &str| table.lines().find_map(|line| line.strip_prefix(seen)?.strip_prefix('\t')).unwrap_or("");
        assert_eq!(of("斗"), "料科");
        assert_eq!(of("科"), "斗料禾");
        assert_eq!(of("信"), "人");
        assert_eq!(of("言"), "信");
        assert!(component_table("", "科").is_err());
    }

    #[test]
    fn the_shipped_table_has_both_directions() {
        let table: BTreeSet<(char, char)> = shipped().collect();
        for pair in [('斗', '科'), ('科', '斗'), ('曹', '遭'), ('检', '险')] {
            assert!(table.contains(&pair), "{pair:?}");
        }
        assert!(!table.contains(&('口', '科')));
    }
}
