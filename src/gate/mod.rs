//! What stands between the rules and everybody else: a fix is safe because of what it does to the text, whatever its
//! rule calls it; a place is spoken of once; and nothing is without bound.
//!
//! [`admit`] looks at one finding in the text that its rule has read; [`settle`] looks at all findings of a draft.
//! `docs/architecture.md` defines what safe means.

mod bounds;
mod harm;
mod places;
mod proof;

use std::collections::HashSet;

pub(crate) use harm::Harm;
pub(crate) use proof::Evidence;

use crate::finding::{Applicability, Finding, Fix};
use crate::rules::{Proof, Repeats, Report, Rule};

/// The finding that `rule` has reported in the text of `evidence`. A fix that would harm the text is safe only where
/// the text bears out the proof that the rule has named.
pub(crate) fn admit(rule: &'static Rule, report: Report, evidence: &Evidence) -> Finding {
    let proof = report.proof;
    let mut finding = report.into_finding(rule);
    for fix in finding.fixes.iter_mut().filter(|fix| fix.applicability == Applicability::Safe) {
        if !is_safe(fix, proof, evidence) {
            fix.applicability = Applicability::Unsafe;
        }
    }
    finding
}

fn is_safe(fix: &Fix, proof: Option<Proof>, evidence: &Evidence) -> bool {
    Harm::of(evidence.text(), &fix.edits).is_none() || proof.is_some_and(|proof| evidence.bears_out(proof, &fix.edits))
}

/// The findings of a draft as they are shown: where a rule that knows better has spoken, the others are silent; one
/// finding a place; in order, and none without bound. Rules that are not `selected` have run only for
/// those that yield to them.
pub(crate) fn settle(text: &str, findings: Vec<Finding>, selected: &[&'static Rule]) -> Vec<Finding> {
    let selected: HashSet<&str> = selected.iter().map(|rule| rule.code()).collect();
    let mut findings = places::yielded(findings);
    findings.retain(|finding| selected.contains(finding.code()));
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    findings.dedup();
    let mut findings = places::one_a_place(findings);
    findings.iter_mut().for_each(|finding| bounds::bound(text, finding));
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    findings
}

/// The findings of a draft as a reader is told of them: one for a habit, once it is known what of them is to be told.
pub(crate) fn told_once(text: &str, findings: Vec<Finding>) -> Vec<Finding> {
    let mut findings = places::told_once(findings);
    let summaries = findings.iter_mut().filter(|finding| finding.rule.repeats != Repeats::Each);
    summaries.for_each(|finding| bounds::bound(text, finding));
    findings
}

/// Those of `findings` that `told`, which a reader was told of, speaks for.
pub(crate) fn spoken_for(told: &Finding, findings: Vec<Finding>) -> Vec<Finding> {
    places::spoken_for(told, findings)
}
