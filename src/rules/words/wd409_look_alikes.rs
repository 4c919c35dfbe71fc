//! WD409: what is taken for a look-alike once the draft shows that it came out of character recognition.

use super::confusables::{Certainty, Entry};
use super::recognition;
use super::report::reports;
use crate::finding::Fix;
use crate::rules::{Check, Context, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD409-look-alikes.md"), Check::Language(check)).needs_simplified();

fn check(context: &Context) -> Vec<Report> {
    let belongs = |entry: &Entry| entry.certainty == Certainty::Context && entry.looks_alike && !entry.is_variant;
    // Few drafts have one of these, and only they are asked where they come from.
    if !context.listed().iter().any(|(_, entry)| belongs(entry)) {
        return Vec::new();
    }
    let Some(parts) = context.resources.model.as_deref().and_then(|model| model.parts()) else { return Vec::new() };
    let signs = recognition::signs(&parts, context.text, context.structure, context.listed(), context.typos());
    let is_believed = |entry: &Entry| belongs(entry) && recognition::is_likely(&signs, &entry.wrong);
    reports(context, is_believed, |title, edits| Some(Fix::alternative(title, edits)))
}
