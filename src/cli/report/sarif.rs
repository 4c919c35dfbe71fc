//! `--format sarif`: SARIF 2.1.0, which code scanning and many viewers read; the rules come with their cards.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::identity::identities;
use super::json::to_json;
use super::{Checked, Ending, Format, Fragment, Opening, Places, capped, card_of};
use crate::cli::problem::Problem;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules::Card;
use crate::text::{Span, slice};

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

fn driver(cards: impl Iterator<Item = &'static Card>) -> Value {
    json!({
        "name": "gaolint",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "language": "zh-CN",
        "rules": cards.map(rule).collect::<Vec<_>>(),
    })
}

fn rule(card: &Card) -> Value {
    let page = card.page();
    json!({
        "id": card.code,
        "name": card.name,
        "shortDescription": message(card.title),
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(card.severity)},
        "properties": {"tags": [card.family.title(), card.source.label()]},
    })
}

fn invocation(problems: &[Problem]) -> Value {
    let notification = |problem: &Problem| json!({"level": "error", "message": message(&problem.to_string())});
    json!({
        "executionSuccessful": problems.is_empty(),
        "toolExecutionNotifications": problems.iter().map(notification).collect::<Vec<_>>(),
    })
}

/// Renders the findings of one draft.
struct View<'a> {
    checked: &'a Checked<'a>,
    places: &'a Places<'a>,
    artifact: Value,
}

impl View<'_> {
    fn result(&self, finding: &Finding, identity: String) -> Value {
        let related = finding.related.iter().zip(1..).map(|(related, id)| {
            let mut location = self.location(related.range);
            location.insert("id".to_owned(), json!(id));
            location.insert("message".to_owned(), message(&related.message));
            location
        });
        json!({
            "ruleId": finding.code(),
            "level": level(finding.severity),
            "message": message(&finding.message),
            "locations": [self.location(finding.range)],
            "relatedLocations": related.collect::<Vec<_>>(),
            "fixes": finding.fixes.iter().map(|fix| self.fix(fix)).collect::<Vec<_>>(),
            "partialFingerprints": {FINGERPRINT: identity},
        })
    }

    fn location(&self, range: Span) -> Map<String, Value> {
        let text = capped(slice(self.checked.document.text(), range));
        let mut region = self.region(range);
        region.insert("snippet".to_owned(), message(&text));
        let physical = json!({"artifactLocation": self.artifact, "region": region});
        let mut location = Map::from_iter([("physicalLocation".to_owned(), physical)]);
        if let Some(paragraph) = self.checked.document.paragraph_at(range.start) {
            let logical = json!([{"name": paragraph.to_string(), "kind": "paragraph"}]);
            location.insert("logicalLocations".to_owned(), logical);
        }
        location
    }

    fn region(&self, range: Span) -> Map<String, Value> {
        let (start, end) = (self.places.at(range.start), self.places.at(range.end));
        let sides = [
            ("startLine", start.line),
            ("startColumn", start.column),
            ("endLine", end.line),
            ("endColumn", end.column),
        ];
        sides.into_iter().map(|(name, number)| (name.to_owned(), json!(number))).collect()
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacement =
            |edit: &Edit| json!({"deletedRegion": self.region(edit.range), "insertedContent": message(&edit.new_text)});
        let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
        json!({
            "description": message(&fix.title),
            "artifactChanges": [{"artifactLocation": self.artifact, "replacements": replacements}],
        })
    }
}

/// A message, a title or the content of an artifact: all of them have their text under this name.
fn message(text: &str) -> Value {
    json!({"text": text})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Characters that a path has in a URI as they are.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A draft's place as a URI: relative where the path is.
fn artifact(path: &str) -> Value {
    let forward = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let encoded = utf8_percent_encode(&forward, PATH).to_string();
    let uri = match Path::new(path).is_absolute() {
        true if encoded.starts_with('/') => format!("file://{encoded}"),
        true => format!("file:///{encoded}"),
        false => encoded,
    };
    json!({"uri": uri})
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
        let uri = |path| artifact(path)["uri"].clone();
        assert_eq!(uri("稿/a b:#1.txt"), "%E7%A8%BF/a%20b%3A%231.txt");
        assert_eq!(uri("-"), "-");
        if cfg!(unix) {
            assert_eq!(uri("/稿.txt"), "file:///%E7%A8%BF.txt");
        }
    }
}
