//! The parts of a line that are searched one by one: its sentences, and pieces of sentences that never seem to end. So the
//! work for a line grows as its length, a mistake counts the same in a long paragraph as in a short one, and an editor that
//! changes one sentence has only that one searched again.

use std::ops::Range;

use super::alphabet::Symbol;

/// Symbols on each side of a chunk that are looked at with it. The vectors of surroundings reach furthest: six symbols
/// from two symbols away; runs and words reach over fewer.
const MARGIN: usize = 12;

/// Symbols of the longest chunk. Few sentences come near to it.
const LONGEST: usize = 160;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// What is looked at.
    pub seen: Range<usize>,
    /// What is searched.
    pub own: Range<usize>,
}

/// The chunks of a line, in order; together they are the line.
pub fn chunks(symbols: &[Symbol]) -> impl Iterator<Item = Chunk> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = symbols.get(start..).filter(|rest| !rest.is_empty())?;
        let own = start..start + first(rest);
        start = own.end;
        let seen = own.start.saturating_sub(MARGIN)..(own.end + MARGIN).min(symbols.len());
        Some(Chunk { seen, own })
    })
}

/// How many of the symbols are the first chunk: to the end of the sentence, of the last clause that is near enough, or as
/// many as may be.
fn first(symbols: &[Symbol]) -> usize {
    let near = symbols.get(..LONGEST).unwrap_or(symbols);
    let after = |mark: usize| mark + 1;
    if let Some(end) = near.iter().position(|symbol| is_any(*symbol, "。！？；")) {
        // The edge of the line goes with its last sentence.
        let is_last = after(end) + 1 >= symbols.len();
        return if is_last { symbols.len() } else { after(end) };
    }
    if near.len() == symbols.len() {
        return symbols.len();
    }
    near.iter().rposition(|symbol| is_any(*symbol, "，：、")).map_or(near.len(), after)
}

fn is_any(symbol: Symbol, characters: &str) -> bool {
    char::from_u32(u32::from(symbol)).is_some_and(|c| characters.contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::alphabet::{Line, to_char};

    fn shown(text: &str) -> Vec<String> {
        let symbols = Line::read(text, 0).symbols;
        let own = chunks(&symbols).map(|chunk| symbols[chunk.own].to_vec());
        own.map(|own| own.into_iter().filter_map(to_char).filter(|c| *c != '\u{1}').collect()).collect()
    }

    #[test]
    fn sentences_are_chunks() {
        assert_eq!(shown("会议开始。大家鼓掌！请坐"), ["会议开始。", "大家鼓掌！", "请坐"]);
        assert_eq!(shown("会议开始。"), ["会议开始。"]);
        assert_eq!(shown(""), [""]);
    }

    #[test]
    fn what_does_not_end_is_cut_at_a_clause_or_anywhere() {
        let clauses = "抓好落实，".repeat(40);
        let lengths = |text: &str| shown(text).iter().map(|chunk| chunk.chars().count()).collect::<Vec<_>>();
        assert_eq!(lengths(&clauses), [155, 45]);
        assert_eq!(lengths(&"实".repeat(200)), [LONGEST - 1, 41]);
    }

    proptest! {
        #[test]
        fn chunks_are_the_line(text in "[实，。a]{0,600}") {
            let symbols = Line::read(&text, 0).symbols;
            let mut end = 0;
            for chunk in chunks(&symbols) {
                prop_assert_eq!(chunk.own.start, end);
                prop_assert!(!chunk.own.is_empty() && chunk.own.len() <= LONGEST + 1);
                prop_assert!(chunk.seen.start <= chunk.own.start && chunk.own.end <= chunk.seen.end);
                end = chunk.own.end;
            }
            prop_assert_eq!(end, symbols.len());
        }
    }
}
