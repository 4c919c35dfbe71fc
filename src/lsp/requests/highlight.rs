//! `textDocument/documentHighlight`: the other items of a series, the other mark of a pair.

use std::sync::Arc;

use tower_lsp_server::ls_types::{DocumentHighlight, DocumentHighlightKind, Position};

use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// Answers a request about `snapshot`, the text as it was when the request came in.
pub(in crate::lsp) async fn highlights(
    session: &Arc<Session>,
    snapshot: Snapshot,
    position: Position,
) -> Option<Vec<DocumentHighlight>> {
    let encoding = session.features().encoding;
    let answer = session.with_reading(&snapshot, move |snapshot, reading| {
        let document = &snapshot.document;
        let places = reading.siblings(from_proto::offset(document, position, encoding));
        let highlight = |place| DocumentHighlight {
            range: to_proto::range(document, place, encoding),
            kind: Some(DocumentHighlightKind::TEXT),
        };
        places.into_iter().map(highlight).collect::<Vec<_>>()
    });
    // Nothing to say lets the editor light up equal words, as it does by itself.
    answer.await.filter(|places| !places.is_empty())
}
