//! How the text of a draft is looked at: checked, and parted from what the baseline knows.

use std::collections::BTreeSet;
use std::path::Path;

use super::cache::{Cache, Cached, Kind};
use super::settings::Ground;
use super::{known, panics};
use crate::baseline::Split;
use crate::check::Outcome;
use crate::draft::DraftKind;
use crate::draft::markdown::Suppressed;
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
    /// What to say about what was meant to hide findings, and hides none.
    pub(super) notes: Vec<String>,
}

impl Look {
    /// Checks `document`, the draft at `path`.
    pub(super) fn at(document: &Document, path: &Path, ground: &Ground, cache: Option<&Cache>) -> Look {
        let kind = DraftKind::of(path).unwrap_or_default();
        let Outcome { findings, failed_rules } = check(document, kind, ground, cache);
        let Suppressed { findings, faults } = kind.suppress(document.text(), findings, ground.checker.config());
        let mut look = Look::parted(Outcome { findings, failed_rules }, path, document.text(), ground);
        look.notes.extend(faults.into_iter().map(|(offset, reason)| {
            format!("注意：{}:{}：{reason}", path.display(), document.lines().line_of(offset) + 1)
        }));
        look
    }

    /// Parts what was found in `text`, the draft at `path`, from what the baseline knows.
    pub(super) fn parted(outcome: Outcome, path: &Path, text: &str, ground: &Ground) -> Look {
        if ground.known.is_empty() {
            return Look { outcome, ..Look::default() };
        }
        let Outcome { findings, failed_rules } = outcome;
        let Split { fresh, known, unused } = ground.known.split(path, text, findings, ground.checker.config());
        let note = (!unused.is_empty()).then(|| known::describe_unused(&ground.known.name(), &unused));
        Look { outcome: Outcome { findings: fresh, failed_rules }, known, notes: note.into_iter().collect() }
    }

    /// What the baseline knows of `text`, by code and text. It is to be left alone, even where fixes on both its sides
    /// make it look new.
    pub(super) fn left<'a>(&'a self, text: &'a str) -> BTreeSet<(&'static str, &'a str)> {
        self.known.iter().map(|known| (known.code(), slice(text, known.range.clone()))).collect()
    }

    /// The mended draft; none when there is nothing to mend.
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
        let left = self.left(text);
        let mut is_first = true;
        let fixed = fix::fix_until_stable(text, allowed, |text| {
            let mut findings = Look::at(&Document::new(text), path, ground, cache).outcome.findings;
            if !std::mem::take(&mut is_first) {
                findings.retain(|finding| !left.contains(&(finding.code(), slice(text, finding.range.clone()))));
            }
            findings
        });
        (fixed.text != text).then_some(fixed)
    }
}

/// Reads what is known of the text from the cache, or checks it; with what comments in it suppress.
fn check(document: &Document, kind: DraftKind, ground: &Ground, cache: Option<&Cache>) -> Outcome {
    let text = document.text();
    let cached = Cached { settings: &ground.digest, kind: Kind::Text(kind), content: text.as_bytes(), text };
    Cache::remember(cache, &cached, || panics::quietly(|| kind.check_all(&ground.checker, document)))
}
