//! From the protocol's types to ours.

use std::ops::Range;
use std::path::PathBuf;

use tower_lsp_server::ls_types::{self as proto, InitializeParams, PositionEncodingKind, Uri};

use crate::config;
use crate::text::{Document, Position, PositionEncoding, position};

/// What columns count under a name of the protocol; UTF-16 for names we do not know.
pub(super) fn encoding(kind: &PositionEncodingKind) -> PositionEncoding {
    if *kind == PositionEncodingKind::UTF8 {
        PositionEncoding::Utf8
    } else if *kind == PositionEncodingKind::UTF32 {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// A position, as it was sent.
pub(super) fn position(position: proto::Position) -> Position {
    let number = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
    Position { line: number(position.line), column: number(position.character) }
}

/// The bytes of `document` that `range` covers; a range that runs backward is turned round.
pub(super) fn byte_range(document: &Document, range: proto::Range, encoding: PositionEncoding) -> Range<usize> {
    let start = offset(document, range.start, encoding);
    let end = offset(document, range.end, encoding);
    start.min(end)..start.max(end)
}

/// The byte offset of `at` in `document`.
pub(super) fn offset(document: &Document, at: proto::Position, encoding: PositionEncoding) -> usize {
    position::offset_of(document.text(), document.lines(), position(at), encoding)
}

/// The file that `uri` names, if it names one.
pub(super) fn file_path(uri: &Uri) -> Option<PathBuf> {
    if uri.scheme().as_str() != "file" {
        return None;
    }
    uri.to_file_path().map(std::borrow::Cow::into_owned)
}

/// The folder the client works in, if it has said so.
pub(super) fn workspace_root(params: &InitializeParams) -> Option<PathBuf> {
    // Clients older than workspace folders send the deprecated field alone.
    #[allow(deprecated)]
    let older = params.root_uri.as_ref();
    let folders = params.workspace_folders.as_deref().unwrap_or_default();
    folders.first().map(|folder| &folder.uri).or(older).and_then(file_path)
}

/// Whether `uri` is a `gaolint.toml`: settings, and no draft.
pub(super) fn is_configuration(uri: &Uri) -> bool {
    file_path(uri).is_some_and(|path| path.file_name().is_some_and(|name| name == config::FILE_NAME))
}
