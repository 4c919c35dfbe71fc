//! WD409: what is taken for a look-alike once the draft shows that it came out of character recognition.

use super::report::reports;
use crate::finding::Fix;
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::words::confusables::{Certainty, Entry};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD409-look-alikes.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    // Few drafts have one of these, and only they are asked where they come from.
    let belongs = |entry: &Entry| {
        let is_likeness = entry.certainty == Certainty::Context && entry.looks_alike && !entry.is_variant;
        is_likeness && context.words().is_recognised(&entry.wrong)
    };
    reports(context, belongs, |title, edits| Some(Fix::alternative(title, edits)))
}
