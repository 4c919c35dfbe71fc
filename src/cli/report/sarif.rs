//! `--format sarif`: SARIF 2.1.0, which code scanning and many viewers read; the rules come with their cards.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use serde_sarif::sarif;

use super::identity::identities;
use super::json::to_json;
use super::{Checked, Ending, Format, Fragment, Opening, Places, capped, card_of};
use crate::cli::problem::Problem;
use crate::finding::{Finding, Fix, Severity};
use crate::rules::Card;
use crate::text::slice;

/// The format.
pub(crate) struct Sarif;

/// The name of our fingerprints, raised whenever they are computed otherwise.
const FINGERPRINT: &str = "gaolint/v1";

impl Format for Sarif {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        let view = View { checked, places: &places, artifact: artifact(checked.path) };
        let identities = identities(checked);
        let results = checked.findings.iter().zip(identities);
        results.map(|(finding, identity)| to_json(&view.result(finding, identity))).collect()
    }

    fn opening(&self) -> Opening {
        Opening::Fixed(
            "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
             \"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[",
        )
    }

    fn section(&self, fragment: &Fragment) -> String {
        fragment.items.join(",\n")
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    /// Only the end of the run tells which rules there are to describe.
    fn closing(&self, ending: &Ending<'_>) -> String {
        let tool = json!({"driver": driver(ending.totals.by_rule.keys().filter_map(|code| card_of(code)))});
        let invocations = json!([invocation(ending.problems)]);
        format!("],\n\"tool\":{tool},\n\"invocations\":{invocations}}}]}}\n")
    }
}

fn driver(cards: impl Iterator<Item = &'static Card>) -> sarif::ToolComponent {
    sarif::ToolComponent::builder()
        .name("gaolint")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .language("zh-CN")
        .rules(cards.map(rule).collect::<Vec<_>>())
        .build()
}

fn rule(card: &Card) -> sarif::ReportingDescriptor {
    let level = json!(level(card.severity));
    let help = sarif::MultiformatMessageString::builder().text(card.body).markdown(card.body).build();
    let tags = [card.family.title(), card.source.label()].map(str::to_owned);
    sarif::ReportingDescriptor::builder()
        .id(card.code)
        .name(card.name)
        .short_description(sarif::MultiformatMessageString::builder().text(card.title).build())
        .help(help)
        .default_configuration(sarif::ReportingConfiguration::builder().level(level).build())
        .properties(sarif::PropertyBag::builder().tags(tags).build())
        .build()
}

fn invocation(problems: &[Problem]) -> sarif::Invocation {
    let notification = |problem: &Problem| {
        sarif::Notification::builder().level(json!("error")).message(message(&problem.to_string())).build()
    };
    sarif::Invocation::builder()
        .execution_successful(problems.is_empty())
        .tool_execution_notifications(problems.iter().map(notification).collect::<Vec<_>>())
        .build()
}

/// Renders the findings of one draft.
struct View<'a> {
    checked: &'a Checked<'a>,
    places: &'a Places<'a>,
    artifact: sarif::ArtifactLocation,
}

impl View<'_> {
    fn result(&self, finding: &Finding, identity: String) -> sarif::Result {
        let related = finding.related.iter().zip(1i64..).map(|(related, id)| {
            let mut location = self.location(&related.range);
            location.id = Some(id);
            location.message = Some(message(&related.message));
            location
        });
        sarif::Result::builder()
            .rule_id(finding.code())
            .level(level(finding.severity))
            .message(message(&finding.message))
            .locations(vec![self.location(&finding.range)])
            .related_locations(related.collect::<Vec<_>>())
            .fixes(finding.fixes.iter().map(|fix| self.fix(fix)).collect::<Vec<_>>())
            .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), identity)]))
            .build()
    }

    fn location(&self, range: &Range<usize>) -> sarif::Location {
        let text = capped(slice(self.checked.document.text(), range.clone()));
        let mut region = self.region(range);
        region.snippet = Some(sarif::ArtifactContent::builder().text(text.into_owned()).build());
        let physical =
            sarif::PhysicalLocation::builder().artifact_location(self.artifact.clone()).region(region).build();
        let mut location = sarif::Location::builder().physical_location(physical).build();
        location.logical_locations = self.checked.document.paragraph_at(range.start).map(|paragraph| {
            vec![sarif::LogicalLocation::builder().name(paragraph.to_string()).kind("paragraph").build()]
        });
        location
    }

    fn region(&self, range: &Range<usize>) -> sarif::Region {
        let (start, end) = (self.places.at(range.start), self.places.at(range.end));
        sarif::Region::builder()
            .start_line(number(start.line))
            .start_column(number(start.column))
            .end_line(number(end.line))
            .end_column(number(end.column))
            .build()
    }

    fn fix(&self, fix: &Fix) -> sarif::Fix {
        let replacement = |edit: &crate::finding::Edit| {
            sarif::Replacement::builder()
                .deleted_region(self.region(&edit.range))
                .inserted_content(sarif::ArtifactContent::builder().text(edit.new_text.as_str()).build())
                .build()
        };
        let change = sarif::ArtifactChange::builder()
            .artifact_location(self.artifact.clone())
            .replacements(fix.edits.iter().map(replacement).collect::<Vec<_>>())
            .build();
        sarif::Fix::builder().description(message(&fix.title)).artifact_changes(vec![change]).build()
    }
}

fn message(text: &str) -> sarif::Message {
    sarif::Message::builder().text(text).build()
}

fn level(severity: Severity) -> sarif::ResultLevel {
    match severity {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
        Severity::Info => sarif::ResultLevel::Note,
    }
}

fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Characters that a path has in a URI as they are.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A draft's place as a URI: relative where the path is.
fn artifact(path: &str) -> sarif::ArtifactLocation {
    let forward = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let encoded = utf8_percent_encode(&forward, PATH).to_string();
    let uri = match Path::new(path).is_absolute() {
        true if encoded.starts_with('/') => format!("file://{encoded}"),
        true => format!("file:///{encoded}"),
        false => encoded,
    };
    sarif::ArtifactLocation::builder().uri(uri).build()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn findings_are_results_and_rules_come_with_their_cards() {
        let report = samples::report(&Sarif);
        let value: serde_json::Value = serde_json::from_str(&report).unwrap();
        insta::assert_json_snapshot!(value);
    }

    #[test]
    fn paths_are_uris() {
        let uri = |path| artifact(path).uri.unwrap();
        assert_eq!(uri("稿/a b:#1.txt"), "%E7%A8%BF/a%20b%3A%231.txt");
        assert_eq!(uri("-"), "-");
        if cfg!(unix) {
            assert_eq!(uri("/稿.txt"), "file:///%E7%A8%BF.txt");
        }
    }
}
