//! A draft and a configuration in, findings out. Pure: no IO, no clock, never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::config::{Config, ConfigError, ConfigErrorKind};
use crate::finding::Finding;
use crate::gate::{self, Evidence};
use crate::model::Model;
use crate::rules::{self, Check, Context, Family, RawDraft, Reads, Report, Resources, Rule};
use crate::structure::Structure;
use crate::structure::paragraph_parser::paragraphs;
use crate::structure::script::Script;
use crate::text::{Document, Excised, OffsetMap, Span, before, slice};

/// A configuration made ready: which rules run and what they look things up in. Make one and share it.
#[derive(Debug)]
pub struct Checker {
    config: Config,
    resources: Resources,
    rules: Vec<&'static Rule>,
    /// Those of the rules whose findings are shown; the others run for those that yield to them.
    selected: Vec<&'static Rule>,
    /// Those of the rules that look at nothing but lines.
    line_rules: Vec<&'static Rule>,
}

/// What a check brought to light: every place by itself. Drafts tell a habit once.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
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
        let ordered = config.replace.iter().map(|(wrong, it)| (wrong.as_str(), it.to.as_deref(), it.reason.as_deref()));
        let resources = Resources::new(&config.dictionary, &config.watermarks, model)
            .map_err(|error| ConfigError::of(ConfigErrorKind::Watermark, error))?
            .with_replacements(ordered);
        let selected: Vec<_> = rules::RULES.iter().copied().filter(|rule| config.enables(rule.card())).collect();
        let is_asked =
            |rule: &&'static Rule| selected.iter().any(|other| other == rule || other.yields_to.contains(rule));
        let rules: Vec<_> = rules::RULES.iter().copied().filter(is_asked).collect();
        let line_rules = rules.iter().copied().filter(|rule| rule.reads == Reads::Line).collect();
        Ok(Checker { config, resources, rules, selected, line_rules })
    }

    /// The configuration it was made from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The model that it looks words up in.
    pub fn model(&self) -> Option<&Model> {
        self.resources.model.as_deref()
    }

    /// Checks one draft, in three passes: residue, then the line breaks of what remains, then everything else on
    /// the text as it will be once both are mended.
    pub fn check(&self, document: &Document) -> Outcome {
        self.check_while(document, &|| true).unwrap_or_default()
    }

    /// The same for as long as it `is_wanted`, which is asked before every rule; `None` once it is not.
    pub fn check_while(&self, document: &Document, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
        let mut outcome = Outcome::default();
        let whole = document.text();
        let cuts = self.check_raw(Pass::Residue, whole, &[], &mut outcome, is_wanted);
        let clean = Excised::new(whole, cuts);
        let cuts = self.check_raw(Pass::Layout, &clean.text, &[&clean.map], &mut outcome, is_wanted);
        let joined = Excised::new(&clean.text, cuts);
        let maps = [&joined.map, &clean.map];
        self.check_language(&self.rules, &joined.text, &maps, &mut outcome, is_wanted);
        outcome.findings = gate::settle(whole, outcome.findings, &self.selected);
        is_wanted().then_some(outcome)
    }

    /// What the rules that look at nothing but lines find in `lines`, which are whole lines of `text`.
    pub fn check_lines(&self, text: &str, lines: Span) -> Vec<Finding> {
        let mut outcome = Outcome::default();
        // The end of the line before belongs to it: a rule may tell a line's start from the draft's.
        let start = before(text, lines.start).char_indices().next_back().map_or(lines.start, |(at, _)| at);
        let part = slice(text, start..lines.end);
        self.check_language(&self.line_rules, part, &[], &mut outcome, &|| true);
        let mut findings = gate::settle(part, outcome.findings, &self.selected);
        findings.iter_mut().for_each(|finding| finding.shift(start));
        findings
    }

    /// The text that the rules of the third pass read: without residue and on mended lines; and the way back to the
    /// whole, in steps.
    pub(crate) fn mended_text(&self, document: &Document) -> (String, Vec<OffsetMap>) {
        let mut unused = Outcome::default();
        let cuts = self.check_raw(Pass::Residue, document.text(), &[], &mut unused, &|| true);
        let clean = Excised::new(document.text(), cuts);
        let cuts = self.check_raw(Pass::Layout, &clean.text, &[], &mut unused, &|| true);
        let joined = Excised::new(&clean.text, cuts);
        (joined.text.into_owned(), vec![joined.map, clean.map])
    }

    /// Runs the rules of an early pass and returns what they cut out.
    fn check_raw(
        &self,
        pass: Pass,
        text: &str,
        maps: &[&OffsetMap],
        outcome: &mut Outcome,
        is_wanted: &dyn Fn() -> bool,
    ) -> Vec<Span> {
        let mut cuts = Vec::new();
        let paragraphs = paragraphs(text);
        let draft = RawDraft { text, paragraphs: &paragraphs, resources: &self.resources };
        let evidence = Evidence::new(text, &self.resources);
        let script = Script::of(text);
        let rules = self.rules.iter().copied().filter(|rule| rule.reads_script(script));
        for rule in rules.take_while(|_| is_wanted()) {
            let check = match (pass, &rule.check) {
                (Pass::Residue, Check::Residue(check)) | (Pass::Layout, Check::Layout(check)) => check,
                _ => continue,
            };
            for residue in guarded(rule, outcome, || check(&draft)) {
                cuts.extend(residue.cuts);
                self.keep(rule, residue.report, &evidence, maps, outcome);
            }
        }
        cuts
    }

    fn check_language(
        &self,
        rules: &[&'static Rule],
        text: &str,
        maps: &[&OffsetMap],
        outcome: &mut Outcome,
        is_wanted: &dyn Fn() -> bool,
    ) {
        if !is_wanted() {
            return;
        }
        let structure = Structure::parse(text);
        let context = Context::new(text, &structure, &self.resources).while_wanted(is_wanted);
        let evidence = Evidence::new(text, &self.resources);
        let rules = rules.iter().copied().filter(|rule| rule.reads_script(structure.script));
        for rule in rules.take_while(|_| is_wanted()) {
            let Check::Language(check) = rule.check else { continue };
            let is_about_words = rule.family() == Family::Words;
            for report in guarded(rule, outcome, || check(&context)) {
                if !(is_about_words && self.resources.dictionary.protects(text, report.range())) {
                    self.keep(rule, report, &evidence, maps, outcome);
                }
            }
        }
    }

    /// Takes in a finding that was made in the text of `evidence`, from which `maps` lead back to the whole draft.
    fn keep(
        &self,
        rule: &'static Rule,
        report: Report,
        evidence: &Evidence,
        maps: &[&OffsetMap],
        outcome: &mut Outcome,
    ) {
        let mut finding = gate::admit(rule, report, evidence);
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
        outcome.failed_rules.push(rule.code());
        Vec::new()
    })
}

/// The findings in `text` as a reader is told of them: those of one habit are one.
pub(crate) fn told_once(text: &str, findings: Vec<Finding>) -> Vec<Finding> {
    gate::told_once(text, findings)
}

/// Those of `findings` that `told`, which a reader was told of, speaks for.
pub(crate) fn spoken_for(told: &Finding, findings: Vec<Finding>) -> Vec<Finding> {
    gate::spoken_for(told, findings)
}

/// Moves a finding from the cut text to the whole one. A fix that reaches over a cut is dropped: it would swallow
/// the residue unseen. It comes back once the residue is gone.
pub(crate) fn to_whole_text(mut finding: Finding, map: &OffsetMap) -> Finding {
    finding.fixes.retain(|fix| !fix.edits.iter().any(|edit| map.straddles(edit.range)));
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.range = map.range(edit.range);
    }
    for related in &mut finding.related {
        related.range = map.range(related.range);
    }
    finding.range = map.range(finding.range);
    finding
}

#[cfg(test)]
mod tests {

    use proptest::prelude::*;

    use super::*;
    use crate::finding::Edit;

    /// Lines with something for every line rule, something for the others, and nothing at all.
    const LINES: [&str; 20] = [
        "会议强调，，要抓好落实。。",
        "（一）2月30日上午26时，第三届二次会议在京召开，",
        "三是抓好“教育”、“医疗”等等……，；再接再励，决不松懈？。",
        "今年1至5月增长百分之15左右以上，下降2倍，达到３个百分点。",
        "要有二个方面的准备，五六十多人，约近百人左右，10万-20亿元。",
        "一、认清形势，",
        "他说：“一定要抓好落实",
        "落实”。",
        "　　同志们：",
        "",
        "1.3月5日至3.8日",
        "——坚持问题导向。—— 坚持",
        "《条例》、《办法》、《规定》等，是不是？！为什么会这样。",
        "各级各部门要提高认识，统",
        "一思想，狠抓落实。",
        "23年1月，全县完成投资万亿元元。",
        "，会议要求",
        "( 二)加强领导.切实负责",
        "省委七届10次全会，九届人大第3次会议",
        "二个方面，二是",
    ];

    proptest! {
        #[test]
        fn line_rules_find_in_lines_what_they_find_in_the_draft(
            chosen in prop::collection::vec((0..LINES.len(), prop::sample::select(vec!["\n", "\r\n"])), 1..12),
            window in (0..12usize, 0..4usize),
        ) {
            let text: String = chosen.iter().map(|(line, end)| format!("{}{end}", LINES[*line])).collect();
            let line_rules = rules::RULES.iter().filter(|rule| rule.reads == Reads::Line);
            let select = line_rules.map(|rule| rule.code().to_owned()).collect();
            let checker = Checker::with_model(Config { select, ..Config::default() }, None).unwrap();
            let document = Document::new(text.as_str());
            let first = window.0.min(chosen.len() - 1);
            let last = (first + window.1).min(chosen.len() - 1);
            let lines = Span::new(document.lines().range(first).start, document.lines().range(last).end);
            let mut whole = checker.check(&document).findings;
            whole.retain(|finding| lines.encloses(finding.range));
            let mut found = checker.check_lines(&text, lines);
            found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
            prop_assert_eq!(found, whole);
        }
    }

    #[test]
    fn a_check_ends_in_the_middle_of_its_longest_rule() {
        let select = vec!["WD411".to_owned()];
        let checker = Checker::new(Config { select, ..Config::default() }).unwrap();
        let document = Document::new("会议强调，要抓好落实。\n".repeat(50));
        let count = |most: usize| {
            let asked = std::cell::Cell::new(0);
            let is_wanted = || {
                asked.set(asked.get() + 1);
                asked.get() < most
            };
            (checker.check_while(&document, &is_wanted).is_some(), asked.get())
        };
        let (is_through, questions) = count(usize::MAX);
        assert!(is_through && questions > 50, "{questions}");
        let (is_through, questions) = count(20);
        assert!(!is_through && questions < 30, "{questions}");
    }

    #[test]
    fn the_dictionary_protects_words_and_nothing_else() {
        let findings = |dictionary: &[&str]| {
            let dictionary = dictionary.iter().map(|word| word.to_string()).collect();
            let checker = Checker::with_model(Config { dictionary, ..Config::default() }, None).unwrap();
            let found = checker.check(&Document::new("再接再励，，抓好落实。")).findings;
            found.iter().map(Finding::code).collect::<Vec<_>>()
        };
        assert_eq!(findings(&[]), ["WD401", "PU208"]);
        assert_eq!(findings(&["再接再励，，抓好"]), ["PU208"]);
    }

    #[test]
    fn a_fix_that_reaches_over_a_cut_or_stands_on_it_is_dropped() {
        let map = Excised::new("将基水印层经验", vec![Span::new(6, 12)]).map;
        let kept = |range: Span| {
            let report = Report::new(0..3, "试").fix(crate::finding::Fix::safe("改", vec![Edit::replace(range, "甲")]));
            let rule = rules::find("PU208").unwrap();
            to_whole_text(report.into_finding(rule), &map).fixes.first().map(|fix| fix.edits[0].range.range())
        };
        assert_eq!(
            (kept(Span::new(0, 6)), kept(Span::new(6, 9)), kept(Span::empty(3))),
            (Some(0..6), Some(12..15), Some(3..3))
        );
        assert_eq!((kept(Span::new(3, 9)), kept(Span::empty(6))), (None, None));
    }

    #[test]
    fn a_check_ends_when_it_is_no_longer_wanted() {
        let checker = Checker::with_model(Config::default(), None).unwrap();
        let document = Document::new("会议强调，，要抓好落实。");
        let asked = std::cell::Cell::new(0);
        let is_wanted = || {
            asked.set(asked.get() + 1);
            asked.get() < 5
        };
        assert!(checker.check_while(&document, &is_wanted).is_none());
        assert!(asked.get() < 12, "{}", asked.get());
        assert_eq!(checker.check_while(&document, &|| true).unwrap().findings, checker.check(&document).findings);
    }
}
