//! NU309: a range whose first number lacks its unit: 15～30%, 9～16亿.

use regex::{Captures, Regex};

use super::found::{Pattern, around, beside, captures, ends_with_digit, part, starts_number};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU309-range-units.md"), Check::Language(check)).reads(Reads::Line);

/// Two numbers, and a unit that is part of the number: without it the first is another one.
static RANGE: Pattern = Pattern::new(|| {
    Regex::new(r"(?P<from>[0-9]+(?:\.[0-9]+)?)(?P<mark>[～~—–-])(?P<to>[0-9]+(?:\.[0-9]+)?)(?P<unit>[%％]|[万亿][元人吨亩户辆]?)")
        .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let is_range = |head: &str, tail: &str| ends_with_digit(head) && tail.starts_with(|c: char| c.is_ascii_digit());
    if !['～', '~', '—', '–', '-'].into_iter().any(|mark| beside(context.text, mark, is_range)) {
        return Vec::new();
    }
    captures(&RANGE, context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let whole = found.get(0)?;
    let (from, mark, to, unit) = (found.name("from")?, part(found, "mark"), part(found, "to"), part(found, "unit"));
    let (left, _) = around(context.text, whole.range().into());
    let rises = from.as_str().parse::<f64>().ok()? < to.parse::<f64>().ok()?;
    if !rises || !starts_number(left) || left.is_some_and(|c| "～~—–-".contains(c)) {
        return None;
    }
    let right = format!("{}{unit}{mark}{to}{unit}", from.as_str());
    let message = format!("“{}”的前一个数也要写上单位，应为“{right}”。", whole.as_str());
    Some(
        Report::new(whole.range(), message)
            .fix(Fix::likely(format!("改为“{right}”"), vec![Edit::insert(from.end(), unit)])),
    )
}
