//! NU313: dates as people say them or machines write them: 3月8号, 元月, 03月08日, 2005.12.5.

use regex::{Captures, Regex};

use super::found::{Pattern, around, beside, captures};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Proof, Report, Rule, card_page};
use crate::text::chars;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("numerals/NU313-date-style.md"), Check::Language(check));

static DATE: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?:[0-9]{1,2})月(?:[0-9]{1,2})(?P<hao>号)|(?P<padded>0[1-9]月(?:[0-9]{1,2}日)?|[0-9]{1,2}月0[1-9]日)",
        r"|(?:年|今年|去年|明年|本年)(?P<first>元月)|(?P<dotted>(?:19|20)[0-9]{2}\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9]))"
    ))
    .ok()
});

/// 止10月底 at the head of a clause.
static UNTIL: Pattern = Pattern::new(|| {
    Regex::new(r"(?P<until>止)(?:(?:19|20)[0-9]{2}年|今年|去年|本年)?[0-9]{1,2}月(?:底|末|份|[0-9]{1,2}日)").ok()
});

/// What follows a number that is no day: 3月5号线.
const NO_DAY: &str = "线楼院文令机门井厅馆公码";

fn check(context: &Context) -> Vec<Report> {
    let is_padded = |head: &str, tail: &str| {
        let mut digits = head.bytes().rev();
        tail.starts_with('0') || (digits.next().is_some_and(|c| c.is_ascii_digit()) && digits.next() == Some(b'0'))
    };
    let may_hold = context.text.contains(['号', '.']) || context.text.contains("元月");
    let mut reports = Vec::new();
    if may_hold || beside(context.text, '月', is_padded) {
        reports.extend(captures(&DATE, context.text).filter_map(|found| report(context, &found)));
    }
    if context.text.contains('止') {
        reports.extend(captures(&UNTIL, context.text).filter_map(|found| until(context, &found)));
    }
    reports
}

/// 止 alone is not said of a date: 截至10月底, or 至10月底.
fn until(context: &Context, found: &Captures) -> Option<Report> {
    let (whole, until) = (found.get(0)?, found.name("until")?);
    let (left, _) = around(context.text, until.range().into());
    let opens_clause = left.is_none_or(|c| chars::is_point(c) || chars::is_space(c));
    let message = format!("“{}”应为“截至……”或“至……”。", whole.as_str());
    let fix = |word: &str| vec![Edit::replace(until.range(), word)];
    opens_clause.then(|| {
        Report::new(whole.range(), message)
            .fix(Fix::likely("改为“截至”", fix("截至")))
            .fix(Fix::alternative("改为“至”", fix("至")))
    })
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let whole = found.get(0)?;
    let place = ["hao", "padded", "first", "dotted"].into_iter().find_map(|name| found.name(name))?;
    let (left, _) = around(context.text, whole.range().into());
    let (_, right) = around(context.text, place.range().into());
    let is_part = left.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'))
        || right.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let is_no_day = place.as_str() == "号" && right.is_some_and(|c| NO_DAY.contains(c));
    if is_part || is_no_day {
        return None;
    }
    let mended = mend(place.as_str())?;
    let shown = whole.as_str().replace(place.as_str(), &mended);
    Some(
        Report::new(whole.range(), format!("日期“{}”的规范写法是“{shown}”。", whole.as_str()))
            .fix(Fix::safe(format!("改为“{shown}”"), vec![Edit::replace(place.range(), mended)]))
            .proof(Proof::SameNumber),
    )
}

/// The part of a date as it is written in a document.
fn mend(written: &str) -> Option<String> {
    if written == "号" {
        return Some("日".to_owned());
    }
    if written == "元月" {
        return Some("1月".to_owned());
    }
    let numbers: Vec<u32> = written
        .split(['.', '月', '日'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [year, month, day] => Some(format!("{year}年{month}月{day}日")),
        [month, day] => Some(format!("{month}月{day}日")),
        [month] => Some(format!("{month}月")),
        _ => None,
    }
}
