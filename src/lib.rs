//! gaolint finds and fixes what goes wrong in draft Chinese speeches and official documents.
//!
//! The way of a draft is one direction: bytes → [`text::Document`] → [`structure::Structure`] → rules →
//! [`finding::Finding`]s → a report, an editor, or [`fix`]es. Everything below `cli` and `lsp` is pure.

pub mod baseline;
pub mod check;
pub mod cli;
pub mod config;
pub mod draft;
pub mod finding;
pub mod fix;
pub mod learn;
pub mod lsp;
pub mod model;
pub mod refactor;
pub mod rules;
pub mod structure;
pub mod text;
