//! Remembers what was found in a line, so that a draft under an editor is weighed anew only where it changed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::alphabet::Symbol;
use super::search::Correction;

/// Symbols of the lines remembered before the older half is forgotten: a few long drafts.
const ROOM: usize = 1 << 20;

/// Lines and their corrections, under one model and one threshold.
#[derive(Debug, Default)]
pub struct Memory {
    generations: Mutex<Generations>,
}

type Lines = HashMap<Vec<Symbol>, Arc<Vec<Correction>>>;

/// What was asked for lately, and what was before that.
#[derive(Debug, Default)]
struct Generations {
    recent: Lines,
    older: Lines,
    /// Symbols of the recent lines.
    size: usize,
}

impl Memory {
    /// The corrections of a line: remembered, or worked out now.
    pub fn recall(&self, symbols: &[Symbol], find: impl FnOnce() -> Vec<Correction>) -> Arc<Vec<Correction>> {
        // What a thread left that panicked is still a map.
        let lock = || self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().find(symbols);
        known.unwrap_or_else(|| {
            let found = Arc::new(find());
            lock().keep(symbols.to_vec(), Arc::clone(&found));
            found
        })
    }
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
        self.size += line.len();
        self.recent.insert(line, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_worked_out_once_until_it_is_long_unused() {
        let memory = Memory::default();
        let line = |symbol: Symbol| vec![symbol; ROOM / 2];
        let asks = |symbol: Symbol| {
            let mut asked = false;
            memory.recall(&line(symbol), || {
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
