//! The archive that a Word document is: reading parts within limits, and writing it back with some of them changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::{DocxError, Foreign};

/// A part may unpack to so many bytes: some ten million characters.
pub(super) const MAX_PART: usize = 32 << 20;
/// All parts that are read, together.
pub(super) const MAX_TOTAL: usize = 64 << 20;
/// Entries of an archive; a draft has some twenty.
const MAX_ENTRIES: usize = 10_000;

/// An archive in memory. Cheap to clone.
#[derive(Clone)]
pub(super) struct Package {
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    /// Bytes that may still be unpacked.
    room: usize,
    /// Parts that are no longer as in the archive.
    changes: BTreeMap<String, String>,
}

impl std::fmt::Debug for Package {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Package").field("entries", &self.archive.len()).finish()
    }
}

impl Package {
    /// Reads the directory of an archive and refuses one that is out to deceive.
    pub(super) fn open(bytes: Arc<[u8]>) -> Result<Self, DocxError> {
        let declared = declared_entries(&bytes);
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::Archive)?;
        if archive.len() > MAX_ENTRIES {
            return Err(DocxError::TooLarge(format!("压缩包里有 {} 个部件", archive.len())));
        }
        let mut package = Package { archive, room: MAX_TOTAL, changes: BTreeMap::new() };
        let names = package.names()?;
        let mut seen = BTreeSet::new();
        for name in &names {
            if is_outside(name) {
                return Err(DocxError::Path(shown(name)));
            }
            // Names of parts do not differ by case alone.
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(DocxError::Twins(shown(name)));
            }
        }
        // The library keeps the last of two entries of one name.
        if declared.is_some_and(|declared| declared != names.len()) {
            return Err(DocxError::Twins("数目与目录不符".to_owned()));
        }
        Ok(package)
    }

    /// The names of all entries, in order.
    fn names(&mut self) -> Result<Vec<String>, DocxError> {
        (0..self.archive.len())
            .map(|index| {
                let entry = self.archive.by_index_raw(index).map_err(|_| DocxError::Archive)?;
                let entry = entry.entry();
                let name = entry.name().map_err(|_| DocxError::Archive)?;
                Ok(name.into_owned())
            })
            .collect()
    }

    /// What an archive is that has no Word document in it.
    pub(super) fn foreign(&mut self) -> Foreign {
        let names = self.names().unwrap_or_default();
        let has = |folder: &str| names.iter().any(|name| name.starts_with(folder));
        let mimetype = self.read("mimetype").unwrap_or_default().unwrap_or_default();
        if mimetype.starts_with("application/vnd.oasis.opendocument") {
            Foreign::OpenDocument
        } else if has("xl/") {
            Foreign::Sheet
        } else if has("ppt/") {
            Foreign::Slides
        } else {
            Foreign::Archive
        }
    }

    /// The same with a part changed or added, to be read anew.
    pub(super) fn with(&self, changes: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut package = Package { room: MAX_TOTAL, ..self.clone() };
        package.changes.extend(changes);
        package
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.changes.contains_key(name) || self.index_of(name).is_some()
    }

    /// The text of a part; nothing when there is none of that name.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<String>, DocxError> {
        if let Some(changed) = self.changes.get(name) {
            return Ok(Some(changed.clone()));
        }
        let Some(bytes) = self.unpack(name)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|_| DocxError::Encoding(shown(name)))
    }

    fn unpack(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocxError> {
        let room = self.room.min(MAX_PART);
        let Some(index) = self.index_of(name) else { return Ok(None) };
        let raw = self.archive.by_index_raw(index).map_err(|_| DocxError::Archive)?;
        if raw.entry().encrypted() {
            return Err(DocxError::Encrypted);
        }
        drop(raw);
        let damaged = || DocxError::Compressed(shown(name));
        let entry = self.archive.by_index(index).map_err(|_| damaged())?;
        // What the directory says of its size may be a lie: one byte more than allowed is enough to know.
        let mut content = Vec::new();
        entry.take(room as u64 + 1).read_to_end(&mut content).map_err(|_| damaged())?;
        if content.len() > room {
            return Err(DocxError::TooLarge(if room < MAX_PART {
                format!("各部件解压后合计超过 {} MB", MAX_TOTAL >> 20)
            } else {
                format!("部件 {} 解压后超过 {} MB", shown(name), MAX_PART >> 20)
            }));
        }
        self.room -= content.len();
        Ok(Some(content))
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let mut names = self.archive.file_names();
            names.position(|other| other.is_ok_and(|other| other.eq_ignore_ascii_case(name)))
        })
    }

    /// The archive with all changes. Parts that did not change are copied as they are, still compressed.
    pub(super) fn write(&self) -> Result<Vec<u8>, DocxError> {
        self.try_write().map_err(|_| DocxError::Archive)
    }

    fn try_write(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = self.archive.clone();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.set_raw_comment(archive.comment().into())?;
        let mut remaining: BTreeMap<&str, &str> =
            self.changes.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index)?;
            let name = file.entry().name()?.into_owned();
            let change = remaining.keys().find(|changed| changed.eq_ignore_ascii_case(&name)).copied();
            match change.and_then(|changed| remaining.remove(changed)) {
                Some(content) => {
                    let mut options = SimpleFileOptions::default().compression_method(file.entry().compression());
                    if let Some(time) = file.entry().last_modified() {
                        options = options.last_modified_time(time);
                    }
                    writer.start_file(name, options)?;
                    writer.write_all(content.as_bytes())?;
                }
                None => writer.raw_copy_file(file)?,
            }
        }
        for (name, content) in remaining {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            writer.start_file(name, options)?;
            writer.write_all(content.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// How many entries the end of the archive says it has; nothing for one that is too large to say it there.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    let start = bytes.windows(SIGNATURE.len()).rposition(|window| window == SIGNATURE)?;
    let count = bytes.get(start + 10..start + 12)?;
    let count = usize::from(u16::from_le_bytes(count.try_into().ok()?));
    (count != usize::from(u16::MAX)).then_some(count)
}

/// Whether unpacking an entry of this name could write outside the folder.
fn is_outside(name: &str) -> bool {
    let path = name.replace('\\', "/");
    path.starts_with('/')
        || path.contains('\0')
        || path.split('/').any(|segment| segment == "..")
        || path.split('/').next().is_some_and(|first| first.ends_with(':'))
}

/// A name from an archive, fit for a message.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
