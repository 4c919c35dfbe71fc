//! NU310: Arabic numerals before 百 and 千: only 万 and 亿 go with them.

use regex::{Captures, Regex};

use super::found::{Pattern, around, beside, captures, ends_with_digit, part, starts_number};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::after;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU310-han-units.md"), Check::Language(check)).reads(Reads::Line);

static NUMBER: Pattern =
    Pattern::new(|| Regex::new(r"(?P<number>[0-9]+(?:\.[0-9])?)(?P<unit>百|千)(?P<rest>[万亿]?)").ok());

/// What starts with 百 or 千 and is a unit or a word of its own.
const OWN_WORDS: [&str; 31] = [
    "公", "米", "克", "瓦", "卡", "伏", "帕", "赫", "兆", "字节", "焦", "比特", "乏", "安", "牛", "升", "欧", "分",
    "里", "度", "强", "佳", "事", "科", "日", "年", "家", "货", "姓", "余", "多",
];

fn check(context: &Context) -> Vec<Report> {
    if !['百', '千'].into_iter().any(|unit| beside(context.text, unit, |head, _| ends_with_digit(head))) {
        return Vec::new();
    }
    captures(&NUMBER, context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let whole = found.get(0)?;
    let tail = after(context.text, whole.end());
    let (left, _) = around(context.text, whole.range().into());
    // 5万4千: the number starts before.
    let is_rest = left.is_some_and(|c| matches!(c, '万' | '亿' | '千' | '、'));
    let is_own_word = part(found, "rest").is_empty() && OWN_WORDS.iter().any(|word| tail.starts_with(word));
    if is_own_word || is_rest || !starts_number(left) {
        return None;
    }
    let number: f64 = part(found, "number").parse().ok()?;
    let value = (number * if part(found, "unit") == "百" { 100.0 } else { 1000.0 }).round();
    let right = format!("{value}{}", part(found, "rest"));
    let message = format!("阿拉伯数字后面只用“万”“亿”，“{}”应为“{right}”。", whole.as_str());
    Some(
        Report::new(whole.range(), message)
            .fix(Fix::likely(format!("改为“{right}”"), vec![Edit::replace(whole.range(), right)])),
    )
}
