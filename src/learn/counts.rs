//! Counts on disk: what was counted where, words, and counted runs. Files of different machines can be merged in any
//! grouping.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::runs::{Merge, RunReader, RunWriter};
use super::{LearnError, LearnErrorKind};
use crate::disk::staged::Staged;
use crate::model::file::Corpus;

const MAGIC: &[u8; 16] = b"gaolint counts 1";

/// What stands before the runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    /// The texts that were counted.
    pub(super) corpora: Vec<Corpus>,
    /// One line in so many was left out, to tune with; 0 for none.
    pub(super) held_out: u64,
    /// Words and how often each was found.
    pub(super) words: BTreeMap<String, u64>,
}

impl Header {
    /// Adds the counts of another file.
    pub(super) fn add(&mut self, other: Header, weight: u64) {
        self.corpora
            .extend(other.corpora.into_iter().map(|corpus| Corpus { weight: corpus.weight * weight, ..corpus }));
        self.corpora.sort_by(|a, b| a.name.cmp(&b.name));
        self.held_out = self.held_out.max(other.held_out);
        for (word, count) in other.words {
            *self.words.entry(word).or_default() += count * weight;
        }
    }
}

/// Writes a file of counts to a place of its own, and moves it to `path` when it is whole.
pub(super) fn write(path: &Path, header: &Header, runs: Merge) -> Result<(), LearnError> {
    write_file(path, header, runs).map_err(|error| LearnError::file(path, &error))
}

fn write_file(path: &Path, header: &Header, runs: Merge) -> io::Result<()> {
    let mut file = Staged::at(path)?;
    let json = serde_json::to_vec(header)?;
    file.write_all(MAGIC)?;
    file.write_all(&(json.len() as u64).to_le_bytes())?;
    file.write_all(&json)?;
    let mut writer = RunWriter::new(BufWriter::new(&mut file))?;
    for run in runs {
        writer.write(run?)?;
    }
    writer.finish()?;
    file.commit()
}

/// Opens files of counts as one, the counts of each taken so many times.
pub(super) fn open(paths: &[(&Path, u64)]) -> Result<(Header, Merge), LearnError> {
    let mut header = Header::default();
    let (mut readers, mut weights) = (Vec::new(), Vec::new());
    for &(path, weight) in paths {
        let (own, reader) = open_one(path)?;
        header.add(own, weight);
        readers.push(reader);
        weights.push(weight);
    }
    Ok((header, Merge::weighted(readers, weights)))
}

fn open_one(path: &Path) -> Result<(Header, RunReader), LearnError> {
    let failed = |error: io::Error| LearnError::file(path, &error);
    let mut from = BufReader::new(File::open(path).map_err(failed)?);
    let (mut magic, mut length) = ([0; 16], [0; 8]);
    let is_ours = from.read_exact(&mut magic).and_then(|()| from.read_exact(&mut length)).is_ok() && magic == *MAGIC;
    if !is_ours {
        let message = format!("{}：不是计数文件；计数文件由 gaolint learn count 生成", path.display());
        return Err(LearnError::new(LearnErrorKind::Input, message));
    }
    let mut json = Vec::new();
    from.by_ref().take(u64::from_le_bytes(length)).read_to_end(&mut json).map_err(failed)?;
    let header = serde_json::from_slice(&json).map_err(|error| failed(error.into()))?;
    Ok((header, RunReader::new(from).map_err(failed)?))
}
