//! `gaolint check`.

pub(super) mod cache;
mod delivery;
mod diff;
mod inputs;
mod job;
mod known;
mod look;
mod output;
pub(super) mod panics;
mod progress;
pub(super) mod rewrite;
pub(super) mod settings;
mod watch;
mod word;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use super::args::{CheckArgs, EncodingName};
use super::files;
use super::problem::Problem;
use super::report::{self, Format, Report, Totals};
use super::{CLEAN, FAILED, FOUND, terminal};
use crate::check::Checker;
use crate::draft_kind::DraftKind;
use crate::finding::Applicability;
use crate::text::{self, Decoded};
use cache::Cache;
use delivery::Delivery;
pub(super) use inputs::Input;
use inputs::{Collected, Wanted};
use job::{Done, Job, Manner, Mode};
use known::Recorded;
use output::Output;
use progress::Progress;
use settings::{CommandLine, Settings};

/// Checks what the arguments name, and fixes it where they say so.
pub(super) fn run(args: &CheckArgs) -> ExitCode {
    panics::silence_rules();
    if let Some(jobs) = args.jobs {
        // Fails only where the threads are there already, which they are not.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    if args.watch { watch::run(args) } else { once(args, &mut |_| true) }
}

/// Checks once what the arguments name and `is_wanted` picks.
fn once(args: &CheckArgs, is_wanted: &mut dyn FnMut(&Input) -> bool) -> ExitCode {
    let Prepared { jobs, problems, unchecked } = match prepare(args, is_wanted) {
        Ok(prepared) => prepared,
        Err(problem) => {
            terminal::complain(&problem);
            return ExitCode::from(FAILED);
        }
    };
    if args.watch && jobs.is_empty() && problems.is_empty() {
        return ExitCode::SUCCESS;
    }
    let mode = mode(args);
    let is_filter = matches!(mode, Mode::Fix(_)) && jobs.iter().any(|job| job.input.is_stdin());
    let output = Output::new(args.output.as_deref(), is_filter);
    let format = match output::format(args, mode, output) {
        Ok(format) => format,
        Err(problem) => {
            terminal::complain(&problem);
            return ExitCode::from(FAILED);
        }
    };
    let manner = Manner {
        mode,
        format: format.as_ref(),
        charset: args.encoding.map(EncodingName::charset),
        cache: if args.no_cache { None } else { Cache::open() },
        is_verbose: args.verbose,
    };
    if matches!(mode, Mode::Fix(_)) {
        let folders: BTreeSet<_> = jobs.iter().filter_map(|job| job.input.path().parent()).collect();
        folders.into_iter().for_each(|folder| rewrite::sweep(&files::absolute(folder)));
    }
    let progress = Progress::new(jobs.len(), args.quiet);
    let work = |job: &Job| {
        let done = job.run(&manner);
        progress.step();
        done
    };
    let results: Vec<Done> = match jobs.as_slice() {
        // One draft needs no threads.
        [job] => vec![work(job)],
        jobs => jobs.par_iter().map(work).collect(),
    };
    progress.finish();
    let run = Run { args, mode, format: format.as_ref(), output };
    run.conclude(results, problems, unchecked)
}

/// One draft, read, and what to check it with; for commands that work on one.
pub(super) struct Opened {
    pub(super) input: Input,
    pub(super) bytes: Vec<u8>,
    pub(super) decoded: Decoded,
    pub(super) kind: DraftKind,
    pub(super) checker: Arc<Checker>,
}

/// Opens the draft at `path`; `-` is standard input.
pub(super) fn open(path: &Path, config: Option<&Path>) -> Result<Opened, Problem> {
    let input = Input::named(path);
    let mut settings = Settings::new(CommandLine { config, ..CommandLine::default() })?;
    let Some(ground) = settings.ground(input.path()) else {
        let problem = settings.into_problems().into_iter().next();
        return Err(problem.unwrap_or_else(|| Problem::new("配置文件不能用")));
    };
    panics::silence_rules();
    let bytes = job::read(&input, ground.checker.config().limits.max_file_size)?;
    if let Some(read) = word::read(&bytes) {
        let reason = read.err().map_or_else(
            || "是 Word 文档，这条命令只读纯文本。请用 gaolint check，或先另存为 .txt".to_owned(),
            |error| error.to_string(),
        );
        return Err(Problem::at(input.name(), reason));
    }
    let decoded = text::decode(&bytes).map_err(|error| Problem::at(input.name(), error.to_string()))?;
    let kind = DraftKind::of(input.path()).unwrap_or_default();
    Ok(Opened { input, bytes, decoded, kind, checker: ground.checker })
}

/// What there is to do.
struct Prepared {
    jobs: Vec<Job>,
    problems: Vec<Problem>,
    /// Drafts whose configuration is unusable.
    unchecked: usize,
}

/// Finds the drafts and their checkers; fails when something is wrong with the command line.
fn prepare(args: &CheckArgs, is_wanted: &mut dyn FnMut(&Input) -> bool) -> Result<Prepared, Problem> {
    let mut settings = Settings::new(CommandLine {
        select: &args.select,
        extend_select: &args.extend_select,
        ignore: &args.ignore,
        config: args.config.as_deref(),
        baseline: args.baseline.as_deref(),
        writes_baseline: args.write_baseline,
    })?;
    let Collected { mut inputs, mut problems, skipped } = inputs::collect(Wanted {
        paths: &args.paths,
        files_from: args.files_from.as_deref(),
        stdin_name: args.stdin_filename.as_deref(),
    })?;
    if args.verbose {
        skipped.iter().for_each(|line| terminal::remark(line));
    }
    if inputs.is_empty() && problems.is_empty() && !args.quiet {
        terminal::remark("没有找到可检查的文件。文件夹里只检查 .txt、.text、.md、.markdown、.docx 文件。");
    }
    inputs.retain(|input| is_wanted(input));
    let found = inputs.len();
    let delivery = Delivery::of(args, found)?;
    let jobs: Vec<Job> = inputs
        .into_iter()
        .filter_map(|input| {
            settings.ground(input.path()).map(|ground| Job { input, ground, delivery: delivery.clone() })
        })
        .collect();
    problems.extend(settings.into_problems());
    let unchecked = found - jobs.len();
    Ok(Prepared { jobs, problems, unchecked })
}

fn mode(args: &CheckArgs) -> Mode {
    let allowed = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    if args.diff {
        Mode::Diff(allowed)
    } else if args.annotate {
        Mode::Annotate
    } else if args.fix || args.unsafe_fixes || args.fix_only {
        Mode::Fix(allowed)
    } else if args.write_baseline {
        Mode::Record
    } else {
        Mode::Report
    }
}

/// How a run speaks.
struct Run<'a> {
    args: &'a CheckArgs,
    mode: Mode,
    format: &'a dyn Format,
    output: Output<'a>,
}

impl Run<'_> {
    /// Prints everything and decides on the exit code.
    fn conclude(&self, results: Vec<Done>, mut problems: Vec<Problem>, unchecked: usize) -> ExitCode {
        let mut totals = Totals { unchecked, ..Totals::default() };
        let mut fragments = Vec::with_capacity(results.len());
        let mut failed_rules = BTreeSet::new();
        let mut is_written = true;
        let mut known = 0;
        let mut recorded = Vec::new();
        for done in results {
            totals += done.totals;
            known += done.known;
            recorded.extend(done.recorded);
            fragments.extend(done.fragment);
            failed_rules.extend(done.failed_rules);
            problems.extend(done.problem);
            if let Some(line) = done.read_as {
                terminal::remark(&line);
            }
            if let Some(note) = done.note.filter(|_| !self.args.quiet) {
                terminal::remark(&note);
            }
            if let Some(bytes) = done.output {
                is_written &= terminal::to_stdout(&bytes);
            }
        }
        if self.mode == Mode::Record {
            return self.record(recorded, &problems, failed_rules);
        }
        if self.args.fix_only {
            return self.conclude_fixing(&totals, &problems, is_written, failed_rules);
        }
        let omitted = self.args.max_findings.map_or(0, |most| report::limit(&mut fragments, most));
        let report = Report { fragments: &fragments, totals: &totals, problems: &problems, omitted };
        let is_reported = self.output.write(&self.format.assemble(&report));
        is_written &= is_reported;
        if known > 0 && !self.args.quiet {
            terminal::remark(&format!("另有 {known} 处已记入基线，没有显示。"));
        }
        self.print_notes(&report, is_reported);
        print_failures(&problems, failed_rules);
        let code = if !problems.is_empty() || !is_written {
            FAILED
        } else if !self.args.exit_zero && totals.at_least(self.args.fail_on.severity()) > 0 {
            FOUND
        } else {
            CLEAN
        };
        ExitCode::from(code)
    }

    /// Says how much was mended, and nothing of what remains.
    fn conclude_fixing(
        &self,
        totals: &Totals,
        problems: &[Problem],
        is_written: bool,
        failed_rules: BTreeSet<&str>,
    ) -> ExitCode {
        let Totals { fixed, fixed_files, .. } = totals;
        if !self.args.quiet {
            terminal::remark(&format!("修改 {fixed_files} 个文件中的 {fixed} 处。"));
        }
        print_failures(problems, failed_rules);
        ExitCode::from(if problems.is_empty() && is_written { CLEAN } else { FAILED })
    }

    /// Writes the baseline. Drafts that could not be read keep what it holds of them.
    fn record(&self, recorded: Vec<Recorded>, problems: &[Problem], failed_rules: BTreeSet<&str>) -> ExitCode {
        let written = known::write(recorded).map_err(|problem| terminal::complain(&problem));
        let is_said = match &written {
            Ok(said) if !self.args.quiet => terminal::to_stdout(said.as_bytes()),
            _ => true,
        };
        print_failures(problems, failed_rules);
        let is_well = written.is_ok() && is_said && problems.is_empty();
        ExitCode::from(if is_well { CLEAN } else { FAILED })
    }

    fn print_notes(&self, report: &Report<'_>, is_reported: bool) {
        if self.args.quiet {
            return;
        }
        let notes = output::closing_notes(self.mode, self.format, report);
        notes.iter().for_each(|note| terminal::remark(note));
        if let Some(note) = self.output.whereabouts(report).filter(|_| is_reported) {
            terminal::remark(&note);
        }
    }
}

fn print_failures(problems: &[Problem], failed_rules: BTreeSet<&str>) {
    for problem in problems {
        terminal::complain(problem);
    }
    if !failed_rules.is_empty() {
        terminal::remark(&panics::apology(&Vec::from_iter(failed_rules)));
    }
}
