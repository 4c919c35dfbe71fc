//! From our types to the protocol's.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::json;
use tower_lsp_server::ls_types::{
    self as proto, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DidChangeWatchedFilesRegistrationOptions, DocumentChanges, FileSystemWatcher, GlobPattern, Location,
    NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Registration, RelativePattern, TextDocumentEdit,
    TextEdit, Uri, WorkspaceEdit,
};

use super::capabilities::ClientFeatures;
use super::from_proto;
use super::rule_page::rule_page;
use crate::draft::DraftKind;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lsp::state::snapshot::Snapshot;
use crate::rules::Family;
use crate::text::{Document, PositionEncoding, Span};

/// Who says so, in every diagnostic.
const SOURCE: &str = "gaolint";

/// So many findings of a file are shown: more than a person goes through, and little enough for an editor to take at
/// every edit.
const MOST_SHOWN: usize = 1000;

/// So many places related to one finding are shown.
const MOST_RELATED: usize = 100;

/// Lines and columns of a range of bytes.
pub(in crate::lsp) fn range(document: &Document, range: Span, encoding: PositionEncoding) -> proto::Range {
    let at = |offset| {
        let found = document.position_of(offset, encoding);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        proto::Position::new(number(found.line), number(found.column))
    };
    proto::Range::new(at(range.start), at(range.end))
}

/// What was found in a file as the editor shows it, if need be only as far as the file was `checked_to`, or only the
/// gravest. Takes its time with many findings: for the pool.
pub(in crate::lsp) fn diagnostics(
    uri: &Uri,
    document: &Document,
    findings: &[Finding],
    checked_to: Option<usize>,
    features: &ClientFeatures,
) -> Vec<Diagnostic> {
    let (shown, first_hidden) = gravest(findings);
    let hidden = findings.len() - shown.len();
    let shown = shown.into_iter().map(|finding| diagnostic(finding, uri, document, features));
    let note = first_hidden.map(|finding| hidden_rest(hidden, finding, document, features));
    let end_of_check = checked_to.map(|end| unchecked_rest(end, document, features));
    shown.chain(note).chain(end_of_check).collect()
}

/// As many of the findings as are shown, those of the gravest kinds and in their order, and the first that is not.
fn gravest(findings: &[Finding]) -> (Vec<&Finding>, Option<&Finding>) {
    let mut by_gravity: Vec<usize> = (0..findings.len()).collect();
    if findings.len() > MOST_SHOWN {
        by_gravity.sort_by_key(|&at| findings.get(at).map(|finding| severity_rank(finding.severity)));
    }
    let (shown, hidden) = by_gravity.split_at_mut(findings.len().min(MOST_SHOWN));
    shown.sort_unstable();
    let first_hidden = hidden.iter().min().and_then(|&at| findings.get(at));
    (shown.iter().filter_map(|&at| findings.get(at)).collect(), first_hidden)
}

fn severity_rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

/// Says where the first finding is that is not shown, and how many there are. It is no finding: nothing repairs it.
fn hidden_rest(count: usize, first: &Finding, document: &Document, features: &ClientFeatures) -> Diagnostic {
    let start = first.range.start;
    let message = format!("这份稿件问题太多，还有 {count} 处没有列出，从这里起。改正列出的以后，其余的会接着列出。");
    note(range(document, Span::empty(start), features.encoding), message)
}

/// A finding as the editor shows it.
pub(in crate::lsp) fn diagnostic(
    finding: &Finding,
    uri: &Uri,
    document: &Document,
    features: &ClientFeatures,
) -> Diagnostic {
    let card = finding.rule.card();
    // Residue that goes is shown as such; a blank that waits to be filled in is not.
    let deletes = |fix: &Fix| fix.edits.iter().all(|edit| edit.new_text.is_empty());
    let is_residue = finding.rule.family() == Family::Residue && finding.preferred_fix().is_some_and(deletes);
    Diagnostic {
        range: range(document, finding.range, features.encoding),
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
            "fixable": !finding.fixes.is_empty(),
        })),
    }
}

/// Says at the line where a check of a very long draft ended that it did.
fn unchecked_rest(end: usize, document: &Document, features: &ClientFeatures) -> Diagnostic {
    let line = document.lines().content_range(document.text(), document.lines().line_of(end));
    let message = "稿件太长，从这一行起没有检查。要检查更多，请调大编辑器设置 gaolint.maxCharacters。".to_owned();
    note(range(document, line, features.encoding), message)
}

/// A remark on the check itself.
fn note(range: proto::Range, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Whether a diagnostic's code is that of a rule.
pub(in crate::lsp) fn is_code(code: Option<&NumberOrString>, rule: &str) -> bool {
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
    let place = |of: &Span, message: String| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), range(document, *of, features.encoding)),
        message,
    };
    let mut places: Vec<_> =
        finding.related.iter().take(MOST_RELATED).map(|it| place(&it.range, it.message.clone())).collect();
    let hidden = finding.related.len() - places.len();
    if let Some(next) = finding.related.get(MOST_RELATED) {
        places.push(place(&next.range, format!("从这里起还有 {hidden} 处")));
    }
    Some(places)
}

/// Edits of one document, as a client takes them.
pub(in crate::lsp) fn text_edits(edits: &[Edit], document: &Document, features: &ClientFeatures) -> Vec<TextEdit> {
    let edit = |edit: &Edit| TextEdit::new(range(document, edit.range, features.encoding), edit.new_text.clone());
    edits.iter().map(edit).collect()
}

/// Edits of one file, tied to its version where the client can take that.
pub(in crate::lsp) fn workspace_edit(edits: &[Edit], snapshot: &Snapshot, features: &ClientFeatures) -> WorkspaceEdit {
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

/// The wish to be told of changes to settings files, baselines, and drafts that are not open.
pub(in crate::lsp) fn settings_watcher() -> Registration {
    let watcher = |name| FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{name}")), kind: None };
    let drafts = DraftKind::extensions().map(|extension| format!("*.{extension}"));
    let names = from_proto::SETTINGS_FILES.map(str::to_owned).into_iter().chain(drafts);
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: names.map(watcher).collect() };
    watched_files("gaolint-settings".to_owned(), options)
}

/// The wish to be told of changes to files that settings name.
pub(in crate::lsp) fn named_files_watcher(files: &[PathBuf], features: &ClientFeatures) -> Registration {
    let watcher = |file: &PathBuf| {
        let name = file.file_name()?.to_string_lossy().into_owned();
        let folder = file.parent().and_then(Uri::from_file_path);
        let pattern = match folder.filter(|_| features.watches_anywhere) {
            Some(folder) => GlobPattern::Relative(RelativePattern { base_uri: OneOf::Right(folder), pattern: name }),
            // Below the workspace at least.
            None => GlobPattern::String(format!("**/{name}")),
        };
        Some(FileSystemWatcher { glob_pattern: pattern, kind: None })
    };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: files.iter().filter_map(watcher).collect() };
    let first = files.first().map(|file| file.display().to_string()).unwrap_or_default();
    watched_files(format!("gaolint-settings:{first}"), options)
}

fn watched_files(id: String, options: DidChangeWatchedFilesRegistrationOptions) -> Registration {
    let method = "workspace/didChangeWatchedFiles".to_owned();
    Registration { id, method, register_options: serde_json::to_value(options).ok() }
}
