//! A Word document from its bytes to its part of the report.

use super::job::{Done, Job, Manner, Mode};
use super::panics;
use crate::baseline::Split;
use crate::check::{Checker, Outcome};
use crate::cli::problem::Problem;
use crate::cli::report::{Checked, Format, Fragment, Totals};
use crate::finding::{Applicability, Finding, Fix};
use crate::fix;
use crate::text::docx::{Comment, Docx, DocxError, Foreign};
use crate::text::{Document, Encoding};
use crate::word;

/// Reads a file as a Word document where it is one, or something else that holds a formatted text; nothing for what may
/// be plain text. What is in a file decides, not its name.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Docx, DocxError>> {
    match Foreign::recognise(bytes) {
        Some(foreign) => Some(Err(foreign.into())),
        None => Docx::is_archive(bytes).then(|| Docx::open(bytes)),
    }
}

/// A document and what was found in it.
struct Looked {
    docx: Docx,
    outcome: Outcome,
    known: Vec<Finding>,
}

impl Job {
    /// Checks a Word document, and does with it what the run is to do.
    pub(super) fn run_word(&self, manner: &Manner<'_>, bytes: &[u8], docx: Docx) -> Done {
        let looked = self.look_at_word(docx);
        let known = looked.known.len();
        let done = match manner.mode {
            Mode::Report => self.report_word(manner.format, &looked, None),
            Mode::Record => self.record_word(looked),
            Mode::Annotate => {
                let copy = annotated(&looked).map_err(|reason| Problem::at(self.input.name(), reason));
                let written = copy.and_then(|copy| self.delivery.write_word(&self.input, bytes, copy));
                Done { problem: written.err(), ..self.report_word(manner.format, &looked, None) }
            }
            Mode::Diff(allowed) => match self.mend_word(&looked, allowed) {
                Some((mended, count)) => {
                    let done = self.report_word(manner.format, &looked, Some(mended.text()));
                    Done { totals: Totals { fixed: count, fixed_files: 1, ..done.totals }, ..done }
                }
                None => Done {
                    totals: Totals::of(&looked.outcome.findings),
                    failed_rules: looked.outcome.failed_rules,
                    ..Done::default()
                },
            },
            Mode::Fix(allowed) => self.fix_word(manner, bytes, looked, allowed),
        };
        Done { known, ..done }
    }

    fn fix_word(&self, manner: &Manner<'_>, bytes: &[u8], looked: Looked, allowed: Applicability) -> Done {
        let Some((mended, count)) = self.mend_word(&looked, allowed) else {
            return self.report_word(manner.format, &looked, None);
        };
        let refused = |error: DocxError| Problem::at(self.input.name(), format!("没有修改：{error}"));
        let written = mended.to_bytes().map_err(refused);
        match written.and_then(|new| self.delivery.write_word(&self.input, bytes, new)) {
            Ok(output) => {
                let done = self.report_word(manner.format, &self.look_at_word(mended), None);
                Done { totals: Totals { fixed: count, fixed_files: 1, ..done.totals }, output, ..done }
            }
            Err(problem) => Done { problem: Some(problem), ..self.report_word(manner.format, &looked, None) },
        }
    }

    fn look_at_word(&self, docx: Docx) -> Looked {
        let outcome = panics::quietly(|| word::check(&self.ground.checker, &docx));
        if self.ground.known.is_empty() {
            return Looked { docx, outcome, known: Vec::new() };
        }
        let Outcome { findings, failed_rules } = outcome;
        let config = self.ground.checker.config();
        let Split { fresh, known, .. } = self.ground.known.split(self.input.path(), docx.text(), findings, config);
        Looked { docx, outcome: Outcome { findings: fresh, failed_rules }, known }
    }

    fn report_word(&self, format: &dyn Format, looked: &Looked, fixed: Option<&str>) -> Done {
        let name = self.input.name();
        let findings = &looked.outcome.findings;
        let document = Document::of_docx(&looked.docx);
        // The parts of a document are UTF-8.
        let checked = Checked { path: &name, encoding: Encoding::UTF_8, document: &document, findings, fixed };
        Done {
            fragment: Some(Fragment::new(format, &checked)),
            totals: Totals::of(findings),
            failed_rules: looked.outcome.failed_rules.clone(),
            ..Done::default()
        }
    }

    fn record_word(&self, looked: Looked) -> Done {
        let mut findings = looked.known;
        findings.extend(looked.outcome.findings);
        let recorded = self.ground.known.record(self.input.path(), looked.docx.text(), &findings);
        let totals = Totals { files: 1, ..Totals::default() };
        Done { recorded: Some(recorded), totals, failed_rules: looked.outcome.failed_rules, ..Done::default() }
    }

    /// Checks and mends in turn until nothing changes; the mended document and how many fixes were applied.
    fn mend_word(&self, looked: &Looked, allowed: Applicability) -> Option<(Docx, usize)> {
        let (mut docx, mut count) = mended(&looked.docx, &looked.outcome.findings, allowed)?;
        // What the baseline knows is left alone, even where a fix beside it makes it look new.
        if looked.known.is_empty() {
            for _ in 1..fix::MAX_ROUNDS {
                let findings = check(&self.ground.checker, &docx);
                let Some((next, more)) = mended(&docx, &findings, allowed) else { break };
                (docx, count) = (next, count + more);
            }
        }
        Some((docx, count))
    }
}

fn check(checker: &Checker, docx: &Docx) -> Vec<Finding> {
    panics::quietly(|| word::check(checker, docx)).findings
}

/// The document after the fixes that go together, and how many they are; nothing when they change nothing.
fn mended(docx: &Docx, findings: &[Finding], allowed: Applicability) -> Option<(Docx, usize)> {
    let chosen = fix::choose(docx.text(), findings, allowed);
    let fixes: Vec<&Fix> = chosen.iter().filter_map(|finding| finding.preferred_fix()).collect();
    let mended = word::apply(docx, &fixes)?;
    (mended.text() != docx.text()).then_some((mended, fixes.len()))
}

/// The bytes of the document with each finding as a comment. Fails with what to tell the user.
fn annotated(looked: &Looked) -> Result<Vec<u8>, String> {
    let comment = |finding: &Finding| Comment { range: finding.range.clone(), text: said(finding) };
    let comments: Vec<Comment> = looked.outcome.findings.iter().map(comment).collect();
    let annotated = looked.docx.annotate(&comments).and_then(|annotated| annotated.to_bytes());
    annotated.map_err(|error| format!("没有写批注：{error}"))
}

/// What a comment says: the finding, and how to mend it.
fn said(finding: &Finding) -> String {
    let mut text = format!("{} {}：{}", finding.severity.label(), finding.code, finding.message);
    let titles: Vec<&str> = finding.fixes.iter().map(|fix| fix.title.as_str()).collect();
    if !titles.is_empty() {
        text.push_str(&format!("\n改法：{}", titles.join("；或者")));
    }
    text
}
