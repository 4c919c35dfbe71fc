//! A Word document from its bytes to its part of the report.

use super::cache::{Cache, Cached, Kind};
use super::job::{Done, Job, Manner, Mode};
use super::look::Look;
use super::panics;
use crate::check::{Checker, Outcome};
use crate::cli::problem::Problem;
use crate::cli::report::Totals;
use crate::draft::word::{self, Fixed};
use crate::finding::{Applicability, Finding};
use crate::text::docx::{Comment, Docx, DocxError, Foreign};
use crate::text::{Document, Encoding, slice};

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
        let mut look = self.look_at_word(manner, bytes, &docx, None);
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
                Some(Fixed { docx: mended, count, .. }) => {
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
        let Some(Fixed { docx: mended, count, last }) = self.mend_word(docx, &look, allowed) else {
            return self.report_word(manner, docx, look.outcome);
        };
        let refused = |error: DocxError| Problem::at(self.input.name(), format!("没有修改：{error}"));
        let written = mended.to_bytes().map_err(refused).and_then(|new| {
            let after = self.look_at_word(manner, &new, &mended, last);
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

    /// Checks the document that `bytes` hold, unless what is found in it is known already.
    fn look_at_word(&self, manner: &Manner<'_>, bytes: &[u8], docx: &Docx, found: Option<Outcome>) -> Look {
        let cached = Cached { settings: &self.ground.digest, kind: Kind::Word, content: bytes, text: docx.text() };
        let check = || found.unwrap_or_else(|| check(&self.ground.checker, docx));
        let outcome = Cache::remember(manner.cache.as_ref(), &cached, check);
        Look::parted(outcome, self.input.path(), docx.text(), &self.ground)
    }

    fn report_word(&self, manner: &Manner<'_>, docx: &Docx, outcome: Outcome) -> Done {
        // The parts of a document are UTF-8.
        self.report(manner, Encoding::UTF_8, &Document::of_docx(docx), outcome)
    }

    /// Checks and mends in turn until nothing changes; with what the last check found.
    fn mend_word(&self, docx: &Docx, look: &Look, allowed: Applicability) -> Option<Fixed<Outcome>> {
        let left = look.left(docx.text());
        word::fix_until_stable(docx, &look.outcome.findings, allowed, |docx| {
            let found = check(&self.ground.checker, docx);
            let look = Look::parted(found.clone(), self.input.path(), docx.text(), &self.ground);
            let mut findings = look.outcome.findings;
            findings.retain(|finding| !left.contains(&(finding.code(), slice(docx.text(), finding.range.clone()))));
            (findings, found)
        })
    }
}

fn check(checker: &Checker, docx: &Docx) -> Outcome {
    panics::quietly(|| word::check(checker, docx))
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
    let mut text = format!("{} {}：{}", finding.severity.label(), finding.code(), finding.message);
    let titles: Vec<&str> = finding.fixes.iter().map(|fix| fix.title.as_str()).collect();
    if !titles.is_empty() {
        text.push_str(&format!("\n改法：{}", titles.join("；或者")));
    }
    text
}
