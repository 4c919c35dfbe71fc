//! A draft and a configuration in, findings out. Pure: no IO, no clock, never a panic.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::config::{Config, ConfigError};
use crate::finding::Finding;
use crate::model::Model;
use crate::reading::Reading;
use crate::rules::{self, Check, Context, RawDraft, Report, Resources, Rule};
use crate::structure::Structure;
use crate::structure::paragraph::paragraphs;
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
    /// Compiles `config`, with the model that ships with the program. Fails when it names unknown rules or holds a
    /// pattern that is none.
    pub fn new(config: Config) -> Result<Checker, ConfigError> {
        Checker::with_model(config, Model::shipped())
    }

    /// Compiles `config`, with another model or none.
    pub fn with_model(config: Config, model: Option<Arc<Model>>) -> Result<Checker, ConfigError> {
        config.validate()?;
        let resources = Resources::new(&config, model)?;
        let rules = rules::RULES.iter().copied().filter(|rule| config.enables(rule.card())).collect();
        Ok(Checker { config, resources, rules })
    }

    /// The configuration it was made from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Checks one draft, in three passes: residue, then the line breaks of what remains, then everything else on
    /// the text as it will be once both are mended.
    pub fn check(&self, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        let whole = document.text();
        let cuts = self.check_raw(Pass::Residue, whole, &[], &mut outcome);
        let clean = Excised::new(whole, cuts);
        let cuts = self.check_raw(Pass::Layout, &clean.text, &[&clean.map], &mut outcome);
        let joined = Excised::new(&clean.text, cuts);
        self.check_language(&joined.text, &[&joined.map, &clean.map], &mut outcome);
        outcome.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        outcome.findings.dedup();
        outcome
    }

    /// Reads the shape of a draft, as the rules that judge it do: without residue and on mended lines.
    pub fn read(&self, document: &Document) -> Reading {
        let mut unused = Outcome::default();
        let cuts = self.check_raw(Pass::Residue, document.text(), &[], &mut unused);
        let clean = Excised::new(document.text(), cuts);
        let cuts = self.check_raw(Pass::Layout, &clean.text, &[], &mut unused);
        let joined = Excised::new(&clean.text, cuts);
        Reading::new(joined.text.into_owned(), vec![joined.map, clean.map])
    }

    /// Runs the rules of an early pass and returns what they cut out.
    fn check_raw(&self, pass: Pass, text: &str, maps: &[&OffsetMap], outcome: &mut Outcome) -> Vec<Range<usize>> {
        let mut cuts = Vec::new();
        let paragraphs = paragraphs(text);
        let draft = RawDraft { text, paragraphs: &paragraphs, resources: &self.resources };
        for rule in self.rules.iter().copied() {
            let check = match (pass, &rule.check) {
                (Pass::Residue, Check::Residue(check)) | (Pass::Layout, Check::Layout(check)) => check,
                _ => continue,
            };
            for residue in guarded(rule, outcome, || check(&draft)) {
                cuts.extend(residue.cut);
                self.keep(rule, residue.report, maps, outcome);
            }
        }
        cuts
    }

    fn check_language(&self, text: &str, maps: &[&OffsetMap], outcome: &mut Outcome) {
        let structure = Structure::parse(text);
        let context = Context::new(text, &structure, &self.resources);
        for rule in self.rules.iter().copied() {
            let Check::Language(check) = rule.check else { continue };
            let is_about_words = rule.card().code.starts_with("WD");
            for report in guarded(rule, outcome, || check(&context)) {
                if !(is_about_words && self.resources.dictionary.protects(text, report.range())) {
                    self.keep(rule, report, maps, outcome);
                }
            }
        }
    }

    fn keep(&self, rule: &'static Rule, report: Report, maps: &[&OffsetMap], outcome: &mut Outcome) {
        let mut finding = report.into_finding(rule);
        if let Some(severity) = self.config.severity_of(rule.card()) {
            finding.severity = severity;
        }
        outcome.findings.push(maps.iter().fold(finding, |finding, map| to_whole_text(finding, map)));
    }
}

/// The passes that look at the draft before its structure is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Residue,
    Layout,
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
pub(crate) fn to_whole_text(mut finding: Finding, map: &OffsetMap) -> Finding {
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
