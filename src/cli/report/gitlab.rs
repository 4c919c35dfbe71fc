//! `--format gitlab`: a Code Quality report, which GitLab shows in merge requests.

use serde::Serialize;

use super::identity::identities;
use super::json::to_json;
use super::{Checked, Ending, Format, Fragment, Opening, Places, TextPosition};
use crate::finding::{Finding, Severity};

/// The format.
pub(crate) struct GitLab;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl Format for GitLab {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        let identities = identities(checked);
        let issues = checked.findings.iter().zip(identities);
        issues.map(|(finding, identity)| to_json(&issue(finding, &identity, checked, &places))).collect()
    }

    fn opening(&self) -> Opening {
        Opening::Fixed("[")
    }

    fn section(&self, fragment: &Fragment) -> String {
        fragment.items.join(",\n")
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn closing(&self, _ending: &Ending<'_>) -> String {
        "]\n".to_owned()
    }
}

fn issue<'a>(finding: &'a Finding, identity: &str, checked: &Checked<'a>, places: &Places<'_>) -> Issue<'a> {
    let place = blake3::hash(format!("{}\0{identity}", checked.path).as_bytes());
    Issue {
        description: places.prefix(finding.range.start) + &finding.message,
        check_name: finding.code(),
        fingerprint: place.to_hex().chars().take(32).collect(),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: checked.path,
            positions: Positions {
                begin: places.at(finding.range.start).into(),
                end: places.at(finding.range.end).into(),
            },
        },
    }
}

impl From<TextPosition> for Position {
    fn from(TextPosition { line, column, .. }: TextPosition) -> Self {
        Position { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn findings_are_issues_with_lasting_fingerprints() {
        insta::assert_snapshot!(samples::report(&GitLab));
    }
}
