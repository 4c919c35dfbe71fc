//! The outline of a draft, for somebody at a shell and for a program.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use serde::Serialize;

use super::json::to_json;
use super::text::visible;
use super::{JsonRange, Places};
use crate::finding::{Finding, Severity};
use crate::structure::Kind;
use crate::structure::outline::{MAX_TITLE, Node};
use crate::text::{Document, after, chars};

/// The version of the contract of the JSON.
const VERSION: u32 = 1;

/// A draft, its outline and what is wrong with it.
pub(crate) struct Outlined<'a> {
    path: &'a str,
    document: &'a Document,
    roots: Vec<Entry<'a>>,
}

/// A node and the findings that start in it and in none of its children.
struct Entry<'a> {
    node: &'a Node,
    findings: Vec<&'a Finding>,
    children: Vec<Entry<'a>>,
}

impl<'a> Outlined<'a> {
    /// Puts each finding where it belongs.
    pub(crate) fn new(path: &'a str, document: &'a Document, outline: &'a [Node], findings: Vec<&'a Finding>) -> Self {
        let (roots, _) = entries(outline, findings);
        Outlined { path, document, roots }
    }
}

/// The entries of sibling nodes, and the findings that are in none of them.
fn entries<'a>(nodes: &'a [Node], findings: Vec<&'a Finding>) -> (Vec<Entry<'a>>, Vec<&'a Finding>) {
    let mut rest = Vec::new();
    let mut entries: Vec<Entry<'a>> =
        nodes.iter().map(|node| Entry { node, findings: Vec::new(), children: Vec::new() }).collect();
    for finding in findings {
        let start = finding.range.start;
        let place = nodes.partition_point(|node| node.range.start <= start).checked_sub(1);
        match place.and_then(|place| entries.get_mut(place)).filter(|entry| start < entry.node.range.end) {
            Some(entry) => entry.findings.push(finding),
            None => rest.push(finding),
        }
    }
    for entry in &mut entries {
        (entry.children, entry.findings) = self::entries(&entry.node.children, std::mem::take(&mut entry.findings));
    }
    (entries, rest)
}

/// The outline as indented lines with line numbers, wrong places marked.
pub(crate) fn text(outlined: &Outlined<'_>, color: bool) -> String {
    let places = Places::new(outlined.document);
    let last_line = outlined.document.lines().len().to_string();
    let mut page = Page { outlined, places, width: last_line.len(), color, text: String::new(), items: 0, wrong: 0 };
    outlined.roots.iter().for_each(|root| page.entry(root, 0));
    page.summary();
    page.text
}

/// The text in the making.
struct Page<'a> {
    outlined: &'a Outlined<'a>,
    places: Places<'a>,
    /// How many digits the line numbers have.
    width: usize,
    color: bool,
    text: String,
    items: usize,
    wrong: usize,
}

const BOLD: Style = Style::new().effects(Effects::BOLD);

impl Page<'_> {
    fn entry(&mut self, entry: &Entry<'_>, depth: usize) {
        let severity = entry.findings.iter().map(|finding| finding.severity).max();
        let mark = match severity {
            None => " ".to_owned(),
            Some(Severity::Error) => self.paint("✗", style(Severity::Error)),
            Some(other) => self.paint("!", style(other)),
        };
        let line = self.places.number(entry.node.range.start);
        let title = if depth == 0 { self.paint(&self.title(entry.node), BOLD) } else { self.title(entry.node) };
        let (width, indentation) = (self.width, "  ".repeat(depth));
        self.text.push_str(&format!("{mark} {line:>width$}  {indentation}{title}\n"));
        for finding in &entry.findings {
            let label =
                self.paint(&format!("{}[{}]", finding.severity.label(), finding.code()), style(finding.severity));
            let message = visible(&finding.message);
            self.text.push_str(&format!("  {:>width$}  {indentation}^ {label}: {message}\n", ""));
        }
        self.items += usize::from(entry.node.marker.is_some());
        self.wrong += entry.findings.len();
        entry.children.iter().for_each(|child| self.entry(child, depth + 1));
    }

    /// The title, with a mark where it goes on.
    fn title(&self, node: &Node) -> String {
        let next = after(self.outlined.document.text(), node.title.end).chars().next();
        let goes_on = next.is_some_and(|c| !chars::is_point(c) && !matches!(c, '\n' | '\r'));
        let is_cut = goes_on && node.name.chars().count() >= MAX_TITLE;
        format!("{}{}", visible(&node.name), if is_cut { "…" } else { "" })
    }

    fn summary(&mut self) {
        let (documents, items, wrong) = (self.outlined.roots.len(), self.items, self.wrong);
        self.text.push_str(&match (documents, wrong) {
            (0, _) => "稿件里没有文字\n".to_owned(),
            (_, 0) => format!("共 {documents} 篇、{items} 项，序号没有发现问题\n"),
            _ => format!("共 {documents} 篇、{items} 项，序号有 {wrong} 处问题\n"),
        });
    }

    fn paint(&self, text: &str, style: Style) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn style(severity: Severity) -> Style {
    let color = if severity == Severity::Error { AnsiColor::Red } else { AnsiColor::Yellow };
    color.on_default().effects(Effects::BOLD)
}

#[derive(Serialize)]
struct JsonOutline<'a> {
    version: u32,
    path: &'a str,
    documents: Vec<JsonNode<'a>>,
}

#[derive(Serialize)]
struct JsonNode<'a> {
    title: &'a str,
    marker: Option<&'a str>,
    number: Option<u32>,
    kind: &'static str,
    range: JsonRange,
    title_range: JsonRange,
    findings: Vec<JsonFinding<'a>>,
    children: Vec<JsonNode<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    range: JsonRange,
}

/// The outline as one JSON object, whose shape and key order are a contract.
pub(crate) fn json(outlined: &Outlined<'_>) -> String {
    let places = Places::new(outlined.document);
    let document = outlined.document.text();
    let outline = JsonOutline {
        version: VERSION,
        path: outlined.path,
        documents: outlined.roots.iter().map(|root| JsonNode::new(root, document, &places)).collect(),
    };
    to_json(&outline) + "\n"
}

impl<'a> JsonNode<'a> {
    fn new(entry: &'a Entry<'_>, text: &'a str, places: &Places<'_>) -> Self {
        let node = entry.node;
        JsonNode {
            title: &node.name,
            marker: node.marker.as_ref().map(|marker| marker.label(text)),
            number: node.marker.as_ref().map(|marker| marker.number),
            kind: node.marker.as_ref().map_or("document", |marker| kind_name(marker.kind)),
            range: JsonRange::new(node.range, places),
            title_range: JsonRange::new(node.title, places),
            findings: entry.findings.iter().map(|finding| JsonFinding::new(finding, places)).collect(),
            children: entry.children.iter().map(|child| JsonNode::new(child, text, places)).collect(),
        }
    }
}

impl<'a> JsonFinding<'a> {
    fn new(finding: &'a Finding, places: &Places<'_>) -> Self {
        JsonFinding {
            code: finding.code(),
            name: finding.rule.card().name,
            severity: finding.severity.name(),
            message: &finding.message,
            range: JsonRange::new(finding.range, places),
        }
    }
}

/// The name of a class of markers, part of the contract.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Article('编') => "part",
        Kind::Article('章') => "chapter",
        Kind::Article('节') => "section",
        Kind::Article(_) => "article",
        Kind::HanComma => "han-comma",
        Kind::HanBracket => "han-bracket",
        Kind::ArabicDot => "arabic-dot",
        Kind::ArabicBracket => "arabic-bracket",
        Kind::Framed => "framed",
        Kind::Letter => "letter",
        Kind::Decimal => "decimal",
        Kind::Ordinal => "ordinal",
        Kind::Stage(_) => "stage",
        Kind::Its => "its",
        Kind::Adverb => "adverb",
        Kind::Is => "is",
        Kind::Must => "must",
        Kind::Come => "come",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use crate::config::Config;
    use crate::draft::Reading;

    fn with_outline<T>(draft: &str, show: impl Fn(&Outlined<'_>) -> T) -> T {
        let document = Document::new(draft);
        let checker = Checker::new(Config { select: vec!["ST106".into()], ..Config::default() }).unwrap();
        let (reading, outcome) = (Reading::of(&checker, &document), checker.check(&document));
        let findings = outcome.findings.iter().collect();
        show(&Outlined::new("稿.txt", &document, reading.outline(), findings))
    }

    const DRAFT: &str = "在会上的讲话\n一、抓落实\n（一）抓部署\n（三）抓检查。要求：一是快。三是实。\n";

    #[test]
    fn lines_are_numbered_indented_and_marked() {
        insta::assert_snapshot!(with_outline(DRAFT, |outlined| text(outlined, false)));
    }

    #[test]
    fn the_json_is_a_contract() {
        insta::assert_snapshot!(with_outline("讲话\n二、甲\n二、乙\n", json));
    }

    #[test]
    fn a_long_title_shows_that_it_goes_on() {
        let page = |title: &str| with_outline(&format!("讲话\n一、{title}\n"), |outlined| text(outlined, false));
        assert!(page(&"甲".repeat(39)).contains("甲…\n"));
        assert!(!page(&"甲".repeat(38)).contains('…'));
    }

    #[test]
    fn an_empty_draft_and_control_characters_do_no_harm() {
        assert_eq!(with_outline("\n", |outlined| text(outlined, false)), "稿件里没有文字\n");
        assert!(!with_outline("讲话\u{1b}[31m\n", |outlined| text(outlined, false)).contains('\u{1b}'));
    }
}
