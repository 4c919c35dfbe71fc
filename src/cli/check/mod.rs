//! `gaolint check`.

mod analysis;
pub(super) mod cache;
mod delivery;
pub(super) mod diff;
mod gather;
mod ignored;
mod inputs;
mod job;
mod known;
mod output;
pub(super) mod panics;
mod progress;
pub(super) mod rewrite;
pub(super) mod settings;
mod watch;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use super::args::{CheckArgs, EncodingName};
use super::exit_code::FAILED;
use super::problem::Problem;
use super::terminal;
use crate::check::Checker;
use crate::draft::Draft;
use crate::finding::Applicability;
use cache::Cache;
use delivery::Delivery;
pub(super) use delivery::{fits, is_source};
use gather::{Run, Start};
pub(super) use inputs::Input;
use inputs::{Collected, Wanted};
use job::{Job, JobOutcome, Mode, RunOptions};
use output::Output;
use progress::Progress;
use settings::{CommandLine, Settings};

/// So many drafts are checked before what came of them is written. Large enough that threads seldom wait for the last
/// draft of a batch.
const BATCH: usize = 256;

/// Checks what the arguments name, and fixes it where they say so.
pub(super) fn run(args: &CheckArgs) -> ExitCode {
    panics::silence_rules();
    if let Some(jobs) = args.jobs {
        // Fails only where the threads are there already, which they are not.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    if args.watch { watch::run(args, once) } else { once(args, &mut |_| true) }
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
    // A table and a change are shown as a whole.
    let most = args.max_findings.filter(|_| !args.statistics && !matches!(mode, Mode::Diff(_)));
    let options = RunOptions {
        mode,
        format: format.as_ref(),
        charset: args.encoding.map(EncodingName::charset),
        cache: if args.no_cache { None } else { Cache::open() },
        is_verbose: args.verbose,
        is_limited: most.is_some(),
    };
    if matches!(mode, Mode::Fix(_)) {
        rewrite::sweep_beside(jobs.iter().filter(|job| !job.input.is_stdin()).map(|job| job.input.path()));
    }
    let start = Start { args, mode, format: format.as_ref(), output, most, problems, unchecked };
    let mut run = match Run::begin(start) {
        Ok(run) => run,
        Err(problem) => {
            terminal::complain(&problem);
            return ExitCode::from(FAILED);
        }
    };
    let progress = Progress::new(jobs.len(), args.quiet);
    let work = |job: &Job| {
        let done = job.run(&options);
        progress.step();
        done
    };
    // Batches, so that no run holds what came of all its drafts; each in the order of the drafts, whatever the threads.
    for batch in jobs.chunks(BATCH) {
        let results: Vec<JobOutcome> = match batch {
            // One draft needs no threads.
            [job] => vec![work(job)],
            jobs => jobs.par_iter().map(work).collect(),
        };
        progress.aside(|| run.take(results));
    }
    progress.finish();
    run.conclude()
}

/// One draft, read, and what to check it with; for commands that work on one.
pub(super) struct Opened {
    pub(super) input: Input,
    pub(super) bytes: Vec<u8>,
    pub(super) draft: Draft,
    pub(super) checker: Arc<Checker>,
}

/// Opens the draft at `path`; `-` is standard input.
pub(super) fn open(path: &Path, config: Option<&Path>) -> Result<Opened, Problem> {
    let input = Input::named(path);
    let mut settings = Settings::new(CommandLine { config, ..CommandLine::default() })?;
    let Some(ground) = settings.resolve(input.path()) else {
        let problem = settings.into_problems().into_iter().next();
        return Err(problem.unwrap_or_else(|| Problem::new("配置文件不能用")));
    };
    panics::silence_rules();
    let bytes = job::read(&input, ground.checker.config().limits.max_file_size)?;
    let draft = Draft::open(input.path(), &bytes).map_err(|error| Problem::at(input.name(), error.to_string()))?;
    Ok(Opened { input, bytes, draft, checker: ground.checker })
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
    let collected = inputs::collect(Wanted {
        paths: &args.paths,
        files_from: args.files_from.as_deref(),
        obeys_ignore_files: args.force_exclude,
        stdin_name: args.stdin_filename.as_deref(),
    })?;
    if let Some(note) = collected.note().filter(|_| !args.quiet && !args.watch) {
        terminal::remark(&note);
    }
    let Collected { mut inputs, mut problems, skipped, .. } = collected;
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
            settings.resolve(input.path()).map(|ground| Job { input, ground, delivery: delivery.clone() })
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
