//! Rule cards are executable: their examples are checked against the rules they document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Finding};
use gaolint::fix;
use gaolint::rules::{self, Card, FixKind, Source};
use gaolint::text::Document;

use support::unmark;

#[derive(Debug)]
enum Example {
    /// Text with `⟦…⟧` around what must be reported, what the fix must give, and what a fix that is only offered
    /// (never applied in bulk) must give.
    Bad { text: String, fixed: Option<String>, offered: Option<String> },
    /// Text in which nothing at all is reported.
    Good(String),
}

/// The fenced examples of a card, in order.
fn examples(card: &Card) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = card.body.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = block.join("\n");
        match kind {
            "bad" => examples.push(Example::Bad { text, fixed: None, offered: None }),
            "good" => examples.push(Example::Good(text)),
            "fixed" => match examples.last_mut() {
                Some(Example::Bad { fixed, .. }) => *fixed = Some(text),
                other => panic!("{}: `fixed` follows a `bad` example, not {other:?}", card.code),
            },
            "offered" => match examples.last_mut() {
                Some(Example::Bad { offered, .. }) => *offered = Some(text),
                other => panic!("{}: `offered` follows a `bad` example, not {other:?}", card.code),
            },
            other => panic!("{}: unknown example kind {other:?}", card.code),
        }
    }
    examples
}

fn check(text: &str) -> Vec<Finding> {
    let checker = Checker::new(Config::default()).expect("the default configuration is valid");
    let outcome = checker.check(&Document::new(text));
    assert_eq!(outcome.failed_rules, [""; 0]);
    outcome.findings
}

#[test]
fn bad_examples_raise_their_rule_at_the_marked_spans_and_nothing_else() {
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Bad { text, .. } = example else { continue };
            let (text, spans) = unmark(&text);
            let expected: Vec<_> = spans.into_iter().map(|span| (card.code, span)).collect();
            assert!(!expected.is_empty(), "{}: a bad example marks a span:\n{text}", card.code);
            let found: Vec<_> = check(&text).into_iter().map(|finding| (finding.code(), finding.range)).collect();
            assert_eq!(found, expected, "{}:\n{text}", card.code);
        }
    }
}

#[test]
fn good_examples_raise_nothing() {
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Good(text) = example else { continue };
            assert_eq!(check(&text), [], "{}:\n{text}", card.code);
        }
    }
}

#[test]
fn fixes_give_what_the_card_says() {
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Bad { text, fixed: Some(fixed), .. } = example else { continue };
            let (text, _) = unmark(&text);
            let applied = fix::fix_until_stable(&text, Applicability::Unsafe, check);
            assert_eq!(applied.text, fixed, "{}", card.code);
        }
    }
}

#[test]
fn offered_fixes_give_what_the_card_says() {
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Bad { text, offered: Some(offered), .. } = example else { continue };
            let (text, _) = unmark(&text);
            let found = check(&text);
            let first = found.iter().find_map(|finding| finding.fixes.first()).expect("a fix is offered");
            assert!(!first.preferred, "{}: a preferred fix is `fixed`", card.code);
            assert_eq!(fix::apply(&text, [first]).text, offered, "{}", card.code);
        }
    }
}

#[test]
fn every_card_has_its_sections_and_examples_of_both_kinds() {
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for section in ["## 是什么", "## 为什么", "## 例\n", "## 例外", "## 怎么改"] {
            assert!(card.body.contains(section), "{} lacks {section}", card.code);
        }
        let examples = examples(card);
        assert!(examples.iter().any(|example| matches!(example, Example::Bad { .. })), "{}", card.code);
        assert!(examples.iter().any(|example| matches!(example, Example::Good(_))), "{}", card.code);
        let shows_fix = examples.iter().any(|example| {
            matches!(example, Example::Bad { fixed: Some(_), .. } | Example::Bad { offered: Some(_), .. })
        });
        assert_eq!(shows_fix, card.fix != FixKind::None, "{}: a card shows a fix if and only if it has one", card.code);
        if matches!(card.source, Source::Standard | Source::Regulation) {
            assert!(!card.source_detail.is_empty(), "{} names its clause", card.code);
        } else {
            assert!(!card.body.contains("规定"), "{}: only 国标 and 条例 may say 规定", card.code);
        }
    }
}

#[test]
fn no_fix_is_safer_than_its_card_says() {
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Bad { text, .. } = example else { continue };
            for finding in check(&unmark(&text).0) {
                let is_safe = finding.fixes.iter().any(|fix| fix.applicability == Applicability::Safe);
                assert!(!is_safe || card.fix == FixKind::Safe, "{}", card.code);
            }
        }
    }
}

#[test]
fn files_codes_and_registry_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = BTreeSet::new();
    for family in std::fs::read_dir(root.join("rules")).unwrap().map(|entry| entry.unwrap().path()) {
        for page in std::fs::read_dir(family).unwrap().map(|entry| entry.unwrap().path()) {
            if page.extension().is_some_and(|extension| extension == "md") {
                pages.insert(page.file_stem().unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let cards = || rules::RULES.iter().map(|rule| rule.card());
    let expected: BTreeSet<String> = cards().map(|card| format!("{}-{}", card.code, card.name)).collect();
    assert_eq!(pages, expected, "one card a rule, named by its code and name");
    let codes: Vec<&str> = cards().map(|card| card.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "each code once, in order: {codes:?}");
}
