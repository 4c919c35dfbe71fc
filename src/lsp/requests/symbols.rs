//! `textDocument/documentSymbol`: the outline of a draft.

use std::sync::Arc;

use tower_lsp_server::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};

use crate::lsp::protocol::capabilities::ClientFeatures;
use crate::lsp::protocol::to_proto;
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::structure::outline::Node;
use crate::structure::{Kind, Marker};

/// Answers a request about `snapshot`, the text as it was when the request came in.
pub(in crate::lsp) async fn document_symbols(
    session: &Arc<Session>,
    snapshot: Snapshot,
) -> Option<DocumentSymbolResponse> {
    let features = session.features();
    let answer = session.with_reading(&snapshot, move |snapshot, reading| {
        if features.symbol_tree {
            let symbols: Vec<_> = reading.outline().iter().map(|node| symbol(node, snapshot, &features)).collect();
            DocumentSymbolResponse::Nested(symbols)
        } else {
            let mut flat = Vec::new();
            reading.outline().iter().for_each(|node| flatten(node, None, snapshot, &features, &mut flat));
            DocumentSymbolResponse::Flat(flat)
        }
    });
    answer.await
}

fn symbol(node: &Node, snapshot: &Snapshot, features: &ClientFeatures) -> DocumentSymbol {
    let range = |range| to_proto::range(&snapshot.document, range, features.encoding);
    let children: Vec<_> = node.children.iter().map(|child| symbol(child, snapshot, features)).collect();
    // The type wants a field that the protocol advises against.
    #[allow(deprecated)]
    DocumentSymbol {
        name: name(node),
        detail: None,
        kind: kind(node.marker.as_ref()),
        tags: None,
        deprecated: None,
        range: range(node.range),
        selection_range: range(node.title),
        children: (!children.is_empty()).then_some(children),
    }
}

/// For clients that know no tree: every node, each naming the one it stands in.
fn flatten(
    node: &Node,
    container: Option<&Node>,
    snapshot: &Snapshot,
    features: &ClientFeatures,
    flat: &mut Vec<SymbolInformation>,
) {
    let range = to_proto::range(&snapshot.document, node.range, features.encoding);
    #[allow(deprecated)]
    flat.push(SymbolInformation {
        name: name(node),
        kind: kind(node.marker.as_ref()),
        tags: None,
        deprecated: None,
        location: Location::new(snapshot.uri.clone(), range),
        container_name: container.map(name),
    });
    node.children.iter().for_each(|child| flatten(child, Some(node), snapshot, features, flat));
}

/// Editors refuse symbols without a name.
fn name(node: &Node) -> String {
    if node.name.trim().is_empty() { "（无题）".to_owned() } else { node.name.clone() }
}

/// Only kinds that every client knows: those of the first version of the protocol.
fn kind(marker: Option<&Marker>) -> SymbolKind {
    match marker.map(|marker| marker.kind) {
        None => SymbolKind::FILE,
        Some(Kind::Article(_) | Kind::HanComma) => SymbolKind::MODULE,
        Some(Kind::HanBracket) => SymbolKind::NAMESPACE,
        Some(kind) if kind.is_free() => SymbolKind::STRING,
        Some(_) => SymbolKind::FIELD,
    }
}
