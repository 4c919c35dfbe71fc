//! `gaolint outline`.

use std::process::ExitCode;

use serde::Serialize;

use super::args::{FormatName, OutlineArgs};
use super::report::{JsonRange, Places};
use super::{CLEAN, FAILED, check, terminal};
use crate::finding::{Finding, Severity};
use crate::structure::outline::Node;
use crate::text::{Document, slice};

/// Prints the tree of documents, headings and items.
pub(super) fn run(args: &OutlineArgs) -> ExitCode {
    let (document, checker) = match check::open(&args.path, args.config.as_deref()) {
        Ok(opened) => opened,
        Err(problem) => {
            terminal::complain(&problem);
            return ExitCode::from(FAILED);
        }
    };
    let reading = checker.read(&document);
    let mut findings = checker.check(&document).findings;
    findings.retain(|finding| finding.code.starts_with("ST") && finding.severity >= Severity::Warning);
    let outline = Outline { document: &document, places: Places::new(&document), findings: &findings };
    let shown = match args.format {
        FormatName::Text => outline.text(reading.outline()),
        FormatName::Json => outline.json(reading.outline()),
    };
    ExitCode::from(if terminal::to_stdout(shown.as_bytes()) { CLEAN } else { FAILED })
}

/// A draft, and what is wrong with its numbering.
struct Outline<'a> {
    document: &'a Document,
    places: Places<'a>,
    findings: &'a [Finding],
}

impl Outline<'_> {
    fn text(&self, nodes: &[Node]) -> String {
        let width = self.document.lines().len().to_string().len();
        let mut lines = String::new();
        nodes.iter().for_each(|node| self.write(node, 0, width, &mut lines));
        lines
    }

    /// `  38  第三，进一步理清了思路`, children below and further in, findings after the title.
    fn write(&self, node: &Node, depth: usize, width: usize, lines: &mut String) {
        let line = self.places.at(node.range.start).line;
        let indentation = "  ".repeat(depth);
        lines.push_str(&format!("{line:>width$}  {indentation}{}", self.title(node)));
        for finding in self.findings_at(node) {
            lines.push_str(&format!("  ← {} {}", finding.code, finding.message));
        }
        lines.push('\n');
        node.children.iter().for_each(|child| self.write(child, depth + 1, width, lines));
    }

    /// On one line, though the draft may have broken it.
    fn title(&self, node: &Node) -> String {
        slice(self.document.text(), node.title.clone()).trim().replace(['\r', '\n'], "")
    }

    /// What starts at the marker of this node.
    fn findings_at<'f>(&'f self, node: &Node) -> impl Iterator<Item = &'f Finding> {
        let marker = node.marker.as_ref().map(|marker| marker.range.clone());
        self.findings.iter().filter(move |finding| {
            marker
                .as_ref()
                .is_some_and(|marker| marker.start <= finding.range.start && finding.range.start < marker.end)
        })
    }

    fn json(&self, nodes: &[Node]) -> String {
        let outline = JsonOutline { version: 1, documents: nodes.iter().map(|node| self.json_node(node)).collect() };
        // Strings, numbers and lists only: this cannot fail.
        format!("{}\n", serde_json::to_string(&outline).unwrap_or_default())
    }

    fn json_node(&self, node: &Node) -> JsonNode<'_> {
        let text = self.document.text();
        JsonNode {
            title: self.title(node),
            marker: node.marker.as_ref().map(|marker| marker.label(text)),
            number: node.marker.as_ref().map(|marker| marker.number),
            range: JsonRange::new(&node.range, &self.places),
            findings: self
                .findings_at(node)
                .map(|finding| JsonFinding { code: finding.code, message: finding.message.as_str() })
                .collect(),
            children: node.children.iter().map(|child| self.json_node(child)).collect(),
        }
    }
}

#[derive(Serialize)]
struct JsonOutline<'a> {
    version: u32,
    documents: Vec<JsonNode<'a>>,
}

#[derive(Serialize)]
struct JsonNode<'a> {
    title: String,
    marker: Option<&'a str>,
    number: Option<u32>,
    range: JsonRange,
    findings: Vec<JsonFinding<'a>>,
    children: Vec<JsonNode<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'static str,
    message: &'a str,
}
