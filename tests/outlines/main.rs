//! Random correct drafts raise nothing; one random slip in them is found where it happened, and its first fix
//! undoes it.
//!
//! `cargo test --test outlines -- --nocapture` prints the figures; `OUTLINES_SHOW=Swap` the slips of that kind that
//! were missed or not undone.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic and print"
)]

mod choices;
mod class;
mod corruption;
mod draft;
mod pool;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Finding, Severity};
use gaolint::fix;
use gaolint::text::Document;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use choices::Choices;
use corruption::{Corrupted, KINDS, corrupt};
use draft::Draft;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    let config = Config { select: vec!["ST".into()], ..Config::default() };
    Checker::new(config).expect("the configuration is valid")
});

fn check(text: &str) -> Vec<Finding> {
    CHECKER.check(&Document::new(text)).findings
}

/// Decisions for one draft. Few or many: short drafts matter as much as long ones.
fn decisions() -> impl Strategy<Value = Vec<u16>> {
    prop_oneof![proptest::collection::vec(any::<u16>(), 20..80), proptest::collection::vec(any::<u16>(), 80..600)]
}

/// What became of the slips of one kind.
#[derive(Default)]
struct Tally {
    all: usize,
    found: usize,
    restored: usize,
    /// Drafts in which other places were reported too.
    noisy: usize,
}

/// Slips to make of each kind.
const SLIPS: usize = 350;

/// The share that must be found, and undone by the first fix.
const REQUIRED: f64 = 0.95;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_correct_draft_raises_nothing(values in decisions()) {
        let draft = draft::write(&mut Choices::new(&values));
        let found = check(&draft.text);
        let shown: Vec<_> = found.iter().map(|finding| (finding.code(), finding.severity, &finding.message)).collect();
        prop_assert!(found.is_empty(), "{shown:#?}\n{}", draft.text);
    }
}

#[test]
fn one_slip_is_found_where_it_happened_and_the_first_fix_undoes_it() {
    let shown = std::env::var("OUTLINES_SHOW").unwrap_or_default();
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let strategy = (decisions(), proptest::collection::vec(any::<u16>(), 4));
    let mut tallies: BTreeMap<_, Tally> = BTreeMap::new();
    for kind in KINDS {
        let tally = tallies.entry(kind).or_default();
        while tally.all < SLIPS {
            let (decisions, slip) = strategy.new_tree(&mut runner).expect("nothing is rejected").current();
            let draft = draft::write(&mut Choices::new(&decisions));
            let Some(corrupted) = corrupt(&draft, kind, &mut Choices::new(&slip)) else { continue };
            let is_well = judge(&corrupted, tally);
            if !is_well && shown == format!("{kind:?}") {
                show(&draft, &corrupted);
            }
        }
    }
    let total = print_table(&tallies);
    assert!(total.found as f64 >= REQUIRED * total.all as f64, "too few slips were found");
    assert!(total.restored as f64 >= REQUIRED * total.all as f64, "too few slips were undone");
}

fn judge(corrupted: &Corrupted, tally: &mut Tally) -> bool {
    let found = check(&corrupted.text);
    let is_there = |finding: &&Finding| {
        corrupted.places.iter().any(|place| finding.range.start < place.end && place.start < finding.range.end)
    };
    let first_fix = found.iter().filter(is_there).find_map(|finding| finding.fixes.first());
    let is_found = found.iter().any(|finding| is_there(&finding));
    let is_restored = first_fix.is_some_and(|first| fix::apply(&corrupted.text, [first]).text == corrupted.restored);
    let elsewhere = |finding: &Finding| !is_there(&finding) && finding.severity >= Severity::Warning;
    tally.all += 1;
    tally.found += usize::from(is_found);
    tally.restored += usize::from(is_restored);
    tally.noisy += usize::from(found.iter().any(elsewhere));
    is_found && is_restored
}

/// The series of the slip and what was said of it.
fn show(draft: &Draft, corrupted: &Corrupted) {
    let marked: String = corrupted.places.iter().map(|place| format!(" {}", &corrupted.text[place.clone()])).collect();
    println!("──── slip at{marked}");
    let changed = draft.text.lines().zip(corrupted.text.lines()).position(|(before, after)| before != after);
    for (index, line) in corrupted.text.lines().enumerate() {
        let is_changed = Some(index) == changed;
        let short: String = line.chars().take(if is_changed { 300 } else { 14 }).collect();
        println!("{} {short}", if is_changed { "▶" } else { " " });
    }
    for finding in check(&corrupted.text) {
        let fixes: Vec<&str> = finding.fixes.iter().map(|fix| fix.title.as_str()).collect();
        println!("  {} {:?} {fixes:?}", finding.code(), finding.message);
    }
}

fn print_table(tallies: &BTreeMap<corruption::Kind, Tally>) -> Tally {
    println!("{:<12} {:>6} {:>8} {:>10} {:>8}", "slip", "drafts", "found", "first fix", "noise");
    let mut total = Tally::default();
    for (kind, tally) in tallies {
        print_row(&format!("{kind:?}"), tally);
        total.all += tally.all;
        total.found += tally.found;
        total.restored += tally.restored;
        total.noisy += tally.noisy;
    }
    print_row("all", &total);
    total
}

fn print_row(name: &str, tally: &Tally) {
    let share = |part: usize| 100.0 * part as f64 / tally.all as f64;
    println!(
        "{name:<12} {:>6} {:>7.1}% {:>9.1}% {:>7.1}%",
        tally.all,
        share(tally.found),
        share(tally.restored),
        share(tally.noisy)
    );
}
