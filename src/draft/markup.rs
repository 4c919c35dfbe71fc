//! What of a text is not its author's words, and checking the rest as if it stood alone.
//!
//! Markup is cut out; code and addresses are masked, so that the sentence around them keeps its shape. Findings are led
//! back to where they stand in the file.

use super::directives::Directives;
use super::reading::Reading;
use crate::check::{self, Checker, Outcome};
use crate::finding::Finding;
use crate::rules::TextKind;
use crate::text::{Document, Excised, Span, Spans, masked};

/// What of a text is not its author's words.
#[derive(Debug, Clone, Default)]
pub(super) struct Markup {
    /// To be cut out.
    cut: Vec<Span>,
    /// To be read as an unknown word, and never changed.
    left_alone: Spans,
    /// What comments say about what not to report.
    pub(super) directives: Directives,
    /// The kind of text, in which some rules do not hold.
    kind: Option<TextKind>,
}

impl Markup {
    /// `cut` and `left_alone` in any order.
    pub(super) fn new(cut: Vec<Span>, left_alone: Vec<Span>, directives: Directives, kind: Option<TextKind>) -> Self {
        Markup { cut, left_alone: left_alone.into_iter().collect(), directives, kind }
    }

    /// Checks what `document` holds beside markup, for as long as that `is_wanted`; `None` once it is not. Directives
    /// are not heeded.
    pub(super) fn check_while(
        &self,
        checker: &Checker,
        document: &Document,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Outcome> {
        if self.is_none() {
            return checker.check_while(document, is_wanted);
        }
        let masked = masked(document.text(), self.left_alone.iter());
        let excised = Excised::new(&masked, self.cut.clone());
        let mut outcome = checker.check_while(&Document::new(excised.text.as_ref()), is_wanted)?;
        let findings = std::mem::take(&mut outcome.findings).into_iter();
        outcome.findings = findings
            .map(|finding| check::to_whole_text(finding, &excised.map))
            .filter(|finding| self.fits(finding) && !self.is_about_what_is_left_alone(finding))
            .collect();
        outcome.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        Some(outcome)
    }

    /// Whether all of the text is its author's words.
    pub(super) fn is_none(&self) -> bool {
        self.cut.is_empty() && self.left_alone.is_empty()
    }

    /// Reads the shape of what `document` holds beside markup.
    pub(super) fn read(&self, checker: &Checker, document: &Document) -> Reading {
        let excised = Excised::new(document.text(), self.cut.clone());
        Reading::of(checker, &Document::new(excised.text.as_ref())).within(excised.map)
    }

    fn fits(&self, finding: &Finding) -> bool {
        !self.kind.is_some_and(|kind| finding.rule.not_in.contains(&kind))
    }

    fn is_about_what_is_left_alone(&self, finding: &Finding) -> bool {
        let edited = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.range);
        edited.chain([&finding.range]).any(|range| self.left_alone.overlaps(range))
    }
}
