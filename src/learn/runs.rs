//! Counted runs of symbols on disk: sorted by key, so that any number of files can be merged in one pass.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rayon::slice::ParallelSliceMut;

use crate::model::alphabet::Symbol;
use crate::model::ngrams::LONGEST;

/// A run of [`LONGEST`] symbols, the first in the highest bits, zeros after the end of its line; and how often it was
/// counted.
pub(super) type Counted = (u64, u64);

/// The runs that begin at each symbol of a line.
pub(super) fn runs_of(symbols: &[Symbol]) -> impl Iterator<Item = u64> + '_ {
    (0..symbols.len()).map(|start| {
        let run = symbols.get(start..).unwrap_or_default().iter().copied().chain(std::iter::repeat(0));
        run.take(LONGEST).fold(0, |key, symbol| key << 16 | u64::from(symbol))
    })
}

/// Collects runs in memory and puts sorted parts aside on disk when there are too many.
#[derive(Debug)]
pub(super) struct Collector {
    keys: Vec<u64>,
    capacity: usize,
    folder: PathBuf,
    parts: Vec<PathBuf>,
}

impl Collector {
    /// Keeps at most `bytes` in memory and puts the rest into `folder`.
    pub(super) fn new(folder: &Path, bytes: usize) -> Collector {
        Collector { keys: Vec::new(), capacity: (bytes / 8).max(1 << 16), folder: folder.to_owned(), parts: Vec::new() }
    }

    /// Counts each of `keys` once.
    pub(super) fn add(&mut self, keys: &[u64]) -> io::Result<()> {
        for piece in keys.chunks(self.capacity) {
            if self.keys.len() + piece.len() > self.capacity {
                self.put_aside()?;
            }
            self.keys.extend_from_slice(piece);
        }
        Ok(())
    }

    fn put_aside(&mut self) -> io::Result<()> {
        self.keys.par_sort_unstable();
        let path = self.folder.join(format!("part-{}", self.parts.len()));
        let mut writer = RunWriter::create(&path)?;
        for run in self.keys.chunk_by(|a, b| a == b) {
            if let Some(&key) = run.first() {
                writer.write((key, run.len() as u64))?;
            }
        }
        writer.finish()?;
        self.parts.push(path);
        self.keys.clear();
        Ok(())
    }

    /// All runs, merged.
    pub(super) fn finish(mut self) -> io::Result<Merge> {
        self.put_aside()?;
        self.parts.iter().map(|part| RunReader::new(File::open(part)?)).collect::<io::Result<Vec<_>>>().map(Merge::new)
    }
}

/// Writes counted runs in ascending order: the difference of the keys and the count, seven bits a byte, compressed.
pub(super) struct RunWriter<W: Write> {
    out: zstd::Encoder<'static, W>,
    previous: u64,
}

impl RunWriter<BufWriter<File>> {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        RunWriter::new(BufWriter::new(File::create(path)?))
    }
}

impl<W: Write> RunWriter<W> {
    pub(super) fn new(out: W) -> io::Result<Self> {
        Ok(RunWriter { out: zstd::Encoder::new(out, 1)?, previous: 0 })
    }

    pub(super) fn write(&mut self, (key, count): Counted) -> io::Result<()> {
        write_number(&mut self.out, key.wrapping_sub(self.previous))?;
        self.previous = key;
        write_number(&mut self.out, count)
    }

    /// Writes what is still held back and returns what was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        let mut inner = self.out.finish()?;
        inner.flush()?;
        Ok(inner)
    }
}

fn write_number(out: &mut impl Write, mut number: u64) -> io::Result<()> {
    let mut bytes = [0; 10];
    let mut length = 0;
    for byte in &mut bytes {
        *byte = (number & 0x7f) as u8 | if number > 0x7f { 0x80 } else { 0 };
        number >>= 7;
        length += 1;
        if number == 0 {
            break;
        }
    }
    out.write_all(bytes.get(..length).unwrap_or_default())
}

/// Reads counted runs back.
pub(super) struct RunReader {
    from: BufReader<Box<dyn Read + Send>>,
    previous: u64,
}

impl RunReader {
    pub(super) fn new(from: impl Read + Send + 'static) -> io::Result<Self> {
        let decoder: Box<dyn Read + Send> = Box::new(zstd::Decoder::new(from)?);
        Ok(RunReader { from: BufReader::with_capacity(1 << 16, decoder), previous: 0 })
    }

    fn number(&mut self) -> io::Result<Option<u64>> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let mut byte = [0];
            if self.from.read(&mut byte)? == 0 {
                return if shift == 0 { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
            let [byte] = byte;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if byte < 0x80 {
                return Ok(Some(number));
            }
            shift += 7;
            if shift > 63 {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
    }

    fn next_run(&mut self) -> io::Result<Option<Counted>> {
        let Some(difference) = self.number()? else { return Ok(None) };
        let count = self.number()?.ok_or(io::ErrorKind::UnexpectedEof)?;
        self.previous = self.previous.wrapping_add(difference);
        Ok(Some((self.previous, count)))
    }
}

/// Several sorted streams as one, counts of the same run added up.
pub(super) struct Merge {
    readers: Vec<RunReader>,
    /// How often the counts of each reader are taken.
    weights: Vec<u64>,
    heads: BinaryHeap<Reverse<(u64, usize, u64)>>,
    is_begun: bool,
}

impl Merge {
    pub(super) fn new(readers: Vec<RunReader>) -> Merge {
        let weights = vec![1; readers.len()];
        Merge { readers, weights, heads: BinaryHeap::new(), is_begun: false }
    }

    /// Takes the counts of each reader `weights` times.
    pub(super) fn weighted(readers: Vec<RunReader>, weights: Vec<u64>) -> Merge {
        Merge { weights, ..Merge::new(readers) }
    }

    fn pull(&mut self, index: usize) -> io::Result<()> {
        let Some(reader) = self.readers.get_mut(index) else { return Ok(()) };
        if let Some((key, count)) = reader.next_run()? {
            let weight = self.weights.get(index).copied().unwrap_or(1);
            self.heads.push(Reverse((key, index, count.saturating_mul(weight))));
        }
        Ok(())
    }

    fn step(&mut self) -> io::Result<Option<Counted>> {
        if !self.is_begun {
            self.is_begun = true;
            (0..self.readers.len()).try_for_each(|index| self.pull(index))?;
        }
        let Some(Reverse((key, index, mut total))) = self.heads.pop() else { return Ok(None) };
        self.pull(index)?;
        while let Some(&Reverse((next, index, count))) = self.heads.peek() {
            if next != key {
                break;
            }
            self.heads.pop();
            total = total.saturating_add(count);
            self.pull(index)?;
        }
        Ok(Some((key, total)))
    }
}

impl Iterator for Merge {
    type Item = io::Result<Counted>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}
