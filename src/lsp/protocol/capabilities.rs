//! What the client can do, as far as it matters here, and what the server offers in return.

use tower_lsp_server::ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DiagnosticTag, ExecuteCommandOptions, FileOperationFilter,
    FileOperationPattern, FileOperationPatternKind, FileOperationRegistrationOptions, FoldingRangeProviderCapability,
    HoverProviderCapability, MarkupKind, OneOf, PositionEncodingKind, SaveOptions, SelectionRangeProviderCapability,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceFileOperationsServerCapabilities,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::from_proto;
use crate::draft::DraftKind;
use crate::text::PositionEncoding;

/// The kind of the action that repairs a whole draft.
pub(in crate::lsp) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.gaolint");

/// The kinds of the actions that renumber a series, its rest or a level, and of the one that unifies its style.
pub(in crate::lsp) const RENUMBER: CodeActionKind = CodeActionKind::new("refactor.rewrite.renumber");
pub(in crate::lsp) const RENUMBER_SERIES: CodeActionKind = CodeActionKind::new("refactor.rewrite.renumber.series");
pub(in crate::lsp) const RENUMBER_REST: CodeActionKind = CodeActionKind::new("refactor.rewrite.renumber.rest");
pub(in crate::lsp) const RENUMBER_LEVEL: CodeActionKind = CodeActionKind::new("refactor.rewrite.renumber.level");
pub(in crate::lsp) const RESTYLE: CodeActionKind = CodeActionKind::new("refactor.rewrite.restyle");

/// Checks every draft of the workspace, open or not.
pub(in crate::lsp) const CHECK_WORKSPACE: &str = "gaolint.checkWorkspace";

/// Reads all settings anew and checks what is open.
pub(in crate::lsp) const RESTART: &str = "gaolint.restart";

/// Takes the residue of sites, scanners and templates out of a draft.
pub(in crate::lsp) const CLEAN_RESIDUE: &str = "gaolint.cleanResidue";

/// Lets a word be right from now on.
pub(in crate::lsp) const ADD_TO_DICTIONARY: &str = "gaolint.addToDictionary";

/// Switches a rule off.
pub(in crate::lsp) const IGNORE_RULE: &str = "gaolint.ignoreRule";

/// Leaves one finding as it is.
pub(in crate::lsp) const IGNORE_HERE: &str = "gaolint.ignoreHere";

/// Says what a draft is checked with.
pub(in crate::lsp) const STATUS: &str = "gaolint.status";

/// Lists the rules, for whoever helps to write a settings file.
pub(in crate::lsp) const RULES: &str = "gaolint.rules";

/// Every command there is.
const COMMANDS: [&str; 8] =
    [CHECK_WORKSPACE, RESTART, IGNORE_HERE, CLEAN_RESIDUE, ADD_TO_DICTIONARY, IGNORE_RULE, STATUS, RULES];

/// After these an item may begin. A line end cannot be one of them: it is not typed as a character everywhere.
const ITEM_ENDS: [&str; 3] = ["；", "。", ";"];

/// What the client has declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lsp) struct ClientFeatures {
    /// What its columns count.
    pub(in crate::lsp) encoding: PositionEncoding,
    /// It shows places related to a diagnostic.
    pub(in crate::lsp) related_information: bool,
    /// It can fade out what is superfluous.
    pub(in crate::lsp) unnecessary_tag: bool,
    /// It takes edits that name the version they belong to.
    pub(in crate::lsp) versioned_edits: bool,
    /// It takes code actions as such, not only commands.
    pub(in crate::lsp) code_actions: bool,
    /// It shows Markdown in a hover.
    pub(in crate::lsp) markdown: bool,
    /// It shows symbols as a tree.
    pub(in crate::lsp) symbol_tree: bool,
    /// It folds whole lines only.
    pub(in crate::lsp) folds_lines: bool,
    /// It wants no more folds than that.
    pub(in crate::lsp) most_folds: Option<u32>,
    /// It can be asked to watch files.
    pub(in crate::lsp) watches_files: bool,
    /// The same for files that lie anywhere.
    pub(in crate::lsp) watches_anywhere: bool,
    /// It can be asked for its settings.
    pub(in crate::lsp) gives_settings: bool,
    /// It asks for diagnostics, and can be told to ask again.
    pub(in crate::lsp) pulls: bool,
    /// It asks for the edit of a code action when one is chosen.
    pub(in crate::lsp) resolves_edits: bool,
    /// It makes edits that the server wants made.
    pub(in crate::lsp) applies_edits: bool,
    /// It shows the progress of work that the server begins.
    pub(in crate::lsp) shows_progress: bool,
    /// It can be told to ask for hints again.
    pub(in crate::lsp) refreshes_hints: bool,
}

impl Default for ClientFeatures {
    fn default() -> Self {
        ClientFeatures::of(&ClientCapabilities::default())
    }
}

impl ClientFeatures {
    /// Reads a client's declaration. What it does not mention it cannot do.
    pub(in crate::lsp) fn of(client: &ClientCapabilities) -> Self {
        let workspace = client.workspace.as_ref();
        let document = client.text_document.as_ref();
        let diagnostics = document.and_then(|it| it.publish_diagnostics.as_ref());
        let pulled = document.and_then(|it| it.diagnostic.as_ref());
        let code_action = document.and_then(|it| it.code_action.as_ref());
        let encodings = client.general.as_ref().and_then(|it| it.position_encodings.as_deref());
        let folding = document.and_then(|it| it.folding_range.as_ref());
        let hover_formats = document.and_then(|it| it.hover.as_ref()).and_then(|it| it.content_format.as_ref());
        ClientFeatures {
            encoding: choose_encoding(encodings.unwrap_or_default()),
            related_information: diagnostics
                .and_then(|it| it.related_information)
                .or(pulled.and_then(|it| it.related_information))
                .unwrap_or(false),
            unnecessary_tag: diagnostics
                .and_then(|it| it.tag_support.as_ref())
                .is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::UNNECESSARY)),
            versioned_edits: workspace
                .and_then(|it| it.workspace_edit.as_ref())
                .and_then(|it| it.document_changes)
                .unwrap_or(false),
            code_actions: code_action.is_some_and(|it| it.code_action_literal_support.is_some()),
            markdown: hover_formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            symbol_tree: document
                .and_then(|it| it.document_symbol.as_ref())
                .and_then(|it| it.hierarchical_document_symbol_support)
                .unwrap_or(false),
            folds_lines: folding.and_then(|it| it.line_folding_only).unwrap_or(false),
            most_folds: folding.and_then(|it| it.range_limit),
            watches_files: workspace
                .and_then(|it| it.did_change_watched_files.as_ref())
                .and_then(|it| it.dynamic_registration)
                .unwrap_or(false),
            watches_anywhere: workspace
                .and_then(|it| it.did_change_watched_files.as_ref())
                .and_then(|it| it.relative_pattern_support)
                .unwrap_or(false),
            gives_settings: workspace.and_then(|it| it.configuration).unwrap_or(false),
            pulls: pulled.is_some()
                && workspace.and_then(|it| it.diagnostics.as_ref()).and_then(|it| it.refresh_support).unwrap_or(false),
            resolves_edits: code_action.is_some_and(|it| {
                let properties = it.resolve_support.as_ref().map(|support| support.properties.as_slice());
                it.data_support == Some(true)
                    && properties.is_some_and(|properties| properties.iter().any(|property| property == "edit"))
            }),
            applies_edits: workspace.and_then(|it| it.apply_edit).unwrap_or(false),
            shows_progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false),
            refreshes_hints: workspace
                .and_then(|it| it.inlay_hint.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
        }
    }
}

/// UTF-8 costs nothing here, UTF-16 is what every client must understand. A client that offers nothing means UTF-16.
/// The protocol's name for what columns count.
fn encoding_kind(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

fn choose_encoding(offered: &[PositionEncodingKind]) -> PositionEncoding {
    let preferred = [PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32];
    let chosen = preferred.into_iter().find(|kind| offered.contains(kind)).unwrap_or(PositionEncodingKind::UTF16);
    from_proto::encoding(&chosen)
}

/// What the server offers to a client with these features.
pub(in crate::lsp) fn server_capabilities(features: &ClientFeatures) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding_kind(features.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, RENUMBER, RESTYLE, FIX_ALL]),
            resolve_provider: Some(features.resolves_edits),
            ..CodeActionOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(ITEM_ENDS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: COMMANDS.map(str::to_owned).to_vec(),
            work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
        }),
        // One way or the other: a client that gets both shows everything twice.
        diagnostic_provider: features.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("gaolint".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                did_rename: Some(drafts_and_folders()),
                did_delete: Some(drafts_and_folders()),
                ..WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        ..ServerCapabilities::default()
    }
}

/// The names of drafts, and those of folders, which may hold some.
fn drafts_and_folders() -> FileOperationRegistrationOptions {
    let filter = |glob: String, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob, matches: Some(kind), options: None },
    };
    let drafts =
        DraftKind::extensions().map(|extension| filter(format!("**/*.{extension}"), FileOperationPatternKind::File));
    let folders = filter("**".to_owned(), FileOperationPatternKind::Folder);
    FileOperationRegistrationOptions { filters: drafts.chain([folders]).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_preferred_then_utf16_and_silence_means_utf16() {
        let [utf8, utf16, utf32] =
            [PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32];
        assert_eq!(choose_encoding(&[utf32.clone(), utf16.clone(), utf8]), PositionEncoding::Utf8);
        assert_eq!(choose_encoding(&[utf32.clone(), utf16]), PositionEncoding::Utf16);
        assert_eq!(choose_encoding(&[utf32]), PositionEncoding::Utf32);
        assert_eq!(choose_encoding(&[PositionEncodingKind::new("utf-7")]), PositionEncoding::Utf16);
        assert_eq!(choose_encoding(&[]), PositionEncoding::Utf16);
    }
}
