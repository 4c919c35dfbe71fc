//! Where a report goes, in which format, and what is said beside it.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::diff::Diff;
use super::job::Mode;
use super::rewrite::{self, Staged};
use crate::cli::args::{CheckArgs, ColorWhen, ReportFormat};
use crate::cli::problem::{self, Problem};
use crate::cli::report::{
    Concise, Format, GitHub, GitLab, Html, JUnit, Json, JsonLines, JsonStatistics, Sarif, Statistics, Text, Totals,
    summary,
};
use crate::cli::terminal;

/// Where the report goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Output<'a> {
    Stdout,
    /// Standard output belongs to the mended draft.
    Stderr,
    File(&'a Path),
}

impl<'a> Output<'a> {
    /// `is_filter`: whether a mended draft goes to standard output.
    pub(super) fn new(file: Option<&'a Path>, is_filter: bool) -> Self {
        match file {
            Some(path) => Output::File(path),
            None if is_filter => Output::Stderr,
            None => Output::Stdout,
        }
    }

    /// Makes ready what the report is written to.
    pub(super) fn open(self) -> Result<Sink, Problem> {
        Ok(match self {
            Output::Stdout => Sink::Stdout(BufWriter::with_capacity(BUFFER, io::stdout())),
            Output::Stderr => Sink::Stderr(BufWriter::with_capacity(BUFFER, io::stderr())),
            Output::File(path) => {
                rewrite::sweep_beside([path]);
                Sink::File(BufWriter::with_capacity(BUFFER, Staged::new(path)?))
            }
        })
    }

    /// Where to look for a report that is not before the reader's eyes.
    pub(super) fn whereabouts(self, totals: &Totals) -> Option<String> {
        match self {
            Output::File(path) => Some(format!("{}。报告见 {}", summary(totals), path.display())),
            Output::Stdout | Output::Stderr => None,
        }
    }

    fn wants_color(self, when: ColorWhen) -> bool {
        match self {
            Output::Stdout => terminal::wants_color(when, &io::stdout()),
            Output::Stderr => terminal::wants_color(when, &io::stderr()),
            Output::File(_) => when == ColorWhen::Always,
        }
    }
}

/// Bytes that are written at once.
const BUFFER: usize = 64 << 10;

/// What a report is written to. A file gets its new content as a whole, once the report is complete.
#[derive(Debug)]
pub(super) enum Sink {
    Stdout(BufWriter<io::Stdout>),
    Stderr(BufWriter<io::Stderr>),
    File(BufWriter<Staged>),
}

impl Sink {
    fn inner(&mut self) -> &mut dyn Write {
        match self {
            Sink::Stdout(stream) => stream,
            Sink::Stderr(stream) => stream,
            Sink::File(file) => file,
        }
    }

    /// Ends a report that was written with this result; whether all is well. What is not is said here.
    pub(super) fn finish(self, result: io::Result<()>) -> bool {
        match self {
            Sink::Stdout(_) => terminal::quiet_about_closed_pipes(result),
            // Nobody is left to tell.
            Sink::Stderr(_) => true,
            Sink::File(file) => {
                let whole = file.into_inner().map_err(io::IntoInnerError::into_error);
                let committed = result
                    .and(whole)
                    .map_err(|error| Problem::new(format!("报告没有写成：{}", problem::reason(&error))));
                committed.and_then(Staged::commit).map_err(|problem| terminal::complain(&problem)).is_ok()
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner().flush()
    }
}

/// The format that the arguments ask for; fails where they contradict each other.
pub(super) fn format(args: &CheckArgs, mode: Mode, output: Output<'_>) -> Result<Box<dyn Format>, Problem> {
    let color = output.wants_color(args.color);
    let summary = !args.quiet;
    Ok(match args.format {
        _ if matches!(mode, Mode::Diff(_)) => Box::new(Diff { color }),
        ReportFormat::Text | ReportFormat::Concise if args.statistics => Box::new(Statistics { summary }),
        ReportFormat::Json if args.statistics => Box::new(JsonStatistics),
        _ if args.statistics => {
            return Err(Problem::new("“--statistics”只能与 --format text、concise 或 json 同用"));
        }
        ReportFormat::Text => Box::new(Text { color, summary }),
        ReportFormat::Concise => Box::new(Concise { color, summary }),
        ReportFormat::Json => Box::new(Json),
        ReportFormat::Jsonl => Box::new(JsonLines),
        ReportFormat::Sarif => Box::new(Sarif),
        ReportFormat::Github => Box::new(GitHub),
        ReportFormat::Gitlab => Box::new(GitLab),
        ReportFormat::Junit => Box::new(JUnit),
        ReportFormat::Html => Box::new(Html),
    })
}

/// What the report itself has no place for.
pub(super) fn closing_notes(mode: Mode, format: &dyn Format, totals: &Totals, omitted: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let (fixed, fixed_files) = (totals.fixed, totals.fixed_files);
    match mode {
        Mode::Diff(_) if fixed > 0 => {
            notes.push(format!("{fixed_files} 个文件可改 {fixed} 处；以上只是预览，没有写入文件。"));
        }
        Mode::Fix(_) if !format.sums_up() && fixed > 0 => {
            notes.push(format!("修改 {fixed_files} 个文件中的 {fixed} 处。"));
        }
        Mode::Fix(_) if format.sums_up() => {}
        Mode::Diff(_) | Mode::Fix(_) => notes.push("没有可改的地方。".to_owned()),
        Mode::Report | Mode::Record | Mode::Annotate => {}
    }
    if omitted > 0 && !format.sums_up() {
        notes.push(format!("另有 {omitted} 处没有列出（--max-findings）。"));
    }
    notes
}
