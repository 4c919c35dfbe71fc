//! `textDocument/formatting` and `textDocument/rangeFormatting`: the safe repairs of layout and punctuation. No word
//! and no number is touched.

use std::sync::Arc;

use tower_lsp_server::ls_types::{self as proto, TextEdit};

use crate::finding::{Applicability, Finding};
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::rules::{Check, Family};
use crate::text::Span;

/// Answers a request about `snapshot`, the text as it was when the request came in; about all of it, or a range.
pub(in crate::lsp) async fn edits(
    session: &Arc<Session>,
    snapshot: Snapshot,
    range: Option<proto::Range>,
) -> Option<Vec<TextEdit>> {
    let features = session.features();
    let text = snapshot.document.text();
    let range = range.map(|range| from_proto::byte_range(&snapshot.document, range, features.encoding));
    let Span { start, end } = range.unwrap_or(Span::new(0, text.len()));
    // What lies outside stays, so that the range keeps its distance from both ends of the text.
    let behind = text.len() - end;
    let wanted = move |text: &str, finding: &Finding| {
        let range = Span::new(start, text.len().saturating_sub(behind));
        is_layout(finding) && is_within(finding, range)
    };
    let repaired = session.repair(&snapshot, Applicability::Safe, wanted).await?;
    Some(to_proto::text_edits(&repaired.edits, &snapshot.document, &features))
}

fn is_layout(finding: &Finding) -> bool {
    finding.rule.family() == Family::Punctuation || matches!(finding.rule.check, Check::Layout(_))
}

fn is_within(finding: &Finding, range: Span) -> bool {
    let mut edits = finding.preferred_fix().into_iter().flat_map(|fix| &fix.edits);
    edits.all(|edit| range.encloses(edit.range))
}
