//! A draft and a configuration in, findings out. Pure: no IO, no clock, never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::config::{Config, ConfigError};
use crate::finding::Finding;
use crate::rules::{self, Check, Context, Report, Resources, Rule};
use crate::structure::Structure;
use crate::text::{Document, Excised, OffsetMap};

/// A configuration made ready: which rules run and what they look things up in. Make one and share it.
#[derive(Debug)]
pub struct Checker {
    config: Config,
    resources: Resources,
    rules: Vec<&'static Rule>,
}

/// What a check brought to light.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Sorted by position, then code.
    pub findings: Vec<Finding>,
    /// Codes of rules that failed on this draft; their findings are missing. Always a bug worth reporting.
    pub failed_rules: Vec<&'static str>,
}

impl Checker {
    /// Compiles `config`. Fails when it names unknown rules or holds a pattern that is none.
    pub fn new(config: Config) -> Result<Checker, ConfigError> {
        config.validate()?;
        let resources = Resources::new(&config)?;
        let rules = rules::RULES.iter().copied().filter(|rule| config.enables(rule.card())).collect();
        Ok(Checker { config, resources, rules })
    }

    /// The configuration it was made from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Checks one draft. Residue first; the other rules read the draft without it.
    pub fn check(&self, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        let cuts = self.check_residue(document.text(), &mut outcome);
        let excised = Excised::new(document.text(), cuts);
        self.check_language(&excised, &mut outcome);
        outcome.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        outcome.findings.dedup();
        outcome
    }

    fn check_residue(&self, text: &str, outcome: &mut Outcome) -> Vec<std::ops::Range<usize>> {
        let mut cuts = Vec::new();
        for rule in self.rules.iter().copied() {
            let Check::Residue(check) = rule.check else { continue };
            for residue in guarded(rule, outcome, || check(text, &self.resources)) {
                cuts.extend(residue.cut);
                self.keep(rule, residue.report, &OffsetMap::default(), outcome);
            }
        }
        cuts
    }

    fn check_language(&self, excised: &Excised<'_>, outcome: &mut Outcome) {
        let structure = Structure::parse(&excised.text);
        let context = Context { text: &excised.text, structure: &structure, resources: &self.resources };
        for rule in self.rules.iter().copied() {
            let Check::Language(check) = rule.check else { continue };
            for report in guarded(rule, outcome, || check(&context)) {
                self.keep(rule, report, &excised.map, outcome);
            }
        }
    }

    fn keep(&self, rule: &'static Rule, report: Report, map: &OffsetMap, outcome: &mut Outcome) {
        let mut finding = report.into_finding(rule);
        if let Some(severity) = self.config.severity_of(rule.card()) {
            finding.severity = severity;
        }
        outcome.findings.push(to_whole_text(finding, map));
    }
}

/// Runs a rule; one that panics loses its findings and is named.
fn guarded<T>(rule: &'static Rule, outcome: &mut Outcome, run: impl FnOnce() -> Vec<T>) -> Vec<T> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        outcome.failed_rules.push(rule.card().code);
        Vec::new()
    })
}

/// Moves a finding from the cut text to the whole one. A fix that reaches over a cut is dropped: it would swallow
/// the residue unseen. It comes back once the residue is gone.
fn to_whole_text(mut finding: Finding, map: &OffsetMap) -> Finding {
    finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| map.straddles(&edit.range)));
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.range = map.range(edit.range.clone());
    }
    for related in &mut finding.related {
        related.range = map.range(related.range.clone());
    }
    finding.range = map.range(finding.range);
    finding
}
