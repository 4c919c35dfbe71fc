//! `textDocument/diagnostic` and `workspace/diagnostic`, for clients that ask for diagnostics instead of getting them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types::notification::Notification;
use tower_lsp_server::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, ProgressToken, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportPartialResult, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::lsp::protocol::from_proto;
use crate::lsp::session::Session;
use crate::lsp::work::progress::Progress;
use crate::lsp::work::workspace::FileReport;

/// The protocol's code for an answer that the server gives up because the text has changed.
const SERVER_CANCELLED: ErrorCode = ErrorCode::ServerError(-32802);

/// The diagnostics of one open file, or the word that they are as they were.
pub(in crate::lsp) async fn document(
    session: &Arc<Session>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let Some(snapshot) = session.documents.snapshot(&params.text_document.uri) else {
        return Ok(full(None, Vec::new()));
    };
    let checked = session.check(snapshot.clone()).await;
    if !session.documents.is_current(&snapshot) {
        // What was found belongs to a text that is gone.
        let data = Some(json!({"retriggerRequest": true}));
        return Err(Error { code: SERVER_CANCELLED, message: "稿件又有改动，请重新询问。".into(), data });
    }
    let Some(checked) = checked else {
        return Err(Error { message: "检查时程序出错，没有结果。".into(), ..Error::internal_error() });
    };
    let items = checked.found.diagnostics.clone();
    let result_id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let report = RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        };
        return Ok(DocumentDiagnosticReport::from(report).into());
    }
    Ok(full(Some(result_id), items))
}

fn full(result_id: Option<String>, items: Vec<Diagnostic>) -> DocumentDiagnosticReportResult {
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    };
    DocumentDiagnosticReport::from(report).into()
}

/// A name for a list of diagnostics: equal lists have equal names, over restarts too.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The diagnostics of all that is open and of the drafts below the workspace's folders, file by file where the
/// client takes parts of an answer.
pub(in crate::lsp) async fn workspace(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let mut known = Remembered::new(&params);
    let token = params.work_done_progress_params.work_done_token;
    let mut progress = token.map(|token| Progress::begin(session, Some(token), "检查工作区的稿件"));
    let targets = session.targets(session.options().workspace_diagnostics).await;
    let total = targets.len();
    let mut reports = session.check_targets(targets);
    let mut answer = Answer { session, token: params.partial_result_params.partial_result_token, items: Vec::new() };
    let mut done = 0;
    loop {
        let cancelled = async {
            match &progress {
                Some(progress) => progress.cancelled().await,
                None => std::future::pending().await,
            }
        };
        let report = tokio::select! {
            report = reports.recv() => report,
            () = cancelled => return Err(Error::request_cancelled()),
        };
        let Some(report) = report else { break };
        done += 1;
        if let Some(progress) = &mut progress {
            progress.report(done, total);
        }
        if let Some(report) = report {
            answer.add(known.report(&report)).await;
        }
    }
    for gone in known.gone() {
        answer.add(gone).await;
    }
    Ok(answer.finish().await)
}

/// What the client has from last time.
struct Remembered {
    by_path: HashMap<PathBuf, (tower_lsp_server::ls_types::Uri, String)>,
}

impl Remembered {
    fn new(params: &WorkspaceDiagnosticParams) -> Self {
        let previous = params.previous_result_ids.iter();
        let by_path = previous
            .filter_map(|known| Some((from_proto::file_path(&known.uri)?, (known.uri.clone(), known.value.clone()))));
        Remembered { by_path: by_path.collect() }
    }

    /// `report` as the client needs it.
    fn report(&mut self, report: &FileReport) -> WorkspaceDocumentDiagnosticReport {
        let previous = from_proto::file_path(&report.uri).and_then(|path| self.by_path.remove(&path));
        // A client knows its files by its own spelling.
        let (uri, previous) = previous.map_or((report.uri.clone(), None), |(uri, value)| (uri, Some(value)));
        let version = report.version.map(i64::from);
        let result_id = result_id(&report.diagnostics);
        if previous.as_ref() == Some(&result_id) {
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
            return WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }
                .into();
        }
        let items = report.diagnostics.clone();
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
    }

    /// What is no longer there has nothing wrong with it.
    fn gone(self) -> impl Iterator<Item = WorkspaceDocumentDiagnosticReport> {
        let mut gone: Vec<_> = self.by_path.into_values().collect();
        gone.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
        gone.into_iter().map(|(uri, _)| {
            let full_document_diagnostic_report = FullDocumentDiagnosticReport::default();
            WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report }.into()
        })
    }
}

/// An answer in parts, or whole.
struct Answer<'a> {
    session: &'a Session,
    token: Option<ProgressToken>,
    items: Vec<WorkspaceDocumentDiagnosticReport>,
}

impl Answer<'_> {
    async fn add(&mut self, item: WorkspaceDocumentDiagnosticReport) {
        match &self.token {
            None => self.items.push(item),
            Some(token) => {
                let part = WorkspaceDiagnosticReportPartialResult { items: vec![item] };
                self.session.room.wait().await;
                self.session.client.send_notification::<PartialResult>(json!({"token": token, "value": part})).await;
            }
        }
    }

    async fn finish(self) -> WorkspaceDiagnosticReportResult {
        // Answers and notifications take two ways out of one task: the parts must be out before the answer is.
        tokio::task::yield_now().await;
        WorkspaceDiagnosticReport { items: self.items }.into()
    }
}

/// `$/progress` with a part of an answer, for which the library has no type.
enum PartialResult {}

impl Notification for PartialResult {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}
