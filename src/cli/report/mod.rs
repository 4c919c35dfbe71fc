//! How findings are shown; one file a format.
//!
//! A format turns each draft into a fragment of its own, on whatever thread checked it, and joins the fragments in
//! path order at the end. So no run holds the text of all its drafts, and the output does not depend on threads.

pub(crate) mod card;
mod excerpt;
mod json;
pub(crate) mod outline;
mod places;
pub(crate) mod table;
mod text;

pub(crate) use json::{Json, JsonRange};
pub(crate) use places::{Place, Places};
pub(crate) use text::Text;

use crate::finding::{Applicability, Finding, Severity};
use crate::text::{Document, Encoding};

/// A draft and what was found in it.
pub(crate) struct Checked<'a> {
    /// The path as the user would write it; `-` for standard input.
    pub(crate) path: &'a str,
    pub(crate) encoding: Encoding,
    pub(crate) document: &'a Document,
    pub(crate) findings: &'a [Finding],
    /// What fixing would make of it, in a preview.
    pub(crate) fixed: Option<&'a str>,
}

/// A way of showing findings.
pub(crate) trait Format: Sync {
    /// The part of the report that one draft makes up.
    fn fragment(&self, checked: &Checked<'_>) -> String;

    /// The whole report.
    fn join(&self, fragments: &[String], totals: &Totals) -> String;
}

/// What a run comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Drafts that were checked.
    pub(crate) files: usize,
    /// Drafts that could not be.
    pub(crate) unchecked: usize,
    pub(crate) error: usize,
    pub(crate) warning: usize,
    pub(crate) info: usize,
    /// Findings that `--fix` would settle.
    pub(crate) safe: usize,
    /// Findings that only `--unsafe-fixes` would.
    pub(crate) likely: usize,
    /// Fixes that were applied, or would be (`--diff`).
    pub(crate) fixed: usize,
    /// Drafts that they changed.
    pub(crate) fixed_files: usize,
}

impl Totals {
    /// The totals of one draft.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut totals = Totals { files: 1, ..Totals::default() };
        for finding in findings {
            match finding.severity {
                Severity::Error => totals.error += 1,
                Severity::Warning => totals.warning += 1,
                Severity::Info => totals.info += 1,
            }
            match finding.preferred_fix().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => totals.safe += 1,
                Some(Applicability::Unsafe) => totals.likely += 1,
                None => {}
            }
        }
        totals
    }

    /// All findings.
    pub(crate) fn findings(&self) -> usize {
        self.error + self.warning + self.info
    }

    /// The findings at or above `severity`.
    pub(crate) fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.error + self.warning,
            Severity::Info => self.findings(),
        }
    }
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, other: Totals) {
        self.files += other.files;
        self.unchecked += other.unchecked;
        self.error += other.error;
        self.warning += other.warning;
        self.info += other.info;
        self.safe += other.safe;
        self.likely += other.likely;
        self.fixed += other.fixed;
        self.fixed_files += other.fixed_files;
    }
}
