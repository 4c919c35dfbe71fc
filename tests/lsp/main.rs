//! The language server as a client meets it: JSON-RPC over a pipe in memory.
//!
//! Drafts here are impeccable but for doubled commas (PU208), and only findings of that rule are looked at, so
//! that new rules do not disturb these tests.

// The lints let tests fail by panicking, but take the helpers of an integration test for no tests.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod client;
mod code_actions;
mod commands;
mod completion;
mod configure;
mod diagnostics;
mod edits;
mod faces;
mod folding;
mod formatting;
mod highlight;
mod hover;
mod inlay_hints;
mod lifecycle;
mod project;
mod pull;
mod refactorings;
mod selection;
mod settings;
mod soak;
mod stalls;
mod symbols;
mod undecodable;
