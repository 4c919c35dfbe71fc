//! WD416: what is said twice: 大约…左右, 突然猝死.

use super::turns::reports;
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::words::sentence_patterns::List;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD416-redundancy.md"), Check::Language(check))
    .reads(Reads::Line)
    .needs_simplified()
    .yields_to(&[&super::wd402_likely_confusable::RULE, &super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    reports(context, List::Redundancies)
}
