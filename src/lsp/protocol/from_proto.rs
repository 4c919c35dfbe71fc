//! From the protocol's types to ours.

use std::path::PathBuf;

use tower_lsp_server::ls_types::{self as proto, InitializeParams, PositionEncodingKind, Uri, WorkspaceFolder};

use crate::draft::DraftKind;
use crate::text::{Document, Position, PositionEncoding, Span};
use crate::{baseline, config};

/// What columns count under a name of the protocol; UTF-16 for names we do not know.
pub(in crate::lsp) fn encoding(kind: &PositionEncodingKind) -> PositionEncoding {
    if *kind == PositionEncodingKind::UTF8 {
        PositionEncoding::Utf8
    } else if *kind == PositionEncodingKind::UTF32 {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// A position, as it was sent.
pub(in crate::lsp) fn position(position: proto::Position) -> Position {
    let number = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
    Position { line: number(position.line), column: number(position.character) }
}

/// The bytes of `document` that `range` covers; a range that runs backward is turned round.
pub(in crate::lsp) fn byte_range(document: &Document, range: proto::Range, encoding: PositionEncoding) -> Span {
    let start = offset(document, range.start, encoding);
    let end = offset(document, range.end, encoding);
    Span::new(start.min(end), start.max(end))
}

/// The byte offset of `at` in `document`.
pub(in crate::lsp) fn offset(document: &Document, at: proto::Position, encoding: PositionEncoding) -> usize {
    document.offset_of(position(at), encoding)
}

/// The file that `uri` names, if it names one.
pub(in crate::lsp) fn file_path(uri: &Uri) -> Option<PathBuf> {
    if uri.scheme().as_str() != "file" {
        return None;
    }
    uri.to_file_path().map(std::borrow::Cow::into_owned)
}

/// What the draft at `uri` is written in. The name of its file decides, as on the command line; where it does not tell
/// Markdown, the language the editor calls it by may.
pub(in crate::lsp) fn draft_kind(uri: &Uri, language: &str) -> DraftKind {
    let named = file_path(uri).and_then(|path| DraftKind::of(&path)).unwrap_or_default();
    if language == "markdown" { DraftKind::Markdown } else { named }
}

/// The folders the client works in.
pub(in crate::lsp) fn workspace_folders(params: &InitializeParams) -> Vec<PathBuf> {
    // Clients older than workspace folders send the deprecated field alone.
    #[allow(deprecated)]
    let older = params.root_uri.as_ref();
    match params.workspace_folders.as_deref() {
        Some(folders) if !folders.is_empty() => folder_paths(folders),
        _ => older.and_then(file_path).into_iter().collect(),
    }
}

/// Where folders lie.
pub(in crate::lsp) fn folder_paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    folders.iter().filter_map(|folder| file_path(&folder.uri)).collect()
}

/// Files that say how drafts are checked, and are no drafts.
pub(in crate::lsp) const SETTINGS_FILES: [&str; 2] = [config::FILE_NAME, baseline::FILE_NAME];

/// Whether `uri` is a settings file.
pub(in crate::lsp) fn is_settings_file(uri: &Uri) -> bool {
    let path = file_path(uri);
    let name = path.as_deref().and_then(|path| path.file_name());
    name.is_some_and(|name| SETTINGS_FILES.iter().any(|known| name == *known))
}

/// Whether `uri` is to be checked.
pub(in crate::lsp) fn is_draft(uri: &Uri) -> bool {
    !is_settings_file(uri)
}
