//! Counts runs and words of a corpus.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jieba_rs::Jieba;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::corpus::{Text, files};
use super::counts::{self, Header};
use super::residue::Cleaner;
use super::runs::{Collector, Merge, runs_of};
use super::{LearnError, LearnErrorKind, Watch};
use crate::model::alphabet::{Line, Symbol};
use crate::model::file::{Corpus, Information};
use crate::model::lexicon::LONGEST_WORD;
use crate::text::chars::is_han;

/// Lines that one thread counts at a time.
const LINES: usize = 2000;

/// How to count.
#[derive(Debug, Clone, Copy)]
pub struct CountOptions {
    /// Bytes of memory for runs; more are put aside on disk.
    pub memory: usize,
    /// One block of lines in so many is left out, to tune with; 0 for none.
    pub held_out: u64,
}

/// Lines that are left out on end. Names and terms come back within a text: a line whose neighbours were counted is not as
/// unknown as a new draft, and mistakes would be weighed too lightly.
const BLOCK: u64 = 40;

/// Whether the line of this number, from 0, is left out.
pub(super) fn is_held_out(line: u64, held_out: u64) -> bool {
    held_out > 0 && (line / BLOCK) % held_out == held_out / 2
}

/// Counts the texts under `paths` into the file `out`.
pub fn count(paths: &[PathBuf], out: &Path, options: CountOptions, watch: &dyn Watch) -> Result<(), LearnError> {
    let folder = tempfile::tempdir().map_err(|error| LearnError::file(Path::new("临时文件夹"), &error))?;
    let (header, runs) = count_into(paths, folder.path(), options, watch)?;
    counts::write(out, &header, runs)
}

/// Counts into a folder that outlives the runs.
pub(super) fn count_into(
    paths: &[PathBuf],
    folder: &Path,
    options: CountOptions,
    watch: &dyn Watch,
) -> Result<(Header, Merge), LearnError> {
    let (jieba, cleaner) = (Jieba::new(), Cleaner::new()?);
    let mut collector = Collector::new(folder, options.memory);
    let mut header = Header { held_out: options.held_out, ..Header::default() };
    for path in files(paths)? {
        let mut corpus = Corpus { name: name_of(&path), characters: 0, weight: 1, digest: String::new() };
        let (mut digest, mut number) = (DIGEST_START, 0);
        let mut text = Text::open(&path)?;
        while let Some(piece) = text.next_piece()? {
            watch.look(&corpus.name, piece.len() as u64)?;
            digest = piece.bytes().fold(digest, digest_byte);
            corpus.characters += piece.chars().count() as u64;
            let lines: Vec<&str> = piece.lines().collect();
            let numbered = (number..).zip(lines.iter().copied());
            let kept: Vec<&str> =
                numbered.filter(|(line, _)| !is_held_out(*line, options.held_out)).map(|(_, line)| line).collect();
            number += lines.len() as u64;
            let counted: Vec<_> = kept.par_chunks(LINES).map(|lines| count_lines(lines, &jieba, &cleaner)).collect();
            for (runs, words) in counted {
                collector.add(&runs).map_err(|error| LearnError::file(folder, &error))?;
                for (word, count) in words {
                    *header.words.entry(word).or_default() += count;
                }
            }
        }
        corpus.digest = format!("{digest:016x}");
        header.corpora.push(corpus);
    }
    if header.corpora.is_empty() {
        return Err(LearnError::new(
            LearnErrorKind::Input,
            "没有找到可学习的文本；请给出 .txt、.md 文件（可用 .xz、.zst、.gz 压缩）或其文件夹",
        ));
    }
    let runs = collector.finish().map_err(|error| LearnError::file(folder, &error))?;
    Ok((header, runs))
}

fn count_lines(lines: &[&str], jieba: &Jieba, cleaner: &Cleaner) -> (Vec<u64>, BTreeMap<String, u64>) {
    let (mut runs, mut words) = (Vec::new(), BTreeMap::new());
    for line in lines {
        let line = cleaner.clean(line);
        runs.extend(runs_of(&Line::read(&line, 0).symbols));
        for token in jieba.cut(&line, false) {
            if (2..=LONGEST_WORD).contains(&token.word.chars().count()) && token.word.chars().all(is_han) {
                *words.entry(token.word.to_owned()).or_default() += 1;
            }
        }
    }
    (runs, words)
}

/// The lines under `paths` that a model has not counted, as symbols: those left out of its texts, and all of other texts.
pub(super) fn held_out_lines(
    paths: &[PathBuf],
    information: &Information,
    watch: &dyn Watch,
) -> Result<Vec<Vec<Symbol>>, LearnError> {
    let is_counted = |name: &str| information.corpora.iter().any(|corpus| corpus.name == name);
    lines(paths, watch, |name, number| !is_counted(name) || is_held_out(number, information.held_out))
}

/// The lines under `paths` that are wanted, by the name of the file and the number of the line, as symbols.
pub(super) fn lines(
    paths: &[PathBuf],
    watch: &dyn Watch,
    mut is_wanted: impl FnMut(&str, u64) -> bool,
) -> Result<Vec<Vec<Symbol>>, LearnError> {
    let cleaner = Cleaner::new()?;
    let mut found = Vec::new();
    for path in files(paths)? {
        let name = name_of(&path);
        let (mut text, mut number) = (Text::open(&path)?, 0);
        while let Some(piece) = text.next_piece()? {
            watch.look(&name, piece.len() as u64)?;
            for line in piece.lines() {
                if is_wanted(&name, number) {
                    found.push(Line::read(&cleaner.clean(line), 0).symbols);
                }
                number += 1;
            }
        }
    }
    Ok(found)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// FNV-1a, enough to tell texts apart.
const DIGEST_START: u64 = 0xcbf2_9ce4_8422_2325;

fn digest_byte(digest: u64, byte: u8) -> u64 {
    (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
