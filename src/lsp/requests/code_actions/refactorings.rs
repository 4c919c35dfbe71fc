//! The part of `textDocument/codeAction` that renumbers and restyles: offered where it changes something, whether or
//! not anything is wrong there.

use std::sync::Arc;

use tower_lsp_server::ls_types::{CodeAction, CodeActionKind, Position};

use crate::lsp::protocol::capabilities::{RENUMBER_LEVEL, RENUMBER_REST, RENUMBER_SERIES, RESTYLE};
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::refactor::Scope;

/// Every kind there is.
pub(super) const KINDS: [CodeActionKind; 4] = [RENUMBER_SERIES, RENUMBER_REST, RENUMBER_LEVEL, RESTYLE];

/// What can be done with the numbering at `position`, of the `wanted` kinds.
pub(super) async fn refactorings(
    session: &Arc<Session>,
    snapshot: &Snapshot,
    position: Position,
    wanted: Vec<CodeActionKind>,
) -> Vec<CodeAction> {
    let features = session.features();
    let actions = session.with_reading(snapshot, move |snapshot, reading| {
        let at = from_proto::offset(&snapshot.document, position, features.encoding);
        let offers = reading.refactorings(at).into_iter().map(|offer| (kind(offer.scope), offer));
        let wanted = offers.filter(|(kind, _)| wanted.contains(kind));
        wanted
            .map(|(kind, offer)| CodeAction {
                title: offer.title,
                kind: Some(kind),
                edit: Some(to_proto::workspace_edit(&offer.edits, snapshot, &features)),
                ..CodeAction::default()
            })
            .collect()
    });
    actions.await.unwrap_or_default()
}

fn kind(scope: Scope) -> CodeActionKind {
    match scope {
        Scope::Series => RENUMBER_SERIES,
        Scope::Rest => RENUMBER_REST,
        Scope::Level => RENUMBER_LEVEL,
        Scope::Style => RESTYLE,
    }
}
