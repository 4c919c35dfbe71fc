//! One draft from its bytes to its part of the report.

use std::fs::File;
use std::io::{self, Read};

use super::analysis::{Analysis, Analyzer};
use super::cache::Cache;
use super::delivery::{Delivered, Delivery};
use super::inputs::Input;
use super::known::Recorded;
use super::settings::ResolvedSettings;
use crate::check::Outcome;
use crate::cli::problem::Problem;
use crate::cli::report::{Checked, Format, Fragment, Part, Totals};
use crate::draft::{Draft, Mended, OpenError, WriteError};
use crate::finding::{Applicability, Finding};
use crate::text::{Charset, DecodeError, Document, Encoding};

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
    /// Say what is wrong in comments on a copy.
    Annotate,
}

/// How a run goes about its drafts.
pub(super) struct RunOptions<'a> {
    pub(super) mode: Mode,
    pub(super) format: &'a dyn Format,
    /// The encoding that the user says they are in.
    pub(super) charset: Option<Charset>,
    pub(super) cache: Option<Cache>,
    /// Whether to say how each was read.
    pub(super) is_verbose: bool,
    /// Whether only the first findings of all drafts are to be shown.
    pub(super) is_limited: bool,
}

impl RunOptions<'_> {
    /// A draft's part of the report: rendered here and now, unless only the drafts before it can tell how much of it
    /// is to be shown.
    pub(super) fn part(&self, path: String, encoding: Encoding, document: &Document, findings: Vec<Finding>) -> Part {
        if self.is_limited {
            return Part::Held { path, encoding, document: document.clone(), findings };
        }
        let checked = Checked { path: &path, encoding, document, findings: &findings, fixed: None };
        Part::Rendered(Fragment::new(self.format, &checked))
    }
}

/// A draft and what to check it with.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) input: Input,
    pub(super) ground: ResolvedSettings,
    pub(super) delivery: Delivery,
}

/// What came of a job.
#[derive(Debug, Default)]
pub(super) struct JobOutcome {
    /// Its part of the report; none when it could not be read.
    pub(super) part: Option<Part>,
    pub(super) totals: Totals,
    pub(super) failed_rules: Vec<&'static str>,
    pub(super) problem: Option<Problem>,
    /// How it was read, where that is to be said.
    pub(super) read_as: Option<String>,
    /// What to mention that is no problem.
    pub(super) notes: Vec<String>,
    /// Findings that the baseline knows.
    pub(super) known: usize,
    /// What the baseline is to hold of it.
    pub(super) recorded: Option<Recorded>,
    /// Where the draft, or its mended or annotated copy, was written to.
    pub(super) delivered: Delivered,
}

impl JobOutcome {
    fn unchecked(problem: Problem) -> Self {
        let totals = Totals { unchecked: 1, ..Totals::default() };
        JobOutcome { problem: Some(problem), totals, ..JobOutcome::default() }
    }

    /// The same, and the draft was to be delivered.
    pub(super) fn with(self, delivered: Result<Delivered, Problem>) -> Self {
        match delivered {
            Ok(delivered) => JobOutcome { delivered, ..self },
            Err(problem) => JobOutcome { problem: Some(problem), ..self },
        }
    }
}

impl Job {
    /// Does it all.
    pub(super) fn run(&self, options: &RunOptions<'_>) -> JobOutcome {
        if let Some(problem) = self.delivery.refuses(&self.input) {
            return JobOutcome::unchecked(problem);
        }
        let limit = self.ground.checker.config().limits.max_file_size;
        let bytes = match read(&self.input, limit) {
            Ok(bytes) => bytes,
            Err(problem) => return JobOutcome::unchecked(problem),
        };
        let done = match Draft::open_in(self.input.path(), &bytes, options.charset) {
            Ok(draft) => self.examine(options, &bytes, &draft),
            Err(error) => self.unreadable(&error),
        };
        if !matches!(options.mode, Mode::Fix(_)) || done.delivered != Delivered::Nowhere {
            return done;
        }
        let is_sound = done.part.is_some() && done.problem.is_none();
        done.with(self.delivery.pass_on(&self.input, bytes, is_sound))
    }

    fn unreadable(&self, error: &OpenError) -> JobOutcome {
        match error {
            OpenError::Word(_) | OpenError::Text(DecodeError::Binary) if self.input.is_found_text() => JobOutcome {
                notes: vec![format!("已跳过 {}：不是纯文本文件", self.input.name())],
                ..JobOutcome::default()
            },
            _ => JobOutcome::unchecked(Problem::at(self.input.name(), error.to_string())),
        }
    }

    /// Checks a draft, and does with it what the run is to do.
    fn examine(&self, options: &RunOptions<'_>, bytes: &[u8], draft: &Draft) -> JobOutcome {
        let is_word = matches!(draft, Draft::Word(_));
        if options.mode == Mode::Annotate && !is_word {
            let reason = "没有写批注：批注只能加在 Word 文档（.docx）里。纯文本稿件可用 --format html --output 报告.html，得到标出问题的网页";
            return JobOutcome::unchecked(Problem::at(self.input.name(), reason));
        }
        if let Err(problem) = self.delivery.fits(is_word) {
            return JobOutcome::unchecked(problem);
        }
        let read_as = options.is_verbose.then(|| self.describe(draft));
        if options.mode == Mode::Record {
            return JobOutcome { read_as, ..self.record(options, bytes, draft) };
        }
        let mut analysis = self.analyzer(options).analyze(draft, bytes);
        let known = analysis.known.len();
        analysis.notes.extend(draft.unread().map(|reason| format!("注意：{}：{reason}", self.input.name())));
        let notes = std::mem::take(&mut analysis.notes);
        let done = match options.mode {
            Mode::Report | Mode::Record => self.report(options, draft, analysis.outcome),
            Mode::Annotate => self.annotate(options, bytes, draft, analysis.outcome),
            Mode::Diff(allowed) => self.preview(options, draft, analysis, allowed),
            Mode::Fix(allowed) => self.fix(options, bytes, draft, analysis, allowed),
        };
        JobOutcome { known, notes, read_as, ..done }
    }

    fn analyzer<'a>(&'a self, options: &'a RunOptions<'_>) -> Analyzer<'a> {
        Analyzer { path: self.input.path(), ground: &self.ground, cache: options.cache.as_ref() }
    }

    /// How the draft was read.
    fn describe(&self, draft: &Draft) -> String {
        let name = self.input.name();
        match draft {
            Draft::Word(_) => format!("{name}：按 Word 文档读"),
            Draft::Plain(text) | Draft::Markdown(text) => text.decoded().map_or(name.clone(), |decoded| {
                format!("{name}：按 {} 编码读（{}）", decoded.encoding.name(), decoded.confidence.label())
            }),
        }
    }

    /// Notes everything that is found in a draft for the baseline.
    fn record(&self, options: &RunOptions<'_>, bytes: &[u8], draft: &Draft) -> JobOutcome {
        let Outcome { findings, failed_rules } = self.analyzer(options).every_place(draft, bytes);
        let recorded = Some(self.ground.known.record(self.input.path(), draft.text(), &findings));
        let totals = Totals { files: 1, ..Totals::default() };
        JobOutcome { recorded, totals, failed_rules, ..JobOutcome::default() }
    }

    fn report(&self, options: &RunOptions<'_>, draft: &Draft, outcome: Outcome) -> JobOutcome {
        let totals = Totals::of(&outcome.findings);
        let part = options.part(self.input.name(), draft.encoding(), draft.document(), outcome.findings);
        JobOutcome { part: Some(part), totals, failed_rules: outcome.failed_rules, ..JobOutcome::default() }
    }

    /// Writes a copy with a comment for each finding.
    fn annotate(&self, options: &RunOptions<'_>, bytes: &[u8], draft: &Draft, outcome: Outcome) -> JobOutcome {
        let copy = annotated(draft, &outcome.findings).map_err(|reason| Problem::at(self.input.name(), reason));
        let written = copy.and_then(|copy| self.delivery.write_word(&self.input, bytes, copy));
        self.report(options, draft, outcome).with(written)
    }

    /// What a draft would be like, mended.
    fn preview(
        &self,
        options: &RunOptions<'_>,
        draft: &Draft,
        analysis: Analysis,
        allowed: Applicability,
    ) -> JobOutcome {
        let mended = self.analyzer(options).mend(draft, &analysis, allowed);
        let Outcome { findings, failed_rules } = analysis.outcome;
        let totals = Totals::of(&findings);
        let Some(Mended { draft: mended, count, .. }) = mended else {
            return JobOutcome { failed_rules, totals, ..JobOutcome::default() };
        };
        let (path, encoding, document) = (self.input.name(), draft.encoding(), draft.document());
        let checked = Checked { path: &path, encoding, document, findings: &findings, fixed: Some(mended.text()) };
        let part = Some(Part::Rendered(Fragment::new(options.format, &checked)));
        JobOutcome {
            part,
            totals: Totals { fixed: count, fixed_files: 1, ..totals },
            failed_rules,
            ..JobOutcome::default()
        }
    }

    /// Mends a draft and puts it where it belongs; with what remains to be said.
    fn fix(
        &self,
        options: &RunOptions<'_>,
        bytes: &[u8],
        draft: &Draft,
        analysis: Analysis,
        allowed: Applicability,
    ) -> JobOutcome {
        let analyzer = self.analyzer(options);
        let Some(Mended { draft: mended, count, last }) = analyzer.mend(draft, &analysis, allowed) else {
            return self.report(options, draft, analysis.outcome);
        };
        let refused = |error: WriteError| Problem::at(self.input.name(), format!("没有修改：{error}"));
        let written = mended.to_bytes().map_err(refused).and_then(|new| {
            let after = analyzer.analyze_again(&mended, &new, last);
            let delivered = match mended {
                Draft::Word(_) => self.delivery.write_word(&self.input, bytes, new),
                Draft::Plain(_) | Draft::Markdown(_) => self.delivery.write(&self.input, bytes, new),
            };
            Ok((after, delivered?))
        });
        match written {
            Ok((after, delivered)) => {
                let done = self.report(options, &mended, after.outcome);
                JobOutcome { totals: Totals { fixed: count, fixed_files: 1, ..done.totals }, delivered, ..done }
            }
            Err(problem) => JobOutcome { problem: Some(problem), ..self.report(options, draft, analysis.outcome) },
        }
    }
}

/// The bytes of a Word document with each finding as a comment. Fails with what to tell the user.
fn annotated(draft: &Draft, findings: &[Finding]) -> Result<Vec<u8>, String> {
    let Draft::Word(word) = draft else {
        return Err("没有写批注：批注只能加在 Word 文档（.docx）里".to_owned());
    };
    let annotated = word.annotated(findings).and_then(|annotated| annotated.to_bytes());
    annotated.map_err(|error| format!("没有写批注：{error}"))
}

/// The bytes of a draft; no more than `limit` million of them.
pub(super) fn read(input: &Input, limit: u32) -> Result<Vec<u8>, Problem> {
    let most = u64::from(limit) * 1_000_000;
    let mut bytes = Vec::new();
    let read = match input {
        Input::Stdin(_) => io::stdin().lock().take(most + 1).read_to_end(&mut bytes),
        Input::File { path, .. } => File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|error| match input {
        Input::Stdin(_) => Problem::new(format!("读不出标准输入：系统报告“{error}”")),
        Input::File { path, .. } => Problem::unreadable(path, &error),
    })?;
    if bytes.len() as u64 > most {
        let reason = format!(
            "文件超过 {limit} MB，没有检查。确要检查，请在 gaolint.toml 的 [limits] 中调大 max-file-size（单位 MB）"
        );
        return Err(Problem::at(input.name(), reason));
    }
    Ok(bytes)
}
