//! `textDocument/inlayHint`: behind a wrong marker, the one that was expected. Off until the user wants it.

use crate::text::Span;
use std::sync::Arc;

use tower_lsp_server::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use crate::finding::{Edit, Finding};
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::{Checked, Snapshot};
use crate::rules::Family;
use crate::text::{Document, slice};

/// A marker is shorter than this, in characters; what is longer is no marker but a rewritten passage.
const LONGEST: usize = 12;

/// Answers a request about `snapshot`, the text as it was when the request came in.
pub(in crate::lsp) async fn inlay_hints(
    session: &Arc<Session>,
    snapshot: Snapshot,
    params: InlayHintParams,
) -> Option<Vec<InlayHint>> {
    if !session.options().inlay_hints {
        return None;
    }
    let features = session.features();
    let checked = session.check(snapshot).await?;
    let range = from_proto::byte_range(&checked.snapshot.document, params.range, features.encoding);
    let in_range = |finding: &&Finding| finding.range.touches(range);
    let hints = checked.findings().iter().filter(in_range).filter_map(|finding| {
        let (marker, edit) = expected(finding, &checked.snapshot.document)?;
        Some(hint(finding, &marker, edit, &checked, &features))
    });
    Some(hints.collect())
}

/// What a finding about numbering expects in place of what is there, and the edit that puts it there.
fn expected<'a>(finding: &'a Finding, document: &Document) -> Option<(String, &'a Edit)> {
    let fix = finding.preferred_fix().filter(|_| finding.rule.family() == Family::Structure)?;
    let [edit] = fix.edits.as_slice() else { return None };
    let Span { start, end } = finding.range;
    let is_inside = finding.range.encloses(edit.range) && !edit.new_text.is_empty();
    let text = document.text();
    let marker = format!(
        "{}{}{}",
        slice(text, start..edit.range.start),
        edit.new_text,
        slice(text, edit.range.end.min(end)..end)
    );
    (is_inside && marker.chars().count() <= LONGEST).then_some((marker, edit))
}

fn hint(
    finding: &Finding,
    marker: &str,
    edit: &Edit,
    checked: &Checked,
    features: &crate::lsp::protocol::capabilities::ClientFeatures,
) -> InlayHint {
    let document = &checked.snapshot.document;
    InlayHint {
        position: to_proto::range(document, finding.range, features.encoding).end,
        label: InlayHintLabel::String(format!("应为{}", marker.trim())),
        kind: None,
        text_edits: Some(to_proto::text_edits(std::slice::from_ref(edit), document, features)),
        tooltip: Some(InlayHintTooltip::String(finding.message.clone())),
        padding_left: Some(true),
        padding_right: Some(true),
        data: None,
    }
}
