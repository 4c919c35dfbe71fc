//! The protocol's methods, each handed on to who does the work.
//!
//! Mind the order in every handler: what changes state comes before the first `.await` (see the module page).

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CompletionParams, CompletionResponse, DeleteFilesParams,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    ExecuteCommandParams, FoldingRange, FoldingRangeParams, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, InlayHint, InlayHintParams, LSPAny, RenameFilesParams, SelectionRange, SelectionRangeParams,
    ServerInfo, TextEdit, Uri, WorkDoneProgressCancelParams, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult,
};
use tower_lsp_server::{Client, LanguageServer};

use super::protocol::capabilities::{ClientFeatures, server_capabilities};
use super::protocol::from_proto;
use super::requests::{
    code_actions, commands, completion, folding, formatting, highlight, hover, inlay_hints, pull, selection, symbols,
};
use super::session::Session;
use super::transport::outbox::Room;
use super::work::schedule::request_check;

/// The server as the protocol sees it.
pub(super) struct Server {
    session: Arc<Session>,
}

impl Server {
    pub(super) fn new(client: Client, user_dictionary: Option<PathBuf>, room: Room) -> Self {
        Server { session: Session::new(client, user_dictionary, room) }
    }

    /// What it knows, for the loop around it.
    pub(super) fn session(&self) -> Arc<Session> {
        Arc::clone(&self.session)
    }

    /// A notification that the library leaves to us.
    pub(super) async fn work_done_progress_cancel(&self, params: WorkDoneProgressCancelParams) {
        self.session.cancellations.cancel(&params.token);
    }
}

/// The files that these name.
fn paths<'a>(uris: impl IntoIterator<Item = &'a Uri>) -> Vec<PathBuf> {
    uris.into_iter().filter_map(from_proto::file_path).collect()
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let features = ClientFeatures::of(&params.capabilities);
        self.session.set_features(features);
        self.session.set_folders(from_proto::workspace_folders(&params));
        if let Some(options) = &params.initialization_options {
            self.session.take_settings(options);
        }
        if let Some(id) = params.process_id {
            self.session.watch_client_process(id);
        }
        Ok(InitializeResult {
            capabilities: server_capabilities(&features),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let features = self.session.features();
        if features.watches_files {
            self.session.watch_settings_files();
        }
        if features.gives_settings {
            self.session.ask_for_settings();
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let file = params.text_document;
        let kind = from_proto::draft_kind(&file.uri, &file.language_id);
        self.session.documents.open(file.uri.clone(), file.version, kind, &file.text);
        if !self.session.settings_are_watched() {
            self.session.reread();
        }
        request_check(&self.session, file.uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let file = params.text_document;
        let encoding = self.session.features().encoding;
        if self.session.documents.change(&file.uri, file.version, params.content_changes, encoding) {
            request_check(&self.session, file.uri);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if self.session.is_about_settings(&params.text_document.uri) || !self.session.settings_are_watched() {
            self.session.settings_changed();
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.session.documents.close(&params.text_document.uri);
        request_check(&self.session, params.text_document.uri);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        if params.changes.iter().any(|change| self.session.is_about_settings(&change.uri)) {
            self.session.settings_changed();
        } else {
            self.session.files_changed(paths(params.changes.iter().map(|change| &change.uri)));
        }
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        let uris: Vec<Uri> = params.files.iter().filter_map(|file| Uri::from_str(&file.uri).ok()).collect();
        self.session.files_changed(paths(&uris));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let path = |uri: &str| from_proto::file_path(&Uri::from_str(uri).ok()?);
        let names = params.files.iter().filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?)));
        self.session.files_renamed(names.collect());
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if params.settings.is_null() {
            if self.session.features().gives_settings {
                self.session.ask_for_settings();
            }
        } else if self.session.take_settings(&params.settings) {
            self.session.settings_changed();
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let added = from_proto::folder_paths(&params.event.added);
        let removed = from_proto::folder_paths(&params.event.removed);
        self.session.change_folders(added, &removed);
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        pull::document(&self.session, params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        pull::workspace(&self.session, params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        commands::execute(&self.session, params).await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        code_actions::resolve(&self.session, params).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = params.text_document_position_params;
        match self.session.documents.snapshot(&place.text_document.uri) {
            Some(snapshot) => Ok(highlight::highlights(&self.session, snapshot, place.position).await),
            None => Ok(None),
        }
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(inlay_hints::inlay_hints(&self.session, snapshot, params).await),
            None => Ok(None),
        }
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(formatting::edits(&self.session, snapshot, None).await),
            None => Ok(None),
        }
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(formatting::edits(&self.session, snapshot, Some(params.range)).await),
            None => Ok(None),
        }
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(code_actions::code_actions(&self.session, snapshot, params).await),
            None => Ok(None),
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        match self.session.documents.snapshot(&params.text_document_position_params.text_document.uri) {
            Some(snapshot) => Ok(hover::hover(&self.session, snapshot, params).await),
            None => Ok(None),
        }
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(symbols::document_symbols(&self.session, snapshot).await),
            None => Ok(None),
        }
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(folding::folding_ranges(&self.session, snapshot).await),
            None => Ok(None),
        }
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        match self.session.documents.snapshot(&params.text_document.uri) {
            Some(snapshot) => Ok(selection::selection_ranges(&self.session, snapshot, params.positions).await),
            None => Ok(None),
        }
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        match self.session.documents.snapshot(&params.text_document_position.text_document.uri) {
            Some(snapshot) => {
                Ok(completion::completions(&self.session, snapshot, params.text_document_position.position).await)
            }
            None => Ok(None),
        }
    }
}
