//! NU302: a weekday that does not belong to its date.

use super::dates::{Date, dates, days_in, weekday};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("numerals/NU302-weekday-mismatch.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    dates(context.text).into_iter().filter_map(|date| report(context.text, date)).collect()
}

/// Only a date with its year has a weekday; which of the two is wrong only a person can say.
fn report(text: &str, date: Date) -> Option<Report> {
    let (year, day, (written, range)) = (date.year?, date.day?, date.weekday?);
    let exists = days_in(Some(year), date.month).is_some_and(|days| (1..=days).contains(&day));
    let right = weekday(year, date.month, day);
    if !exists || right == written {
        return None;
    }
    let name = "一二三四五六日".chars().nth(right as usize - 1)?;
    let shown = slice(text, range);
    let message = format!("{year}年{}月{day}日是星期{name}，不是星期{shown}；请核对日期和星期。", date.month);
    Some(Report::new(range, message))
}
