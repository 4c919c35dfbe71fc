//! gaolint finds and fixes what goes wrong in draft Chinese speeches and official documents.
//!
//! The way of a draft is one direction: bytes → [`text::Document`] → [`structure::Structure`] → rules →
//! [`finding::Finding`]s → a report, an editor, or [`fix`]es. Everything below `cli` and `lsp` is pure.
//!
//! Check a draft, be it a text in whatever encoding, Markdown or a Word document:
//!
//! ```
//! use std::path::Path;
//!
//! use gaolint::{Checker, Config};
//!
//! let checker = Checker::new(Config::default()).unwrap();
//! let outcome = gaolint::check_bytes(Path::new("讲话.txt"), "会议强调，，要抓好落实。\n".as_bytes(), &checker).unwrap();
//! let found: Vec<_> = outcome.findings.iter().map(|finding| (finding.code(), finding.range.range())).collect();
//! assert_eq!(found, [("PU208", 12..18)]);
//! ```
//!
//! Fix what may be fixed unattended, again and again until nothing changes:
//!
//! ```
//! use gaolint::{Applicability, Checker, Config, Document, fix};
//!
//! let checker = Checker::new(Config::default())?;
//! let check = |text: &str| checker.check(&Document::new(text)).findings;
//! let fixed = fix::fix_until_stable("会议强调，，要抓好落实。", Applicability::Safe, check);
//! assert_eq!(fixed.text, "会议强调，要抓好落实。");
//! # Ok::<(), gaolint::ConfigError>(())
//! ```
//!
//! Read its outline:
//!
//! ```
//! use std::path::Path;
//!
//! use gaolint::{Checker, Config, Draft};
//!
//! let checker = Checker::new(Config::default()).unwrap();
//! let bytes = "在动员会上的讲话\n一、认清形势\n二、狠抓落实\n".as_bytes();
//! let reading = Draft::open(Path::new("讲话.txt"), bytes).unwrap().read(&checker);
//! let names: Vec<_> = reading.outline().iter().flat_map(|node| &node.children).map(|node| &node.name).collect();
//! assert_eq!(names, ["一、认清形势", "二、狠抓落实"]);
//! ```

use std::path::Path;

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
pub(crate) mod gate;
mod knowledge;
#[cfg(feature = "learn")]
pub mod learn;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod model;
pub mod refactor;
pub mod rules;
pub mod structure;
pub mod text;
mod words;

pub use baseline::{BaselineError, BaselineErrorKind};
pub use check::{Checker, Outcome};
pub use config::{Config, ConfigError, ConfigErrorKind};
pub use draft::{Draft, DraftKind, OpenError, Reading, WriteError};
pub use finding::{Applicability, Edit, Finding, Fix, Related, Severity};
pub use model::{Model, ModelError};
pub use rules::{Card, CardError, Family, Rule};
pub use text::docx::DocxError;
pub use text::{DecodeError, Document, EncodeError, Span};

/// Checks a whole file called `name`, be it a text in whatever encoding, Markdown or a Word document.
pub fn check_bytes(name: &Path, bytes: &[u8], checker: &Checker) -> Result<Outcome, OpenError> {
    Ok(Draft::open(name, bytes)?.check(checker))
}
