//! Comments in a draft that say what not to report.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::config::{self, Config};
use crate::finding::Finding;
use crate::rules;
use crate::text::{Spans, after, before, slice};

/// What opens a comment that suppresses.
const KEYWORD: &str = "gaolint-ignore";

static SUPPRESSION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<!--\s*gaolint-ignore(?:\s+([\w\s,，、-]*?))?\s*-->").ok());

/// Said of a comment that suppresses nothing.
const IDLE: &str = "gaolint-ignore 没有用上，可以删去";

/// A comment that says what not to report, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    /// What it is about.
    place: Range<usize>,
    /// Where it stands itself.
    start: usize,
    /// Codes, names and families; empty for all rules.
    selectors: Vec<String>,
}

/// What the comments in a draft make of the findings in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressed {
    /// What they leave.
    pub findings: Vec<Finding>,
    /// What is wrong with the comments themselves: where, and a sentence for the user.
    pub faults: Vec<(usize, String)>,
}

/// Takes away those of `findings`, made by the rules of `config`, that `directives` suppress.
pub(super) fn suppress(directives: &[Directive], findings: Vec<Finding>, config: &Config) -> Suppressed {
    if directives.is_empty() {
        return Suppressed { findings, faults: Vec::new() };
    }
    let codes: BTreeSet<&'static str> = findings.iter().map(|finding| finding.code()).collect();
    let places: BTreeMap<&str, Spans> = codes
        .into_iter()
        .map(|code| {
            let about = directives.iter().filter(|directive| directive.is_about(code));
            (code, about.map(|directive| &directive.place).collect())
        })
        .collect();
    let is_covered =
        |finding: &Finding| places.get(finding.code()).is_some_and(|places| places.at(finding.range.start).is_some());
    let (covered, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_covered);
    let covered = Covered::new(&covered);
    let faults = directives.iter().flat_map(|directive| directive.faults(&covered, config)).collect();
    Suppressed { findings, faults }
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
    fn any(&self, place: &Range<usize>, is_named: impl Fn(&str) -> bool) -> bool {
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
        if self.selectors.is_empty() {
            let is_idle = !covered.any(&self.place, |_| true);
            return is_idle.then(|| (self.start, IDLE.to_owned())).into_iter().collect();
        }
        let is_run = |selector: &str| {
            rules::RULES.iter().any(|rule| rules::selects(selector, rule.card()) && config.enables(rule.card()))
        };
        let fault = |selector: &String| {
            let unknown = config::unknown_rule(selector).map(|reason| format!("{KEYWORD} 写错了：{reason}"));
            let is_idle = || is_run(selector) && !covered.any(&self.place, |code| names(selector, code));
            unknown.or_else(|| is_idle().then(|| format!("{KEYWORD} 中的“{selector}”没有用上，可以删去")))
        };
        self.selectors.iter().filter_map(fault).map(|reason| (self.start, reason)).collect()
    }
}

fn names(selector: &str, code: &str) -> bool {
    rules::find(code).is_some_and(|rule| rules::selects(selector, rule.card()))
}

/// The directives in the HTML at `range`. One on a line of its own is about the block that follows; one that shares
/// its line with text is about that line.
pub(super) fn in_html(text: &str, range: Range<usize>) -> Vec<Directive> {
    let Some(pattern) = SUPPRESSION.as_ref() else { return Vec::new() };
    let html = slice(text, range.clone());
    let found = pattern.captures_iter(html).filter_map(|found| {
        let whole = found.get(0)?;
        let named = found.get(1).map(|named| named.as_str()).unwrap_or_default();
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
        let selectors = named.split(is_between).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let start = range.start + whole.start();
        let place = place(text, start..range.start + whole.end());
        Some(Directive { place, start, selectors })
    });
    found.collect()
}

fn place(text: &str, comment: Range<usize>) -> Range<usize> {
    let start = before(text, comment.start).rfind('\n').map_or(0, |end| end + 1);
    let end = after(text, comment.end).find('\n').map_or(text.len(), |end| comment.end + end + 1);
    let is_alone =
        slice(text, start..comment.start).trim().is_empty() && slice(text, comment.end..end).trim().is_empty();
    if !is_alone {
        return start..end;
    }
    let mut end_of_block = end;
    let mut has_begun = false;
    for line in after(text, end).split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if is_blank && has_begun {
            break;
        }
        has_begun |= !is_blank;
        end_of_block += line.len();
    }
    end..end_of_block
}
