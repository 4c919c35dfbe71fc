//! `gaolint clean`: takes what sites, scanners and templates left out of a draft, and nothing else.

use std::process::ExitCode;

use super::args::CleanArgs;
use super::check::{self, Input, Opened, panics, rewrite};
use super::problem::Problem;
use super::{CLEAN, FAILED, FOUND, terminal};
use crate::check::Checker;
use crate::draft_kind::DraftKind;
use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::fix;
use crate::text::{Document, after, slice};

/// The family of rules about residue.
const FAMILY: &str = "RS";

/// So many characters of what was removed are shown.
const SHOWN: usize = 40;

/// Cleans the draft that the arguments name.
pub(super) fn run(args: &CleanArgs) -> ExitCode {
    match clean(args) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            terminal::complain(&problem);
            ExitCode::from(FAILED)
        }
    }
}

fn clean(args: &CleanArgs) -> Result<u8, Problem> {
    if args.in_place && args.path.as_os_str() == "-" {
        return Err(Problem::new("标准输入没有可改写的文件，请去掉 --in-place"));
    }
    let opened = check::open(&args.path, args.config.as_deref())?;
    let cleaned = panics::quietly(|| Cleaned::of(&opened.checker, opened.kind, &opened.decoded.text));
    let content = if cleaned.steps.is_empty() {
        opened.bytes.clone()
    } else {
        rewrite::encode(&opened.bytes, &opened.decoded, &cleaned.text)
            .map_err(|reason| Problem::at(opened.input.name(), reason))?
    };
    let is_written = deliver(args, &opened, &content)?;
    if !args.quiet {
        let report = cleaned.report(&opened.decoded.text);
        if is_stdout(args) { terminal::to_stderr(&report) } else { _ = terminal::to_stdout(report.as_bytes()) }
    }
    if !cleaned.failed_rules.is_empty() {
        terminal::remark(&panics::apology(&cleaned.failed_rules));
    }
    Ok(match (is_written, cleaned.remaining) {
        (false, _) => FAILED,
        (true, 0) => CLEAN,
        (true, _) => FOUND,
    })
}

/// Whether the cleaned draft goes to standard output, so that the report must not.
fn is_stdout(args: &CleanArgs) -> bool {
    !args.in_place && args.output.is_none()
}

/// Puts the cleaned draft where it is wanted; whether it got there.
fn deliver(args: &CleanArgs, opened: &Opened, content: &[u8]) -> Result<bool, Problem> {
    match (&args.output, &opened.input) {
        (Some(path), _) => rewrite::write(path, content)?,
        (None, Input::File { path, .. }) if args.in_place => {
            if content != opened.bytes {
                rewrite::replace(path, &opened.bytes, content)?;
            }
        }
        _ => return Ok(terminal::to_stdout(content)),
    }
    Ok(true)
}

/// A cleaned draft and how it came about.
struct Cleaned {
    text: String,
    /// In the order of the draft.
    steps: Vec<Step>,
    /// Residue that only a person can settle.
    remaining: usize,
    failed_rules: Vec<&'static str>,
}

/// Something that was done to the draft.
struct Step {
    code: &'static str,
    /// Where in the draft as it came.
    offset: usize,
    what: String,
}

impl Cleaned {
    /// Checks and cleans in turn until nothing changes, as fixing does, and remembers each step.
    fn of(checker: &Checker, kind: DraftKind, text: &str) -> Self {
        let mut traced = Traced::new(text);
        let mut steps = Vec::new();
        let mut failed_rules = Vec::new();
        for _ in 0..fix::MAX_ROUNDS {
            let (findings, failed) = residue(checker, kind, &traced.text);
            failed_rules = failed;
            let chosen = fix::choose(&traced.text, &findings, Applicability::Unsafe);
            let fixes: Vec<&Fix> = chosen.iter().filter_map(|finding| finding.preferred_fix()).collect();
            let before = steps.len();
            steps.extend(chosen.iter().filter_map(|finding| traced.step(finding)));
            if steps.len() == before {
                break;
            }
            traced.apply(&fixes);
        }
        steps.sort_by_key(|step: &Step| step.offset);
        let is_loud = |finding: &&Finding| finding.severity >= Severity::Warning;
        let remaining = residue(checker, kind, &traced.text).0.iter().filter(is_loud).count();
        Cleaned { text: traced.text, steps, remaining, failed_rules }
    }

    /// What was done, a line each, and a summary.
    fn report(&self, original: &str) -> String {
        let document = Document::new(original);
        let mut report = String::new();
        for Step { code, offset, what } in &self.steps {
            report.push_str(&format!("第 {} 行 {code} {what}\n", document.lines().line_of(*offset) + 1));
        }
        report.push_str(&match self.steps.len() {
            0 => "没有可清理的残留。".to_owned(),
            count => format!("共清理 {count} 处。"),
        });
        if self.remaining > 0 {
            report.push_str(&format!("还有 {} 处须由人处理，运行 gaolint check --select RS 查看。", self.remaining));
        }
        report.push('\n');
        report
    }
}

fn residue(checker: &Checker, kind: DraftKind, text: &str) -> (Vec<Finding>, Vec<&'static str>) {
    let outcome = kind.check(checker, &Document::new(text));
    let findings = outcome.findings.into_iter().filter(|finding| finding.code.starts_with(FAMILY)).collect();
    (findings, outcome.failed_rules)
}

/// A text that knows where each of its bytes came from.
struct Traced {
    text: String,
    origin: Vec<usize>,
}

impl Traced {
    fn new(text: &str) -> Self {
        Traced { text: text.to_owned(), origin: (0..=text.len()).collect() }
    }

    fn origin(&self, offset: usize) -> usize {
        self.origin.get(offset).copied().unwrap_or_default()
    }

    /// What the preferred fix of `finding` does; nothing where it changes nothing.
    fn step(&self, finding: &Finding) -> Option<Step> {
        let fix = finding.preferred_fix()?;
        let edit = fix.edits.first()?;
        let old = slice(&self.text, edit.range.clone());
        if fix.edits.iter().all(|edit| slice(&self.text, edit.range.clone()) == edit.new_text) {
            return None;
        }
        let what = if fix.edits.len() > 1 || old.trim().is_empty() {
            fix.title.clone()
        } else if edit.new_text.is_empty() {
            format!("删去“{}”", shown(old))
        } else {
            format!("“{}”改为“{}”", shown(old), shown(&edit.new_text))
        };
        Some(Step { code: finding.code, offset: self.origin(finding.range.start), what })
    }

    /// Applies `fixes`, which are known to fit together.
    fn apply(&mut self, fixes: &[&Fix]) {
        let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.text.len());
        let mut origin = Vec::with_capacity(self.origin.len());
        let mut position = 0;
        for edit in edits {
            text.push_str(slice(&self.text, position..edit.range.start));
            origin.extend(self.origin.get(position..edit.range.start).unwrap_or_default());
            text.push_str(&edit.new_text);
            origin.extend(std::iter::repeat_n(self.origin(edit.range.start), edit.new_text.len()));
            position = edit.range.end;
        }
        text.push_str(after(&self.text, position));
        origin.extend(self.origin.get(position..).unwrap_or_default());
        *self = Traced { text, origin };
    }
}

/// One line of a text, not too long.
fn shown(text: &str) -> String {
    let text = text.trim();
    let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_control() { '⏎' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
