//! Measures gaolint on real text.
//!
//! ```text
//! measure gold GOLD.jsonl DRAFT.txt   precision, recall and fix accuracy by kind, against proofreaders' marks
//! measure clean [--rule CODE] FOLDER|FILE…
//!                                     findings per 10,000 characters of edited text: nearly all false alarms
//! measure list FILE                   every finding of a draft, one a line
//! measure roundtrip FOLDER            how much of random damage to clean reports all fixes undo, and what else they change
//! measure plant FOLDER                how many planted watermarks RS602 finds in clean reports, with RS601 switched off
//! measure misread FOLDER              how many look-alikes put into clean reports are found
//! measure safe FOLDER                 what safe fixes take away and move together, each with its surroundings
//! measure safe --each N FOLDER        so many safe fixes of each rule, drawn at random, whatever they do
//! measure genres FOLDER               findings of each family in each genre, per 10,000 characters
//! ```

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a measuring tool prints, and may stop at input it does not know"
)]

mod genres;
mod gold;
mod misread;
mod plant;
mod random;
mod report;
mod roundtrip;
mod safe;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::Finding;
use gaolint::text::Document;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done =
        match arguments.as_slice() {
            ["gold", gold, draft] => report::gold(Path::new(gold), Path::new(draft)),
            ["clean", "--rule", code, paths @ ..] if !paths.is_empty() => report::clean(&files(paths), Some(code)),
            ["clean", paths @ ..] if !paths.is_empty() => report::clean(&files(paths), None),
            ["list", draft] => report::list(Path::new(draft)),
            ["roundtrip", folder] => report::round_trips(Path::new(folder)),
            ["plant", folder] => plant::plant(Path::new(folder)),
            ["misread", folder] => misread::misread(Path::new(folder)),
            ["safe", "--each", count, folder] => safe::drawn(Path::new(folder), count.parse().unwrap_or(0)),
            ["safe", folder] => safe::safe(Path::new(folder)),
            ["genres", folder] => genres::genres(Path::new(folder)),
            _ => Err("usage: measure gold GOLD DRAFT | measure clean [--rule CODE] PATH… | measure list FILE | measure roundtrip FOLDER | measure plant FOLDER | measure misread FOLDER | measure safe [--each N] FOLDER | measure genres FOLDER"
                .into()),
        };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn files(paths: &[&str]) -> Vec<PathBuf> {
    paths.iter().map(PathBuf::from).collect()
}

/// All findings of a text under the default configuration.
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    let checker = Checker::new(Config::default()).expect("the default configuration is valid");
    checker.check(&Document::new(text)).findings
}
