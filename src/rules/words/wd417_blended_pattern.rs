//! WD417: two ways of saying a thing, mixed: 原因是…造成的.

use super::turns::reports;
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::words::sentence_patterns::List;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD417-blended-pattern.md"), Check::Language(check))
    .reads(Reads::Line)
    .needs_simplified()
    .yields_to(&[&super::wd402_likely_confusable::RULE, &super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    reports(context, List::Blends)
}
