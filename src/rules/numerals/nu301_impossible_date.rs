//! NU301: dates that no calendar has, and hours that no clock has.

use regex::Regex;

use super::dates::{Date, dates, days_in};
use super::found::{Pattern, beside, captures, ends_with_digit};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU301-impossible-date.md"), Check::Language(check)).reads(Reads::Line);

/// The hour of an event: 3月5日25时, 上午26点.
static HOUR: Pattern = Pattern::new(|| Regex::new(r"(?:日|[上下]午|晚上|凌晨)(?P<hour>[2-9][0-9])(?:时|点)").ok());

fn check(context: &Context) -> Vec<Report> {
    let impossible = dates(context.text).into_iter().filter_map(|date| report(context.text, date));
    impossible.chain(hours(context.text)).collect()
}

/// Hours after the end of the day, which is 24时.
fn hours(text: &str) -> impl Iterator<Item = Report> + '_ {
    let may_hold =
        beside(text, '时', |head, _| ends_with_digit(head)) || beside(text, '点', |head, _| ends_with_digit(head));
    let hours = may_hold.then(|| captures(&HOUR, text)).into_iter().flatten().filter_map(|found| found.name("hour"));
    hours
        .filter(|hour| hour.as_str().parse::<u32>().is_ok_and(|hour| hour > 24))
        .map(|hour| Report::new(hour.range(), format!("一天只有24小时，没有“{}时”。", hour.as_str())))
}

fn report(text: &str, date: Date) -> Option<Report> {
    let shown = slice(text, date.range);
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
