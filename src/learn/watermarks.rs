//! Watermarks that nobody has listed, mined over many files.
//!
//! One draft may hold a watermark but once; an archive holds it again and again. Two passes: the first counts, in tables
//! of a fixed size, how often each short string stands anywhere and how often after a character that good Chinese hardly
//! puts before it. The second keeps the lines with strings that mostly do the latter. On these few lines the judgement is
//! that of RS602: does the text close up once the string is gone?

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::corpus::{Text, files};
use super::{LearnError, Watch};
use crate::knowledge::interruptions::windows;
use crate::knowledge::mined::interruptions;
use crate::model::ngrams::LEVEL_STEP;
use crate::model::{Model, Parts};
use crate::text::chars::is_han;

/// Slots of the tables, as powers of two; a slot takes four bytes.
const FEWEST_SLOTS: u32 = 16;
const MOST_SLOTS: u32 = 24;
/// Levels below that of chance from which a pair of characters is odd.
const MARGIN: f32 = 0.5;
/// Characters of the lines that are kept at most.
const MOST_CHARACTERS: usize = 4_000_000;

/// A watermark, and how often it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watermark {
    /// The string.
    pub text: String,
    /// In so many files.
    pub files: usize,
    /// At so many places, those in like lines counted once.
    pub sites: usize,
}

/// The watermarks that stand in at least so many files under `paths`, the most frequent first.
pub fn watermarks(
    paths: &[PathBuf],
    model: &Model,
    least_files: usize,
    watch: &dyn Watch,
) -> Result<Vec<Watermark>, LearnError> {
    let Some(parts) = model.parts() else { return Ok(Vec::new()) };
    let paths = files(paths)?;
    let counts = count(&paths, &parts, watch)?;
    let lines = suspicious_lines(&paths, &counts, watch)?;
    Ok(judge(&lines, &parts, least_files))
}

/// The watermarks as a file that `gaolint.toml` can name.
pub fn watermark_file(watermarks: &[Watermark]) -> String {
    let mut file = "# 由 gaolint learn watermarks 找出的水印。请看一遍，删去不是水印的，再在 gaolint.toml 里写 watermark-files。\nwatermarks = [\n".to_owned();
    for Watermark { text, files, sites } in watermarks {
        let quoted = toml::Value::String(text.clone());
        file.push_str(&format!("    {quoted}, # {files} 个文件，{sites} 处\n"));
    }
    file.push_str("]\n");
    file
}

/// How often strings stand anywhere, and how often after a character that hardly goes before them; by hash.
struct Counts {
    slots: Vec<[u16; 2]>,
    shift: u32,
}

impl Counts {
    fn new(bytes: u64) -> Counts {
        let bits = (u64::BITS - bytes.leading_zeros()).clamp(FEWEST_SLOTS, MOST_SLOTS);
        Counts { slots: vec![[0; 2]; 1 << bits], shift: u64::BITS - bits }
    }

    fn slot(&self, window: u128) -> usize {
        let mixed = (window as u64) ^ ((window >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> self.shift) as usize
    }

    fn add(&mut self, window: u128, is_odd: bool) {
        let slot = self.slot(window);
        if let Some([all, odd]) = self.slots.get_mut(slot) {
            *all = all.saturating_add(1);
            *odd = odd.saturating_add(u16::from(is_odd));
        }
    }

    /// Whether most places of a string are odd, and there are several.
    fn is_suspicious(&self, window: u128) -> bool {
        self.slots.get(self.slot(window)).is_some_and(|[all, odd]| *odd >= 2 && u32::from(*odd) * 2 >= u32::from(*all))
    }
}

/// A line that may hold a watermark, and the number of its file.
struct Line {
    file: usize,
    text: String,
}

fn count(paths: &[PathBuf], parts: &Parts, watch: &dyn Watch) -> Result<Counts, LearnError> {
    let size = |path: &PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    let mut counts = Counts::new(paths.iter().map(size).sum::<u64>());
    for path in paths {
        each_line(path, watch, |line| {
            let characters: Vec<char> = line.chars().collect();
            for (window, start) in windows(characters.iter().copied()) {
                let left = start.checked_sub(1).and_then(|before| characters.get(before).copied());
                let Some((left, first)) = left.filter(|c| is_han(*c)).zip(characters.get(start).copied()) else {
                    continue;
                };
                counts.add(window, is_odd(parts, left, first));
            }
        })?;
    }
    Ok(counts)
}

/// Whether `first` stands after `left` no more often than chance would have it.
fn is_odd(parts: &Parts, left: char, first: char) -> bool {
    let symbol = |c: char| u16::try_from(u32::from(c)).ok();
    let pair = symbol(left).zip(symbol(first)).filter(|_| is_han(first));
    pair.is_none_or(|(left, first)| {
        let symbols = (parts.information.symbols.max(1) as f64).ln() as f32;
        let by_chance = (symbols + parts.ngrams.share(left) + parts.ngrams.share(first)) / LEVEL_STEP + 1.0;
        f32::from(parts.ngrams.pair(left, first)) <= by_chance - MARGIN
    })
}

fn suspicious_lines(paths: &[PathBuf], counts: &Counts, watch: &dyn Watch) -> Result<Vec<Line>, LearnError> {
    let mut lines: Vec<Line> = Vec::new();
    let mut seen: HashSet<(usize, u64)> = HashSet::new();
    let mut characters = 0;
    for (file, path) in paths.iter().enumerate() {
        each_line(path, watch, |line| {
            let is_suspicious = windows(line.chars()).any(|(window, _)| counts.is_suspicious(window));
            if is_suspicious && characters < MOST_CHARACTERS && seen.insert((line.len(), digest(line))) {
                characters += line.chars().count();
                lines.push(Line { file, text: line.to_owned() });
            }
        })?;
    }
    Ok(lines)
}

/// Tells lines apart (FNV-1a).
fn digest(line: &str) -> u64 {
    line.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn each_line(path: &Path, watch: &dyn Watch, mut look: impl FnMut(&str)) -> Result<(), LearnError> {
    let mut text = Text::open(path)?;
    while let Some(piece) = text.next_piece()? {
        watch.look(&path.display().to_string(), piece.len() as u64)?;
        piece.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(&mut look);
    }
    Ok(())
}

fn judge(lines: &[Line], parts: &Parts, least_files: usize) -> Vec<Watermark> {
    let mut text = String::new();
    let mut starts: Vec<usize> = Vec::with_capacity(lines.len());
    for line in lines {
        starts.push(text.len());
        text.push_str(&line.text);
        text.push('\n');
    }
    let file_at = |offset: usize| {
        let number = starts.partition_point(|start| *start <= offset).checked_sub(1)?;
        lines.get(number).map(|line| line.file)
    };
    let found = interruptions(&text, parts).into_iter().map(|found| {
        let files: BTreeSet<usize> = found.sites.iter().filter_map(|site| file_at(*site)).collect();
        Watermark { text: found.text, files: files.len(), sites: found.sites.len() }
    });
    let mut watermarks: Vec<Watermark> = found.filter(|watermark| watermark.files >= least_files).collect();
    watermarks.sort_by(|a, b| b.sites.cmp(&a.sites).then_with(|| a.text.cmp(&b.text)));
    watermarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_toml_that_names_each_watermark() {
        let watermarks = [Watermark { text: "本文由某某公文网整理".to_owned(), files: 3, sites: 5 }];
        let file: toml::Table = watermark_file(&watermarks).parse().unwrap();
        assert_eq!(file.get("watermarks"), Some(&toml::Value::Array(vec!["本文由某某公文网整理".into()])));
        let none: toml::Table = watermark_file(&[]).parse().unwrap();
        assert_eq!(none.get("watermarks"), Some(&toml::Value::Array(Vec::new())));
    }

    #[test]
    fn a_string_is_suspicious_where_most_of_its_places_are_odd() {
        let mut counts = Counts::new(100);
        for (window, is_odd) in [(1, true), (1, true), (1, false), (2, true), (2, false), (2, false), (3, true)] {
            counts.add(window, is_odd);
        }
        assert!(counts.is_suspicious(1) && !counts.is_suspicious(2) && !counts.is_suspicious(3));
    }
}
