//! `--format json`: one object, whose shape and key order are a contract.

use std::borrow::Cow;

use serde::Serialize;

use super::{Checked, Ending, Format, Fragment, Opening, Places, TextPosition, Totals, capped};
use crate::finding::{Finding, Fix};
use crate::text::{Span, slice};

/// The format.
pub(crate) struct Json;

impl Format for Json {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        checked.findings.iter().map(|finding| to_json(&JsonFinding::new(finding, checked, &places))).collect()
    }

    fn draft(&self, checked: &Checked<'_>) -> String {
        let unread = checked.document.unread().iter();
        let unread: Vec<JsonUnread> =
            unread.map(|(kind, count)| JsonUnread { kind: kind.name(), count: *count }).collect();
        if unread.is_empty() { String::new() } else { format!(",\"unread\":{}", to_json(&unread)) }
    }

    fn opening(&self) -> Opening {
        // The version of the contract comes first.
        Opening::Fixed("{\"version\":1,\"files\":[")
    }

    fn section(&self, fragment: &Fragment) -> String {
        let path = to_json(&fragment.path);
        let encoding = to_json(&fragment.encoding.name());
        let (findings, unread) = (fragment.items.join(","), &fragment.draft);
        format!("{{\"path\":{path},\"encoding\":{encoding},\"findings\":[{findings}]{unread}}}")
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        format!("],\"summary\":{}}}\n", to_json(&JsonSummary::new(ending.totals)))
    }
}

/// Serialises what consists of strings, numbers and lists only, which cannot fail.
pub(super) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Findings by severity.
#[derive(Serialize)]
pub(super) struct JsonSummary {
    error: usize,
    warning: usize,
    info: usize,
}

impl JsonSummary {
    pub(super) fn new(totals: &Totals) -> Self {
        JsonSummary { error: totals.error, warning: totals.warning, info: totals.info }
    }
}

/// What a Word document holds that was not checked.
#[derive(Serialize)]
struct JsonUnread {
    kind: &'static str,
    count: usize,
}

/// A finding, as every JSON of the program says it.
#[derive(Serialize)]
pub(super) struct JsonFinding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    range: JsonRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<JsonParagraph>,
    text: Cow<'a, str>,
    related: Vec<JsonRelated<'a>>,
    fixes: Vec<JsonFix<'a>>,
}

/// Where something stands in a Word document.
#[derive(Serialize)]
struct JsonParagraph {
    place: String,
    number: usize,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    range: JsonRange,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: crate::finding::Applicability,
    preferred: bool,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    range: JsonRange,
    new_text: &'a str,
}

/// Where something stands, as every JSON of the program says it.
#[derive(Serialize)]
pub(crate) struct JsonRange {
    start: JsonPlace,
    end: JsonPlace,
}

#[derive(Serialize)]
struct JsonPlace {
    line: usize,
    column: usize,
    offset: usize,
}

impl<'a> JsonFinding<'a> {
    pub(super) fn new(finding: &'a Finding, checked: &'a Checked<'_>, places: &Places<'_>) -> Self {
        JsonFinding {
            code: finding.code(),
            name: finding.rule.card().name,
            severity: finding.severity.name(),
            message: &finding.message,
            range: JsonRange::new(finding.range, places),
            paragraph: checked
                .document
                .paragraph_at(finding.range.start)
                .map(|paragraph| JsonParagraph { place: paragraph.place.to_string(), number: paragraph.number }),
            text: capped(slice(checked.document.text(), finding.range)),
            related: finding
                .related
                .iter()
                .map(|related| JsonRelated { range: JsonRange::new(related.range, places), message: &related.message })
                .collect(),
            fixes: finding.fixes.iter().map(|fix| JsonFix::new(fix, places)).collect(),
        }
    }
}

impl<'a> JsonFix<'a> {
    fn new(fix: &'a Fix, places: &Places<'_>) -> Self {
        JsonFix {
            title: &fix.title,
            applicability: fix.applicability,
            preferred: fix.preferred,
            edits: fix
                .edits
                .iter()
                .map(|edit| JsonEdit { range: JsonRange::new(edit.range, places), new_text: &edit.new_text })
                .collect(),
        }
    }
}

impl JsonRange {
    pub(crate) fn new(range: Span, places: &Places<'_>) -> Self {
        JsonRange { start: places.at(range.start).into(), end: places.at(range.end).into() }
    }
}

impl From<TextPosition> for JsonPlace {
    fn from(TextPosition { line, column, offset }: TextPosition) -> Self {
        JsonPlace { line, column, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::finding::{Edit, Related, Severity};
    use crate::text::{Document, Encoding};

    #[test]
    fn the_shape_and_the_key_order_are_a_contract() {
        let document = Document::new("一是抓落实。\n第三是抓长效。");
        let finding = Finding {
            rule: crate::rules::find("PU208").unwrap(),
            severity: Severity::Warning,
            range: Span::new(19, 25),
            message: "此处“第三”应为“二是”。".into(),
            related: vec![Related { range: Span::new(0, 6), message: "本级第一项".into() }],
            fixes: vec![
                Fix::likely("改为“二是”", vec![Edit::replace(19..28, "二是")]),
                Fix::alternative("改为“第二”", vec![Edit::replace(19..28, "第二")]),
            ],
        };
        let findings = [finding];
        let checked = Checked {
            path: "稿.txt",
            encoding: Encoding::UTF_8,
            document: &document,
            findings: &findings,
            fixed: None,
        };
        insta::assert_snapshot!(samples::of(&Json, &[checked]));
    }

    #[test]
    fn no_files_are_a_report_too() {
        assert_eq!(
            samples::of(&Json, &[]),
            "{\"version\":1,\"files\":[],\"summary\":{\"error\":0,\"warning\":0,\"info\":0}}\n"
        );
    }
}
