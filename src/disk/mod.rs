//! What the command line, the server and the trainer do with files.

pub(crate) mod model_file;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod settings;
#[cfg(any(feature = "cli", feature = "lsp"))]
pub(crate) mod walk;
