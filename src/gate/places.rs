//! One finding a place, and one for a habit.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::finding::{Applicability, Edit, Finding, Fix, Related, Severity};
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
        better.into_iter().any(|places| places.overlaps(finding.range))
    };
    findings.into_iter().filter(|finding| !is_outdone(finding)).collect()
}

/// Of findings of several rules that speak of the very same text, or would make the very same repair, keeps the one
/// that says most: the gravest, then the one with the surest repair, then the first by code.
pub(super) fn one_a_place(findings: Vec<Finding>) -> Vec<Finding> {
    let mut best: HashMap<Shared<'_>, usize> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        for shared in shared(finding) {
            let holder = best.entry(shared).or_insert(index);
            if findings.get(*holder).is_some_and(|other| weight(finding) > weight(other)) {
                *holder = index;
            }
        }
    }
    let is_outdone = |index: usize, finding: &Finding| {
        shared(finding).any(|shared| {
            let holder = best.get(&shared).filter(|&&holder| holder != index);
            holder.and_then(|&holder| findings.get(holder)).is_some_and(|other| other.rule != finding.rule)
        })
    };
    let outdone: Vec<bool> = findings.iter().enumerate().map(|(index, finding)| is_outdone(index, finding)).collect();
    findings.into_iter().zip(outdone).filter(|(_, is_outdone)| !is_outdone).map(|(finding, _)| finding).collect()
}

/// What two findings may have in common.
#[derive(PartialEq, Eq, Hash)]
enum Shared<'a> {
    Text(&'a Span),
    Repair(Vec<(&'a Span, &'a str)>),
}

fn shared(finding: &Finding) -> impl Iterator<Item = Shared<'_>> {
    let text = (!finding.range.is_empty()).then_some(Shared::Text(&finding.range));
    let repair = finding
        .preferred_fix()
        .map(|fix| Shared::Repair(fix.edits.iter().map(|edit| (&edit.range, edit.new_text.as_str())).collect()));
    text.into_iter().chain(repair)
}

fn weight(finding: &Finding) -> impl Ord {
    // A repair that is only offered says more than none.
    let sureness = finding.fixes.iter().map(|fix| (fix.preferred, fix.applicability == Applicability::Safe)).max();
    (finding.severity, sureness, Reverse(finding.code()))
}

/// Makes one finding of those that say the same thing again and again, where their rule speaks of a habit.
pub(super) fn told_once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut habits: HashMap<Habit, Vec<usize>> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(habit) = Habit::of(finding) {
            habits.entry(habit).or_default().push(index);
        }
    }
    let is_habit =
        |finding: &Finding, count: usize| matches!(finding.rule.repeats, Repeats::OnceFrom(least) if count >= least);
    // By the place of the first finding of a habit the places of all of them; the others are not told.
    let mut firsts: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut others: HashSet<usize> = HashSet::new();
    for places in habits.into_values() {
        let Some((&first, rest)) = places.split_first() else { continue };
        if findings.get(first).is_some_and(|finding| is_habit(finding, places.len())) {
            others.extend(rest);
            firsts.insert(first, places);
        }
    }
    let told = findings.iter().enumerate().filter(|(index, _)| !others.contains(index)).map(|(index, finding)| {
        match firsts.get(&index) {
            Some(places) => summary(&places.iter().filter_map(|&place| findings.get(place)).collect::<Vec<_>>()),
            None => Some(finding.clone()),
        }
    });
    told.flatten().collect()
}

/// Those of `findings` that `told` speaks for: all of its habit where it sums one up, else the one at its place.
pub(super) fn spoken_for(told: &Finding, findings: Vec<Finding>) -> Vec<Finding> {
    let is_told = |finding: &Finding| finding.code() == told.code() && finding.range == told.range;
    let habit = findings.iter().find(|finding| is_told(finding)).and_then(Habit::of);
    let is_of_habit = |finding: &Finding| habit.is_some() && Habit::of(finding) == habit;
    let count = findings.iter().filter(|finding| is_of_habit(finding)).count();
    let sums_up = matches!(told.rule.repeats, Repeats::OnceFrom(least) if count >= least);
    findings.into_iter().filter(|finding| if sums_up { is_of_habit(finding) } else { is_told(finding) }).collect()
}

/// What the findings of one habit have in common: what they say, but for the text that they quote, how grave it is, and
/// how sure their repair.
#[derive(PartialEq, Eq, Hash)]
struct Habit {
    code: &'static str,
    says: String,
    severity: Severity,
    repair: Option<(bool, Applicability)>,
}

impl Habit {
    /// Nothing where the rule does not speak of habits.
    fn of(finding: &Finding) -> Option<Self> {
        let Repeats::OnceFrom(_) = finding.rule.repeats else { return None };
        let repair = finding.fixes.first().map(|fix| (fix.preferred, fix.applicability));
        Some(Habit { code: finding.code(), says: unquoted(&finding.message), severity: finding.severity, repair })
    }
}

/// A message without the text that it quotes.
fn unquoted(message: &str) -> String {
    let mut says = String::with_capacity(message.len());
    let mut is_quoted = false;
    for c in message.chars() {
        is_quoted = (is_quoted || c == '“') && c != '”';
        if !is_quoted {
            says.push(c);
        }
    }
    says
}

/// The first of several findings, with the places of all, and a repair that repairs all.
fn summary(findings: &[&Finding]) -> Option<Finding> {
    let (&first, rest) = findings.split_first()?;
    let count = findings.len();
    let is_same = rest.iter().all(|finding| finding.message == first.message);
    let said = first.message.trim_end_matches('。');
    let message = if is_same {
        format!("{said}（全文{count}处，只报一次）。")
    } else {
        format!("{said}（同类问题全文{count}处，只报一次）。")
    };
    let related = rest.iter().map(|finding| Related { range: finding.range, message: "另一处".to_owned() });
    let mut edits: Vec<Edit> = Vec::new();
    let mut repaired = 0;
    for fix in findings.iter().filter_map(|finding| finding.fixes.first()) {
        let ends = edits.last().map_or(0, |edit| edit.range.end);
        if edits.is_empty() || fix.edits.first().is_some_and(|edit| edit.range.start >= ends) {
            edits.extend(fix.edits.iter().cloned());
            repaired += 1;
        }
    }
    let title = format!("改正全文{repaired}处");
    let fix = first.fixes.first().map(|fix| Fix { title, edits, ..fix.clone() });
    let related = first.related.iter().cloned().chain(related).collect();
    Some(Finding { message, related, fixes: fix.into_iter().collect(), ..first.clone() })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::rules;

    fn finding(code: &str, range: impl Into<Span>, fix: Option<Fix>) -> Finding {
        Finding {
            rule: rules::find(code).unwrap(),
            severity: Severity::Warning,
            range: range.into(),
            message: "有误。".to_owned(),
            related: Vec::new(),
            fixes: fix.into_iter().collect(),
        }
    }

    fn shown(findings: &[Finding]) -> Vec<(&str, Range<usize>)> {
        findings.iter().map(|finding| (finding.code(), finding.range.range())).collect()
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
            finding("RS608", Span::new(start, start + 3), Some(Fix::likely("删", vec![Edit::delete(start..start + 3)])))
        };
        assert_eq!(told_once(vec![at(0), at(6)]).len(), 2);
        let told =
            told_once(vec![at(0), at(6), at(12), finding("PU208", 15..18, None), finding("PU208", 18..21, None)]);
        assert_eq!(shown(&told), [("RS608", 0..3), ("PU208", 15..18), ("PU208", 18..21)]);
        let places: Vec<_> = told[0].related.iter().map(|related| related.range.range()).collect();
        assert_eq!((places, told[0].fixes[0].edits.len()), (vec![6..9, 12..15], 3));
        assert_eq!(
            (told[0].message.as_str(), told[0].fixes[0].title.as_str()),
            ("有误（全文3处，只报一次）。", "改正全文3处")
        );
    }

    #[test]
    fn a_habit_is_one_whatever_it_quotes_but_not_whatever_becomes_of_it() {
        let at = |start: usize, message: &str, fix: Option<Fix>| Finding {
            message: message.to_owned(),
            ..finding("RS608", start..start + 3, fix)
        };
        let told = told_once(vec![at(0, "“甲”有误。", None), at(6, "“乙”有误。", None), at(12, "“丙”有误。", None)]);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].message, "“甲”有误（同类问题全文3处，只报一次）。");
        let likely = || Some(Fix::likely("删", vec![Edit::delete(0..3)]));
        let told = told_once(vec![at(0, "有误。", likely()), at(6, "有误。", None), at(12, "有误。", None)]);
        assert_eq!(told.len(), 3);
    }

    #[test]
    fn a_habit_speaks_for_all_its_places_and_a_finding_for_itself() {
        let at = |start: usize| finding("PU213", start..start + 3, None);
        let all: Vec<Finding> = (0..12).map(|number| at(number * 6)).chain([finding("PU208", 90..93, None)]).collect();
        let told = told_once(all.clone());
        assert_eq!(shown(&told), [("PU213", 0..3), ("PU208", 90..93)]);
        assert_eq!(spoken_for(&told[0], all.clone()), all[..12]);
        assert_eq!(spoken_for(&told[1], all.clone()), all[12..]);
        assert_eq!(spoken_for(&at(6), all[..2].to_vec()), all[1..2]);
        assert_eq!(spoken_for(&at(70), all), []);
    }
}
