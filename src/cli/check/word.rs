//! A Word document from its bytes to its part of the report.

use super::cache::{Cache, Cached, Kind};
use super::job::{Done, Job, Manner, Mode};
use super::look::Look;
use super::panics;
use crate::check::{Checker, Outcome};
use crate::cli::problem::Problem;
use crate::cli::report::Totals;
use crate::finding::{Applicability, Finding, Fix};
use crate::fix;
use crate::text::docx::{Comment, Docx, DocxError, Foreign};
use crate::text::{Document, Encoding, slice};
use crate::word;

/// Reads a file as a Word document where it is one, or something else that holds a formatted text; nothing for what may
/// be plain text. What is in a file decides, not its name.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Docx, DocxError>> {
    match Foreign::recognise(bytes) {
        Some(foreign) => Some(Err(foreign.into())),
        None => Docx::is_archive(bytes).then(|| Docx::open(bytes)),
    }
}

impl Job {
    /// Checks a Word document, and does with it what the run is to do.
    pub(super) fn run_word(&self, manner: &Manner<'_>, bytes: &[u8], docx: Docx) -> Done {
        let mut look = self.look_at_word(manner, bytes, &docx);
        let known = look.known.len();
        let notes = if manner.mode == Mode::Record { Vec::new() } else { std::mem::take(&mut look.notes) };
        let done = match manner.mode {
            Mode::Report => self.report_word(manner, &docx, look.outcome),
            Mode::Record => self.record(docx.text(), look),
            Mode::Annotate => {
                let findings = &look.outcome.findings;
                let copy = annotated(&docx, findings).map_err(|reason| Problem::at(self.input.name(), reason));
                let written = copy.and_then(|copy| self.delivery.write_word(&self.input, bytes, copy));
                self.report_word(manner, &docx, look.outcome).with(written)
            }
            Mode::Diff(allowed) => match self.mend_word(&docx, &look, allowed) {
                Some((mended, count)) => {
                    let document = Document::of_docx(&docx);
                    let fixed = (mended.text(), count);
                    self.preview(manner.format, Encoding::UTF_8, &document, look.outcome, fixed)
                }
                None => {
                    let Outcome { findings, failed_rules } = look.outcome;
                    Done { totals: Totals::of(&findings), failed_rules, ..Done::default() }
                }
            },
            Mode::Fix(allowed) => self.fix_word(manner, bytes, &docx, look, allowed),
        };
        let read_as = manner.is_verbose.then(|| format!("{}：按 Word 文档读", self.input.name()));
        Done { known, notes, read_as, ..done }
    }

    fn fix_word(&self, manner: &Manner<'_>, bytes: &[u8], docx: &Docx, look: Look, allowed: Applicability) -> Done {
        let Some((mended, count)) = self.mend_word(docx, &look, allowed) else {
            return self.report_word(manner, docx, look.outcome);
        };
        let refused = |error: DocxError| Problem::at(self.input.name(), format!("没有修改：{error}"));
        let written = mended.to_bytes().map_err(refused).and_then(|new| {
            let after = self.look_at_word(manner, &new, &mended);
            Ok((after, self.delivery.write_word(&self.input, bytes, new)?))
        });
        match written {
            Ok((after, delivered)) => {
                let done = self.report_word(manner, &mended, after.outcome);
                Done { totals: Totals { fixed: count, fixed_files: 1, ..done.totals }, delivered, ..done }
            }
            Err(problem) => Done { problem: Some(problem), ..self.report_word(manner, docx, look.outcome) },
        }
    }

    /// Checks the document that `bytes` hold.
    fn look_at_word(&self, manner: &Manner<'_>, bytes: &[u8], docx: &Docx) -> Look {
        let cached = Cached { settings: &self.ground.digest, kind: Kind::Word, content: bytes, text: docx.text() };
        let outcome = Cache::remember(manner.cache.as_ref(), &cached, || check(&self.ground.checker, docx));
        Look::parted(outcome, self.input.path(), docx.text(), &self.ground)
    }

    fn report_word(&self, manner: &Manner<'_>, docx: &Docx, outcome: Outcome) -> Done {
        // The parts of a document are UTF-8.
        self.report(manner, Encoding::UTF_8, &Document::of_docx(docx), outcome)
    }

    /// Checks and mends in turn until nothing changes; the mended document and how many fixes were applied.
    fn mend_word(&self, docx: &Docx, look: &Look, allowed: Applicability) -> Option<(Docx, usize)> {
        let left = look.left(docx.text());
        let (mut docx, mut count) = mended(docx, &look.outcome.findings, allowed)?;
        for _ in 1..fix::MAX_ROUNDS {
            let found = check(&self.ground.checker, &docx);
            let mut findings = Look::parted(found, self.input.path(), docx.text(), &self.ground).outcome.findings;
            findings.retain(|finding| !left.contains(&(finding.code, slice(docx.text(), finding.range.clone()))));
            let Some((next, more)) = mended(&docx, &findings, allowed) else { break };
            (docx, count) = (next, count + more);
        }
        Some((docx, count))
    }
}

fn check(checker: &Checker, docx: &Docx) -> Outcome {
    panics::quietly(|| word::check(checker, docx))
}

/// The document after the fixes that go together, and how many they are; nothing when they change nothing.
fn mended(docx: &Docx, findings: &[Finding], allowed: Applicability) -> Option<(Docx, usize)> {
    let chosen = fix::choose(docx.text(), findings, allowed);
    let fixes: Vec<&Fix> = chosen.iter().filter_map(|finding| finding.preferred_fix()).collect();
    let mended = word::apply(docx, &fixes)?;
    (mended.text() != docx.text()).then_some((mended, fixes.len()))
}

/// The bytes of the document with each finding as a comment. Fails with what to tell the user.
fn annotated(docx: &Docx, findings: &[Finding]) -> Result<Vec<u8>, String> {
    let comment = |finding: &Finding| Comment { range: finding.range.clone(), text: said(finding) };
    let comments: Vec<Comment> = findings.iter().map(comment).collect();
    let annotated = docx.annotate(&comments).and_then(|annotated| annotated.to_bytes());
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
