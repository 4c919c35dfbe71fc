//! One draft from its bytes to its part of the report.

use std::io::{self, Read};

use super::inputs::Input;
use super::known::{self, Recorded};
use super::look::Look;
use super::rewrite;
use super::settings::Ground;
use crate::check::Outcome;
use crate::cli::problem::Problem;
use crate::cli::report::{Checked, Format, Totals};
use crate::finding::Applicability;
use crate::fix::Fixed;
use crate::text::{self, DecodeError, Decoded, Document};

/// What to do with the drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Say what is wrong.
    Report,
    /// Mend it, and say what remains.
    Fix(Applicability),
    /// Show how it would be mended.
    Diff(Applicability),
    /// Record what is wrong in the baseline.
    Record,
}

/// A draft and what to check it with.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) input: Input,
    pub(super) ground: Ground,
}

/// What came of a job.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Its part of the report; none when it could not be read.
    pub(super) fragment: Option<String>,
    pub(super) totals: Totals,
    pub(super) failed_rules: Vec<&'static str>,
    pub(super) problem: Option<Problem>,
    /// Something to mention that is no problem.
    pub(super) note: Option<String>,
    /// Findings that the baseline knows.
    pub(super) known: usize,
    /// What the baseline is to hold of it.
    pub(super) recorded: Option<Recorded>,
    /// What standard input became.
    pub(super) output: Option<Vec<u8>>,
}

impl Done {
    fn unchecked(problem: Problem) -> Self {
        let totals = Totals { unchecked: 1, ..Totals::default() };
        Done { problem: Some(problem), totals, ..Done::default() }
    }
}

impl Job {
    /// Does it all.
    pub(super) fn run(&self, mode: Mode, format: &dyn Format) -> Done {
        let bytes = match read(&self.input) {
            Ok(bytes) => bytes,
            Err(problem) => return Done::unchecked(problem),
        };
        let mut done = match text::decode(&bytes) {
            Ok(decoded) => self.examine(mode, format, &bytes, decoded),
            Err(error) => self.unreadable(&error),
        };
        // A filter must not swallow what it cannot mend.
        if self.input == Input::Stdin && matches!(mode, Mode::Fix(_)) && done.output.is_none() {
            done.output = Some(bytes);
        }
        done
    }

    fn unreadable(&self, error: &DecodeError) -> Done {
        match (&self.input, error) {
            (Input::File { found: true, .. }, DecodeError::Binary) => Done {
                note: Some(format!("已跳过 {}：不是纯文本文件", self.input.name())),
                ..Done::default()
            },
            _ => Done::unchecked(Problem::at(self.input.name(), error.to_string())),
        }
    }

    fn examine(&self, mode: Mode, format: &dyn Format, bytes: &[u8], decoded: Decoded) -> Done {
        let document = Document::new(decoded.text.as_str());
        let path = self.input.path();
        let look = Look::at(&document, path, &self.ground);
        let known = look.known.len();
        let note = (!look.unused.is_empty() && mode != Mode::Record)
            .then(|| known::describe_unused(&self.ground.known.name(), &look.unused));
        let fixed = match mode {
            Mode::Fix(allowed) | Mode::Diff(allowed) => look.fix(&document, path, &self.ground, allowed),
            Mode::Report | Mode::Record => None,
        };
        let done = match (mode, fixed) {
            (Mode::Record, _) => self.record(&document, look),
            (Mode::Report, _) | (Mode::Fix(_), None) => self.report(format, &decoded, &document, look.outcome),
            (Mode::Diff(_), Some(fixed)) => self.preview(format, &decoded, &document, look.outcome, &fixed),
            (Mode::Diff(_), None) => {
                let Outcome { findings, failed_rules } = look.outcome;
                Done { failed_rules, totals: Totals::of(&findings), ..Done::default() }
            }
            (Mode::Fix(_), Some(fixed)) => match self.write(bytes, &decoded, &fixed.text) {
                Ok(output) => self.report_fixed(format, &decoded, fixed, output),
                Err(problem) => {
                    Done { problem: Some(problem), ..self.report(format, &decoded, &document, look.outcome) }
                }
            },
        };
        Done { known, note, ..done }
    }

    fn record(&self, document: &Document, look: Look) -> Done {
        let mut findings = look.known;
        findings.extend(look.outcome.findings);
        let recorded = self.ground.known.record(self.input.path(), document.text(), &findings);
        let totals = Totals { files: 1, ..Totals::default() };
        Done { recorded: Some(recorded), totals, failed_rules: look.outcome.failed_rules, ..Done::default() }
    }

    /// Puts the mended draft where it belongs: into the file, or on standard output.
    fn write(&self, bytes: &[u8], decoded: &Decoded, fixed: &str) -> Result<Option<Vec<u8>>, Problem> {
        let new = rewrite::encode(bytes, decoded, fixed).map_err(|reason| Problem::at(self.input.name(), reason))?;
        match &self.input {
            Input::Stdin => Ok(Some(new)),
            Input::File { path, .. } => rewrite::replace(path, bytes, &new).map(|()| None),
        }
    }

    fn report(&self, format: &dyn Format, decoded: &Decoded, document: &Document, outcome: Outcome) -> Done {
        let name = self.input.name();
        let checked =
            Checked { path: &name, encoding: decoded.encoding, document, findings: &outcome.findings, fixed: None };
        Done {
            fragment: Some(format.fragment(&checked)),
            totals: Totals::of(&outcome.findings),
            failed_rules: outcome.failed_rules,
            ..Done::default()
        }
    }

    fn report_fixed(&self, format: &dyn Format, decoded: &Decoded, fixed: Fixed, output: Option<Vec<u8>>) -> Done {
        let document = Document::new(fixed.text);
        let outcome = Look::at(&document, self.input.path(), &self.ground).outcome;
        let mut done = self.report(format, decoded, &document, outcome);
        done.totals.fixed = fixed.count;
        done.totals.fixed_files = 1;
        done.output = output;
        done
    }

    fn preview(
        &self,
        format: &dyn Format,
        decoded: &Decoded,
        document: &Document,
        outcome: Outcome,
        fixed: &Fixed,
    ) -> Done {
        let name = self.input.name();
        let checked = Checked {
            path: &name,
            encoding: decoded.encoding,
            document,
            findings: &outcome.findings,
            fixed: Some(&fixed.text),
        };
        let fragment = Some(format.fragment(&checked));
        let totals = Totals { fixed: fixed.count, fixed_files: 1, ..Totals::of(&outcome.findings) };
        Done { fragment, totals, failed_rules: outcome.failed_rules, ..Done::default() }
    }
}

/// The bytes of a draft.
pub(super) fn read(input: &Input) -> Result<Vec<u8>, Problem> {
    match input {
        Input::Stdin => {
            let mut bytes = Vec::new();
            io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Problem::new(format!("读不出标准输入：系统报告“{error}”")))?;
            Ok(bytes)
        }
        Input::File { path, .. } => std::fs::read(path).map_err(|error| Problem::unreadable(path, &error)),
    }
}
