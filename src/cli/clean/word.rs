//! Cleaning a Word document.

use super::{Cleaned, Step, count_loud, describe, residue};
use crate::check::Checker;
use crate::cli::check::panics;
use crate::draft::word;
use crate::finding::Applicability;
use crate::fix;
use crate::text::Document;
use crate::text::docx::Docx;

/// Checks and cleans in turn until nothing changes, and remembers each step. No fix makes or removes a paragraph, so
/// each keeps its name. Fails with what to tell the user.
pub(super) fn clean(checker: &Checker, docx: &Docx) -> Result<Cleaned, String> {
    let check = |docx: &Docx| panics::quietly(|| word::check(checker, docx));
    let mut cleaned: Option<Docx> = None;
    let mut steps = Vec::new();
    let mut outcome = check(docx);
    let failed_rules = std::mem::take(&mut outcome.failed_rules);
    let mut findings = residue(outcome);
    for _ in 0..fix::MAX_ROUNDS {
        let current = cleaned.as_ref().unwrap_or(docx);
        let Some((next, made)) = word::fix(current, &findings, Applicability::Unsafe) else { break };
        let document = Document::of_docx(current);
        steps.extend(made.iter().filter_map(|finding| {
            let place = document.paragraph_at(finding.range.start)?.to_string();
            Some(Step { code: finding.code(), place, what: describe(finding, current.text())? })
        }));
        findings = residue(check(&next));
        cleaned = Some(next);
    }
    let content =
        cleaned.map(|cleaned| cleaned.to_bytes().map_err(|error| format!("没有清理：{error}"))).transpose()?;
    Ok(Cleaned { content, steps, remaining: count_loud(&findings), failed_rules })
}
