//! WD405: 的, 地 and 得 for one another, where grammar leaves no choice or good texts hardly ever choose otherwise.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Repeats, Report, Rule, card_page};
use crate::text::slice;
use crate::words::particles::Particle;

/// Findings from which a writer has the habit of mistaking them.
const HABIT: usize = 5;
/// Log-odds from which statistics are right nine times in ten, whatever the text.
const SURE: f32 = 7.5;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD405-particles.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE])
    .repeats(Repeats::OnceFrom(HABIT));

fn check(context: &Context) -> Vec<Report> {
    context.words().particles().iter().map(|particle| report(context.text, particle)).collect()
}

fn report(text: &str, particle: &Particle) -> Report {
    let Particle { range, right, why, log_odds } = particle;
    let message = format!("“{}”应为“{right}”：{why}。", slice(text, *range));
    let fix = Fix::likely(format!("改为“{right}”"), vec![Edit::replace(*range, *right)]);
    let severity = if log_odds.is_some_and(|log_odds| log_odds >= SURE) { Severity::Warning } else { Severity::Info };
    Report::new(*range, message).severity(severity).fix(fix)
}
