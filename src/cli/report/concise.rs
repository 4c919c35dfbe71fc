//! `--format concise`: one line a finding, as compilers write it and editors read it.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

use super::summary::{last_line, omission};
use super::text::visible;
use super::{Checked, Ending, Format, Places};
use crate::finding::{Applicability, Finding, Severity};

/// The format.
pub(crate) struct Concise {
    pub(crate) color: bool,
    pub(crate) summary: bool,
}

impl Format for Concise {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        checked.findings.iter().map(|finding| self.line(finding, checked, &places)).collect()
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        omission(ending.omitted) + &last_line(self.summary, ending.totals)
    }

    fn sums_up(&self) -> bool {
        self.summary
    }
}

impl Concise {
    fn line(&self, finding: &Finding, checked: &Checked<'_>, places: &Places<'_>) -> String {
        let place = places.cited(&visible(checked.path), finding.range.start);
        let (path, place) = place.split_at_checked(visible(checked.path).len()).unwrap_or((&place, ""));
        let path = self.paint(path, Style::new().effects(Effects::BOLD));
        let level = format!("{}[{}]", finding.severity.label(), finding.code());
        let level = self.paint(&level, style(finding.severity));
        let message = visible(&finding.message);
        format!("{path}{place}: {level}: {message}{}\n", flag(finding))
    }

    fn paint(&self, text: &str, style: Style) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::BrightBlue,
    };
    color.on_default().effects(Effects::BOLD)
}

/// The flag that would settle the finding.
fn flag(finding: &Finding) -> &'static str {
    match finding.preferred_fix().map(|fix| fix.applicability) {
        Some(Applicability::Safe) => "（--fix）",
        Some(Applicability::Unsafe) => "（--unsafe-fixes）",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_a_line() {
        insta::assert_snapshot!(samples::report(&Concise { color: false, summary: true }));
    }

    #[test]
    fn colour_changes_nothing_else() {
        let colored = samples::report(&Concise { color: true, summary: false });
        let plain = samples::report(&Concise { color: false, summary: false });
        assert_ne!(colored, plain);
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    }
}
