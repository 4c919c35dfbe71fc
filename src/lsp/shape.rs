//! What the shape of a draft gives an editor: symbols, folding ranges, selections, and the next marker to type.

use std::sync::Arc;

use tower_lsp_server::ls_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, DocumentSymbol, DocumentSymbolResponse, FoldingRange,
    Location, Position, SelectionRange, SymbolInformation, SymbolKind, TextEdit,
};

use super::documents::Snapshot;
use super::session::Session;
use super::{from_proto, to_proto};
use crate::reading::Reading;
use crate::structure::next_marker;
use crate::structure::outline::Node;
use crate::structure::selection;
use crate::text::{Document, PositionEncoding, after, before, slice};

/// The shape of a snapshot, read on a blocking thread.
async fn read(session: &Arc<Session>, snapshot: &Snapshot) -> Option<Reading> {
    let document = snapshot.document.clone();
    session.with_checker(snapshot.uri.clone(), move |checker| checker.read(&document)).await
}

/// `textDocument/documentSymbol`: documents, headings and items as a tree, or flat for a client that knows no trees.
pub(super) async fn symbols(session: &Arc<Session>, snapshot: Snapshot) -> Option<DocumentSymbolResponse> {
    let features = session.features();
    let reading = read(session, &snapshot).await?;
    let tree: Vec<DocumentSymbol> =
        reading.outline().iter().map(|node| symbol(node, &snapshot.document, features.encoding)).collect();
    if features.symbol_trees {
        return Some(DocumentSymbolResponse::Nested(tree));
    }
    let mut flat = Vec::new();
    tree.into_iter().for_each(|symbol| flatten(symbol, None, &snapshot, &mut flat));
    Some(DocumentSymbolResponse::Flat(flat))
}

#[allow(deprecated, reason = "the protocol's type has a deprecated field that must be filled in")]
fn symbol(node: &Node, document: &Document, encoding: PositionEncoding) -> DocumentSymbol {
    // A title may run over a broken line.
    let title = slice(document.text(), node.title.clone()).trim().replace(['\r', '\n'], "");
    let children: Vec<DocumentSymbol> = node.children.iter().map(|child| symbol(child, document, encoding)).collect();
    DocumentSymbol {
        // An empty name is against the protocol.
        name: if title.is_empty() { "……".to_owned() } else { title },
        detail: None,
        kind: kind(node),
        tags: None,
        deprecated: None,
        range: to_proto::range(document, &node.range, encoding),
        selection_range: to_proto::range(document, &node.title, encoding),
        children: (!children.is_empty()).then_some(children),
    }
}

fn kind(node: &Node) -> SymbolKind {
    match &node.marker {
        None => SymbolKind::FILE,
        Some(marker) if marker.kind.is_free() => SymbolKind::STRING,
        Some(_) => SymbolKind::NAMESPACE,
    }
}

#[allow(deprecated, reason = "the protocol's type has a deprecated field that must be filled in")]
fn flatten(symbol: DocumentSymbol, parent: Option<&str>, snapshot: &Snapshot, flat: &mut Vec<SymbolInformation>) {
    flat.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol.kind,
        tags: None,
        deprecated: None,
        location: Location { uri: snapshot.uri.clone(), range: symbol.range },
        container_name: parent.map(str::to_owned),
    });
    for child in symbol.children.unwrap_or_default() {
        flatten(child, Some(&symbol.name), snapshot, flat);
    }
}

/// `textDocument/foldingRange`: whatever spans more than one line.
pub(super) async fn folding_ranges(session: &Arc<Session>, snapshot: Snapshot) -> Option<Vec<FoldingRange>> {
    let limit = session.features().folding_limit;
    let reading = read(session, &snapshot).await?;
    let mut ranges = Vec::new();
    reading.outline().iter().for_each(|node| fold(node, &snapshot.document, &mut ranges));
    ranges.sort_by_key(|range| (range.start_line, std::cmp::Reverse(range.end_line)));
    ranges.dedup_by_key(|range| (range.start_line, range.end_line));
    ranges.truncate(limit);
    Some(ranges)
}

fn fold(node: &Node, document: &Document, ranges: &mut Vec<FoldingRange>) {
    let line = |offset: usize| u32::try_from(document.lines().line_of(offset)).unwrap_or(u32::MAX);
    let (start_line, end_line) = (line(node.range.start), line(node.range.end));
    if start_line < end_line {
        ranges.push(FoldingRange { start_line, end_line, ..FoldingRange::default() });
    }
    node.children.iter().for_each(|child| fold(child, document, ranges));
}

/// `textDocument/selectionRange`: word, clause, sentence, item, section, document.
pub(super) async fn selections(
    session: &Arc<Session>,
    snapshot: Snapshot,
    positions: Vec<Position>,
) -> Option<Vec<SelectionRange>> {
    let encoding = session.features().encoding;
    let reading = read(session, &snapshot).await?;
    let document = &snapshot.document;
    let chain = |position: Position| {
        let at = from_proto::offset(document, position, encoding);
        let stretches = selection::around(document.text(), reading.outline(), at);
        let wrap = |parent: Option<SelectionRange>, stretch| {
            Some(SelectionRange { range: to_proto::range(document, &stretch, encoding), parent: parent.map(Box::new) })
        };
        stretches.into_iter().rev().fold(None, wrap)
    };
    positions.into_iter().map(chain).collect()
}

/// `textDocument/completion`: the marker that comes next, where one can stand.
pub(super) async fn next_markers(
    session: &Arc<Session>,
    snapshot: Snapshot,
    position: Position,
) -> Option<Vec<CompletionItem>> {
    let encoding = session.features().encoding;
    let document = snapshot.document.clone();
    let at = from_proto::offset(&document, position, encoding);
    let start = next_marker::beginning(before(document.text(), at))?;
    let head = Document::new(before(document.text(), start));
    let written = after(before(document.text(), at), start).to_owned();
    let suggestions =
        session.with_checker(snapshot.uri.clone(), move |checker| checker.read(&head).next_markers(&written)).await?;
    let range = to_proto::range(&document, &(start..at), encoding);
    let item = |(place, suggestion): (usize, next_marker::Suggestion)| CompletionItem {
        label: suggestion.text.clone(),
        kind: Some(CompletionItemKind::ENUM_MEMBER),
        detail: Some(format!("接在“{}”之后", suggestion.previous)),
        sort_text: Some(format!("{place:02}")),
        filter_text: Some(suggestion.text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: suggestion.text })),
        ..CompletionItem::default()
    };
    Some(suggestions.into_iter().enumerate().map(item).collect())
}
