//! How the text of a draft is looked at: checked, and parted from what the baseline knows.

use std::collections::BTreeSet;
use std::path::Path;

use super::cache::Cache;
use super::panics;
use super::settings::Ground;
use crate::baseline::{Entry, Split};
use crate::check::Outcome;
use crate::draft_kind::DraftKind;
use crate::finding::{Applicability, Finding};
use crate::fix::{self, Fixed};
use crate::text::{Document, slice};

/// A draft's text and what was found in it.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// What the baseline does not know.
    pub(super) outcome: Outcome,
    /// What it does.
    pub(super) known: Vec<Finding>,
    /// What it has and the draft has not.
    pub(super) unused: Vec<Entry>,
}

impl Look {
    /// Checks `document`, the draft at `path`.
    pub(super) fn at(document: &Document, path: &Path, ground: &Ground, cache: Option<&Cache>) -> Look {
        let outcome = check(document, DraftKind::of(path).unwrap_or_default(), ground, cache);
        if ground.known.is_empty() {
            return Look { outcome, ..Look::default() };
        }
        let Outcome { findings, failed_rules } = outcome;
        let Split { fresh, known, unused } =
            ground.known.split(path, document.text(), findings, ground.checker.config());
        Look { outcome: Outcome { findings: fresh, failed_rules }, known, unused }
    }

    /// The mended draft; none when there is nothing to mend. What the baseline knows is left alone, even where a fix
    /// beside it makes it look new.
    pub(super) fn fix(
        &self,
        document: &Document,
        path: &Path,
        ground: &Ground,
        cache: Option<&Cache>,
        allowed: Applicability,
    ) -> Option<Fixed> {
        let text = document.text();
        if fix::apply_findings(text, &self.outcome.findings, allowed).count == 0 {
            return None;
        }
        let left: BTreeSet<(&str, &str)> =
            self.known.iter().map(|known| (known.code, slice(text, known.range.clone()))).collect();
        let mut is_first = true;
        let fixed = fix::fix_until_stable(text, allowed, |text| {
            let mut findings = Look::at(&Document::new(text), path, ground, cache).outcome.findings;
            if !std::mem::take(&mut is_first) {
                findings.retain(|finding| !left.contains(&(finding.code, slice(text, finding.range.clone()))));
            }
            findings
        });
        (fixed.text != text).then_some(fixed)
    }
}

/// Reads what is known of the text from the cache, or checks it.
fn check(document: &Document, kind: DraftKind, ground: &Ground, cache: Option<&Cache>) -> Outcome {
    let entry = cache.map(|cache| (cache, cache.place(&ground.digest, kind, document.text())));
    if let Some((cache, place)) = &entry
        && let Some(findings) = cache.get(place, document.text())
    {
        return Outcome { findings, failed_rules: Vec::new() };
    }
    let outcome = panics::quietly(|| kind.check(&ground.checker, document));
    // Where a rule failed, something is missing.
    if let Some((cache, place)) = entry
        && outcome.failed_rules.is_empty()
    {
        cache.put(&place, &outcome.findings);
    }
    outcome
}
