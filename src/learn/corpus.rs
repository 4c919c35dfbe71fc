//! Reads text to learn from: files and folders, plain or compressed, in any encoding that drafts come in.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::LearnError;
use crate::draft::DraftKind;
use crate::text::decode;

/// Bytes that are decoded at a time; a piece ends with a line.
const PIECE: usize = 1 << 22;

/// The files under `paths`, sorted, each but once.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, LearnError> {
    let mut found = Vec::new();
    for path in paths {
        let walk = ignore::WalkBuilder::new(path).standard_filters(false).hidden(true).build();
        for entry in walk {
            let entry = entry.map_err(|error| LearnError::walk(path, &error))?;
            if entry.file_type().is_some_and(|kind| kind.is_file()) && is_text(entry.path()) {
                found.push(entry.into_path());
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Whether a file's name is that of a text, compressed or not.
fn is_text(path: &Path) -> bool {
    let extension = |path: &Path| path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match extension(path).as_deref() {
        Some("xz" | "zst" | "gz") => path.file_stem().is_some_and(|stem| DraftKind::of(Path::new(stem)).is_some()),
        _ => DraftKind::of(path).is_some(),
    }
}

/// A text, read piece by piece.
pub(super) struct Text {
    path: PathBuf,
    from: Box<dyn BufRead + Send>,
    /// UTF-16 cannot be cut at a byte that looks like a line's end.
    is_whole: bool,
}

impl Text {
    /// Opens a file, and what is in it if it is compressed.
    pub(super) fn open(path: &Path) -> Result<Text, LearnError> {
        let file = File::open(path).map_err(|error| LearnError::file(path, &error))?;
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let inner: Box<dyn Read + Send> = match extension.to_ascii_lowercase().as_str() {
            "xz" => Box::new(liblzma::read::XzDecoder::new_multi_decoder(file)),
            "zst" => Box::new(zstd::Decoder::new(file).map_err(|error| LearnError::file(path, &error))?),
            "gz" => Box::new(flate2::read::MultiGzDecoder::new(file)),
            _ => Box::new(file),
        };
        let mut from = BufReader::with_capacity(1 << 16, inner);
        let head = from.fill_buf().map_err(|error| LearnError::file(path, &error))?;
        let is_whole = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
        Ok(Text { path: path.to_owned(), from: Box::new(from), is_whole })
    }

    /// The next lines; `None` at the end.
    pub(super) fn next_piece(&mut self) -> Result<Option<String>, LearnError> {
        let mut bytes = Vec::new();
        self.fill(&mut bytes).map_err(|error| LearnError::file(&self.path, &error))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let decoded = decode(&bytes).map_err(|error| LearnError::decode(&self.path, &error))?;
        Ok(Some(decoded.text))
    }

    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        if self.is_whole {
            self.from.read_to_end(bytes)?;
        } else {
            self.from.by_ref().take(PIECE as u64).read_to_end(bytes)?;
            self.from.read_until(b'\n', bytes)?;
            // Dumps of web pages hold stray zero bytes, which say nothing and would pass for a binary file's.
            bytes.retain(|&byte| byte != 0);
        }
        Ok(())
    }
}
