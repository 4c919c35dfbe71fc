//! NU318: sessions and congresses numbered in Arabic numerals: 16届5中全会, 党的16大.

use crate::text::Span;
use regex::{Captures, Regex};

use super::found::{Pattern, around, captures};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::structure::numeral;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU318-session-numerals.md"), Check::Language(check)).reads(Reads::Line);

static SESSION: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?P<term>[0-9]{1,2})届(?:(?P<plenum>[0-9])|[一二三四五六七八九])中全会",
        r"|[一二三四五六七八九十]{1,3}届(?P<session>[0-9])中全会|党的(?P<congress>[0-9]{1,2})大(?:[精以报提召确关和，。、]|$)"
    ))
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    if !context.text.contains("中全会") && !context.text.contains("党的1") && !context.text.contains("党的2") {
        return Vec::new();
    }
    captures(&SESSION, context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let numbers = ["term", "plenum", "session", "congress"].into_iter().filter_map(|name| found.name(name));
    let edits: Vec<Edit> = numbers
        .filter_map(|number| Some(Edit::replace(number.range(), numeral::to_chinese(number.as_str().parse().ok()?)?)))
        .collect();
    let (first, last) = (edits.first()?.range.start, edits.last()?.range.end);
    if around(context.text, Span::new(first, last)).0.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let message = format!("会议的届次用汉字数字，“{}”里的阿拉伯数字应改为汉字。", found.get(0)?.as_str());
    Some(Report::new(first..last, message).fix(Fix::likely("改为汉字数字", edits)))
}
