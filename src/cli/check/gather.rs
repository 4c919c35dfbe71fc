//! What comes of the drafts of a run: reported one by one, summed up at the end.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::delivery::Delivered;
use super::job::{JobOutcome, Mode};
use super::known::{self, Recorded};
use super::output::{self, Output, Sink};
use super::panics;
use crate::cli::args::CheckArgs;
use crate::cli::exit_code::{CLEAN, FAILED, FOUND};
use crate::cli::problem::Problem;
use crate::cli::report::{Format, Totals, Writer};
use crate::cli::terminal;

/// A run before its first draft.
pub(super) struct Start<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) mode: Mode,
    pub(super) format: &'a dyn Format,
    pub(super) output: Output<'a>,
    /// How many findings are shown at most.
    pub(super) most: Option<usize>,
    /// What has gone wrong already.
    pub(super) problems: Vec<Problem>,
    /// Drafts that are not going to be checked.
    pub(super) unchecked: usize,
}

/// A run so far.
pub(super) struct Run<'a> {
    args: &'a CheckArgs,
    mode: Mode,
    format: &'a dyn Format,
    output: Output<'a>,
    /// None where the run shows no findings.
    report: Option<Writer<'a, Sink>>,
    totals: Totals,
    problems: Vec<Problem>,
    failed_rules: BTreeSet<&'static str>,
    /// Findings that the baseline knows.
    known: usize,
    recorded: Vec<Recorded>,
    /// Whether standard output took the drafts that went there.
    is_written: bool,
    /// Whether the file that `-o` names was written.
    is_delivered: bool,
}

impl<'a> Run<'a> {
    /// Begins the report; fails where there is no place for it.
    pub(super) fn begin(start: Start<'a>) -> Result<Self, Problem> {
        let Start { args, mode, format, output, most, problems, unchecked } = start;
        let shows_findings = mode != Mode::Record && !args.fix_only;
        let report = shows_findings.then(|| output.open().map(|sink| Writer::new(format, sink, most))).transpose()?;
        Ok(Run {
            args,
            mode,
            format,
            output,
            report,
            totals: Totals { unchecked, ..Totals::default() },
            problems,
            failed_rules: BTreeSet::new(),
            known: 0,
            recorded: Vec::new(),
            is_written: true,
            is_delivered: false,
        })
    }

    /// Takes what came of the next drafts.
    pub(super) fn take(&mut self, results: Vec<JobOutcome>) {
        for done in results {
            self.totals += done.totals;
            self.known += done.known;
            self.recorded.extend(done.recorded);
            self.failed_rules.extend(done.failed_rules);
            self.problems.extend(done.problem);
            if let Some(line) = done.read_as {
                terminal::remark(&line);
            }
            if !self.args.quiet {
                done.notes.iter().for_each(|note| terminal::remark(note));
            }
            match done.delivered {
                Delivered::Stdout(bytes) => self.is_written &= terminal::to_stdout(&bytes),
                Delivered::Aside => self.is_delivered = true,
                Delivered::Back | Delivered::Nowhere => {}
            }
            if let (Some(report), Some(part)) = (&mut self.report, done.part) {
                report.add(part);
            }
        }
        if let Some(report) = &mut self.report {
            report.flush();
        }
    }

    /// Ends the report and decides on the exit code.
    pub(super) fn conclude(mut self) -> ExitCode {
        if let Some(path) = self.args.save_as.as_ref().filter(|_| !self.is_delivered && self.problems.is_empty()) {
            self.problems.push(Problem::at(path.display().to_string(), "没有写：没有能检查的稿件"));
        }
        let Some(report) = self.report.take() else {
            return match self.mode {
                Mode::Record => self.record(),
                _ => self.conclude_fixing(),
            };
        };
        let omitted = report.omitted();
        let (sink, result) = report.finish(&self.totals, &self.problems);
        let is_reported = sink.finish(result);
        if self.known > 0 && !self.args.quiet {
            terminal::remark(&format!("另有 {} 处已记入基线，没有显示。", self.known));
        }
        if !self.args.quiet {
            let notes = output::closing_notes(self.mode, self.format, &self.totals, omitted);
            let whereabouts = self.output.whereabouts(&self.totals).filter(|_| is_reported);
            let copy = self.args.save_as.as_ref().filter(|_| self.is_delivered);
            let copy = copy.map(|path| match self.mode {
                Mode::Annotate => format!("带批注的副本已写到 {}", path.display()),
                _ => format!("改好的稿件已写到 {}", path.display()),
            });
            notes.iter().chain(&whereabouts).chain(&copy).for_each(|note| terminal::remark(note));
        }
        self.print_failures();
        let code = if !self.problems.is_empty() || !self.is_written || !is_reported {
            FAILED
        } else if !self.args.exit_zero && self.totals.at_least(self.args.fail_on.severity()) > 0 {
            FOUND
        } else {
            CLEAN
        };
        ExitCode::from(code)
    }

    /// Says how much was mended, and nothing of what remains.
    fn conclude_fixing(self) -> ExitCode {
        let Totals { fixed, fixed_files, .. } = self.totals;
        if !self.args.quiet {
            terminal::remark(&format!("修改 {fixed_files} 个文件中的 {fixed} 处。"));
        }
        self.print_failures();
        ExitCode::from(if self.problems.is_empty() && self.is_written { CLEAN } else { FAILED })
    }

    /// Writes the baseline. Drafts that could not be read keep what it holds of them.
    fn record(mut self) -> ExitCode {
        let recorded = std::mem::take(&mut self.recorded);
        let written = known::write(recorded).map_err(|problem| terminal::complain(&problem));
        let is_said = match &written {
            Ok(said) if !self.args.quiet => terminal::to_stdout(said.as_bytes()),
            _ => true,
        };
        self.print_failures();
        let is_well = written.is_ok() && is_said && self.problems.is_empty();
        ExitCode::from(if is_well { CLEAN } else { FAILED })
    }

    fn print_failures(&self) {
        for problem in &self.problems {
            terminal::complain(problem);
        }
        if !self.failed_rules.is_empty() {
            terminal::remark(&panics::apology(&Vec::from_iter(self.failed_rules.iter().copied())));
        }
    }
}
