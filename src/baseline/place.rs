//! What a finding's place is recognised by, and what its draft is called.

use std::path::{Component, Path};

use crate::text::{Span, after, before, slice};

/// So many characters on either side of a finding belong to its place, white space not counted.
const CONTEXT: usize = 10;

/// With fewer on a side, the side alone tells nothing.
const TELLING: usize = 4;

/// What a place is recognised by where something close to it was edited: a hash of its text and of what stands before
/// it, and one of its text and of what stands behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sides {
    /// Nothing where there is little before it on the line.
    pub(super) before: Option<String>,
    /// Nothing where there is little behind it on the line.
    pub(super) after: Option<String>,
}

/// What a place is recognised by: 16 hexadecimal digits that depend on the text in `range` and on a few characters
/// around it on the same line. White space does not count, so that a new indent changes nothing.
pub fn fingerprint(text: &str, range: Span) -> String {
    let Surroundings { left, found, right } = Surroundings::of(text, range);
    hashed(&format!("{left}\0{found}\0{right}"), 16)
}

/// A place and what stands around it, without white space.
pub(super) struct Surroundings {
    left: String,
    found: String,
    right: String,
}

impl Surroundings {
    pub(super) fn of(text: &str, range: Span) -> Self {
        let is_line_end = |c: &char| matches!(c, '\n' | '\r');
        let visible = |c: &char| !c.is_whitespace();
        let left = before(text, range.start).chars().rev().take_while(|c| !is_line_end(c)).filter(visible);
        let mut left: Vec<char> = left.take(CONTEXT).collect();
        left.reverse();
        let right = after(text, range.end).chars().take_while(|c| !is_line_end(c)).filter(visible);
        Surroundings {
            left: left.into_iter().collect(),
            right: right.take(CONTEXT).collect(),
            found: slice(text, range).chars().filter(visible).collect(),
        }
    }

    pub(super) fn sides(&self) -> Sides {
        let is_telling = |side: &str| side.chars().count() >= TELLING;
        let Surroundings { left, found, right } = self;
        Sides {
            before: is_telling(left).then(|| hashed(&format!("{left}\0{found}"), 8)),
            after: is_telling(right).then(|| hashed(&format!("{found}\0{right}"), 8)),
        }
    }
}

/// So many hexadecimal digits of a hash.
fn hashed(text: &str, digits: usize) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(digits).collect()
}

/// The name by which a baseline in `folder` knows the draft at `path`; both must be absolute. A draft outside the
/// folder is known by its whole path.
pub fn file_key(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let is_root = |part: &Component<'_>| matches!(part, Component::RootDir | Component::Prefix(_));
    if inside.components().any(|part| is_root(&part)) {
        return inside.to_string_lossy().replace('\\', "/");
    }
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "同志们：\n　　大家要认真学习，，抓好落实。\n";

    #[test]
    fn the_hash_never_changes() {
        let start = "大家要认真学习".len();
        assert_eq!(fingerprint("大家要认真学习，，抓好落实。", Span::new(start, start + 6)), "40b9a77a28e49516");
    }

    #[test]
    fn any_range_has_a_fingerprint() {
        for range in [0..0, 1..2, 0..999, 999..1000, TEXT.len()..TEXT.len()] {
            assert_eq!(fingerprint(TEXT, range.into()).len(), 16);
        }
    }

    #[test]
    fn a_draft_is_named_from_the_folder_of_the_baseline() {
        let folder = Path::new("/稿件");
        assert_eq!(file_key(folder, Path::new("/稿件/报告/a.txt")), "报告/a.txt");
        assert_eq!(file_key(folder, Path::new("/其他/a.txt")), "/其他/a.txt");
    }
}
