//! The draft's own wording: a string that it writes again and again, and once with a character missing or another in
//! its place.
//!
//! Two passes count what stands around each character (three on either side) in tables of a fixed size; only the few
//! places that the counts make suspicious are looked at exactly.

use std::collections::HashMap;

use crate::model::alphabet::{Line, Symbol, is_character};
use crate::text::counts::{self, Counts};

/// Characters on each side of a place.
const SIDE: usize = 3;
/// Times that the draft must write what one place departs from.
const USUAL: u32 = 3;

/// A place where the draft departs from what it usually writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Departure {
    /// Index of the line.
    pub(super) line: usize,
    /// The symbol that stands for another, or before which one is missing.
    pub(super) index: usize,
    /// Whether a character is missing.
    pub(super) is_missing: bool,
    /// The character that usually stands there.
    pub(super) meant: Symbol,
    /// How often it does.
    pub(super) count: u32,
}

/// What stands on both sides of a place.
type Sides = (u64, u64);

/// Where a draft departs from its own wording, in order.
pub(super) fn departures(lines: &[Line]) -> Vec<Departure> {
    let symbols: usize = lines.iter().map(|line| line.symbols.len()).sum();
    let (mut around, mut whole) = (Counts::new(symbols), Counts::new(symbols));
    for (_, _, window) in lines.iter().enumerate().flat_map(|(index, line)| windows::<{ 2 * SIDE + 1 }>(index, line)) {
        let (sides, middle) = split(window);
        around.add(hash(sides, 0));
        whole.add(hash(sides, middle));
    }
    let mut suspects: Vec<(Sides, Departure)> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        for (line, start, window) in windows::<{ 2 * SIDE }>(number, line) {
            let (left, right) = window.split_at(SIDE);
            let sides = (key(left), key(right));
            // In a character over and over, one more is never missing.
            let is_monotone = window.iter().all(|symbol| Some(symbol) == window.first());
            if !is_monotone && around.count(hash(sides, 0)) >= USUAL {
                let departure = Departure { line, index: start + SIDE, is_missing: true, meant: 0, count: 0 };
                suspects.push((sides, departure));
            }
        }
        for (line, start, window) in windows::<{ 2 * SIDE + 1 }>(number, line) {
            let (sides, middle) = split(window);
            if around.count(hash(sides, 0)) > USUAL && whole.count(hash(sides, middle)) == 1 {
                let departure = Departure { line, index: start + SIDE, is_missing: false, meant: 0, count: 0 };
                suspects.push((sides, departure));
            }
        }
    }
    if suspects.is_empty() { Vec::new() } else { confirmed(lines, suspects) }
}

/// The suspects that stand alone against what the draft usually writes there.
fn confirmed(lines: &[Line], suspects: Vec<(Sides, Departure)>) -> Vec<Departure> {
    let mut usual: HashMap<Sides, HashMap<Symbol, u32>> =
        suspects.iter().map(|(sides, _)| (*sides, HashMap::new())).collect();
    for (_, _, window) in lines.iter().enumerate().flat_map(|(index, line)| windows::<{ 2 * SIDE + 1 }>(index, line)) {
        let (sides, middle) = split(window);
        if let Some(middles) = usual.get_mut(&sides) {
            *middles.entry(middle).or_default() += 1;
        }
    }
    let mut missing: HashMap<Sides, u32> = HashMap::new();
    for (sides, _) in suspects.iter().filter(|(_, departure)| departure.is_missing) {
        *missing.entry(*sides).or_default() += 1;
    }
    let told = suspects.into_iter().filter_map(|(sides, departure)| {
        let middles = usual.get(&sides)?;
        let (&meant, &count) = middles.iter().max_by_key(|(symbol, count)| (**count, **symbol))?;
        let others: u32 = middles.values().sum::<u32>() - count;
        let is_alone = if departure.is_missing { missing.get(&sides) == Some(&1) && others == 0 } else { others == 1 };
        (is_alone && count >= USUAL).then_some(Departure { meant, count, ..departure })
    });
    let mut told: Vec<Departure> = told.collect();
    told.sort_by_key(|departure| (departure.line, departure.index));
    told
}

/// The windows of so many Chinese characters in a line, with the line's number and where each begins.
fn windows<const LENGTH: usize>(number: usize, line: &Line) -> impl Iterator<Item = (usize, usize, &[Symbol])> {
    let mut run = 0;
    let ends = line.symbols.iter().enumerate().filter_map(move |(index, symbol)| {
        run = if is_character(*symbol) { run + 1 } else { 0 };
        (run >= LENGTH).then_some(index + 1)
    });
    ends.filter_map(move |end| Some((number, end - LENGTH, line.symbols.get(end - LENGTH..end)?)))
}

/// What stands on both sides of the middle of a window, and the middle.
fn split(window: &[Symbol]) -> (Sides, Symbol) {
    let (left, rest) = window.split_at(SIDE.min(window.len()));
    let (middle, right) = rest.split_first().map_or((0, rest), |(middle, right)| (*middle, right));
    ((key(left), key(right)), middle)
}

fn key(symbols: &[Symbol]) -> u64 {
    symbols.iter().fold(0, |key, symbol| key << 16 | u64::from(*symbol))
}

fn hash((left, right): Sides, middle: Symbol) -> u64 {
    counts::hash([left, right, u64::from(middle)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::alphabet::to_char;

    fn told(text: &str) -> Vec<(usize, usize, bool, Option<char>)> {
        let lines: Vec<Line> = text.lines().map(|line| Line::read(line, 0)).collect();
        let found = departures(&lines);
        found.into_iter().map(|found| (found.line, found.index, found.is_missing, to_char(found.meant))).collect()
    }

    #[test]
    fn a_missing_character_is_told_by_the_draft_itself() {
        let text = "推进农村饮水安全工程。\n抓好农村饮水安全工程。\n实施农村饮水安全工程。\n关于农村饮安全工程的建设。";
        assert_eq!(told(text), [(3, 6, true, Some('水'))]);
    }

    #[test]
    fn another_character_is_told_by_the_draft_itself() {
        let text =
            "推进农村饮水安全工程。\n抓好农村饮水安全工程。\n实施农村饮水安全工程。\n关于农村饮永安全工程的建设。";
        assert_eq!(told(text), [(3, 6, false, Some('水'))]);
    }

    #[test]
    fn what_is_written_more_than_once_or_seldom_is_no_departure() {
        let usual = "推进农村饮水安全工程。\n".repeat(3);
        assert_eq!(told(&format!("{usual}关于农村饮安全工程。\n关于农村饮安全工程。")), []);
        assert_eq!(told("推进农村饮水安全工程。\n关于农村饮安全工程。"), []);
        assert_eq!(told(""), []);
    }
}
