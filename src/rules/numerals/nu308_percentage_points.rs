//! NU308: a difference of two percentages that is called a percentage: 从40%提高到45%，提高5%.

use regex::{Captures, Regex};

use super::found::{Pattern, captures, part};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU308-percentage-points.md"), Check::Language(check)).reads(Reads::Line);

static CHANGE: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"[由从](?:[^，。；由从]{0,8}的)?(?P<from>[0-9]+(?:\.[0-9]+)?)[%％](?:提高|上升|增长|增加|下降|降低|降|升|提升|回落)[到至](?P<to>[0-9]+(?:\.[0-9]+)?)[%％]",
        r"[，,][^，。；%％0-9]{0,8}(?:提高|上升|增长|增加|下降|降低|降|升|提升|回落)了?(?P<by>[0-9]+(?:\.[0-9]+)?[%％])"
    ))
    .ok()
});

/// Figures are rounded.
const ROUNDING: f64 = 0.051;

fn check(context: &Context) -> Vec<Report> {
    if !context.text.contains(['%', '％']) {
        return Vec::new();
    }
    captures(&CHANGE, context.text).filter_map(|found| report(&found)).collect()
}

fn report(found: &Captures) -> Option<Report> {
    let number = |name: &str| part(found, name).trim_end_matches(['%', '％']).parse::<f64>().ok();
    let (from, to, by) = (number("from")?, number("to")?, number("by")?);
    let written = found.name("by")?;
    let is_difference = ((to - from).abs() - by).abs() < ROUNDING;
    let message = format!("从{from}%到{to}%，相差的是{by}个百分点，不是“{}”。", written.as_str());
    is_difference.then(|| Report::new(written.range(), message))
}
