//! The round trip: damages a clean report at random, lets every fix run, and compares the result with what the fixes
//! make of the report undamaged.

use std::collections::BTreeMap;

use gaolint::check::Checker;
use gaolint::finding::Applicability;
use gaolint::fix;
use gaolint::text::{Document, chars};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::random::Random;

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Damage {
    /// A paragraph is broken into lines of one width.
    HardWrap,
    /// A known watermark stands somewhere in a sentence.
    Watermark,
    /// Page numbers stand on lines of their own, between paragraphs and inside them.
    PageNumbers,
    /// A point is written half-width.
    Width,
    /// A space stands between two Chinese characters.
    Spaces,
}

impl Damage {
    pub(crate) const ALL: [Damage; 5] =
        [Damage::HardWrap, Damage::Watermark, Damage::PageNumbers, Damage::Width, Damage::Spaces];
}

/// What came of a round trip.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Places that were damaged.
    pub(crate) damaged: usize,
    /// Places that are as before.
    pub(crate) restored: usize,
    /// What differs at the others, and everywhere else, with its surroundings: before and after.
    pub(crate) left: Vec<(String, String)>,
    pub(crate) elsewhere: Vec<(String, String)>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.damaged += other.damaged;
        self.restored += other.restored;
        self.left.extend(other.left);
        self.elsewhere.extend(other.elsewhere);
    }
}

/// A place in the report: a range of characters, and what stands there instead.
type Places = BTreeMap<usize, (usize, String)>;

/// How far from its place the difference that a damage makes may be seen, in characters: where a mark repeats, which
/// of two was put in is a matter of taste.
const NEAR: usize = 3;

/// Damages `report` in the ways of `kinds`, mends it, and counts.
pub(crate) fn round_trip(checker: &Checker, report: &str, kinds: &[Damage], seed: u64) -> Tally {
    let original: Vec<char> = mended(checker, &typeset(report)).chars().collect();
    let mut random = Random::new(seed);
    let mut places = Places::new();
    for kind in kinds {
        damage(&original, *kind, &mut random, &mut places);
    }
    let result: Vec<char> = mended(checker, &with(&original, &places)).chars().collect();
    compare(&original, &result, &places)
}

/// The report as it is printed, each long paragraph indented: without that, nobody can tell where a paragraph ends once
/// its lines are broken.
fn typeset(report: &str) -> String {
    let lines = report.split_inclusive('\n').map(|line| {
        let is_body = line.contains('。') && !line.starts_with(['\u{3000}', ' ']);
        if is_body { format!("\u{3000}\u{3000}{line}") } else { line.to_owned() }
    });
    lines.collect()
}

fn mended(checker: &Checker, text: &str) -> String {
    fix::fix_until_stable(text, Applicability::Unsafe, |text| checker.check(&Document::new(text)).findings).text
}

/// The report with its damage.
fn with(original: &[char], places: &Places) -> String {
    let mut damaged = String::new();
    let mut position = 0;
    for (start, (len, text)) in places {
        damaged.extend(&original[position..*start]);
        damaged.push_str(text);
        position = start + len;
    }
    damaged.extend(&original[position..]);
    damaged
}

fn compare(original: &[char], result: &[char], places: &Places) -> Tally {
    let mut tally = Tally { damaged: places.len(), ..Tally::default() };
    let mut lost = std::collections::BTreeSet::new();
    for op in capture_diff_slices(Algorithm::Myers, original, result) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        let shown = (surroundings(original, &old), surroundings(result, &new));
        let near: Vec<usize> =
            places.range(old.start.saturating_sub(NEAR)..=old.end + NEAR).map(|(start, _)| *start).collect();
        if near.is_empty() {
            tally.elsewhere.push(shown)
        } else {
            tally.left.push(shown)
        }
        // A difference belongs to the nearest damage.
        lost.extend(near.into_iter().min_by_key(|start| start.abs_diff(old.start)));
    }
    tally.restored = tally.damaged - lost.len();
    tally
}

fn surroundings(text: &[char], range: &std::ops::Range<usize>) -> String {
    let shown = |c: &char| if c.is_control() { '⏎' } else { *c };
    let head: String = text[range.start.saturating_sub(10)..range.start].iter().map(shown).collect();
    let inside: String = text[range.clone()].iter().map(shown).collect();
    let tail: String = text[range.end..(range.end + 10).min(text.len())].iter().map(shown).collect();
    format!("{head}⟦{inside}⟧{tail}")
}

/// Whether the character at an index may be damaged.
type Fits = fn(&[char], usize) -> bool;

/// Adds places of one kind, none beside another.
fn damage(text: &[char], kind: Damage, random: &mut Random, places: &mut Places) {
    let lines = running_text(text);
    if lines.is_empty() {
        return;
    }
    if kind == Damage::HardWrap {
        return hard_wrap(text, &lines, random, places);
    }
    let (count, fits): (usize, Fits) = match kind {
        Damage::Width => (20, |text, at| narrow(text[at]).is_some()),
        Damage::Spaces => (10, between_han),
        _ => (6, |_, _| true),
    };
    let mut added = Vec::new();
    for _ in 0..count * 50 {
        let line = &lines[random.below(lines.len())];
        let whole_line = kind == Damage::PageNumbers && random.below(2) == 0;
        let at = if whole_line { line_start(text, line.start) } else { line.start + 1 + random.below(line.len() - 1) };
        if fits(text, at) && is_free(places, at) {
            places.insert(at, (0, String::new()));
            added.push((at, whole_line));
        }
        if added.len() == count {
            break;
        }
    }
    added.sort_unstable();
    let bare = random.below(2) == 0;
    let first = 2 + random.below(5);
    for (page, (at, whole_line)) in (first..).zip(added) {
        places.insert(at, write(text, kind, at, whole_line, page, bare));
    }
}

/// How many characters go, and what stands there instead.
fn write(text: &[char], kind: Damage, at: usize, whole_line: bool, page: usize, bare: bool) -> (usize, String) {
    let number = if bare { page.to_string() } else { format!("— {page} —") };
    match kind {
        Damage::PageNumbers if whole_line => (0, format!("{number}\n")),
        Damage::PageNumbers => (0, format!("\n{number}\n")),
        Damage::Width => (1, narrow(text[at]).unwrap_or(text[at]).to_string()),
        Damage::Spaces => (0, " ".to_owned()),
        Damage::Watermark => (0, "本文档来自春风范文网收集整理".to_owned()),
        Damage::HardWrap => (0, "\n".to_owned()),
    }
}

/// Breaks each paragraph of running text into lines of one width.
fn hard_wrap(text: &[char], lines: &[std::ops::Range<usize>], random: &mut Random, places: &mut Places) {
    let width = 2 * (28 + random.below(15));
    for line in lines {
        let mut filled = INDENTATION;
        for at in line.start + 1..line.end {
            filled += if text[at - 1].is_ascii() { 1 } else { 2 };
            if filled >= width && may_break(text, at) {
                filled = 0;
                if is_free(places, at) {
                    places.insert(at, write(text, Damage::HardWrap, at, false, 0, false));
                }
            }
        }
    }
}

/// The half-width form of a mark that has one.
fn narrow(c: char) -> Option<char> {
    "，：；？！（）".chars().position(|wide| wide == c).and_then(|place| ",:;?!()".chars().nth(place))
}

/// The indentation of a paragraph, in half-width cells.
const INDENTATION: usize = 4;

/// What may not start a line hangs on the one before, no number or Latin word is broken, and no space gets lost.
fn may_break(text: &[char], at: usize) -> bool {
    let (left, right) = (text[at - 1], text[at]);
    let is_one_word = left.is_ascii_graphic() && right.is_ascii_graphic();
    let is_space = left.is_whitespace() || right.is_whitespace();
    !(is_one_word || is_space || chars::is_point(right) || chars::is_closing(right) || matches!(right, '%' | '％'))
}

/// Where the line starts whose text starts at `at`: before its indentation.
fn line_start(text: &[char], at: usize) -> usize {
    let indentation = text[..at].iter().rev().take_while(|c| matches!(c, ' ' | '\u{3000}')).count();
    at - indentation
}

fn between_han(text: &[char], at: usize) -> bool {
    chars::is_han(text[at - 1]) && chars::is_han(text[at])
}

fn is_free(places: &Places, at: usize) -> bool {
    places.range(at.saturating_sub(2 * NEAR)..=at + 2 * NEAR).next().is_none()
}

/// The lines of running text: long, with a point.
fn running_text(text: &[char]) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (end, c) in text.iter().chain(['\n'].iter()).enumerate() {
        if *c == '\n' {
            let line = &text[start..end];
            if line.len() > 60 && line.contains(&'。') {
                let indent = line.iter().take_while(|c| c.is_whitespace()).count();
                lines.push(start + indent..end);
            }
            start = end + 1;
        }
    }
    lines
}
