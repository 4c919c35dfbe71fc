//! From our types to the protocol's.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::json;
use tower_lsp_server::ls_types::{
    self as proto, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DidChangeWatchedFilesRegistrationOptions, DocumentChanges, FileSystemWatcher, GlobPattern, Location,
    NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, PositionEncodingKind, Registration,
    TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::capabilities::ClientFeatures;
use super::documents::Snapshot;
use super::rule_page::rule_page;
use crate::config;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules;
use crate::text::{Document, PositionEncoding, position};

/// Who says so, in every diagnostic.
const SOURCE: &str = "gaolint";

/// The protocol's name for what columns count.
pub(super) fn encoding(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// Lines and columns of a range of bytes.
pub(super) fn range(document: &Document, range: &Range<usize>, encoding: PositionEncoding) -> proto::Range {
    let at = |offset| {
        let found = position::position_of(document.text(), document.lines(), offset, encoding);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        proto::Position::new(number(found.line), number(found.column))
    };
    proto::Range::new(at(range.start), at(range.end))
}

/// A finding as the editor shows it.
pub(super) fn diagnostic(finding: &Finding, snapshot: &Snapshot, features: &ClientFeatures) -> Diagnostic {
    let card = rules::find(finding.code).map(rules::Rule::card);
    // Residue that goes is shown as such; a blank that waits to be filled in is not.
    let deletes = |fix: &Fix| fix.edits.iter().all(|edit| edit.new_text.is_empty());
    let is_residue = finding.code.starts_with("RS6") && finding.preferred_fix().is_some_and(deletes);
    Diagnostic {
        range: range(&snapshot.document, &finding.range, features.encoding),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: card.and_then(rule_page).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: related(finding, snapshot, features),
        tags: (features.unnecessary_tag && is_residue).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({
            "code": finding.code,
            "name": card.map(|card| card.name),
            "text": crate::text::slice(snapshot.document.text(), finding.range.clone()),
            "fixable": !finding.fixes.is_empty(),
        })),
    }
}

/// Whether a diagnostic's code is that of a rule.
pub(super) fn is_code(code: Option<&NumberOrString>, rule: &str) -> bool {
    matches!(code, Some(NumberOrString::String(code)) if code == rule)
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

fn related(
    finding: &Finding,
    snapshot: &Snapshot,
    features: &ClientFeatures,
) -> Option<Vec<DiagnosticRelatedInformation>> {
    if !features.related_information || finding.related.is_empty() {
        return None;
    }
    let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
        location: Location::new(snapshot.uri.clone(), range(&snapshot.document, &related.range, features.encoding)),
        message: related.message.clone(),
    });
    Some(related.collect())
}

/// Edits of one file, tied to its version where the client can take that.
pub(super) fn workspace_edit(edits: &[Edit], snapshot: &Snapshot, features: &ClientFeatures) -> WorkspaceEdit {
    let edits = edits
        .iter()
        .map(|edit| TextEdit::new(range(&snapshot.document, &edit.range, features.encoding), edit.new_text.clone()));
    if !features.versioned_edits {
        return WorkspaceEdit::new(HashMap::from([(snapshot.uri.clone(), edits.collect())]));
    }
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: snapshot.uri.clone(),
            version: Some(snapshot.version),
        },
        edits: edits.map(OneOf::Left).collect(),
    };
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() }
}

/// The wish to be told of changes to settings files.
pub(super) fn settings_watcher() -> Registration {
    let watcher =
        FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{}", config::FILE_NAME)), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
    Registration {
        id: "gaolint-settings".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
