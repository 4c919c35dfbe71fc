//! Checking a Word document: each flow of text by itself, and no fix that would change what nobody typed.
//!
//! A table between two paragraphs does not interrupt a series of numbers, and the cells of a table are no sentence that
//! was broken in pieces. So running text, each cell, each text box and each note are checked one by one, and what
//! is found there is put where it is in the whole.

use std::ops::Range;

use crate::check::{Checker, Outcome};
use crate::finding::{Finding, Fix};
use crate::reading::Reading;
use crate::text::docx::{Docx, Flow, Place, Replacement};
use crate::text::{Document, Excised, slice};

/// More flows than this are checked as one: a table of ten thousand cells is no prose.
const MAX_FLOWS: usize = 2_000;

/// Page numbers in running text are residue; in the margin they belong.
const PAGE_FURNITURE: &str = "RS603";

/// What is added to a finding about a number that Word computes.
const AUTOMATIC: &str = "（序号由 Word 自动编号生成，请在 Word 中调整）";

/// Checks a Word document.
pub fn check(checker: &Checker, docx: &Docx) -> Outcome {
    let mut outcome = Outcome::default();
    for flow in joined(docx.flows()) {
        let text = FlowText::new(docx.text(), &flow.lines);
        let found = checker.check(&Document::new(text.text.as_str()));
        let is_margin = matches!(flow.place, Place::Header(_) | Place::Footer(_));
        let findings = found.findings.into_iter().filter(|finding| !(is_margin && finding.code == PAGE_FURNITURE));
        outcome.findings.extend(findings.filter_map(|finding| in_whole(text.place(finding), docx)));
        outcome.failed_rules.extend(found.failed_rules);
    }
    outcome.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    outcome.failed_rules.sort_unstable();
    outcome.failed_rules.dedup();
    outcome
}

/// Reads the shape of the running text.
pub fn read(checker: &Checker, docx: &Docx) -> Reading {
    let flows = docx.flows();
    let body =
        flows.iter().find(|flow| flow.place == Place::Body).map(|flow| flow.lines.as_slice()).unwrap_or_default();
    let starts = body.iter().map(|lines| lines.start).chain([docx.text().len()]);
    let ends = std::iter::once(0).chain(body.iter().map(|lines| lines.end));
    let others = ends.zip(starts).map(|(end, start)| end..start).collect();
    let Excised { text, map } = Excised::new(docx.text(), others);
    checker.read(&Document::new(text.as_ref())).within(map)
}

/// The document after `fixes`, which fit together; nothing where it would not read as it should.
pub fn apply(docx: &Docx, fixes: &[&Fix]) -> Option<Docx> {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let replacements: Vec<Replacement<'_>> =
        edits.iter().map(|edit| Replacement { range: edit.range.clone(), text: &edit.new_text }).collect();
    docx.replace(&replacements).ok().flatten()
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

/// A finding in the whole document; nothing for one about what is no text. A fix that would change more than typed text
/// is dropped.
fn in_whole(mut finding: Finding, docx: &Docx) -> Option<Finding> {
    if docx.is_markup(&finding.range) {
        return None;
    }
    let can_make = |fix: &Fix| {
        fix.edits.iter().all(|edit| docx.can_replace(&Replacement { range: edit.range.clone(), text: &edit.new_text }))
    };
    let had_fixes = !finding.fixes.is_empty();
    finding.fixes.retain(can_make);
    if had_fixes && finding.fixes.is_empty() && docx.touches_marker(&finding.range) {
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
    fn new(whole: &str, lines: &[Range<usize>]) -> Self {
        let mut text = String::new();
        let mut stretches = Vec::with_capacity(lines.len());
        for range in lines {
            stretches.push((text.len(), range.start));
            text.push_str(slice(whole, range.clone()));
        }
        FlowText { text, stretches }
    }

    fn place(&self, mut finding: Finding) -> Finding {
        finding.range = self.range(&finding.range);
        for related in &mut finding.related {
            related.range = self.range(&related.range);
        }
        for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.range = self.range(&edit.range);
        }
        finding
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start, self.stretches.partition_point(|(here, _)| *here <= range.start));
        // What ends where a stretch starts belongs to the stretch before.
        let end = self.offset(range.end, self.stretches.partition_point(|(here, _)| *here < range.end));
        start..if range.is_empty() { start } else { end.max(start) }
    }

    fn offset(&self, offset: usize, next: usize) -> usize {
        let stretch = next.checked_sub(1).and_then(|last| self.stretches.get(last));
        stretch.map_or(offset, |(here, whole)| whole + offset - here)
    }
}
