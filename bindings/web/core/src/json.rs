//! What JavaScript is told, as JSON.

use gaolint::draft::Reading;
use gaolint::rules::Family;
use gaolint::structure::outline::Node;
use gaolint::{Applicability, Card, Config, Document, Edit, Finding, Fix, Span};
use serde::{Deserialize, Serialize};

use crate::offsets::Offsets;

/// A change of the text, in units of UTF-16.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JsonEdit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'a> {
    code: &'static str,
    family: &'static str,
    severity: &'static str,
    start: usize,
    end: usize,
    place: String,
    message: &'a str,
    related: Vec<JsonRelated<'a>>,
    fixes: Vec<JsonFix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<String>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    start: usize,
    end: usize,
    place: String,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safe: bool,
    preferred: bool,
    edits: Vec<JsonEdit>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonNode<'a> {
    title: &'a str,
    start: usize,
    end: usize,
    children: Vec<JsonNode<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonRule {
    code: &'static str,
    name: &'static str,
    title: &'static str,
    family: &'static str,
    family_title: &'static str,
    severity: &'static str,
    source: String,
    enabled: bool,
    page: String,
}

/// The findings in `document`.
pub(crate) fn findings(document: &Document, findings: &[Finding]) -> String {
    let offsets = Offsets::new(document.text());
    let findings: Vec<_> = findings.iter().map(|finding| json_finding(document, &offsets, finding)).collect();
    to_json(&findings)
}

fn json_finding<'a>(document: &Document, offsets: &Offsets<'_>, finding: &'a Finding) -> JsonFinding<'a> {
    let (start, end) = units(offsets, finding.range);
    let related = finding.related.iter().map(|related| {
        let (start, end) = units(offsets, related.range);
        JsonRelated { start, end, place: place(document, related.range), message: &related.message }
    });
    let is_about_a_word = finding.rule.family() == Family::Words;
    JsonFinding {
        code: finding.code(),
        family: finding.rule.family().letters(),
        severity: finding.severity.name(),
        start,
        end,
        place: place(document, finding.range),
        message: &finding.message,
        related: related.collect(),
        fixes: finding.fixes.iter().map(|fix| json_fix(offsets, fix)).collect(),
        word: is_about_a_word.then(|| finding.word(document.text())).flatten(),
    }
}

fn json_fix<'a>(offsets: &Offsets<'_>, fix: &'a Fix) -> JsonFix<'a> {
    let edit = |edit: &Edit| {
        let (start, end) = units(offsets, edit.range);
        JsonEdit { start, end, text: edit.new_text.clone() }
    };
    JsonFix {
        title: &fix.title,
        safe: fix.applicability == Applicability::Safe,
        preferred: fix.preferred,
        edits: fix.edits.iter().map(edit).collect(),
    }
}

/// What a reader finds it by: the number of its line, or in a Word document its paragraph.
fn place(document: &Document, range: Span) -> String {
    match document.paragraph_at(range.start) {
        Some(paragraph) => paragraph.to_string(),
        None => format!("第 {} 行", document.lines().line_of(range.start) + 1),
    }
}

fn units(offsets: &Offsets<'_>, range: Span) -> (usize, usize) {
    (offsets.units(range.start), offsets.units(range.end))
}

/// The outline of the draft with this `text`.
pub(crate) fn outline(text: &str, reading: &Reading) -> String {
    let offsets = Offsets::new(text);
    to_json(&nodes(&offsets, reading.outline()))
}

fn nodes<'a>(offsets: &Offsets<'_>, outline: &'a [Node]) -> Vec<JsonNode<'a>> {
    let node = |node: &'a Node| {
        let (start, end) = units(offsets, node.range);
        JsonNode { title: &node.name, start, end, children: nodes(offsets, &node.children) }
    };
    outline.iter().map(node).collect()
}

/// What the cards say, and whether their rules run with `config`.
pub(crate) fn rules<'a>(cards: impl Iterator<Item = &'a Card>, config: &Config) -> String {
    let rule = |card: &Card| JsonRule {
        code: card.code,
        name: card.name,
        title: card.title,
        family: card.family.letters(),
        family_title: card.family.title(),
        severity: card.severity.name(),
        source: format!("{} {}", card.source.label(), card.source_detail).trim_end().to_owned(),
        enabled: config.enables(card),
        page: card.page(),
    };
    to_json(&cards.map(rule).collect::<Vec<_>>())
}

/// Edits in the draft with this `text`; nothing where they are none of it.
pub(crate) fn edits(text: &str, json: &str) -> Option<Vec<Edit>> {
    let offsets = Offsets::new(text);
    let edits: Vec<JsonEdit> = serde_json::from_str(json).ok()?;
    edits
        .into_iter()
        .map(|edit| Some(Edit::replace(offsets.byte(edit.start)?..offsets.byte(edit.end)?, edit.text)))
        .collect()
}

/// Writes what consists of names, numbers and strings, which cannot fail.
fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
