//! `gaolint clean`: takes what sites, scanners and templates left out of a draft, and nothing else.
//!
//! What `check` calls safe goes; what only may be residue is listed, and goes where `--all` says so.

mod steps;

use std::io;
use std::process::ExitCode;

use super::args::{CleanArgs, ColorWhen};
use super::check::{self, Input, Opened, diff, panics, rewrite};
use super::exit_code::{CLEAN, FAILED, FOUND};
use super::problem::Problem;
use super::terminal;
use crate::draft::Draft;
use crate::finding::Applicability;
use steps::{Cleaned, Step};

/// So many places that may be residue are listed.
const LISTED: usize = 50;

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
    let refused = |reason: String| Problem::at(opened.input.name(), reason);
    let is_word = matches!(opened.draft, Draft::Word(_));
    if let Some(path) = &args.output {
        check::fits(path, is_word)?;
        if check::is_source(path, &opened.input) {
            let reason = "没有写：-o 指的就是原文件。请换一个文件名；要改写原文件，请用 --in-place";
            return Err(refused(reason.to_owned()));
        }
    }
    if is_word && is_stdout(args) && !args.diff && !opened.input.is_stdin() {
        let reason = "没有清理：请用 -o 指明清理后的文档写到哪个文件，或加 --in-place 改写原文件";
        return Err(refused(reason.to_owned()));
    }
    let allowed = if args.all { Applicability::Unsafe } else { Applicability::Safe };
    let cleaned = steps::clean(&opened.checker, &opened.draft, allowed);
    let is_written = match &cleaned.draft {
        draft if args.diff => show(&opened, draft.as_ref()),
        Some(draft) => {
            let content = draft.to_bytes().map_err(|error| refused(format!("没有修改：{error}")))?;
            deliver(args, &opened, &content)?
        }
        None => deliver(args, &opened, &opened.bytes)?,
    };
    if !args.quiet {
        let report = report(&cleaned, args);
        if is_stdout(args) { terminal::to_stderr(&report) } else { _ = terminal::to_stdout(report.as_bytes()) }
    }
    if !cleaned.failed_rules.is_empty() {
        terminal::remark(&panics::apology(&cleaned.failed_rules));
    }
    Ok(match (is_written, cleaned.is_clean()) {
        (false, _) => FAILED,
        (true, true) => CLEAN,
        (true, false) => FOUND,
    })
}

/// Shows what cleaning changes; whether it could be shown.
fn show(opened: &Opened, cleaned: Option<&Draft>) -> bool {
    let color = terminal::wants_color(ColorWhen::Auto, &io::stdout());
    let change = cleaned
        .map(|cleaned| diff::unified(&opened.input.name(), opened.draft.text(), cleaned.text(), color))
        .unwrap_or_default();
    terminal::to_stdout(change.as_bytes())
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
                rewrite::sweep_beside([path.as_path()]);
                rewrite::replace(path, &opened.bytes, content)?;
            }
        }
        _ => return Ok(terminal::to_stdout(content)),
    }
    Ok(true)
}

/// What was done and what was not, a line each, with how many.
fn report(cleaned: &Cleaned, args: &CleanArgs) -> String {
    let line = |Step { code, place, what, .. }: &Step| format!("{place} {code} {what}\n");
    let mut report: String = cleaned.steps.iter().map(line).collect();
    report.push_str(&match (cleaned.steps.len(), args.diff) {
        (0, _) => "没有可清理的残留。\n".to_owned(),
        (count, false) => format!("共清理 {count} 处。\n"),
        (count, true) => format!("可清理 {count} 处；以上只是预览，没有写入文件。\n"),
    });
    let doubtful = cleaned.doubtful.len();
    if doubtful > 0 {
        report.push_str(&format!("还有 {doubtful} 处可能是残留，没有清理，请逐处看过：\n"));
        report.extend(cleaned.doubtful.iter().take(LISTED).map(line));
        if doubtful > LISTED {
            report.push_str(&format!("……另有 {} 处没有列出。\n", doubtful - LISTED));
        }
        report.push_str("确是残留的，加 --all 一并清理（先用 --all --diff 看看会改哪些地方）。\n");
    }
    if cleaned.unsolved > 0 {
        let count = cleaned.unsolved;
        report.push_str(&format!("还有 {count} 处须由人处理，运行 gaolint check --select RS 查看。\n"));
    }
    report
}
