//! What a run comes to, in numbers.

use std::collections::BTreeMap;

use crate::finding::{Applicability, Finding, Severity};

/// What a run comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// The rules that found something, by code.
    pub(crate) by_rule: BTreeMap<&'static str, RuleTotals>,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleTotals {
    /// The highest severity among its findings.
    pub(crate) severity: Severity,
    pub(crate) findings: usize,
    /// Drafts that it found something in.
    pub(crate) files: usize,
    /// Findings that `--fix` would settle.
    pub(crate) safe: usize,
    /// Findings that only `--unsafe-fixes` would.
    pub(crate) likely: usize,
}

impl RuleTotals {
    /// Nothing yet.
    fn new(severity: Severity) -> Self {
        RuleTotals { severity, findings: 0, files: 0, safe: 0, likely: 0 }
    }
}

impl Totals {
    /// The totals of one draft.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut totals = Totals { files: 1, ..Totals::default() };
        for finding in findings {
            let rule = totals.by_rule.entry(finding.code()).or_insert_with(|| RuleTotals::new(finding.severity));
            rule.severity = rule.severity.max(finding.severity);
            rule.findings += 1;
            rule.files = 1;
            match finding.severity {
                Severity::Error => totals.error += 1,
                Severity::Warning => totals.warning += 1,
                Severity::Info => totals.info += 1,
            }
            match finding.preferred_fix().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => rule.safe += 1,
                Some(Applicability::Unsafe) => rule.likely += 1,
                None => {}
            }
        }
        totals.safe = totals.by_rule.values().map(|rule| rule.safe).sum();
        totals.likely = totals.by_rule.values().map(|rule| rule.likely).sum();
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
        for (code, more) in other.by_rule {
            let rule = self.by_rule.entry(code).or_insert_with(|| RuleTotals::new(more.severity));
            rule.severity = rule.severity.max(more.severity);
            rule.findings += more.findings;
            rule.files += more.files;
            rule.safe += more.safe;
            rule.likely += more.likely;
        }
    }
}
