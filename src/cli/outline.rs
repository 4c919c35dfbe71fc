//! `gaolint outline`.

use std::io;
use std::process::ExitCode;

use super::args::{FormatName, OutlineArgs};
use super::check::{self, Opened, panics};
use super::exit_code::{CLEAN, FAILED};
use super::report::outline::{self, Outlined};
use super::terminal;
use crate::finding::{Finding, Severity};
use crate::rules::Family;

/// Prints the tree of documents, headings and items.
pub(super) fn run(args: &OutlineArgs) -> ExitCode {
    let Opened { draft, checker, .. } = match check::open(&args.path, args.config.as_deref()) {
        Ok(opened) => opened,
        Err(problem) => {
            terminal::complain(&problem);
            return ExitCode::from(FAILED);
        }
    };
    let (reading, outcome) = panics::quietly(|| (draft.read(&checker), draft.check(&checker)));
    if !outcome.failed_rules.is_empty() {
        terminal::remark(&panics::apology(&outcome.failed_rules));
    }
    let findings = outcome.findings.iter().filter(|finding| is_wrong_place(finding)).collect();
    let name = args.path.display().to_string();
    let outlined = Outlined::new(&name, draft.document(), reading.outline(), findings);
    let shown = match args.format {
        FormatName::Text => outline::text(&outlined, terminal::wants_color(args.color, &io::stdout())),
        FormatName::Json => outline::json(&outlined),
    };
    ExitCode::from(if terminal::to_stdout(shown.as_bytes()) { CLEAN } else { FAILED })
}

/// What an outline marks: numbering that is likely wrong.
fn is_wrong_place(finding: &Finding) -> bool {
    finding.rule.family() == Family::Structure && finding.severity >= Severity::Warning
}
