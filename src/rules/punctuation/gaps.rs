//! Spaces inside a line: where they are, and whether the line is running text or set out in parts.

use crate::structure::Paragraph;
use crate::text::{Span, after, before, chars, slice};

/// A line of running text is longer than this, in characters; shorter ones are headings, signatures and labels.
const MIN_SENTENCE: usize = 20;

/// More spaces than this in a line, one to so many characters, and it is a list.
const MAX_DENSITY: usize = 12;

/// A run of spaces between two characters of a line.
#[derive(Debug, Clone)]
pub(super) struct Gap<'a> {
    /// Where it stands in the draft.
    pub(super) range: Span,
    /// The spaces themselves.
    pub(super) spaces: &'a str,
    /// The line before it.
    pub(super) head: &'a str,
    /// The line after it.
    pub(super) tail: &'a str,
    /// The character before it.
    pub(super) left: char,
    /// The character after it.
    pub(super) right: char,
}

impl Gap<'_> {
    /// Whether nobody can see it: characters without width.
    pub(super) fn is_invisible(&self) -> bool {
        self.spaces.chars().all(has_no_width)
    }

    /// Whether it is one space, of any kind; more are layout, or a blank to fill in.
    pub(super) fn is_single(&self) -> bool {
        self.spaces.chars().nth(1).is_none()
    }

    /// Whether it is one space and narrower than a Chinese character: no indentation, and no column.
    pub(super) fn is_narrow(&self) -> bool {
        self.is_single() && !self.spaces.contains(['\u{3000}', '\t'])
    }

    /// Whether another gap is so near that the two set the items of a list apart: 石桥 柳林 上湾.
    pub(super) fn is_in_list(&self) -> bool {
        const MAX_ITEM: usize = 8;
        let meets_gap = |characters: &mut dyn Iterator<Item = char>| {
            characters.take(MAX_ITEM).take_while(|c| !chars::is_point(*c)).any(is_space)
        };
        meets_gap(&mut self.head.chars().rev()) || meets_gap(&mut self.tail.chars())
    }

    /// Whether it is the only one far and wide in the middle of a sentence: there is a point before it and one after it.
    /// Between semicolons and colons stand items, which may be headlines with a space of their own.
    pub(super) fn is_lone(&self) -> bool {
        const FAR: usize = 30;
        let has_gap = |characters: &mut dyn Iterator<Item = char>| characters.take(FAR).any(is_space);
        let goes_on = |point: Option<char>| point.is_some_and(|point| !matches!(point, '；' | '：' | ';' | ':'));
        let is_inside = goes_on(self.head.chars().rev().find(|&c| chars::is_point(c)))
            && goes_on(self.tail.chars().find(|&c| chars::is_point(c)));
        // A space ends an address, whatever characters that holds.
        let is_address = self.head.rsplit(is_space).next().is_some_and(|word| word.contains("://"));
        is_inside && !is_address && !has_gap(&mut self.head.chars().rev()) && !has_gap(&mut self.tail.chars())
    }

    /// Whether the characters around it are themselves set apart: 县　政　府, 主 任.
    pub(super) fn is_spread(&self) -> bool {
        let follows_gap = |characters: &mut dyn Iterator<Item = char>| characters.nth(1).is_some_and(is_space);
        follows_gap(&mut self.head.chars().rev()) || follows_gap(&mut self.tail.chars())
    }
}

/// The gaps of a line that is no row of a table, in order.
pub(super) fn gaps<'a>(text: &'a str, paragraph: &Paragraph) -> Vec<Gap<'a>> {
    let line = slice(text, paragraph.range);
    if !line.contains(is_space) || paragraph.is_table_row {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    let mut at = 0;
    while let Some(found) = after(line, at).find(is_space) {
        let start = at + found;
        let rest = after(line, start);
        at = start + rest.len() - rest.trim_start_matches(is_space).len();
        let (head, tail) = (before(line, start), after(line, at));
        if let Some((left, right)) = head.chars().next_back().zip(tail.chars().next()) {
            let range = Span::new(paragraph.range.start + start, paragraph.range.start + at);
            gaps.push(Gap { range, spaces: slice(line, start..at), head, tail, left, right });
        }
    }
    gaps
}

/// A line with a point in it, that is no list of names.
pub(super) fn is_running_text(line: &str) -> bool {
    let length = line.chars().count();
    let gaps = line.split(is_space).filter(|part| !part.is_empty()).count().saturating_sub(1);
    length > MIN_SENTENCE && line.contains(chars::is_point) && gaps * MAX_DENSITY <= length
}

/// A space of any kind inside a line.
fn is_space(c: char) -> bool {
    chars::is_space(c) || has_no_width(c)
}

/// Characters that take no room: left behind by web pages and word processors.
fn has_no_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::Structure;

    #[test]
    fn spaces_of_all_kinds_are_gaps_and_rows_have_none() {
        let count =
            |text: &str| Structure::parse(text).paragraphs.iter().map(|line| gaps(text, line).len()).sum::<usize>();
        assert_eq!(count("甲 乙\u{a0}丙\u{2009}丁\u{3000}戊\t己\u{200b}庚"), 6);
        assert_eq!(count("　　甲乙　\n| 甲 | 乙 |"), 0);
    }

    #[test]
    fn characters_set_apart_are_told_from_a_single_gap() {
        let spread = |text: &str| {
            let structure = Structure::parse(text);
            gaps(text, &structure.paragraphs[0]).iter().map(Gap::is_spread).collect::<Vec<_>>()
        };
        assert_eq!(spread("县　政　府办公室"), [true, true]);
        assert_eq!(spread("全 社会形成 风气"), [false, false]);
    }
}
