//! NU312: numbers that a scanner has damaged: letters for digits, spaces inside, two decimal points.

use regex::{Captures, Regex};

use super::found::{Pattern, around, captures, part};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Proof, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU312-damaged-digits.md"), Check::Language(check)).reads(Reads::Line);

/// What shows that a number was meant.
const UNITS: &str = r"(?:年|月|日|[%％]|个|万|亿|元|人|名|户|亩|吨|公里)";

static DAMAGED: Pattern = Pattern::new(|| {
    Regex::new(
        &[
            // 2O05年, l0月: the letters O and l among digits.
            r"(?P<letters>[0-9lOＯ.]*[lOＯ][0-9lOＯ.]*)UNIT",
            // 2 005年, 20 05年: a space inside a year.
            r"|(?P<year>(?:1 ?9|2 ?0) ?[0-9] ?[0-9])年",
            // 3. 5%, 3 .5%: a space beside the decimal point.
            r"|(?P<spaced>[0-9]+(?: \.|\. )[0-9]+)(?:[%％]|万|亿|个百分点)",
            // 3..5%, 1.2.3亿.
            r"|(?P<points>[0-9]{1,4}(?:\.\.+[0-9]{1,2}|\.[0-9]{1,2}\.[0-9]{1,2}))(?:[%％]|万|亿|个百分点)",
            // 增长.5%.
            r"|(?P<headless>\.[0-9]+)(?:[%％]|万|亿|个百分点)",
        ]
        .concat()
        .replace("UNIT", UNITS),
    )
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let is_near_number = |two: &[u8]| match two {
        [a, b] => (a.is_ascii_digit() && b" .Ol".contains(b)) || (b" .Ol".contains(a) && b.is_ascii_digit()),
        _ => false,
    };
    if !context.text.contains('Ｏ') && !context.text.as_bytes().windows(2).any(is_near_number) {
        return Vec::new();
    }
    captures(&DAMAGED, context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let number = ["letters", "year", "spaced", "points", "headless"].into_iter().find_map(|name| found.name(name))?;
    let written = number.as_str();
    let (left, _) = around(context.text, number.range().into());
    let is_part = left.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'));
    if is_part || context.structure.touches_marker(number.range().into()) {
        return None;
    }
    let right = if !part(found, "letters").is_empty() {
        written.contains(|c: char| c.is_ascii_digit()).then(|| written.replace('l', "1").replace(['O', 'Ｏ'], "0"))?
    } else if !part(found, "headless").is_empty() {
        let message = format!("小数“{written}”缺整数部分，是零也要写出“0”。");
        let fix = Fix::likely(format!("改为“0{written}”"), vec![Edit::insert(number.start(), "0")]);
        return Some(Report::new(number.range(), message).fix(fix));
    } else if !part(found, "points").is_empty() {
        return Some(Report::new(number.range(), format!("“{written}”里的小数点多了一个，请核对。")));
    } else {
        written.replace(' ', "")
    };
    (right != written).then(|| {
        Report::new(number.range(), format!("数字“{written}”有误，应为“{right}”。"))
            .fix(Fix::safe(format!("改为“{right}”"), vec![Edit::replace(number.range(), right)]))
            .proof(Proof::SameNumber)
    })
}
