//! Cleaning a draft, step by step.

use crate::check::{Checker, Outcome};
use crate::cli::check::panics;
use crate::draft::Draft;
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::fix;
use crate::rules::Family;
use crate::text::{Document, slice};

/// So many characters of what was removed are shown.
const SHOWN: usize = 40;

/// A cleaned draft and how it came about.
pub(super) struct Cleaned {
    /// The new draft; nothing where there was nothing to clean.
    pub(super) draft: Option<Draft>,
    /// In the order of the draft.
    pub(super) steps: Vec<Step>,
    /// What would be done if all that may be residue were to go.
    pub(super) doubtful: Vec<Step>,
    /// Residue that only a person can settle.
    pub(super) unsolved: usize,
    pub(super) failed_rules: Vec<&'static str>,
}

impl Cleaned {
    /// Whether nothing is left that a person has to look at.
    pub(super) fn is_clean(&self) -> bool {
        self.doubtful.is_empty() && self.unsolved == 0
    }
}

/// Something that is done to a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The byte of the draft as it came.
    at: usize,
    pub(super) code: &'static str,
    /// Where in the draft as it came, as a sentence says it.
    pub(super) place: String,
    pub(super) what: String,
}

/// Checks and cleans in turn until nothing changes, as fixing does, with what is `allowed`, and remembers each step.
pub(super) fn clean(checker: &Checker, draft: &Draft, allowed: Applicability) -> Cleaned {
    let check = |draft: &Draft| panics::quietly(|| draft.check(checker));
    let mut outcome = check(draft);
    let failed_rules = std::mem::take(&mut outcome.failed_rules);
    let mut findings = residue(outcome);
    let mut cleaned: Option<Draft> = None;
    let mut steps: Vec<Step> = Vec::new();
    let mut way_back = WayBack::default();
    for _ in 0..fix::MAX_ROUNDS {
        let current = cleaned.as_ref().unwrap_or(draft);
        let Some((next, made)) = current.mended(&findings, allowed) else { break };
        steps.extend(made.iter().filter_map(|finding| step(finding, draft, current, &way_back)));
        way_back.passed(made.iter().filter_map(|finding| finding.preferred_fix()).flat_map(|fix| &fix.edits));
        findings = residue(check(&next));
        cleaned = Some(next);
    }
    steps.sort_by_key(|step| step.at);
    let current = cleaned.as_ref().unwrap_or(draft);
    let doubtful: Vec<Step> = findings.iter().filter_map(|finding| step(finding, draft, current, &way_back)).collect();
    let is_unsolved = |finding: &&Finding| finding.severity >= Severity::Warning && finding.preferred_fix().is_none();
    let unsolved = findings.iter().filter(is_unsolved).count();
    Cleaned { draft: cleaned, steps, doubtful, unsolved, failed_rules }
}

/// What the preferred fix of a finding in `current` does, and where in the `draft` that this came from.
fn step(finding: &Finding, draft: &Draft, current: &Draft, way_back: &WayBack) -> Option<Step> {
    let what = describe(finding, current.text())?;
    let at = way_back.origin(finding.range.start);
    Some(Step { at, code: finding.code(), place: place(draft.document(), at), what })
}

/// The findings about residue.
fn residue(outcome: Outcome) -> Vec<Finding> {
    outcome.findings.into_iter().filter(|finding| finding.rule.family() == Family::Residue).collect()
}

/// How a sentence calls the place of byte `at`.
fn place(document: &Document, at: usize) -> String {
    match document.paragraph_at(at) {
        Some(paragraph) => paragraph.to_string(),
        None => format!("第 {} 行", document.lines().line_of(at) + 1),
    }
}

/// What the preferred fix of `finding` does to `text`; nothing where it changes nothing.
fn describe(finding: &Finding, text: &str) -> Option<String> {
    let fix = finding.preferred_fix()?;
    let edit = fix.edits.first()?;
    let old = slice(text, edit.range);
    if fix.edits.iter().all(|edit| slice(text, edit.range) == edit.new_text) {
        return None;
    }
    Some(if fix.edits.len() > 1 || old.trim().is_empty() {
        fix.title.clone()
    } else if edit.new_text.is_empty() {
        format!("删去“{}”", shown(old))
    } else {
        format!("“{}”改为“{}”", shown(old), shown(&edit.new_text))
    })
}

/// One line of a text, not too long.
fn shown(text: &str) -> String {
    let text = text.trim();
    let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_control() { '⏎' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// The way from the text after some rounds of edits back to the one before the first.
#[derive(Debug, Default)]
struct WayBack {
    rounds: Vec<Vec<Moved>>,
}

/// What an edit has moved: from byte `new` on, a text is what it was from byte `old` on.
#[derive(Debug, Clone, Copy)]
struct Moved {
    /// Where the edit began, in the old text.
    start: usize,
    new: usize,
    old: usize,
}

impl WayBack {
    /// Another round of edits, which fit together, was made.
    fn passed<'a>(&mut self, edits: impl Iterator<Item = &'a Edit>) {
        let mut edits: Vec<&Edit> = edits.collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut moved = Vec::with_capacity(edits.len());
        let (mut new, mut old) = (0, 0);
        for edit in edits {
            new += edit.range.start - old + edit.new_text.len();
            old = edit.range.end;
            moved.push(Moved { start: edit.range.start, new, old });
        }
        self.rounds.push(moved);
    }

    /// Where the byte at `offset` stood before all rounds; for one that was put in, where that was.
    fn origin(&self, offset: usize) -> usize {
        self.rounds.iter().rev().fold(offset, |offset, moved| {
            let next = moved.partition_point(|moved| moved.new <= offset);
            let since = next
                .checked_sub(1)
                .and_then(|last| moved.get(last))
                .map_or(offset, |last| last.old + offset - last.new);
            moved.get(next).map_or(since, |next| since.min(next.start))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_through_all_rounds() {
        let mut way_back = WayBack::default();
        // 0123456789 → 01AB789 → 01AB9
        way_back.passed([Edit::replace(2..7, "AB")].iter());
        way_back.passed([Edit::delete(4..6)].iter());
        assert_eq!([0, 1, 2, 3, 4, 5].map(|offset| way_back.origin(offset)), [0, 1, 2, 2, 9, 10]);
    }
}
