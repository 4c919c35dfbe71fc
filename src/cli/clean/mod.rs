//! `gaolint clean`: takes what sites, scanners and templates left out of a draft, and nothing else.

mod steps;

use std::process::ExitCode;

use super::args::CleanArgs;
use super::check::{self, Input, Opened, panics, rewrite};
use super::problem::Problem;
use super::{CLEAN, FAILED, FOUND, terminal};
use crate::draft::Draft;
use steps::{Cleaned, Step};

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
    if is_word && is_stdout(args) && !opened.input.is_stdin() {
        let reason = "没有清理：请用 -o 指明清理后的文档写到哪个文件，或加 --in-place 改写原文件";
        return Err(refused(reason.to_owned()));
    }
    let Cleaned { draft, steps, remaining, failed_rules } = steps::clean(&opened.checker, &opened.draft);
    let content = draft.map(|draft| draft.to_bytes()).transpose();
    let content = content.map_err(|error| refused(format!("没有修改：{error}")))?;
    let is_written = deliver(args, &opened, content.as_ref().unwrap_or(&opened.bytes))?;
    if !args.quiet {
        let report = report(&steps, remaining);
        if is_stdout(args) { terminal::to_stderr(&report) } else { _ = terminal::to_stdout(report.as_bytes()) }
    }
    if !failed_rules.is_empty() {
        terminal::remark(&panics::apology(&failed_rules));
    }
    Ok(match (is_written, remaining) {
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
                rewrite::sweep_beside([path.as_path()]);
                rewrite::replace(path, &opened.bytes, content)?;
            }
        }
        _ => return Ok(terminal::to_stdout(content)),
    }
    Ok(true)
}

/// What was done, a line each, and a summary.
fn report(steps: &[Step], remaining: usize) -> String {
    let line = |Step { code, place, what, .. }: &Step| format!("{place} {code} {what}\n");
    let mut report: String = steps.iter().map(line).collect();
    report.push_str(&match steps.len() {
        0 => "没有可清理的残留。".to_owned(),
        count => format!("共清理 {count} 处。"),
    });
    if remaining > 0 {
        report.push_str(&format!("还有 {remaining} 处须由人处理，运行 gaolint check --select RS 查看。"));
    }
    report.push('\n');
    report
}
