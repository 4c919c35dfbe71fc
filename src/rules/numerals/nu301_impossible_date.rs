//! NU301: dates that no calendar has.

use super::dates::{Date, dates, days_in};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("numerals/NU301-impossible-date.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    dates(context.text).into_iter().filter_map(|date| report(context.text, date)).collect()
}

fn report(text: &str, date: Date) -> Option<Report> {
    let shown = slice(text, date.range.clone());
    let message = match (days_in(date.year, date.month), date.day) {
        (None, _) => format!("日期“{shown}”不存在：没有{}月。", date.month),
        (Some(_), Some(0)) => format!("日期“{shown}”不存在：没有0日。"),
        (Some(days), Some(day)) if day > days => {
            let year = date.year.map(|year| format!("{year}年")).unwrap_or_default();
            format!("日期“{shown}”不存在：{year}{}月只有{days}天。", date.month)
        }
        _ => return None,
    };
    Some(Report::new(date.range, message))
}
