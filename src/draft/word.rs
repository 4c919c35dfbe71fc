//! Checking a Word document: each flow of text by itself, and no fix that would change what nobody typed.
//!
//! A table between two paragraphs does not interrupt a series of numbers, and the cells of a table are no sentence that
//! was broken in pieces. So running text, each cell, each text box and each note are checked one by one, and what
//! is found there is put where it is in the whole.

use std::collections::HashSet;
use std::sync::Arc;

use super::Reading;
use crate::check::{Checker, Outcome};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::fix;
use crate::rules::TextKind;
use crate::text::docx::{Comment, Container, Docx, DocxError, Flow, Replacement};
use crate::text::{Document, Excised, Span, masked, slice};

/// More flows than this are checked as one: a table of ten thousand cells is no prose.
const MAX_FLOWS: usize = 2_000;

/// What is added to a finding about a number that Word computes.
const AUTOMATIC: &str = "（序号由 Word 自动编号生成，请在 Word 中调整）";

/// A Word document and its text.
#[derive(Debug, Clone)]
pub struct WordDraft {
    pub(super) docx: Arc<Docx>,
    pub(super) document: Document,
}

impl WordDraft {
    /// Takes a document that was opened.
    pub fn new(docx: Docx) -> Self {
        let document = Document::of_docx(&docx);
        WordDraft { docx: Arc::new(docx), document }
    }

    /// The document.
    pub fn docx(&self) -> &Docx {
        &self.docx
    }

    /// The document with a comment at each of `findings`.
    pub fn annotated(&self, findings: &[Finding]) -> Result<Docx, DocxError> {
        let comments: Vec<_> =
            findings.iter().map(|finding| Comment { range: finding.range, text: said(finding) }).collect();
        self.docx.annotate(&comments)
    }

    pub(super) fn edited(&self, edits: &[Edit]) -> Option<WordDraft> {
        replaced(&self.docx, edits.iter()).map(WordDraft::new)
    }

    /// Checks it for as long as that `is_wanted`; `None` once it is not.
    pub(super) fn check_while(&self, checker: &Checker, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
        let docx = &self.docx;
        let mut outcome = Outcome::default();
        let whole = masked(docx.text(), docx.objects());
        for flow in joined(docx.flows()) {
            let text = FlowText::new(&whole, &flow.lines);
            let found = checker.check_while(&Document::new(text.text.as_str()), is_wanted)?;
            let kind = match flow.place {
                Container::Header(_) | Container::Footer(_) => TextKind::WordMargin,
                _ => TextKind::WordBody,
            };
            let findings = found.findings.into_iter().filter(|finding| !finding.rule.not_in.contains(&kind));
            outcome.findings.extend(findings.filter_map(|finding| in_whole(text.place(finding), docx)));
            outcome.failed_rules.extend(found.failed_rules);
        }
        outcome.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        outcome.failed_rules.sort_unstable();
        outcome.failed_rules.dedup();
        drop_impossible_fixes(docx, &mut outcome.findings);
        Some(outcome)
    }

    /// Reads the shape of the running text.
    pub(super) fn read(&self, checker: &Checker) -> Reading {
        let flows = self.docx.flows();
        let body = flows
            .iter()
            .find(|flow| flow.place == Container::Body)
            .map(|flow| flow.lines.as_slice())
            .unwrap_or_default();
        let starts = body.iter().map(|lines| lines.start).chain([self.docx.text().len()]);
        let ends = std::iter::once(0).chain(body.iter().map(|lines| lines.end));
        let others = ends.zip(starts).map(|(end, start)| Span::new(end, start)).collect();
        let Excised { text, map } = Excised::new(self.docx.text(), others);
        Reading::of(checker, &Document::new(text.as_ref())).within(map)
    }

    /// The document after those of the preferred fixes of `findings`, up to `allowed`, that go together and can be
    /// made, and the findings they are of; nothing where that changes nothing.
    pub(super) fn mended<'f>(
        &self,
        findings: &'f [Finding],
        allowed: Applicability,
    ) -> Option<(WordDraft, Vec<&'f Finding>)> {
        let mut trial = Trial::new(&self.docx);
        trial.take(&fix::choose(self.docx.text(), findings, allowed));
        let Trial { fixed, made, .. } = trial;
        let fixed = fixed.filter(|fixed| fixed.text() != self.docx.text())?;
        Some((WordDraft::new(fixed), made))
    }
}

/// Takes away preferred fixes that cannot be made, or not with the others, so that nobody is told they can.
fn drop_impossible_fixes(docx: &Docx, findings: &mut [Finding]) {
    let mut tries_left = MAX_TRIES;
    while tries_left > 0 {
        let mut trial = Trial { tries_left, ..Trial::new(docx) };
        trial.take(&fix::choose(docx.text(), findings, Applicability::Unsafe));
        tries_left = trial.tries_left;
        let refused: HashSet<*const Finding> = trial.refused.into_iter().map(std::ptr::from_ref).collect();
        if refused.is_empty() {
            return;
        }
        // What overlapped one of these may be chosen next.
        for finding in findings.iter_mut().filter(|finding| refused.contains(&std::ptr::from_ref::<Finding>(finding))) {
            finding.fixes.retain(|fix| !fix.preferred);
        }
    }
}

/// Sets of fixes that may be tried on one document. One that cannot be made is told from a thousand others in some
/// twenty; a document with so many that these are used up is out to do harm.
const MAX_TRIES: usize = 256;

/// Finding out which fixes can be made together.
#[derive(Debug)]
struct Trial<'d, 'f> {
    docx: &'d Docx,
    /// Findings whose fixes can be made.
    made: Vec<&'f Finding>,
    /// The document after these.
    fixed: Option<Docx>,
    /// Findings whose fixes cannot.
    refused: Vec<&'f Finding>,
    tries_left: usize,
}

impl<'d, 'f> Trial<'d, 'f> {
    fn new(docx: &'d Docx) -> Self {
        Trial { docx, made: Vec::new(), fixed: None, refused: Vec::new(), tries_left: MAX_TRIES }
    }

    /// Takes the fixes of as many of `findings` as can be made with those before.
    fn take(&mut self, findings: &[&'f Finding]) {
        if findings.is_empty() {
            return;
        }
        let Some(tries_left) = self.tries_left.checked_sub(1) else { return self.refused.extend(findings) };
        self.tries_left = tries_left;
        let together = [self.made.as_slice(), findings].concat();
        let fixes: Vec<&Fix> = together.iter().filter_map(|finding| finding.preferred_fix()).collect();
        if let Some(fixed) = apply(self.docx, &fixes) {
            (self.made, self.fixed) = (together, Some(fixed));
        } else if let [impossible] = findings {
            self.refused.push(impossible);
        } else {
            let (first, second) = findings.split_at(findings.len() / 2);
            self.take(first);
            self.take(second);
        }
    }
}

/// The document after `fixes`, which fit together; nothing where it would not read as it should.
fn apply(docx: &Docx, fixes: &[&Fix]) -> Option<Docx> {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    replaced(docx, edits.into_iter())
}

fn replaced<'e>(docx: &Docx, edits: impl Iterator<Item = &'e Edit>) -> Option<Docx> {
    let replacements: Vec<_> = edits.map(|edit| Replacement { range: edit.range, text: &edit.new_text }).collect();
    docx.replace(&replacements).ok().flatten()
}

/// What a comment says: the finding, and how to mend it.
fn said(finding: &Finding) -> String {
    let mut text = format!("{} {}：{}", finding.severity.label(), finding.code(), finding.message);
    let titles: Vec<&str> = finding.fixes.iter().map(|fix| fix.title.as_str()).collect();
    if !titles.is_empty() {
        text.push_str(&format!("\n改法：{}", titles.join("；或者")));
    }
    text
}

fn joined(mut flows: Vec<Flow>) -> Vec<Flow> {
    if flows.len() > MAX_FLOWS {
        let rest = flows.split_off(MAX_FLOWS);
        if let Some(last) = flows.last_mut() {
            last.lines.extend(rest.into_iter().flat_map(|flow| flow.lines));
            last.lines.sort_by_key(|lines| lines.start);
        }
    }
    flows
}

/// A finding in the whole document; nothing for one about what is no text, or that would have to know what an object
/// in the line says. A fix that would change more than typed text
/// is dropped.
fn in_whole(mut finding: Finding, docx: &Docx) -> Option<Finding> {
    let edited = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.range);
    if docx.is_markup(finding.range) || edited.chain([&finding.range]).any(|range| docx.touches_object(*range)) {
        return None;
    }
    let can_make = |fix: &Fix| {
        fix.edits.iter().all(|edit| docx.can_replace(&Replacement { range: edit.range, text: &edit.new_text }))
    };
    let had_fixes = !finding.fixes.is_empty();
    finding.fixes.retain(can_make);
    if had_fixes && finding.fixes.is_empty() && docx.touches_marker(finding.range) {
        finding.message.push_str(AUTOMATIC);
    }
    Some(finding)
}

/// The lines of a flow, put together.
struct FlowText {
    text: String,
    /// Where each stretch of lines starts, here and in the whole.
    stretches: Vec<(usize, usize)>,
}

impl FlowText {
    fn new(whole: &str, lines: &[Span]) -> Self {
        let mut text = String::new();
        let mut stretches = Vec::with_capacity(lines.len());
        for range in lines {
            stretches.push((text.len(), range.start));
            text.push_str(slice(whole, *range));
        }
        FlowText { text, stretches }
    }

    fn place(&self, mut finding: Finding) -> Finding {
        finding.range = self.range(finding.range);
        for related in &mut finding.related {
            related.range = self.range(related.range);
        }
        for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.range = self.range(edit.range);
        }
        finding
    }

    fn range(&self, range: Span) -> Span {
        let start = self.offset(range.start, self.stretches.partition_point(|(here, _)| *here <= range.start));
        // What ends where a stretch starts belongs to the stretch before.
        let end = self.offset(range.end, self.stretches.partition_point(|(here, _)| *here < range.end));
        Span::new(start, if range.is_empty() { start } else { end.max(start) })
    }

    fn offset(&self, offset: usize, next: usize) -> usize {
        let stretch = next.checked_sub(1).and_then(|last| self.stretches.get(last));
        stretch.map_or(offset, |(here, whole)| whole + offset - here)
    }
}
