//! `--statistics`: how often each rule found something, instead of what it found.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::json::{JsonSummary, to_json};
use super::summary::last_line;
use super::{Checked, Ending, Format, RuleTotals, Totals, card_of, table};

/// A table for people.
pub(crate) struct Statistics {
    pub(crate) summary: bool,
}

/// The same for programs.
pub(crate) struct JsonStatistics;

impl Format for Statistics {
    fn items(&self, _checked: &Checked<'_>) -> Vec<String> {
        Vec::new()
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        let rows = if ending.totals.by_rule.is_empty() { String::new() } else { rows(ending.totals) };
        rows + &last_line(self.summary, ending.totals)
    }

    fn sums_up(&self) -> bool {
        self.summary
    }
}

impl Format for JsonStatistics {
    fn items(&self, _checked: &Checked<'_>) -> Vec<String> {
        Vec::new()
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        let rules = by_frequency(ending.totals).into_iter().map(|(code, rule)| JsonRule::new(code, rule)).collect();
        to_json(&JsonRules { version: 1, statistics: rules, summary: JsonSummary::new(ending.totals) }) + "\n"
    }
}

/// The most frequent rule first, rules that are equally frequent by code.
fn by_frequency(totals: &Totals) -> Vec<(&'static str, &RuleTotals)> {
    let mut rules: Vec<_> = totals.by_rule.iter().map(|(code, rule)| (*code, rule)).collect();
    rules.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.findings));
    rules
}

const HEADINGS: [&str; 6] = ["处数", "文件", "代码", "级别", "标题", "修改"];

fn rows(totals: &Totals) -> String {
    let number = |number: usize| format!("{number:>width$}", width = HEADINGS[0].width());
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(by_frequency(totals).into_iter().map(|(code, rule)| {
        let title = card_of(code).map_or("", |card| card.title);
        let severity = rule.severity.label();
        [number(rule.findings), number(rule.files), code.to_owned(), severity.to_owned(), title.to_owned(), fixes(rule)]
    }));
    table::align(&rows)
}

fn fixes(rule: &RuleTotals) -> String {
    let flags = [(rule.safe, "--fix"), (rule.likely, "--unsafe-fixes")];
    let some = flags.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, flag)| format!("{flag} {count}")).collect::<Vec<_>>().join("、")
}

#[derive(Serialize)]
struct JsonRules {
    version: u32,
    statistics: Vec<JsonRule>,
    summary: JsonSummary,
}

#[derive(Serialize)]
struct JsonRule {
    code: &'static str,
    name: &'static str,
    title: &'static str,
    severity: &'static str,
    findings: usize,
    files: usize,
    safe: usize,
    #[serde(rename = "unsafe")]
    likely: usize,
}

impl JsonRule {
    fn new(code: &'static str, rule: &RuleTotals) -> Self {
        let RuleTotals { severity, findings, files, safe, likely } = *rule;
        let (name, title) = card_of(code).map_or(("", ""), |card| (card.name, card.title));
        JsonRule { code, name, title, severity: severity.name(), findings, files, safe, likely }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Writer, samples};
    use super::*;

    fn twice() -> Totals {
        let (_, findings) = samples::draft();
        let mut totals = Totals::of(&findings);
        totals += Totals::of(findings.get(1..).unwrap());
        totals
    }

    fn report(format: &dyn Format) -> String {
        samples::written(Writer::new(format, Vec::new(), None).finish(&twice(), &[]))
    }

    #[test]
    fn the_most_frequent_rule_comes_first() {
        insta::assert_snapshot!(report(&Statistics { summary: true }));
        insta::assert_snapshot!(report(&JsonStatistics));
    }

    #[test]
    fn nothing_found_is_no_table() {
        let writer = Writer::new(&Statistics { summary: true }, Vec::new(), None);
        let report = samples::written(writer.finish(&Totals::of(&[]), &[]));
        assert_eq!(report, "共检查 1 个文件，没有发现问题\n");
    }
}
