//! The model file: a magic number, a version, a table of sections, the sections. Little-endian throughout.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::classifier::Classifier;
use super::ngrams::BackOff;

/// The first bytes of every model file.
const MAGIC: &[u8; 8] = b"gaolint\x1a";

/// The version of the format, raised whenever an older program would misread a file.
pub const VERSION: u32 = 4;

/// Why a file is no model that this version can use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Some other file, or one cut short.
    #[error("这不是 gaolint 的模型文件，或文件不完整")]
    NotAModel,
    /// Made by another version.
    #[error("模型的格式版本是 {found}，本程序只认 {}；请用本程序的 gaolint learn build 重新生成", VERSION)]
    OtherVersion {
        /// The version it states.
        found: u32,
    },
    /// A part is missing or damaged.
    #[error("模型文件已损坏（{0}）")]
    Damaged(&'static str),
}

/// Bytes of the fixed header: magic number, version, number of sections.
const HEADER: usize = 16;
/// Bytes of a line of the table: the section, its offset, its length.
const TABLE_LINE: usize = 24;

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u64)]
pub enum Section {
    /// [`Information`] as JSON.
    Information = 1,
    /// Shares of single symbols.
    Unigrams = 2,
    /// Levels of two symbols on end.
    Pairs = 3,
    /// Of three.
    Trigrams = 4,
    /// Of four.
    Tetragrams = 5,
    /// Levels of words.
    Words = 6,
    /// Characters taken for others.
    Confusions = 7,
    /// How often each was.
    Slips = 8,
    /// Vectors of what stands around; not in every model.
    Contexts = 9,
    /// Which of 的, 地 and 得 goes with what stands around; not in every model.
    Particles = 10,
}

/// What a model says of itself, and its small tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Information {
    /// A name to show.
    pub name: String,
    /// The texts it was made from.
    pub corpora: Vec<Corpus>,
    /// One block of lines in so many of them was left out, to tune with; 0 for none.
    pub held_out: u64,
    /// The least count that a run of so many symbols (row 2, 3, 4) needed to be kept.
    pub least_counts: [u64; 5],
    /// Symbols counted in all.
    pub symbols: u64,
    /// What is left for unseen symbols.
    pub back_off: BackOff,
    /// When a place is worth a closer look.
    pub suspicion: Classifier,
    /// When another reading of it may be right.
    pub classifier: Classifier,
    /// When it is, on a second look.
    pub verifier: Classifier,
}

/// A text that a model was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// The file's name, without its folder.
    pub name: String,
    /// Characters read.
    pub characters: u64,
    /// How often each count was taken.
    pub weight: u64,
    /// FNV-1a of the text's bytes, in hexadecimal.
    pub digest: String,
}

/// Where the sections are.
#[derive(Debug, Clone)]
pub(super) struct Contents {
    sections: Vec<(u64, Range<usize>)>,
}

impl Contents {
    /// Reads header and table.
    pub(super) fn read(bytes: &[u8]) -> Result<Contents, ModelError> {
        let word = |offset: usize| bytes.get(offset..)?.first_chunk::<4>().map(|word| u32::from_le_bytes(*word));
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let found = word(8).ok_or(ModelError::NotAModel)?;
        if found != VERSION {
            return Err(ModelError::OtherVersion { found });
        }
        let count = word(12).ok_or(ModelError::NotAModel)? as usize;
        let table = bytes.get(HEADER..).unwrap_or_default().as_chunks::<TABLE_LINE>().0;
        let sections: Vec<_> = table.iter().take(count).filter_map(|line| section_at(line, bytes.len())).collect();
        if sections.len() == count { Ok(Contents { sections }) } else { Err(ModelError::NotAModel) }
    }

    /// The bytes of a section.
    pub(super) fn section<'a>(&self, bytes: &'a [u8], section: Section) -> Option<&'a [u8]> {
        let (_, range) = self.sections.iter().find(|(found, _)| *found == section as u64)?;
        bytes.get(range.clone())
    }

    /// The section that describes the others.
    pub(super) fn information(&self, bytes: &[u8]) -> Result<Information, ModelError> {
        let json = self.section(bytes, Section::Information).ok_or(ModelError::Damaged("说明"))?;
        serde_json::from_slice(json).map_err(|_| ModelError::Damaged("说明"))
    }
}

fn section_at(line: &[u8; TABLE_LINE], length: usize) -> Option<(u64, Range<usize>)> {
    let [section, offset, size] = [0, 8, 16].map(|at| {
        let bytes = line.get(at..).and_then(<[u8]>::first_chunk::<8>).copied().unwrap_or_default();
        u64::from_le_bytes(bytes)
    });
    let start = usize::try_from(offset).ok()?;
    let end = start.checked_add(usize::try_from(size).ok()?)?;
    (end <= length).then_some((section, start..end))
}

/// The bytes of a model file with these sections.
pub fn write(sections: &[(Section, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((sections.len() as u32).to_le_bytes());
    let mut offset = HEADER + sections.len() * TABLE_LINE;
    for (section, contents) in sections {
        bytes.extend((*section as u64).to_le_bytes());
        bytes.extend((offset as u64).to_le_bytes());
        bytes.extend((contents.len() as u64).to_le_bytes());
        offset += contents.len();
    }
    for (_, contents) in sections {
        bytes.extend(contents);
    }
    bytes
}
