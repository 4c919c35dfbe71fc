//! WD406: what was written twice on end.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;
use crate::words::doublings::Doubling;
use crate::words::repeated_text::{Repetition, repetitions};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD406-doubled-words.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

/// Characters from which a repetition cannot be chance.
const CERTAIN: usize = 4;

fn check(context: &Context) -> Vec<Report> {
    let repetitions = repetitions(context.text, context.structure);
    let is_part = |doubling: &&Doubling| {
        let inside =
            |all: &Repetition| all.first.start <= doubling.first.start && doubling.second.start < all.second.end;
        repetitions.iter().any(inside)
    };
    let doublings = context.words().doublings().iter().filter(|doubling| !is_part(doubling));
    let mut reports: Vec<Report> = doublings.map(|doubling| report(context.text, doubling)).collect();
    reports.extend(repetitions.iter().map(|repetition| of_text(context.text, repetition)));
    reports
}

/// Characters of a repeated text that a message shows.
const SHOWN: usize = 12;

fn of_text(text: &str, repetition: &Repetition) -> Report {
    let twice = slice(text, repetition.first);
    let shown: String = twice.chars().take(SHOWN).collect();
    let shown = if shown.len() < twice.len() { format!("{shown}……") } else { shown };
    let fix = Fix::likely("删去重复的一遍", vec![Edit::delete(repetition.surplus)]);
    Report::new(repetition.second, format!("“{shown}”接连写了两遍，应删去一遍。"))
        .related(repetition.first, "第一遍在这里")
        .fix(fix)
}

fn report(text: &str, doubling: &Doubling) -> Report {
    let unit = slice(text, doubling.second);
    let length = unit.chars().count();
    let message = format!("“{unit}{unit}”疑为重复，前后文只需要一个“{unit}”。");
    let fix = Fix::likely(format!("删去重复的“{unit}”"), vec![Edit::delete(doubling.first.end..doubling.second.end)]);
    let severity = if length >= CERTAIN { Severity::Error } else { Severity::Warning };
    Report::new(doubling.range(), message).severity(severity).fix(fix)
}
