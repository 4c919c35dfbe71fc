//! Rule cards are executable: their examples are checked against the rules they document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Finding, Fix};
use gaolint::fix;
use gaolint::rules::{self, Card, FixKind, Source};
use gaolint::text::{Document, slice};

use support::unmark;

#[derive(Debug)]
enum Example {
    /// Text with `⟦…⟧` around what must be reported.
    Bad { text: String, repair: Repair },
    /// Text in which nothing at all is reported.
    Good(String),
}

/// What becomes of a bad example.
#[derive(Debug)]
enum Repair {
    /// The card shows none.
    None,
    /// `fixed safe`: what the safe fixes alone give.
    Safe(String),
    /// `fixed likely`: what all fixes give, and the safe ones alone change nothing.
    Likely(String),
    /// `offered`: what a fix gives that is only offered, never applied in bulk.
    Offered(String),
}

/// The fenced examples of a card, in order.
fn examples(card: &Card) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = card.body.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = block.join("\n");
        let repaired = match kind {
            "settings" => continue,
            "bad" => {
                examples.push(Example::Bad { text, repair: Repair::None });
                continue;
            }
            "good" => {
                examples.push(Example::Good(text));
                continue;
            }
            "fixed safe" => Repair::Safe(text),
            "fixed likely" => Repair::Likely(text),
            "offered" => Repair::Offered(text),
            "fixed" => {
                panic!("{}: write `fixed safe` or `fixed likely`, as the gate classes the fix:\n{text}", card.code)
            }
            other => panic!("{}: unknown example kind {other:?}", card.code),
        };
        match examples.last_mut() {
            Some(Example::Bad { repair, .. }) => *repair = repaired,
            other => panic!("{}: `{kind}` follows a `bad` example, not {other:?}", card.code),
        }
    }
    examples
}

/// The bad examples of all cards, without their marks.
fn bad_examples() -> impl Iterator<Item = (&'static Card, String, Repair)> {
    rules::RULES.iter().map(|rule| rule.card()).flat_map(|card| {
        examples(card).into_iter().filter_map(move |example| match example {
            Example::Bad { text, repair } => Some((card, unmark(&text).0, repair)),
            Example::Good(_) => None,
        })
    })
}

/// The checkers of the cards that show settings, which hold for all their examples; under `""` that of the others.
static CHECKERS: LazyLock<BTreeMap<&str, Checker>> = LazyLock::new(|| {
    let settings = rules::RULES.iter().map(|rule| rule.card()).filter_map(|card| Some((card.code, settings(card)?)));
    let checker = |settings: &str| {
        let config = Config::parse(settings).expect("a card shows settings that are right");
        Checker::new(config).expect("a card shows settings that work")
    };
    std::iter::once(("", String::new())).chain(settings).map(|(code, settings)| (code, checker(&settings))).collect()
});

/// The settings that a card shows.
fn settings(card: &Card) -> Option<String> {
    let (_, rest) = card.body.split_once("```settings\n")?;
    rest.split_once("```").map(|(settings, _)| settings.to_owned())
}

fn check(card: &Card, text: &str) -> Vec<Finding> {
    let checker = CHECKERS.get(card.code).unwrap_or(&CHECKERS[""]);
    let outcome = checker.check(&Document::new(text));
    assert_eq!(outcome.failed_rules, [""; 0]);
    outcome.findings
}

/// What was found, as a failing test shows it.
fn shown(text: &str, findings: &[Finding]) -> String {
    let repair = |fix: &Fix| {
        let sure = if fix.applicability == Applicability::Safe { "safe" } else { "likely" };
        format!("\n      {}: {}", if fix.preferred { sure } else { "offered" }, fix.title)
    };
    let finding = |finding: &Finding| {
        let fixes: String = finding.fixes.iter().map(repair).collect();
        let (code, severity) = (finding.code(), finding.severity.name());
        format!("  {code} {severity} ⟦{}⟧ {}{fixes}\n", slice(text, finding.range), finding.message)
    };
    format!("in\n{text}\nfound\n{}", findings.iter().map(finding).collect::<String>())
}

/// Fails with all complaints at once.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn bad_examples_raise_their_rule_at_the_marked_spans_and_nothing_else() {
    let mut complaints = Vec::new();
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Bad { text, .. } = example else { continue };
            let (text, spans) = unmark(&text);
            assert!(!spans.is_empty(), "{}: a bad example marks a span:\n{text}", card.code);
            let expected: Vec<_> = spans.iter().map(|span| (card.code, *span)).collect();
            let findings = check(card, &text);
            let found: Vec<_> = findings.iter().map(|finding| (finding.code(), finding.range)).collect();
            if found != expected {
                let marked: Vec<&str> = spans.into_iter().map(|span| slice(&text, span)).collect();
                complaints.push(format!("{}: marked are {marked:?}, {}", card.code, shown(&text, &findings)));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn good_examples_raise_nothing() {
    let mut complaints = Vec::new();
    for card in rules::RULES.iter().map(|rule| rule.card()) {
        for example in examples(card) {
            let Example::Good(text) = example else { continue };
            let findings = check(card, &text);
            if !findings.is_empty() {
                complaints.push(format!("{}: {}", card.code, shown(&text, &findings)));
            }
        }
    }
    assert_none(&complaints);
}

/// A fix is classed by what it does to the text, not by what its rule or its card says of it.
#[test]
fn fixes_give_what_the_card_says_and_are_as_sure_as_it_says() {
    let mut complaints = Vec::new();
    for (card, text, repair) in bad_examples() {
        let (Repair::Safe(fixed) | Repair::Likely(fixed)) = &repair else { continue };
        let safely = fix::fix_until_stable(&text, Applicability::Safe, |text| check(card, text)).text;
        let all = fix::fix_until_stable(&text, Applicability::Unsafe, |text| check(card, text)).text;
        let is_so = match &repair {
            Repair::Safe(_) => safely == *fixed && all == *fixed,
            _ => safely == text && all == *fixed,
        };
        if !is_so {
            let advice = match (safely == all, safely == text) {
                (true, _) => "`fixed safe`",
                (false, true) => "`fixed likely`",
                (false, false) => "an example that is either safe or likely throughout",
            };
            let gives = format!("safe fixes give\n{safely}\nall fixes give\n{all}\nwrite {advice}, ");
            complaints.push(format!("{}: {gives}{}", card.code, shown(&text, &check(card, &text))));
        }
    }
    assert_none(&complaints);
}

#[test]
fn offered_fixes_give_what_the_card_says() {
    for (card, text, repair) in bad_examples() {
        let Repair::Offered(offered) = repair else { continue };
        let found = check(card, &text);
        let first = found.iter().find_map(|finding| finding.fixes.first()).expect("a fix is offered");
        assert!(!first.preferred, "{}: a preferred fix is `fixed`, {}", card.code, shown(&text, &found));
        assert_eq!(fix::apply(&text, [first]).text, offered, "{}", card.code);
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
        let repair = |example: &Example| match example {
            Example::Bad { repair: Repair::None, .. } | Example::Good(_) => None,
            Example::Bad { repair: Repair::Safe(_), .. } => Some(FixKind::Safe),
            Example::Bad { .. } => Some(FixKind::Unsafe),
        };
        let repairs: Vec<FixKind> = examples.iter().filter_map(repair).collect();
        let best = if repairs.contains(&FixKind::Safe) {
            FixKind::Safe
        } else {
            repairs.first().copied().unwrap_or(FixKind::None)
        };
        let (says, shows) = (card.fix.name(), best.name());
        assert_eq!(says, shows, "{} says `fix: {says}` and shows one that is {shows}", card.code);
        if matches!(card.source, Source::Standard | Source::Regulation) {
            assert!(!card.source_detail.is_empty(), "{} names its clause", card.code);
        } else {
            assert!(!card.body.contains("规定"), "{}: only 国标 and 条例 may say 规定", card.code);
        }
    }
}

#[test]
fn no_fix_is_safer_than_its_card_says() {
    for (card, text, _) in bad_examples().filter(|(card, ..)| card.fix != FixKind::Safe) {
        let found = check(card, &text);
        let is_safe = |finding: &Finding| finding.fixes.iter().any(|fix| fix.applicability == Applicability::Safe);
        assert!(
            !found.iter().any(is_safe),
            "{} has a safe fix and says `fix: {}`, {}",
            card.code,
            card.fix.name(),
            shown(&text, &found)
        );
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
