//! What the command line, the server and the trainer do with files.

pub(crate) mod model_file;
pub(crate) mod staged;
pub(crate) mod write;

// What the trainer has no use for.
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod project;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod settings;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod text_file;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod user_dictionary;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod walk;
