//! WD406: what was written twice on end.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;
use crate::words::doublings::Doubling;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD406-doubled-words.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

/// Characters from which a repetition cannot be chance.
const CERTAIN: usize = 4;

fn check(context: &Context) -> Vec<Report> {
    context.words().doublings().iter().map(|doubling| report(context.text, doubling)).collect()
}

fn report(text: &str, doubling: &Doubling) -> Report {
    let unit = slice(text, doubling.second);
    let length = unit.chars().count();
    let message = format!("“{unit}{unit}”疑为重复，前后文只需要一个“{unit}”。");
    let fix = Fix::likely(format!("删去重复的“{unit}”"), vec![Edit::delete(doubling.second)]);
    let severity = if length >= CERTAIN { Severity::Error } else { Severity::Warning };
    Report::new(doubling.range(), message).severity(severity).fix(fix)
}
