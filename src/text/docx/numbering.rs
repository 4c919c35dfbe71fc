//! Word's automatic numbering: what stands before a paragraph although nobody typed it.

use std::collections::{HashMap, HashSet};

use super::definitions::{Definitions, LEVELS, Level};
use super::numerals::written;
use super::styles::{NumberingReference, Styles};

/// Markers are cut to so many characters; a hostile document must not grow without end.
const MAX_MARKER_CHARS: usize = 40;

/// What a paragraph says of its numbering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) style: Option<String>,
    pub(super) direct: NumberingReference,
}

/// Counts the items of a document in its order.
#[derive(Debug)]
pub(super) struct Numbering {
    definitions: Definitions,
    styles: Styles,
    /// By abstract list: lists that share one go on counting each other's items.
    counters: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists that have had an item.
    started: HashSet<i64>,
}

impl Numbering {
    /// Nothing counted yet.
    pub(super) fn new(definitions: Definitions, styles: Styles) -> Self {
        Numbering { definitions, styles, counters: HashMap::new(), started: HashSet::new() }
    }

    /// Counts a paragraph and says what stands before it: its marker and the gap behind that; nothing for most.
    pub(super) fn next(&mut self, paragraph: &Numbered) -> String {
        self.place(paragraph).map(|(num, level)| self.count(num, level)).unwrap_or_default()
    }

    /// The list and the level of a paragraph.
    fn place(&self, paragraph: &Numbered) -> Option<(i64, usize)> {
        let inherited = self.styles.numbering(paragraph.style.as_deref());
        let num = paragraph.direct.num.or(inherited.and_then(|(reference, _)| reference.num))?;
        if num == 0 {
            return None;
        }
        let of_style = || {
            let (reference, style) = inherited.filter(|(reference, _)| reference.num == Some(num))?;
            let own = paragraph.style.as_deref().unwrap_or(style);
            let linked = self.definitions.level_of_style(num, own, &self.styles);
            linked.or_else(|| self.definitions.level_of_style(num, style, &self.styles)).or(reference.level)
        };
        let level = paragraph.direct.level.or_else(of_style).unwrap_or(0);
        (level < LEVELS).then_some((num, level))
    }

    fn count(&mut self, num: i64, level: usize) -> String {
        let Some(list) = self.definitions.list(num, &self.styles) else { return String::new() };
        let counters = self.counters.entry(list.id).or_default();
        if self.started.insert(num) {
            for (counter, start) in counters.iter_mut().zip(list.restarts()) {
                if start.is_some() {
                    *counter = None;
                }
            }
        }
        for (at, counter) in counters.iter_mut().enumerate().take(level + 1) {
            let start = list.start(at);
            *counter = Some(match *counter {
                Some(count) if at == level => count.saturating_add(1),
                Some(count) => count,
                None => start,
            });
        }
        for (at, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            if list.level(at).is_none_or(|deeper| deeper.restarts_after(level)) {
                *counter = None;
            }
        }
        let counts = *counters;
        list.level(level).map(|own| marker(own, level, &counts, |at| list.level(at))).unwrap_or_default()
    }
}

/// The marker of an item, from the pattern of its level.
fn marker<'a>(
    own: &Level,
    level: usize,
    counts: &[Option<u32>; LEVELS],
    level_at: impl Fn(usize) -> Option<&'a Level>,
) -> String {
    let mut marker = String::new();
    let mut pattern = own.pattern.chars();
    while let Some(c) = pattern.next() {
        let mut ahead = pattern.clone();
        match ahead.next().and_then(|digit| digit.to_digit(10)) {
            Some(digit @ 1..=9) if c == '%' => {
                pattern = ahead;
                let at = digit as usize - 1;
                let count = counts.get(at).copied().flatten().filter(|_| at <= level);
                if let (Some(count), Some(level)) = (count, level_at(at)) {
                    let format = if own.is_legal { "decimal" } else { level.format.as_str() };
                    marker.push_str(&written(count, format));
                }
            }
            _ => marker.push(visible(c)),
        }
    }
    let mut marker: String = marker.chars().take(MAX_MARKER_CHARS).collect();
    if !marker.is_empty() && own.has_gap {
        marker.push(' ');
    }
    marker
}

/// Symbol fonts keep their bullets in a private area, and what they show there is known to the font alone.
fn visible(c: char) -> char {
    match c {
        '\u{f06c}' => '●',
        '\u{f06e}' => '■',
        '\u{f075}' => '◆',
        '\u{f0a7}' => '▪',
        '\u{f0d8}' => '➢',
        '\u{f0fc}' => '✓',
        '\u{f000}'..='\u{f0ff}' => '•',
        c if c.is_control() => ' ',
        c => c,
    }
}
