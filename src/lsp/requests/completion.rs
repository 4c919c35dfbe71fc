//! `textDocument/completion`: the marker of the next item, where one may begin, and nothing else.

use std::sync::Arc;

use tower_lsp_server::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit, Position, TextEdit,
};

use crate::draft::Draft;
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::lsp::work::pool::Urgency;
use crate::structure::next_marker::{Suggestion, beginning};
use crate::text::{Span, after, before, slice};

/// Answers a request about `snapshot`, the text as it was when the request came in.
pub(in crate::lsp) async fn completions(
    session: &Arc<Session>,
    snapshot: Snapshot,
    position: Position,
) -> Option<CompletionResponse> {
    if !from_proto::is_draft(&snapshot.uri) {
        return None;
    }
    let encoding = session.features().encoding;
    let document = snapshot.document;
    let at = from_proto::offset(&document, position, encoding);
    // Most requests come from the middle of a sentence: they cost nothing.
    let start = beginning(before(document.text(), at))?;
    let work = move |checker: &crate::check::Checker| {
        let reading = Draft::of_text(snapshot.kind, before(document.text(), start)).read(checker);
        let written = Span::new(start, at);
        let suggestions = reading.next_markers(slice(document.text(), written));
        let item = |(place, suggestion): (usize, Suggestion)| {
            let replaced = with_closing(document.text(), written, &suggestion.text);
            let range = to_proto::range(&document, replaced, encoding);
            let written = slice(document.text(), written);
            completion(place, &suggestion, written, range)
        };
        suggestions.into_iter().enumerate().map(item).collect::<Vec<_>>()
    };
    let items = session.with_checker(Urgency::Prompt, snapshot.uri, work).await?;
    (!items.is_empty()).then_some(CompletionResponse::List(CompletionList { is_incomplete: false, items }))
}

/// What is written of the marker, and the bracket behind the cursor that the editor has closed by itself.
fn with_closing(text: &str, written: Span, marker: &str) -> Span {
    let closing = after(text, written.end).chars().next().filter(|c| matches!(c, '）' | ')'));
    let is_ours = slice(text, written).starts_with(['（', '(']) && marker.trim_end().ends_with(['）', ')']);
    Span::new(written.start, written.end + closing.filter(|_| is_ours).map_or(0, char::len_utf8))
}

fn completion(
    place: usize,
    suggestion: &Suggestion,
    written: &str,
    range: tower_lsp_server::ls_types::Range,
) -> CompletionItem {
    // Editors compare letter by letter with what stands there, which may be of another width.
    let rest: String = suggestion.text.chars().skip(written.chars().count()).collect();
    CompletionItem {
        label: suggestion.text.trim_end().to_owned(),
        kind: Some(CompletionItemKind::TEXT),
        detail: Some(format!("接在“{}”之后", suggestion.previous)),
        sort_text: Some(place.to_string()),
        filter_text: Some(format!("{written}{rest}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, suggestion.text.clone()))),
        ..CompletionItem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_closed_by_the_editor_is_replaced_too() {
        assert_eq!(with_closing("（二）", Span::new(0, 6), "（二）"), 0..9);
        assert_eq!(with_closing("（二）", Span::new(0, 6), "二、"), 0..6);
        assert_eq!(with_closing("二）", Span::new(0, 3), "（二）"), 0..3);
        assert_eq!(with_closing("（二", Span::new(0, 6), "（二）"), 0..6);
    }
}
