//! `textDocument/selectionRange`: from the word to the draft.

use std::sync::Arc;

use tower_lsp_server::ls_types::{Position, Range, SelectionRange};

use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::structure::selection::around;

/// Answers a request about `snapshot`, the text as it was when the request came in: one chain a position.
pub(in crate::lsp) async fn selection_ranges(
    session: &Arc<Session>,
    snapshot: Snapshot,
    positions: Vec<Position>,
) -> Option<Vec<SelectionRange>> {
    let encoding = session.features().encoding;
    let answer = session.with_reading(&snapshot, move |snapshot, reading| {
        let document = &snapshot.document;
        let chains = positions.into_iter().map(|position| {
            let at = from_proto::offset(document, position, encoding);
            let ranges = around(document.text(), reading.outline(), at);
            chain(ranges.iter().map(|range| to_proto::range(document, *range, encoding)).collect())
        });
        chains.collect()
    });
    answer.await
}

/// Links ranges, the narrowest first, each to the next.
fn chain(mut ranges: Vec<Range>) -> SelectionRange {
    // What differs by half a line end only is the same to a client.
    ranges.dedup();
    let widest = SelectionRange { range: ranges.pop().unwrap_or_default(), parent: None };
    ranges.into_iter().rev().fold(widest, |wider, range| SelectionRange { range, parent: Some(Box::new(wider)) })
}
