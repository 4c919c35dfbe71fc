//! `--format junit`: an XML report of tests, which every build server reads. A draft is a suite, a finding a failure.

use askama::Template;

use super::text::visible;
use super::{Checked, Ending, Format, Fragment, Opening, Places};
use crate::finding::Finding;

/// The format.
pub(crate) struct JUnit;

/// A finding.
#[derive(Template)]
#[template(path = "report/junit-case.xml")]
struct Case {
    path: String,
    name: String,
    severity: &'static str,
    message: String,
    place: String,
    fixes: Vec<String>,
}

/// What stands before the drafts.
#[derive(Template)]
#[template(path = "report/junit-head.xml")]
struct Head {
    tests: usize,
    failures: usize,
    errors: usize,
}

/// A draft.
#[derive(Template)]
#[template(path = "report/junit-suite.xml")]
struct Suite<'a> {
    path: String,
    cases: &'a [String],
    /// Findings that are not shown.
    omitted: usize,
}

/// What stands behind the drafts.
#[derive(Template)]
#[template(path = "report/junit-tail.xml")]
struct Tail {
    problems: Vec<String>,
}

impl Format for JUnit {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        checked.findings.iter().map(|finding| rendered(&case(finding, checked, &places))).collect()
    }

    fn opening(&self) -> Opening {
        Opening::Late(|ending| {
            // A draft without findings is one passed test.
            let tests: usize = ending.drafts.iter().map(|draft| draft.shown.max(1)).sum();
            let failures = ending.drafts.iter().map(|draft| draft.shown).sum();
            let errors = ending.problems.len();
            rendered(&Head { tests: tests + errors, failures, errors })
        })
    }

    fn section(&self, fragment: &Fragment) -> String {
        let omitted = fragment.found - fragment.items.len().min(fragment.found);
        rendered(&Suite { path: plain(&fragment.path), cases: &fragment.items, omitted })
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        let problems = ending.problems.iter().map(|problem| plain(&problem.to_string())).collect();
        rendered(&Tail { problems }) + "\n"
    }
}

fn case(finding: &Finding, checked: &Checked<'_>, places: &Places<'_>) -> Case {
    let start = finding.range.start;
    let title = finding.rule.card().title;
    let path = plain(checked.path);
    Case {
        name: format!("{} {title}（{}）", finding.code(), places.spoken(start)),
        severity: finding.severity.name(),
        message: plain(&finding.message),
        place: places.cited(&path, start),
        fixes: finding.fixes.iter().map(|fix| plain(&fix.title)).collect(),
        path,
    }
}

/// Text that XML can hold: it knows no control characters, and these two not either.
fn plain(text: &str) -> String {
    visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Renders what consists of strings only, which cannot fail.
fn rendered(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_draft_is_a_suite_and_a_finding_a_failure() {
        insta::assert_snapshot!(samples::report(&JUnit));
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(plain("\u{0}a\u{b}\u{ffff}\u{fffe}"), "␀a␋\u{fffd}\u{fffd}");
    }
}
