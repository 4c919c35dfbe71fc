//! One finding a place, and one for a habit.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::finding::{Applicability, Edit, Finding, Related};
use crate::rules::Repeats;
use crate::text::{Span, Spans};

/// Takes away what rules say at places where a rule that they yield to has spoken.
pub(super) fn yielded(findings: Vec<Finding>) -> Vec<Finding> {
    let mut wanted: HashMap<&str, Vec<Span>> = HashMap::new();
    for better in findings.iter().flat_map(|finding| finding.rule.yields_to) {
        wanted.entry(better.code()).or_default();
    }
    if wanted.is_empty() {
        return findings;
    }
    for finding in &findings {
        if let Some(places) = wanted.get_mut(finding.code()) {
            places.push(Span::from(&finding.range));
        }
    }
    let known: HashMap<&str, Spans> =
        wanted.into_iter().map(|(code, places)| (code, places.into_iter().collect())).collect();
    let is_outdone = |finding: &Finding| {
        let better = finding.rule.yields_to.iter().filter_map(|rule| known.get(rule.code()));
        better.into_iter().any(|places| places.overlaps(&finding.range))
    };
    findings.into_iter().filter(|finding| !is_outdone(finding)).collect()
}

/// Of findings of several rules that speak of the very same text, or would make the very same repair, keeps the one
/// that says most: the gravest, then the one with the surest repair, then the first by code.
pub(super) fn one_a_place(findings: Vec<Finding>) -> Vec<Finding> {
    let mut best: HashMap<Place<'_>, usize> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        for place in places(finding) {
            let holder = best.entry(place).or_insert(index);
            if findings.get(*holder).is_some_and(|other| weight(finding) > weight(other)) {
                *holder = index;
            }
        }
    }
    let is_outdone = |index: usize, finding: &Finding| {
        places(finding).any(|place| {
            let holder = best.get(&place).filter(|&&holder| holder != index);
            holder.and_then(|&holder| findings.get(holder)).is_some_and(|other| other.rule != finding.rule)
        })
    };
    let outdone: Vec<bool> = findings.iter().enumerate().map(|(index, finding)| is_outdone(index, finding)).collect();
    findings.into_iter().zip(outdone).filter(|(_, is_outdone)| !is_outdone).map(|(finding, _)| finding).collect()
}

/// What two findings may have in common.
#[derive(PartialEq, Eq, Hash)]
enum Place<'a> {
    Text(&'a Range<usize>),
    Repair(Vec<(&'a Range<usize>, &'a str)>),
}

fn places(finding: &Finding) -> impl Iterator<Item = Place<'_>> {
    let text = (!finding.range.is_empty()).then_some(Place::Text(&finding.range));
    let repair = finding
        .preferred_fix()
        .map(|fix| Place::Repair(fix.edits.iter().map(|edit| (&edit.range, edit.new_text.as_str())).collect()));
    text.into_iter().chain(repair)
}

fn weight(finding: &Finding) -> impl Ord {
    // A repair that is only offered says more than none.
    let sureness = finding.fixes.iter().map(|fix| (fix.preferred, fix.applicability == Applicability::Safe)).max();
    (finding.severity, sureness, Reverse(finding.code()))
}

/// Makes one finding of those that say the same thing again and again, where their rule speaks of a habit.
pub(super) fn told_once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: HashMap<(&str, String), usize> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.rule.repeats != Repeats::Each) {
        *counts.entry((finding.code(), finding.message.clone())).or_default() += 1;
    }
    let mut habits: HashMap<(&str, String), usize> = HashMap::new();
    let mut told: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let Repeats::OnceFrom(least) = finding.rule.repeats else {
            told.push(finding);
            continue;
        };
        let key = (finding.code(), finding.message.clone());
        let count = counts.get(&key).copied().unwrap_or(0);
        if count < least {
            told.push(finding);
        } else if let Some(habit) = habits.get(&key).and_then(|&index| told.get_mut(index)) {
            add_to_habit(habit, finding);
        } else {
            habits.insert(key, told.len());
            told.push(Finding { message: format!("{}（全文{count}处）", finding.message), ..finding });
        }
    }
    told
}

/// Adds one more place: it is named, and the repair repairs it too, as far as both have one of the same kind.
fn add_to_habit(habit: &mut Finding, finding: Finding) {
    habit.related.push(Related { range: finding.range, message: "另一处".to_owned() });
    let Some(other) = finding.fixes.into_iter().next() else { return };
    let Some(fix) = habit.fixes.first_mut() else { return };
    let ends = fix.edits.last().map_or(0, |edit: &Edit| edit.range.end);
    let follows = other.edits.first().is_some_and(|edit| edit.range.start > ends);
    if follows && (fix.applicability, fix.preferred) == (other.applicability, other.preferred) {
        fix.edits.extend(other.edits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fix, Severity};
    use crate::rules;

    fn finding(code: &str, range: Range<usize>, fix: Option<Fix>) -> Finding {
        Finding {
            rule: rules::find(code).unwrap(),
            severity: Severity::Warning,
            range,
            message: "有误。".to_owned(),
            related: Vec::new(),
            fixes: fix.into_iter().collect(),
        }
    }

    fn shown(findings: &[Finding]) -> Vec<(&str, Range<usize>)> {
        findings.iter().map(|finding| (finding.code(), finding.range.clone())).collect()
    }

    #[test]
    fn of_two_rules_at_one_place_the_surer_is_kept() {
        let likely = finding("PU208", 0..6, Some(Fix::likely("改", vec![Edit::delete(3..6)])));
        let safe = finding("PU221", 0..6, Some(Fix::safe("改", vec![Edit::delete(0..3)])));
        let elsewhere = finding("PU208", 6..12, None);
        let kept = one_a_place(vec![likely.clone(), safe, elsewhere.clone()]);
        assert_eq!(shown(&kept), [("PU221", 0..6), ("PU208", 6..12)]);
        let grave = Finding { severity: Severity::Error, ..likely };
        let safe = finding("PU221", 0..6, Some(Fix::safe("改", vec![Edit::delete(0..3)])));
        assert_eq!(shown(&one_a_place(vec![grave, safe, elsewhere])), [("PU208", 0..6), ("PU208", 6..12)]);
    }

    #[test]
    fn a_repair_that_is_only_offered_counts_for_more_than_none() {
        let offered = finding("PU221", 0..6, Some(Fix::alternative("改", vec![Edit::delete(0..3)])));
        assert_eq!(shown(&one_a_place(vec![finding("PU208", 0..6, None), offered.clone()])), [("PU221", 0..6)]);
        let likely = finding("PU221", 0..6, Some(Fix::likely("改", vec![Edit::delete(0..3)])));
        let offered = Finding { rule: rules::find("PU208").unwrap(), ..offered };
        assert_eq!(shown(&one_a_place(vec![offered, likely])), [("PU221", 0..6)]);
    }

    #[test]
    fn the_same_repair_is_offered_once() {
        let repair = || Some(Fix::likely("改", vec![Edit::delete(3..6)]));
        let kept = one_a_place(vec![finding("PU208", 0..6, repair()), finding("PU221", 3..9, repair())]);
        assert_eq!(shown(&kept), [("PU208", 0..6)]);
        let twice = one_a_place(vec![finding("PU208", 0..6, repair()), finding("PU208", 3..9, repair())]);
        assert_eq!(twice.len(), 2, "one rule may have two things to say");
    }

    #[test]
    fn a_habit_is_told_once_and_repaired_everywhere() {
        let at = |start: usize| {
            finding("RS608", start..start + 3, Some(Fix::likely("删", vec![Edit::delete(start..start + 3)])))
        };
        assert_eq!(told_once(vec![at(0), at(6)]).len(), 2);
        let told =
            told_once(vec![at(0), at(6), at(12), finding("PU208", 15..18, None), finding("PU208", 18..21, None)]);
        assert_eq!(shown(&told), [("RS608", 0..3), ("PU208", 15..18), ("PU208", 18..21)]);
        let places: Vec<_> = told[0].related.iter().map(|related| related.range.clone()).collect();
        assert_eq!((places, told[0].fixes[0].edits.len()), (vec![6..9, 12..15], 3));
    }
}
