//! `--format junit`: an XML report of tests, which every build server reads. A draft is a suite, a finding a failure.

use askama::Template;

use super::text::visible;
use super::{Checked, Format, Places, Report, card_of};
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

/// The report.
#[derive(Template)]
#[template(path = "report/junit.xml")]
struct Suites<'a> {
    failures: usize,
    suites: Vec<Suite<'a>>,
    problems: Vec<String>,
}

struct Suite<'a> {
    path: String,
    cases: &'a [String],
}

impl Format for JUnit {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        checked.findings.iter().map(|finding| rendered(&case(finding, checked, &places))).collect()
    }

    fn assemble(&self, report: &Report<'_>) -> String {
        let suite = |path, cases| Suite { path: plain(path), cases };
        let suites = Suites {
            failures: report.items().count(),
            suites: report.fragments.iter().map(|fragment| suite(&fragment.path, &fragment.items)).collect(),
            problems: report.problems.iter().map(|problem| plain(&problem.to_string())).collect(),
        };
        rendered(&suites) + "\n"
    }
}

impl Suites<'_> {
    /// A draft without findings is one passed test.
    fn tests(&self) -> usize {
        self.suites.iter().map(Suite::tests).sum::<usize>() + self.problems.len()
    }
}

impl Suite<'_> {
    fn tests(&self) -> usize {
        self.cases.len().max(1)
    }
}

fn case(finding: &Finding, checked: &Checked<'_>, places: &Places<'_>) -> Case {
    let place = places.at(finding.range.start);
    let title = card_of(finding.code).map_or("", |card| card.title);
    let path = plain(checked.path);
    Case {
        name: format!("{} {title}（{}）", finding.code, place.spoken()),
        severity: finding.severity.name(),
        message: plain(&finding.message),
        place: format!("{path}:{}:{}", place.line, place.column),
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
