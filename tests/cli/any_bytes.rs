//! Any bytes at all give findings or a clear error.

use std::sync::LazyLock;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::Applicability;
use gaolint::fix::apply_findings;
use gaolint::text::{Document, decode};
use proptest::prelude::*;

#[allow(clippy::unwrap_used, reason = "the default configuration is valid")]
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(Config::default()).unwrap());

fn check_and_fix(bytes: &[u8]) -> Result<(), TestCaseError> {
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(error) => {
            prop_assert!(!error.to_string().is_empty());
            return Ok(());
        }
    };
    let document = Document::new(decoded.text);
    let outcome = CHECKER.check(&document);
    prop_assert_eq!(outcome.failed_rules, Vec::<&str>::new());
    for finding in &outcome.findings {
        prop_assert!(document.text().get(finding.range.range()).is_some());
    }
    apply_findings(document.text(), &outcome.findings, Applicability::Unsafe);
    Ok(())
}

proptest! {
    #[test]
    fn raw_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check_and_fix(&bytes)?;
    }

    #[test]
    fn scraps_of_speeches(text in "([一二三四十百零〇第是要，。、；：？！“”‘’（）《》〔〕\\[\\]()0-9.a-z@:/\r\n\t \u{3000}]|一是|第三|同志们|百度文库|\u{20000}|e\u{301}){0,60}") {
        check_and_fix(text.as_bytes())?;
    }
}
