//! `--diff`: the change as `patch` reads it.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use similar::TextDiff;

use crate::cli::report::{Checked, Format, Totals};

const CONTEXT_LINES: usize = 3;

/// The format.
pub(super) struct Diff {
    pub(super) color: bool,
}

impl Format for Diff {
    fn fragment(&self, checked: &Checked<'_>) -> String {
        let Some(fixed) = checked.fixed else { return String::new() };
        let diff = TextDiff::from_lines(checked.document.text(), fixed);
        let unified = diff.unified_diff().context_radius(CONTEXT_LINES).header(checked.path, checked.path).to_string();
        if self.color { unified.split_inclusive('\n').map(colored).collect() } else { unified }
    }

    fn join(&self, fragments: &[String], _totals: &Totals) -> String {
        fragments.concat()
    }
}

fn colored(line: &str) -> String {
    let style = match line.chars().next() {
        _ if line.starts_with("---") || line.starts_with("+++") => Style::new().effects(Effects::BOLD),
        Some('-') => AnsiColor::Red.on_default(),
        Some('+') => AnsiColor::Green.on_default(),
        Some('@') => AnsiColor::Cyan.on_default(),
        _ => return line.to_owned(),
    };
    let (content, end) = line.strip_suffix('\n').map_or((line, ""), |content| (content, "\n"));
    format!("{style}{content}{style:#}{end}")
}
