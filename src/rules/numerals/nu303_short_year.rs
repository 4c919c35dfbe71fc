//! NU303: a year without its century: 05年, 98年底.

use crate::text::Span;
use regex::{Captures, Regex};

use super::found::{Pattern, around, beside, captures, part};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::before;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU303-short-year.md"), Check::Language(check)).reads(Reads::Line);

/// Two digits and what only a year is followed by; with a zero in front it is no number of years.
static SHORT: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?P<year>[0-9]{2})年(?:底|末|初(?:[，。、,]|[到至]|以)|(?:1[0-2]|[1-9])月|[上下]半年|(?P<start>起|开始|以来))",
        r"|(?P<zero>0[0-9])年"
    ))
    .ok()
});

/// What makes the two digits something else than a year: part of a number, a range, a duration, a name.
const NO_YEAR: &str = "0123456789.．第近约满每超过这前后来了用有达共整“‘-—–～~至/·年";

/// Short years up to this belong to our century.
const LAST_OF_THIS_CENTURY: u32 = 40;

fn check(context: &Context) -> Vec<Report> {
    let is_short = |head: &str, _: &str| {
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).take(3).count();
        digits == 2
    };
    if !beside(context.text, '年', is_short) {
        return Vec::new();
    }
    captures(&SHORT, context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let digits = found.name("year").or_else(|| found.name("zero"))?;
    let (left, _) = around(context.text, digits.range().into());
    // 20年以来 is a time of twenty years; 自98年以来 is not.
    let follows_from = || before(context.text, digits.start()).ends_with(['自', '从']);
    // （19）91年: the century stands in brackets.
    let head = before(context.text, digits.start());
    let has_century = ["19）", "20）", "19)", "20)"].iter().any(|century| head.ends_with(century));
    if has_century
        || left.is_some_and(|c| NO_YEAR.contains(c) || c.is_ascii_alphabetic())
        || (!part(found, "start").is_empty() && !follows_from())
        || context.structure.touches_marker(digits.range().into())
    {
        return None;
    }
    let short: u32 = digits.as_str().parse().ok()?;
    let year = if short <= LAST_OF_THIS_CENTURY { 2000 + short } else { 1900 + short };
    let range = Span::new(digits.start(), digits.end() + '年'.len_utf8());
    let message = format!("年份“{short:02}年”应写全，如“{year}年”。");
    Some(
        Report::new(range, message)
            .fix(Fix::likely(format!("改为“{year}年”"), vec![Edit::replace(digits.range(), year.to_string())])),
    )
}
