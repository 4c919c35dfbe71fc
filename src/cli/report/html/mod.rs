//! `--format html`: one page that needs nothing else, neither network nor scripts: the drafts with coloured marks, a
//! card at each mark, a list beside it, and filters that are all style sheet.

mod help;
mod marks;

use askama::Template;

use super::summary::summary;
use super::text::visible;
use super::{Checked, Ending, Format, Fragment, Opening, Places, Totals, card_of};
use crate::finding::{Applicability, Finding, Fix, Severity};
use help::Help;
use marks::{Line, Mark};

/// The format.
pub(crate) struct Html;

/// What stands before the drafts.
#[derive(Template)]
#[template(path = "report/page-head.html")]
struct Head {
    summary: String,
    style: &'static str,
    severities: Vec<Filter>,
    families: Vec<Filter>,
    /// Name and path of each draft on the page.
    drafts: Vec<(String, String)>,
    problems: Vec<String>,
}

/// What stands behind the drafts.
#[derive(Template)]
#[template(path = "report/page-tail.html")]
struct Tail {
    clean: Vec<String>,
    omitted: usize,
    help: Vec<Help>,
}

/// A box to tick: what it stands for is hidden while it is not.
struct Filter {
    class: &'static str,
    label: &'static str,
    count: usize,
}

/// A draft on the page.
#[derive(Template)]
#[template(path = "report/page-draft.html")]
struct Section<'a> {
    id: String,
    text: &'a str,
    items: &'a [String],
}

/// The head and the text of a draft.
#[derive(Template)]
#[template(path = "report/draft.html")]
struct DraftView<'a> {
    path: String,
    counts: String,
    lines: Vec<Line<'a>>,
    cards: &'a [CardView<'a>],
}

/// An entry of the list beside a draft.
#[derive(Template)]
#[template(path = "report/item.html")]
struct Item<'a> {
    card: CardView<'a>,
}

/// What is said of a finding.
#[derive(Template)]
#[template(path = "report/card.html")]
struct CardView<'a> {
    id: String,
    place: String,
    finding: &'a Finding,
    family: &'static str,
    title: &'static str,
    related: Vec<String>,
}

impl Format for Html {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        cards(checked).into_iter().map(|card| rendered(&Item { card })).collect()
    }

    fn draft(&self, checked: &Checked<'_>) -> String {
        // A draft in which nothing was found is not worth its space on the page.
        if checked.findings.is_empty() {
            return String::new();
        }
        let mut lines = marks::lines(checked.document, checked.findings);
        // What follows the last line end is a line to an editor, not to a reader.
        lines.pop_if(|line| line.pieces.is_empty() && line.number > 1);
        rendered(&DraftView {
            path: visible(checked.path),
            counts: counts(checked.findings),
            lines,
            cards: &cards(checked),
        })
    }

    fn opening(&self) -> Opening {
        Opening::Late(|ending| {
            let drafts = ending.drafts.iter().filter(|draft| draft.shown > 0);
            rendered(&Head {
                summary: summary(ending.totals),
                style: include_str!("../../../../templates/report/style.css"),
                severities: severities(ending.totals),
                families: families(ending.totals),
                drafts: drafts.map(|draft| (id(&draft.path), visible(&draft.path))).collect(),
                problems: ending.problems.iter().map(|problem| visible(&problem.to_string())).collect(),
            })
        })
    }

    fn section(&self, Fragment { path, items, draft, .. }: &Fragment) -> String {
        if draft.is_empty() { String::new() } else { rendered(&Section { id: id(path), text: draft, items }) }
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        let clean = ending.drafts.iter().filter(|draft| draft.found == 0);
        let tail = Tail {
            clean: clean.map(|draft| visible(&draft.path)).collect(),
            omitted: ending.omitted,
            help: ending.totals.by_rule.keys().filter_map(|code| card_of(code)).map(Help::new).collect(),
        };
        rendered(&tail) + "\n"
    }
}

/// A name for a draft that stays the same from report to report.
fn id(path: &str) -> String {
    let digest = blake3::hash(path.as_bytes()).to_hex();
    format!("d{}", digest.chars().take(12).collect::<String>())
}

fn cards<'a>(checked: &Checked<'a>) -> Vec<CardView<'a>> {
    let places = Places::new(checked.document);
    let draft = id(checked.path);
    let spoken = |offset| places.spoken(offset);
    let card = |(number, finding): (usize, &'a Finding)| CardView {
        id: format!("{draft}-{number}"),
        place: spoken(finding.range.start),
        finding,
        family: finding.rule.family().letters(),
        title: finding.rule.card().title,
        related: finding
            .related
            .iter()
            .map(|related| format!("{}：{}", spoken(related.range.start), related.message))
            .collect(),
    };
    checked.findings.iter().enumerate().map(card).collect()
}

impl<'a> DraftView<'a> {
    fn card(&self, mark: &Mark<'_>) -> Option<&CardView<'a>> {
        self.cards.get(mark.index)
    }
}

impl CardView<'_> {
    /// The classes that filters look at.
    fn class(&self) -> String {
        format!("{} {}", self.family, self.finding.severity.name())
    }
}

/// How a fix may be applied.
fn condition(fix: &Fix) -> &'static str {
    match (fix.preferred, fix.applicability) {
        (true, Applicability::Safe) => "可自动修改",
        (true, Applicability::Unsafe) => "需确认",
        (false, _) => "另一种改法",
    }
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

fn severities(totals: &Totals) -> Vec<Filter> {
    let filter = |severity: Severity| {
        let count = match severity {
            Severity::Error => totals.error,
            Severity::Warning => totals.warning,
            Severity::Info => totals.info,
        };
        Filter { class: severity.name(), label: severity.label(), count }
    };
    SEVERITIES.into_iter().map(filter).filter(|filter| filter.count > 0).collect()
}

fn families(totals: &Totals) -> Vec<Filter> {
    let mut filters: Vec<Filter> = Vec::new();
    for (code, rule) in &totals.by_rule {
        let Some(family) = card_of(code).map(|card| card.family) else { continue };
        let class = family.letters();
        match filters.iter_mut().find(|filter| filter.class == class) {
            Some(filter) => filter.count += rule.findings,
            None => filters.push(Filter { class, label: family.title(), count: rule.findings }),
        }
    }
    filters
}

fn counts(findings: &[Finding]) -> String {
    let totals = Totals::of(findings);
    let counts: Vec<String> =
        severities(&totals).iter().map(|filter| format!("{} {}", filter.label, filter.count)).collect();
    counts.join("，")
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
    fn a_page_is_the_drafts_with_marks_cards_and_filters() {
        let page = samples::report(&Html);
        let (style, rest) = page.split_once("</style>").unwrap();
        assert!(style.contains("--error"));
        insta::assert_snapshot!(rest);
    }

    #[test]
    fn a_page_runs_nothing_and_fetches_nothing() {
        let page = samples::report(&Html);
        assert!(page.contains("default-src 'none'"));
        for needle in ["<script", "src=", "@import", "url(", "http:", "https:"] {
            assert!(!page.contains(needle), "{needle}");
        }
    }
}
