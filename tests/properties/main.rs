//! What holds for every draft: findings that make sense, and fixes that do no harm.

mod bounds;
mod drafts;
mod fixes;
mod oracle;
mod safety;

use std::sync::LazyLock;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Edit, Finding};
use gaolint::fix::{self, Applied};
use gaolint::structure::Structure;
use gaolint::text::Document;
use proptest::prelude::*;

use drafts::{draft, draft_with_line_end};

#[allow(clippy::unwrap_used, reason = "the default configuration is valid")]
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(Config::default()).unwrap());

/// Without the rules that cut residue or join lines, so that the others read the text as it is.
#[allow(clippy::unwrap_used, reason = "the configuration is valid")]
static LANGUAGE_CHECKER: LazyLock<Checker> =
    LazyLock::new(|| Checker::new(Config { ignore: vec!["RS".into(), "PU215".into()], ..Config::default() }).unwrap());

fn check(text: &str) -> Vec<Finding> {
    CHECKER.check(&Document::new(text)).findings
}

fn edits(finding: &Finding) -> impl Iterator<Item = &Edit> {
    finding.fixes.iter().flat_map(|fix| &fix.edits)
}

fn applicability() -> impl Strategy<Value = Applicability> {
    prop_oneof![Just(Applicability::Safe), Just(Applicability::Unsafe)]
}

proptest! {
    #[test]
    fn every_rule_survives_every_draft_and_says_the_same_twice(text in draft()) {
        let document = Document::new(text);
        let first = CHECKER.check(&document);
        prop_assert_eq!(&first.failed_rules, &Vec::<&str>::new());
        prop_assert_eq!(first.findings, CHECKER.check(&document).findings);
    }

    #[test]
    fn findings_come_in_order_and_say_something(text in draft()) {
        let findings = check(&text);
        prop_assert!(findings.is_sorted_by_key(|finding| (finding.range.start, finding.code())));
        prop_assert!(findings.iter().all(|finding| !finding.message.is_empty()));
    }

    #[test]
    fn all_ranges_lie_in_the_draft_and_split_no_character(text in draft()) {
        for finding in check(&text) {
            let related = finding.related.iter().map(|related| &related.range);
            for range in edits(&finding).map(|edit| &edit.range).chain(related).chain([&finding.range]) {
                prop_assert!(text.get(range.range()).is_some(), "{range:?} of {finding:?}");
            }
        }
    }

    #[test]
    fn edits_of_a_fix_are_in_order_and_apart(text in draft()) {
        for finding in check(&text) {
            for fix in &finding.fixes {
                prop_assert!(!fix.edits.is_empty() && !fix.title.is_empty(), "{finding:?}");
                let apart = |pair: &[Edit]| matches!(pair, [a, b] if a.range.end <= b.range.start && a.range != b.range);
                prop_assert!(fix.edits.windows(2).all(apart), "{finding:?}");
            }
        }
    }

    #[test]
    fn only_the_first_fix_may_be_preferred(text in draft()) {
        for finding in check(&text) {
            prop_assert!(finding.fixes.iter().skip(1).all(|fix| !fix.preferred), "{finding:?}");
        }
    }

    #[test]
    fn a_fix_that_applies_changes_the_draft(text in draft()) {
        for finding in check(&text) {
            for fix in &finding.fixes {
                let applied = fix::apply(&text, [fix]);
                prop_assert!(applied.count == 0 || applied.text != text, "{finding:?}");
            }
        }
    }

    #[test]
    fn only_numbering_touches_a_marker(text in draft()) {
        let findings = LANGUAGE_CHECKER.check(&Document::new(text.as_str())).findings;
        let structure = Structure::parse(&text);
        for finding in findings.iter().filter(|finding| !finding.code().starts_with("ST")) {
            prop_assert!(!edits(finding).any(|edit| structure.touches_marker(edit.range)), "{finding:?}");
        }
    }

    #[test]
    fn bulk_fixes_are_spliced_and_nothing_else_changes(text in draft(), allowed in applicability()) {
        let findings = check(&text);
        let Applied { text: fixed, count } = fix::apply_findings(&text, &findings, allowed);
        prop_assert_eq!((fixed, count), oracle::apply_findings(&text, &findings, allowed));
    }

    #[test]
    fn fixing_twice_changes_nothing_the_second_time(text in draft(), allowed in applicability()) {
        let once = fix::fix_until_stable(&text, allowed, check);
        let twice = fix::fix_until_stable(&once.text, allowed, check);
        prop_assert_eq!(twice.text, once.text);
    }

    #[test]
    fn line_ends_stay_what_they_are_and_new_ones_follow_them((text, line_end) in draft_with_line_end(), allowed in applicability()) {
        let fixed = fix::fix_until_stable(&text, allowed, check);
        let mut lines = fixed.text.split(line_end);
        prop_assert!(lines.all(|line| !line.contains(['\r', '\n'])), "{:?}", fixed.text);
    }
}
