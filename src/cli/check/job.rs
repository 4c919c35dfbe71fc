//! One draft from its bytes to its part of the report.

use std::fs::File;
use std::io::{self, Read};

use super::cache::Cache;
use super::delivery::{Delivered, Delivery};
use super::inputs::Input;
use super::known::Recorded;
use super::look::Look;
use super::rewrite;
use super::settings::Ground;
use super::word;
use crate::check::Outcome;
use crate::cli::problem::Problem;
use crate::cli::report::{Checked, Format, Fragment, Part, Totals};
use crate::finding::{Applicability, Finding};
use crate::fix::Fixed;
use crate::text::{self, Charset, DecodeError, Decoded, Document, Encoding};

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
pub(super) struct Manner<'a> {
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

impl Manner<'_> {
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
    pub(super) ground: Ground,
    pub(super) delivery: Delivery,
}

/// What came of a job.
#[derive(Debug, Default)]
pub(super) struct Done {
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

impl Done {
    fn unchecked(problem: Problem) -> Self {
        let totals = Totals { unchecked: 1, ..Totals::default() };
        Done { problem: Some(problem), totals, ..Done::default() }
    }

    /// The same, and the draft was to be delivered.
    pub(super) fn with(self, delivered: Result<Delivered, Problem>) -> Self {
        match delivered {
            Ok(delivered) => Done { delivered, ..self },
            Err(problem) => Done { problem: Some(problem), ..self },
        }
    }
}

impl Job {
    /// Does it all.
    pub(super) fn run(&self, manner: &Manner<'_>) -> Done {
        if let Some(problem) = self.delivery.refuses(&self.input) {
            return Done::unchecked(problem);
        }
        let limit = self.ground.checker.config().limits.max_file_size;
        let bytes = match read(&self.input, limit) {
            Ok(bytes) => bytes,
            Err(problem) => return Done::unchecked(problem),
        };
        let done = match word::read(&bytes) {
            Some(Ok(docx)) => {
                self.delivery.fits(true).map_or_else(Done::unchecked, |()| self.run_word(manner, &bytes, docx))
            }
            Some(Err(_)) if self.input.is_found_text() => self.skipped(),
            Some(Err(error)) => Done::unchecked(Problem::at(self.input.name(), error.to_string())),
            None => self.run_text(manner, &bytes),
        };
        if !matches!(manner.mode, Mode::Fix(_)) || done.delivered != Delivered::Nowhere {
            return done;
        }
        let is_sound = done.part.is_some() && done.problem.is_none();
        done.with(self.delivery.pass_on(&self.input, bytes, is_sound))
    }

    fn run_text(&self, manner: &Manner<'_>, bytes: &[u8]) -> Done {
        if manner.mode == Mode::Annotate {
            let reason = "没有写批注：批注只能加在 Word 文档（.docx）里。纯文本稿件可用 --format html --output 报告.html，得到标出问题的网页";
            return Done::unchecked(Problem::at(self.input.name(), reason));
        }
        let decoded = manner.charset.map_or_else(|| text::decode(bytes), |charset| text::decode_in(bytes, charset));
        match (decoded, self.delivery.fits(false)) {
            (Ok(decoded), Ok(())) => self.examine(manner, bytes, decoded),
            (Ok(_), Err(problem)) => Done::unchecked(problem),
            (Err(error), _) => self.unreadable(&error),
        }
    }

    fn skipped(&self) -> Done {
        Done { notes: vec![format!("已跳过 {}：不是纯文本文件", self.input.name())], ..Done::default() }
    }

    fn unreadable(&self, error: &DecodeError) -> Done {
        match error {
            DecodeError::Binary if self.input.is_found_text() => self.skipped(),
            _ => Done::unchecked(Problem::at(self.input.name(), error.to_string())),
        }
    }

    fn examine(&self, manner: &Manner<'_>, bytes: &[u8], decoded: Decoded) -> Done {
        let mode = manner.mode;
        let cache = manner.cache.as_ref();
        let document = Document::new(decoded.text.as_str());
        let path = self.input.path();
        let mut look = Look::at(&document, path, &self.ground, cache);
        let known = look.known.len();
        let notes = if mode == Mode::Record { Vec::new() } else { std::mem::take(&mut look.notes) };
        let fixed = match mode {
            Mode::Fix(allowed) | Mode::Diff(allowed) => look.fix(&document, path, &self.ground, cache, allowed),
            Mode::Report | Mode::Record | Mode::Annotate => None,
        };
        let done = match (mode, fixed) {
            (Mode::Record, _) => self.record(document.text(), look),
            (Mode::Report | Mode::Annotate, _) | (Mode::Fix(_), None) => {
                self.report(manner, decoded.encoding, &document, look.outcome)
            }
            (Mode::Diff(_), Some(Fixed { text, count })) => {
                self.preview(manner.format, decoded.encoding, &document, look.outcome, (&text, count))
            }
            (Mode::Diff(_), None) => {
                let Outcome { findings, failed_rules } = look.outcome;
                Done { failed_rules, totals: Totals::of(&findings), ..Done::default() }
            }
            (Mode::Fix(_), Some(fixed)) => match self.write(bytes, &decoded, &fixed.text) {
                Ok(delivered) => Done { delivered, ..self.report_fixed(manner, &decoded, fixed) },
                Err(problem) => {
                    let reported = self.report(manner, decoded.encoding, &document, look.outcome);
                    Done { problem: Some(problem), ..reported }
                }
            },
        };
        let read_as = manner.is_verbose.then(|| self.describe(&decoded));
        Done { known, notes, read_as, ..done }
    }

    /// How the draft was read.
    fn describe(&self, decoded: &Decoded) -> String {
        let Decoded { encoding, confidence, .. } = decoded;
        format!("{}：按 {} 编码读（{}）", self.input.name(), encoding.name(), confidence.label())
    }

    /// Notes everything that was found in `text` for the baseline.
    pub(super) fn record(&self, text: &str, look: Look) -> Done {
        let mut findings = look.known;
        findings.extend(look.outcome.findings);
        let recorded = self.ground.known.record(self.input.path(), text, &findings);
        let totals = Totals { files: 1, ..Totals::default() };
        Done { recorded: Some(recorded), totals, failed_rules: look.outcome.failed_rules, ..Done::default() }
    }

    /// Puts the mended text where it belongs, in the encoding that it came in.
    fn write(&self, bytes: &[u8], decoded: &Decoded, fixed: &str) -> Result<Delivered, Problem> {
        let new = rewrite::encode(bytes, decoded, fixed).map_err(|reason| Problem::at(self.input.name(), reason))?;
        self.delivery.write(&self.input, bytes, new)
    }

    pub(super) fn report(
        &self,
        manner: &Manner<'_>,
        encoding: Encoding,
        document: &Document,
        outcome: Outcome,
    ) -> Done {
        let totals = Totals::of(&outcome.findings);
        let part = manner.part(self.input.name(), encoding, document, outcome.findings);
        Done { part: Some(part), totals, failed_rules: outcome.failed_rules, ..Done::default() }
    }

    fn report_fixed(&self, manner: &Manner<'_>, decoded: &Decoded, fixed: Fixed) -> Done {
        let document = Document::new(fixed.text);
        let outcome = Look::at(&document, self.input.path(), &self.ground, manner.cache.as_ref()).outcome;
        let mut done = self.report(manner, decoded.encoding, &document, outcome);
        done.totals.fixed = fixed.count;
        done.totals.fixed_files = 1;
        done
    }

    /// What a draft would be like, mended in `count` places.
    pub(super) fn preview(
        &self,
        format: &dyn Format,
        encoding: Encoding,
        document: &Document,
        outcome: Outcome,
        (fixed, count): (&str, usize),
    ) -> Done {
        let name = self.input.name();
        let checked = Checked { path: &name, encoding, document, findings: &outcome.findings, fixed: Some(fixed) };
        let part = Some(Part::Rendered(Fragment::new(format, &checked)));
        let totals = Totals { fixed: count, fixed_files: 1, ..Totals::of(&outcome.findings) };
        Done { part, totals, failed_rules: outcome.failed_rules, ..Done::default() }
    }
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
