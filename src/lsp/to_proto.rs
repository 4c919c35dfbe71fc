//! From our types to the protocol's.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::json;
use tower_lsp_server::ls_types::{
    self as proto, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DidChangeWatchedFilesRegistrationOptions, DocumentChanges, FileSystemWatcher, GlobPattern, Location,
    NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, PositionEncodingKind, Registration,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::capabilities::ClientFeatures;
use super::documents::{Found, Snapshot};
use super::from_proto;
use super::rule_page::rule_page;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules::Family;
use crate::text::{Document, PositionEncoding};

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
        let found = document.position_of(offset, encoding);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        proto::Position::new(number(found.line), number(found.column))
    };
    proto::Range::new(at(range.start), at(range.end))
}

/// What was found in a file as the editor shows it.
pub(super) fn diagnostics(uri: &Uri, document: &Document, found: &Found, features: &ClientFeatures) -> Vec<Diagnostic> {
    let findings = found.findings.iter().map(|finding| diagnostic(finding, uri, document, features));
    let end_of_check = found.checked_to.map(|end| unchecked_rest(end, document, features));
    findings.chain(end_of_check).collect()
}

/// A finding as the editor shows it.
pub(super) fn diagnostic(finding: &Finding, uri: &Uri, document: &Document, features: &ClientFeatures) -> Diagnostic {
    let card = finding.rule.card();
    // Residue that goes is shown as such; a blank that waits to be filled in is not.
    let deletes = |fix: &Fix| fix.edits.iter().all(|edit| edit.new_text.is_empty());
    let is_residue = finding.rule.family() == Family::Residue && finding.preferred_fix().is_some_and(deletes);
    Diagnostic {
        range: range(document, &finding.range, features.encoding),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code().to_owned())),
        code_description: rule_page(card).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: related(finding, uri, document, features),
        tags: (features.unnecessary_tag && is_residue).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({
            "code": finding.code(),
            "name": card.name,
            "text": crate::text::slice(document.text(), finding.range.clone()),
            "fixable": !finding.fixes.is_empty(),
        })),
    }
}

/// Says at the line where a check of a very long draft ended that it did.
fn unchecked_rest(end: usize, document: &Document, features: &ClientFeatures) -> Diagnostic {
    let line = document.lines().content_range(document.text(), document.lines().line_of(end));
    Diagnostic {
        range: range(document, &line, features.encoding),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: "稿件太长，从这一行起没有检查。要检查更多，请调大编辑器设置 gaolint.maxCharacters。".to_owned(),
        ..Diagnostic::default()
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
    uri: &Uri,
    document: &Document,
    features: &ClientFeatures,
) -> Option<Vec<DiagnosticRelatedInformation>> {
    if !features.related_information || finding.related.is_empty() {
        return None;
    }
    let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), range(document, &related.range, features.encoding)),
        message: related.message.clone(),
    });
    Some(related.collect())
}

/// Edits of one document, as a client takes them.
pub(super) fn text_edits(edits: &[Edit], document: &Document, features: &ClientFeatures) -> Vec<TextEdit> {
    let edit = |edit: &Edit| TextEdit::new(range(document, &edit.range, features.encoding), edit.new_text.clone());
    edits.iter().map(edit).collect()
}

/// Edits of one file, tied to its version where the client can take that.
pub(super) fn workspace_edit(edits: &[Edit], snapshot: &Snapshot, features: &ClientFeatures) -> WorkspaceEdit {
    let edits = text_edits(edits, &snapshot.document, features);
    if !features.versioned_edits {
        return WorkspaceEdit::new(HashMap::from([(snapshot.uri.clone(), edits)]));
    }
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: snapshot.uri.clone(),
            version: Some(snapshot.version),
        },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() }
}

/// The wish to be told of changes to settings files and baselines.
pub(super) fn settings_watcher() -> Registration {
    let watcher = |name| FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{name}")), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: from_proto::SETTINGS_FILES.map(watcher).into() };
    Registration {
        id: "gaolint-settings".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}
