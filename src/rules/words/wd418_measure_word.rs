//! WD418: things counted with the wrong word: 一副油画.

use super::turns::reports;
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::words::sentence_patterns::List;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD418-measure-word.md"), Check::Language(check))
    .reads(Reads::Line)
    .needs_simplified()
    .yields_to(&[&super::wd402_likely_confusable::RULE, &super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    reports(context, List::Measures)
}
