//! WD402: words that are wrong nearly everywhere.

use super::report::reports;
use crate::finding::Fix;
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::words::confusables::{Certainty, Entry};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD402-likely-confusable.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    let belongs = |entry: &Entry| entry.certainty == Certainty::Usually && !entry.is_variant;
    reports(context, belongs, |title, edits| Some(Fix::likely(title, edits)))
}
