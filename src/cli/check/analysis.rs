//! How a draft is looked at: checked, and parted from what the baseline knows.

use std::collections::BTreeSet;
use std::path::Path;

use super::cache::{Cache, Cached};
use super::settings::ResolvedSettings;
use super::{known, panics};
use crate::baseline::Split;
use crate::check::Outcome;
use crate::draft::{Draft, Mended, Suppressed};
use crate::finding::{Applicability, Finding};
use crate::text::slice;

/// What was found in a draft.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// What the baseline does not know.
    pub(super) outcome: Outcome,
    /// What it does.
    pub(super) known: Vec<Finding>,
    /// What to say about what was meant to hide findings, and hides none.
    pub(super) notes: Vec<String>,
}

/// What drafts are looked at with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Analyzer<'a> {
    /// Where the draft is.
    pub(super) path: &'a Path,
    pub(super) ground: &'a ResolvedSettings,
    pub(super) cache: Option<&'a Cache>,
}

impl Analyzer<'_> {
    /// Checks `draft`, whose file is `bytes`, unless what is found in it is known already.
    pub(super) fn analyze(&self, draft: &Draft, bytes: &[u8]) -> Analysis {
        self.part(draft, self.remember(draft, bytes, || self.check(draft)))
    }

    /// The same for one that was just mended, where a check may have `found` something in it.
    pub(super) fn analyze_again(&self, draft: &Draft, bytes: &[u8], found: Option<Outcome>) -> Analysis {
        self.part(draft, self.remember(draft, bytes, || found.unwrap_or_else(|| self.check(draft))))
    }

    /// Everything that is found in `draft` and that no comment suppresses, every place by itself: what a baseline records.
    pub(super) fn every_place(&self, draft: &Draft, bytes: &[u8]) -> Outcome {
        let Outcome { findings, failed_rules } = self.remember(draft, bytes, || self.check(draft));
        let config = self.ground.checker.config();
        Outcome { findings: draft.suppress(findings, config).findings, failed_rules }
    }

    /// The draft, checked and mended in turn until nothing changes, and what the last check found; none when there is
    /// nothing to mend.
    pub(super) fn mend(&self, draft: &Draft, analysis: &Analysis, allowed: Applicability) -> Option<Mended<Outcome>> {
        let left = analysis.left(draft.text());
        draft.mended_until_stable(&analysis.outcome.findings, allowed, |draft| {
            let found = self.check(draft);
            let mut findings = self.part(draft, found.clone()).outcome.findings;
            findings.retain(|finding| !left.contains(&(finding.code(), slice(draft.text(), finding.range))));
            (findings, found)
        })
    }

    /// What the rules find, with what comments in the draft suppress.
    fn check(&self, draft: &Draft) -> Outcome {
        panics::quietly(|| draft.check_all(&self.ground.checker))
    }

    fn remember(&self, draft: &Draft, bytes: &[u8], check: impl FnOnce() -> Outcome) -> Outcome {
        let cached = Cached::new(&self.ground.digest, draft, bytes);
        Cache::remember(self.cache, &cached, check)
    }

    /// Parts what was found in `draft` from what comments in it suppress and what the baseline knows.
    fn part(&self, draft: &Draft, outcome: Outcome) -> Analysis {
        let config = self.ground.checker.config();
        let Outcome { findings, failed_rules } = outcome;
        let Suppressed { findings, faults } = draft.suppress(findings, config);
        let lines = draft.document().lines();
        let mut notes: Vec<String> = faults
            .into_iter()
            .map(|(at, reason)| format!("注意：{}:{}：{reason}", self.path.display(), lines.line_of(at) + 1))
            .collect();
        if self.ground.known.is_empty() {
            return Analysis {
                outcome: Outcome { findings: draft.told(findings), failed_rules },
                known: Vec::new(),
                notes,
            };
        }
        let Split { fresh, known, unused } = self.ground.known.split(self.path, draft.text(), findings, config);
        if !unused.is_empty() {
            notes.insert(0, known::describe_unused(&self.ground.known.name(), &unused));
        }
        Analysis { outcome: Outcome { findings: draft.told(fresh), failed_rules }, known, notes }
    }
}

impl Analysis {
    /// What the baseline knows of `text`, by code and text. It is to be left alone, even where fixes on both its sides
    /// make it look new.
    fn left<'a>(&'a self, text: &'a str) -> BTreeSet<(&'static str, &'a str)> {
        self.known.iter().map(|known| (known.code(), slice(text, known.range))).collect()
    }
}
