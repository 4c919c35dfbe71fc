//! Remembers what was found in each chunk of a line, so that a draft under an editor is weighed anew only where it changed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Parts;
use super::alphabet::Symbol;
use super::chunks::{Chunk, chunks};
use super::search::{Correction, Origin, corrections_of};

/// Bytes that chunks and their corrections may take before the older half is forgotten: a text of a million characters
/// or a few dozen drafts.
const ROOM: usize = 6 << 20;

/// Bytes that an entry takes beside the chunk and its corrections, about.
const ENTRY: usize = 128;

/// Chunks and their corrections, under one model and one threshold, apart for each origin of drafts.
#[derive(Debug, Default)]
pub struct Memory {
    typed: Mutex<Generations>,
    recognised: Mutex<Generations>,
}

type Chunks = HashMap<Vec<Symbol>, Arc<Vec<Correction>>>;

/// What was asked for lately, and what was before that.
#[derive(Debug, Default)]
struct Generations {
    recent: Chunks,
    older: Chunks,
    /// Bytes of the recent chunks and their corrections.
    size: usize,
}

impl Memory {
    /// The corrections of a line in a draft of this origin, chunk by chunk remembered or worked out now.
    pub fn corrections(&self, parts: &Parts, origin: Origin, symbols: &[Symbol], threshold: f32) -> Vec<Correction> {
        let of_chunk = |chunk: Chunk| {
            let find = || corrections_of(parts, origin, symbols, &chunk, threshold);
            let found = self.recall(origin, &key(symbols, &chunk), find);
            found.iter().map(|correction| correction.clone().shifted(chunk.seen.start)).collect::<Vec<_>>()
        };
        chunks(symbols).flat_map(of_chunk).collect()
    }

    /// What was found under a key: remembered, or worked out now.
    fn recall(&self, origin: Origin, key: &[Symbol], find: impl FnOnce() -> Vec<Correction>) -> Arc<Vec<Correction>> {
        let generations = match origin {
            Origin::Typed => &self.typed,
            Origin::Recognised => &self.recognised,
        };
        // What a thread left that panicked is still a map.
        let lock = || generations.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().find(key);
        known.unwrap_or_else(|| {
            let found = Arc::new(find());
            lock().keep(key.to_vec(), Arc::clone(&found));
            found
        })
    }
}

/// What the corrections of a chunk depend on: the symbols looked at, and which of them are its own.
fn key(symbols: &[Symbol], chunk: &Chunk) -> Vec<Symbol> {
    let place = [chunk.own.start - chunk.seen.start, chunk.own.len()].map(|n| Symbol::try_from(n).unwrap_or_default());
    [symbols.get(chunk.seen.clone()).unwrap_or_default(), &place].concat()
}

impl Generations {
    fn find(&mut self, symbols: &[Symbol]) -> Option<Arc<Vec<Correction>>> {
        if let Some(known) = self.recent.get(symbols) {
            return Some(Arc::clone(known));
        }
        let (line, known) = self.older.remove_entry(symbols)?;
        self.keep(line, Arc::clone(&known));
        Some(known)
    }

    fn keep(&mut self, line: Vec<Symbol>, found: Arc<Vec<Correction>>) {
        if self.size > ROOM {
            self.older = std::mem::take(&mut self.recent);
            self.size = 0;
        }
        self.size += weight(&line, &found);
        self.recent.insert(line, found);
    }
}

/// How many bytes an entry takes, about.
fn weight(line: &[Symbol], found: &[Correction]) -> usize {
    let readings = found.iter().flat_map(|correction| &correction.readings);
    ENTRY
        + size_of_val(line)
        + size_of_val(found)
        + readings.map(|reading| ENTRY / 2 + size_of_val(&**reading)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_take_room_too() {
        let correction = Correction {
            start: 0,
            end: 1,
            readings: vec![vec![1, 2], vec![3]],
            kind: crate::model::features::Kind::Missing,
            log_odds: 1.0,
        };
        assert!(weight(&[1], &[correction]) > weight(&[1], &[]) + 3 * size_of::<Symbol>());
    }

    #[test]
    fn a_line_is_worked_out_once_until_it_is_long_unused() {
        let memory = Memory::default();
        let line = |symbol: Symbol| vec![symbol; ROOM / 2 / size_of::<Symbol>()];
        let asks = |symbol: Symbol| {
            let mut asked = false;
            memory.recall(Origin::Typed, &line(symbol), || {
                asked = true;
                Vec::new()
            });
            asked
        };
        assert!(asks(1));
        assert!(!asks(1));
        assert!((2..6).all(asks));
        assert!(!asks(5));
        assert!((6..12).all(asks));
        assert!(asks(1));
    }
}
