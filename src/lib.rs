//! gaolint finds and fixes what goes wrong in draft Chinese speeches and official documents.
//!
//! The way of a draft is one direction: bytes → [`text::Document`] → [`structure::Structure`] → rules →
//! [`finding::Finding`]s → a report, an editor, or [`fix`]es. Everything below `cli` and `lsp` is pure.
//!
//! ```
//! use std::path::Path;
//!
//! use gaolint::check::Checker;
//! use gaolint::config::Config;
//!
//! let checker = Checker::new(Config::default()).unwrap();
//! let outcome = gaolint::check_bytes(Path::new("讲话.txt"), "会议强调，，要抓好落实。\n".as_bytes(), &checker).unwrap();
//! assert_eq!(outcome.findings[0].code(), "PU208");
//! ```

pub mod baseline;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
#[cfg(feature = "disk")]
mod disk;
pub mod draft;
pub mod finding;
pub mod fix;
#[cfg(feature = "learn")]
pub mod learn;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod model;
pub mod refactor;
pub mod rules;
pub mod structure;
pub mod text;

use std::path::Path;

/// Checks a whole file called `name`, be it a text in whatever encoding, Markdown or a Word document.
pub fn check_bytes(name: &Path, bytes: &[u8], checker: &check::Checker) -> Result<check::Outcome, draft::OpenError> {
    Ok(draft::Draft::open(name, bytes)?.check(checker))
}
