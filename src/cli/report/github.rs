//! `--format github`: workflow commands, which GitHub Actions shows as annotations beside the lines.

use super::{Checked, Format, Places, Report, card_of};
use crate::finding::{Finding, Severity};

/// The format.
pub(crate) struct GitHub;

impl Format for GitHub {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        checked.findings.iter().map(|finding| annotation(finding, checked, &places)).collect()
    }

    fn assemble(&self, report: &Report<'_>) -> String {
        let problem = |problem: &_| format!("::error title=gaolint::{}\n", data(&format!("{problem}")));
        report.items().map(str::to_owned).chain(report.problems.iter().map(problem)).collect()
    }
}

fn annotation(finding: &Finding, checked: &Checked<'_>, places: &Places<'_>) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let title = card_of(finding.code).map_or("", |card| card.title);
    let title = property(&format!("{} {title}", finding.code));
    let (start, end) = (places.at(finding.range.start), places.at(finding.range.end));
    let mut place = format!("file={},line={},col={}", property(checked.path), start.line, start.column);
    // GitHub takes an end column only where it is on the same line, and counts it in.
    if end.line > start.line {
        place.push_str(&format!(",endLine={}", end.line));
    } else {
        place.push_str(&format!(",endLine={},endColumn={}", end.line, end.column.max(start.column + 1) - 1));
    }
    format!("::{command} {place},title={title}::{}\n", data(&finding.message))
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
