//! The borders of the design, checked on the source tree itself so that they stay true.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod borders;
mod files;
mod layers;
mod layout;
mod source;
mod wording;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gaolint::rules;

use files::TextFile;
use layers::{Graph, Layers};
use source::Source;

/// Files that lead to each other for want of a better border: no more may join them. Each entry names the files or
/// folders that one circle stays within.
const CIRCLES: [&[&str]; 2] = [
    // A finding points to its rule, a rule reports findings.
    &["src/finding.rs", "src/rules/"],
    // What the server does on its own account finds the session where it is called from.
    &["src/lsp/"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files under `folder`, read.
fn sources(folder: &str) -> Vec<Source> {
    let files = files::all(root()).into_iter().filter(|file| file.path.starts_with(folder));
    let sources: Vec<Source> =
        files.filter(|file| file.path.ends_with(".rs")).map(|file| Source::parse(&file.path, &file.text)).collect();
    assert!(!sources.is_empty(), "{folder} holds sources");
    sources
}

/// Fails with all complaints, one a line.
fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_part_of_the_program_stays_within_its_borders() {
    assert_none(sources("src/").iter().flat_map(borders::complaints).collect());
}

#[test]
fn every_layer_touches_only_what_the_architecture_says() {
    let page = std::fs::read_to_string(root().join(layers::PAGE)).unwrap();
    assert_none(Graph::new(&sources("src/")).complaints(&Layers::parse(&page)));
}

#[test]
fn files_form_no_circles() {
    let sources = sources("src/");
    let graph = Graph::new(&sources);
    let is_within = |path: &str, known: &[&str]| known.iter().any(|place| path.starts_with(place));
    let is_known =
        |circle: &BTreeSet<&str>| CIRCLES.iter().any(|known| circle.iter().all(|path| is_within(path, known)));
    let circles = graph.circles();
    let new = circles.iter().filter(|circle| !is_known(circle));
    assert_none(new.map(|circle| format!("these files lead to each other: {circle:?}")).collect());
    let is_there = |known: &&&[&str]| circles.iter().any(|circle| circle.iter().all(|path| is_within(path, known)));
    let mended = CIRCLES.iter().filter(|known| !is_there(known));
    assert_none(mended.map(|known| format!("no circle any more, take it off the list: {known:?}")).collect());
}

#[test]
fn a_rule_is_one_file_and_one_card() {
    let paths: Vec<PathBuf> = files::all(root()).into_iter().map(|file| PathBuf::from(file.path)).collect();
    assert_none(layout::complaints(&paths));
    let rule_files = paths.iter().filter(|path| layout::rule_of(path).is_some()).count();
    assert_eq!(rule_files, rules::RULES.len(), "every rule file is registered");
}

#[test]
fn helpers_beside_the_rules_define_none() {
    let helpers = sources("src/rules/").into_iter().filter(|source| layout::is_helper(Path::new(&source.path)));
    assert_none(helpers.filter_map(|helper| layout::defines_rule(&helper)).collect());
}

#[test]
fn only_rules_with_a_regulation_behind_them_speak_of_one() {
    let is_regulated = |source: &Source| {
        layout::rule_of(Path::new(&source.path))
            .and_then(|rule| rules::find(&rule.code))
            .is_some_and(|rule| matches!(rule.card().source, rules::Source::Standard | rules::Source::Regulation))
    };
    let free = sources("src/rules/").into_iter().filter(|source| !is_regulated(source));
    assert_none(free.flat_map(|source| wording::regulations(&source)).collect());
}

#[test]
fn source_files_are_short_and_finished() {
    let files = files::all(root());
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    assert_none(rust.flat_map(|file| [wording::length(file), wording::leftovers(file)]).flatten().collect());
}

#[test]
fn no_file_names_a_machine_or_a_registry() {
    let files: Vec<TextFile> = files::all(root());
    assert!(files.iter().any(|file| file.path == "Cargo.lock"), "lock files are read too");
    assert_none(files.iter().flat_map(files::private_names).collect());
}
