//! `--format github`: workflow commands, which GitHub Actions shows as annotations beside the lines.

use super::{Checked, Ending, Format, Places};
use crate::finding::{Finding, Severity};

/// The format.
pub(crate) struct GitHub;

impl Format for GitHub {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        checked.findings.iter().map(|finding| annotation(finding, checked, &places)).collect()
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        let problem = |problem: &_| format!("::error title=gaolint::{}\n", data(&format!("{problem}")));
        ending.problems.iter().map(problem).collect()
    }
}

fn annotation(finding: &Finding, checked: &Checked<'_>, places: &Places<'_>) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let title = finding.rule.card().title;
    let title = property(&format!("{} {title}", finding.code()));
    let mut place = format!("file={}", property(checked.path));
    if checked.document.paragraph_at(finding.range.start).is_none() {
        place.push_str(&lines(finding, places));
    }
    let message = places.prefix(finding.range.start) + &finding.message;
    format!("::{command} {place},title={title}::{}\n", data(&message))
}

/// Where the finding is in a text that has lines.
fn lines(finding: &Finding, places: &Places<'_>) -> String {
    let (start, end) = (places.at(finding.range.start), places.at(finding.range.end));
    // GitHub takes an end column only where it is on the same line, and counts it in.
    let end = match end.line > start.line {
        true => format!("endLine={}", end.line),
        false => format!("endLine={},endColumn={}", end.line, end.column.max(start.column + 1) - 1),
    };
    format!(",line={},col={},{end}", start.line, start.column)
}

/// Text after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_an_annotation_on_one_line() {
        insta::assert_snapshot!(samples::report(&GitHub));
    }
}
