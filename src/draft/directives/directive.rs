//! What a directive says, and what becomes of findings by it.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{self, Config};
use crate::finding::Finding;
use crate::rules;
use crate::text::{Span, Spans};

pub(super) const IGNORE: &str = "gaolint-ignore";
pub(super) const IGNORE_FILE: &str = "gaolint-ignore-file";
pub(super) const DISABLE: &str = "gaolint-disable";
pub(super) const ENABLE: &str = "gaolint-enable";

/// What all of them begin with.
pub(super) const PROGRAM: &str = "gaolint";

/// The words that begin a directive.
pub(super) const KEYWORDS: [&str; 4] = [IGNORE, IGNORE_FILE, DISABLE, ENABLE];

/// A comment that says what not to report, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) keyword: &'static str,
    /// What it is about.
    pub(super) place: Span,
    /// Where it stands itself.
    pub(super) start: usize,
    /// Codes, names and families; empty for all rules.
    pub(super) selectors: Vec<String>,
}

/// The directives of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::draft) struct Directives {
    pub(super) directives: Vec<Directive>,
    /// What looks like a directive and is none: where, and a sentence for the user.
    pub(super) faults: Vec<(usize, String)>,
}

/// What the comments in a draft make of the findings in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressed {
    /// What they leave.
    pub findings: Vec<Finding>,
    /// What is wrong with the comments themselves: where, and a sentence for the user.
    pub faults: Vec<(usize, String)>,
}

impl Directives {
    /// Takes away those of `findings`, made by the rules of `config`, that they suppress.
    pub(in crate::draft) fn suppress(&self, findings: Vec<Finding>, config: &Config) -> Suppressed {
        if self.directives.is_empty() {
            return Suppressed { findings, faults: self.faults.clone() };
        }
        let codes: BTreeSet<&'static str> = findings.iter().map(|finding| finding.code()).collect();
        let places: BTreeMap<&str, Spans> = codes
            .into_iter()
            .map(|code| {
                let about = self.directives.iter().filter(|directive| directive.is_about(code));
                (code, about.map(|directive| &directive.place).collect())
            })
            .collect();
        let is_covered = |finding: &Finding| {
            places.get(finding.code()).is_some_and(|places| places.at(finding.range.start).is_some())
        };
        let (covered, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_covered);
        let covered = Covered::new(&covered);
        let idle = self.directives.iter().flat_map(|directive| directive.faults(&covered, config));
        let mut faults: Vec<(usize, String)> = self.faults.iter().cloned().chain(idle).collect();
        faults.sort();
        Suppressed { findings, faults }
    }
}

/// Where findings start that comments suppress, by code.
struct Covered(BTreeMap<&'static str, Vec<usize>>);

impl Covered {
    fn new(findings: &[Finding]) -> Self {
        let mut starts: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for finding in findings {
            starts.entry(finding.code()).or_default().push(finding.range.start);
        }
        starts.values_mut().for_each(|starts| starts.sort_unstable());
        Covered(starts)
    }

    /// Whether there is one in `place`, of a rule that `is_named`.
    fn any(&self, place: Span, is_named: impl Fn(&str) -> bool) -> bool {
        self.0.iter().filter(|(code, _)| is_named(code)).any(|(_, starts)| {
            let next = starts.partition_point(|start| *start < place.start);
            starts.get(next).is_some_and(|start| *start < place.end)
        })
    }
}

impl Directive {
    fn is_about(&self, code: &str) -> bool {
        self.selectors.is_empty() || self.selectors.iter().any(|selector| names(selector, code))
    }

    /// What is wrong with it: words that name no rule, and words that name rules of `config` which have nothing to say
    /// here.
    fn faults(&self, covered: &Covered, config: &Config) -> Vec<(usize, String)> {
        let keyword = self.keyword;
        if self.selectors.is_empty() {
            let is_idle = !covered.any(self.place, |_| true);
            return is_idle.then(|| (self.start, format!("{keyword} 没有用上，可以删去"))).into_iter().collect();
        }
        let is_run = |selector: &str| {
            rules::RULES.iter().any(|rule| rules::selects(selector, rule.card()) && config.enables(rule.card()))
        };
        let fault = |selector: &String| {
            let unknown = config::unknown_rule(selector).map(|reason| format!("{keyword} 写错了：{reason}"));
            let is_idle = || is_run(selector) && !covered.any(self.place, |code| names(selector, code));
            unknown.or_else(|| is_idle().then(|| format!("{keyword} 中的“{selector}”没有用上，可以删去")))
        };
        self.selectors.iter().filter_map(fault).map(|reason| (self.start, reason)).collect()
    }
}

fn names(selector: &str, code: &str) -> bool {
    rules::find(code).is_some_and(|rule| rules::selects(selector, rule.card()))
}
