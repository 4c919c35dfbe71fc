//! `--diff`: the change as `patch` reads it.

use std::borrow::Cow;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use similar::TextDiff;

use crate::cli::report::{Checked, Format};

const CONTEXT_LINES: usize = 3;

/// The format.
pub(super) struct Diff {
    pub(super) color: bool,
}

impl Format for Diff {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let Some(fixed) = checked.fixed else { return Vec::new() };
        vec![unified(checked.path, checked.document.text(), fixed, self.color)]
    }
}

/// The change of the file called `name` from `old` to `new`.
pub(in crate::cli) fn unified(name: &str, old: &str, new: &str, color: bool) -> String {
    let (old, new) = (shown_in_lines(old), shown_in_lines(new));
    let diff = TextDiff::from_lines(old.as_ref(), new.as_ref());
    let unified = diff.unified_diff().context_radius(CONTEXT_LINES).header(name, name).to_string();
    if color { unified.split_inclusive('\n').map(colored).collect() } else { unified }
}

/// A draft whose lines end in bare carriage returns would be one heap on a terminal.
fn shown_in_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\n') || !text.contains('\r') { Cow::Borrowed(text) } else { Cow::Owned(text.replace('\r', "\n")) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Encoding};

    #[test]
    fn lines_that_end_in_carriage_returns_are_shown_as_lines() {
        let document = Document::new("甲\r乙\r");
        let checked = Checked {
            path: "稿.txt",
            encoding: Encoding::UTF_8,
            document: &document,
            findings: &[],
            fixed: Some("甲\r丙\r"),
        };
        let diff = Diff { color: false }.items(&checked);
        assert_eq!(diff, ["--- 稿.txt\n+++ 稿.txt\n@@ -1,2 +1,2 @@\n 甲\n-乙\n+丙\n"]);
    }
}
