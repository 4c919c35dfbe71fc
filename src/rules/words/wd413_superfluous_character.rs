//! WD413: what the statistics of good Chinese say of superfluous characters.

use super::typos::reports;
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::words::typos::About;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD413-superfluous-character.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    reports(context, About::Superfluous)
}
