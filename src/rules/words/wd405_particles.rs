//! WD405: 的, 地 and 得 for one another, in the few patterns where grammar leaves no choice.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;
use crate::words::particles::Particle;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD405-particles.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    context.words().particles().iter().map(|particle| report(context.text, particle)).collect()
}

fn report(text: &str, particle: &Particle) -> Report {
    let Particle { range, right, why } = particle;
    let message = format!("“{}”应为“{right}”：{why}。", slice(text, *range));
    let fix = Fix::likely(format!("改为“{right}”"), vec![Edit::replace(*range, *right)]);
    Report::new(*range, message).fix(fix)
}
