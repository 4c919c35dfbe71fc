//! WD411: what the statistics of good Chinese say of substituted characters.

use super::typos::reports;
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::words::typos::About;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD411-substituted-character.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE, &super::wd410_traditional_characters::RULE]);

fn check(context: &Context) -> Vec<Report> {
    reports(context, About::Substituted)
}
