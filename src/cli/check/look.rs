//! How the text of a draft is looked at: checked, and parted from what the baseline knows.

use std::collections::BTreeSet;
use std::path::Path;

use super::panics;
use super::settings::Ground;
use crate::baseline::{Entry, Split};
use crate::check::Outcome;
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
    pub(super) fn at(document: &Document, path: &Path, ground: &Ground) -> Look {
        let outcome = panics::quietly(|| ground.checker.check(document));
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
            let mut findings = Look::at(&Document::new(text), path, ground).outcome.findings;
            if !std::mem::take(&mut is_first) {
                findings.retain(|finding| !left.contains(&(finding.code, slice(text, finding.range.clone()))));
            }
            findings
        });
        (fixed.text != text).then_some(fixed)
    }
}
