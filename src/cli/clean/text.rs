//! Cleaning a plain text.

use super::{Cleaned, Step, count_loud, describe, residue};
use crate::check::Checker;
use crate::cli::check::{panics, rewrite};
use crate::draft::DraftKind;
use crate::finding::{Applicability, Fix};
use crate::fix;
use crate::text::{Decoded, Document, after, slice};

/// Checks and cleans in turn until nothing changes, as fixing does, and remembers each step. Fails with what to tell
/// the user.
pub(super) fn clean(checker: &Checker, kind: DraftKind, bytes: &[u8], decoded: &Decoded) -> Result<Cleaned, String> {
    let original = Document::new(decoded.text.as_str());
    let check = |text: &str| panics::quietly(|| kind.check(checker, &Document::new(text)));
    let mut traced = Traced::new(&decoded.text);
    let mut steps = Vec::new();
    let mut outcome = check(&traced.text);
    let failed_rules = std::mem::take(&mut outcome.failed_rules);
    let mut findings = residue(outcome);
    for _ in 0..fix::MAX_ROUNDS {
        let chosen = fix::choose(&traced.text, &findings, Applicability::Unsafe);
        let fixes: Vec<&Fix> = chosen.iter().filter_map(|finding| finding.preferred_fix()).collect();
        let before = steps.len();
        steps.extend(chosen.iter().filter_map(|finding| {
            let what = describe(finding, &traced.text)?;
            Some((traced.origin(finding.range.start), finding.code(), what))
        }));
        if steps.len() == before {
            break;
        }
        traced.apply(&fixes);
        findings = residue(check(&traced.text));
    }
    steps.sort_by_key(|(offset, ..)| *offset);
    let step =
        |(offset, code, what)| Step { code, place: format!("第 {} 行", original.lines().line_of(offset) + 1), what };
    let content = if steps.is_empty() { None } else { Some(rewrite::encode(bytes, decoded, &traced.text)?) };
    let steps = steps.into_iter().map(step).collect();
    Ok(Cleaned { content, steps, remaining: count_loud(&findings), failed_rules })
}

/// A text that knows where each of its bytes came from.
struct Traced {
    text: String,
    origin: Vec<usize>,
}

impl Traced {
    fn new(text: &str) -> Self {
        Traced { text: text.to_owned(), origin: (0..=text.len()).collect() }
    }

    fn origin(&self, offset: usize) -> usize {
        self.origin.get(offset).copied().unwrap_or_default()
    }

    /// Applies `fixes`, which are known to fit together.
    fn apply(&mut self, fixes: &[&Fix]) {
        let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.text.len());
        let mut origin = Vec::with_capacity(self.origin.len());
        let mut position = 0;
        for edit in edits {
            text.push_str(slice(&self.text, position..edit.range.start));
            origin.extend(self.origin.get(position..edit.range.start).unwrap_or_default());
            text.push_str(&edit.new_text);
            origin.extend(std::iter::repeat_n(self.origin(edit.range.start), edit.new_text.len()));
            position = edit.range.end;
        }
        text.push_str(after(&self.text, position));
        origin.extend(self.origin.get(position..).unwrap_or_default());
        *self = Traced { text, origin };
    }
}
