//! What the confusable-word rules have in common: a row of the list becomes a finding.

use crate::finding::{Edit, Fix};
use crate::rules::{Context, Proof, Report};
use crate::text::Span;
use crate::words::confusables::Entry;

/// The rows found in the draft that `belongs` to a rule, as findings with the fix that `make_fix` builds. A row that
/// would change an ordinal marker is left out: 二下 is no mistake in 二、下.
pub(super) fn reports(
    context: &Context,
    belongs: impl Fn(&Entry) -> bool,
    make_fix: impl Fn(String, Vec<Edit>) -> Option<Fix>,
) -> Vec<Report> {
    let is_free = |range: &Span| !context.structure.touches_marker(*range);
    context
        .words()
        .listed()
        .iter()
        .filter(|(range, entry)| belongs(entry) && is_free(&entry.edit(*range).0))
        .map(|(range, entry)| {
            let (edited, new_text) = entry.edit(*range);
            let message = format!("“{}”应为“{}”（{}）。", entry.wrong, entry.right, entry.reason);
            let fix = make_fix(format!("改为“{}”", entry.right), vec![Edit::replace(edited, new_text)]);
            Report::new(*range, message).fixes(fix).proof(Proof::Misspelling)
        })
        .collect()
}
