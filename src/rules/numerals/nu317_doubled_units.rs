//! NU317: a unit that is said twice: ￥500元, 5%个百分点.

use regex::Regex;

use super::found::{Pattern, captures};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU317-doubled-units.md"), Check::Language(check)).reads(Reads::Line);

static DOUBLED: Pattern = Pattern::new(|| Regex::new(r"[￥¥] ?[0-9][0-9,.]*[万亿]?元|[0-9][0-9.]*[%％]个?百分点").ok());

fn check(context: &Context) -> Vec<Report> {
    if !context.text.contains(['￥', '¥']) && !context.text.contains("百分点") {
        return Vec::new();
    }
    captures(&DOUBLED, context.text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let message = format!("“{}”的单位写了两遍，请只留一个。", whole.as_str());
            Some(Report::new(whole.range(), message))
        })
        .collect()
}
