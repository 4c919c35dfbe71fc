//! Word documents: a corpus made by several programs, round trips, and files that are out to do harm.
//!
//! `producers/make.py` makes the corpus and lets LibreOffice say what it reads in each document; `tests/run` does so anew and
//! lets it open what gaolint has changed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot prepare or read its files has failed"
)]

mod annotations;
mod archive;
mod command;
mod corpus;
mod edits;
mod hostile;
mod objects;
mod office;
