//! NU304: a date in two kinds of numerals: 二〇〇5年, 2005年十二月, and circles or letters for 〇.

use crate::text::Span;
use regex::{Captures, Regex};

use super::found::{Pattern, around, beside, captures, ends_with_digit, is_han_number, part};
use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Proof, Report, Rule, card_page};
use crate::structure::numeral;
use crate::text::after;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("numerals/NU304-mixed-date.md"), Check::Language(check));

/// Four digits of any kind that make a year.
static YEAR: Pattern = Pattern::new(|| Regex::new(r"(?P<year>[一二12][0-9一二三四五六七八九〇○零OoＯ]{3})年").ok());

/// A year in one kind of numerals and a month in the other.
static MONTH: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?P<arabic>[0-9]{4})年(?P<han>十[一二]?|[一二三四五六七八九])月(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日)?",
        r"|[一二][一二三四五六七八九〇○零]{3}年(?P<month>[0-9]{1,2})月(?:(?P<date>[0-9]{1,2})日)?"
    ))
    .ok()
});

/// The other end of a range of dates: 2010年三月至四月.
static OTHER_END: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"^(?:至|到|—+|～|~|-)(?:(?P<han>十[一二]?|[一二三四五六七八九])月)?(?:(?P<day>[一二三四五六七八九十]{1,3})日)?",
        r"(?:(?P<month>[0-9]{1,2})月)?(?:(?P<date>[0-9]{1,2})日)?"
    ))
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let is_mixed = |head: &str, tail: &str| {
        let is_odd = |c: char| is_han_number(c) || "○OoＯ".contains(c);
        head.ends_with(is_odd) || (ends_with_digit(head) && tail.starts_with(is_han_number)) || {
            let year = head.chars().rev().take(4);
            ends_with_digit(head) && year.into_iter().any(is_odd)
        }
    };
    if !beside(context.text, '年', is_mixed) {
        return Vec::new();
    }
    let years = captures(&YEAR, context.text).filter_map(|found| mixed_year(context, &found));
    years.chain(captures(&MONTH, context.text).filter_map(|found| mixed_month(context, &found))).collect()
}

fn mixed_year(context: &Context, found: &Captures) -> Option<Report> {
    let year = found.name("year")?;
    let written = year.as_str();
    let is_part = around(context.text, year.range().into()).0.is_some_and(|c| c.is_ascii_digit() || is_han_number(c));
    let is_han = |c: char| han_value(c).is_some();
    if is_part || !written.contains(is_han) || written.chars().all(is_han) {
        return None;
    }
    let starts_han = written.starts_with(is_han);
    let right: String = written.chars().map(|c| same_kind(c, starts_han)).collect();
    let only_zero_word = written.chars().all(|c| is_han(c) || c == '零');
    let edits = vec![Edit::replace(year.range(), right.clone())];
    let title = format!("改为“{right}”");
    let message = format!("年份“{written}”的写法不统一，应为“{right}”。");
    Some(if only_zero_word {
        Report::new(year.range(), message).severity(Severity::Info).fix(Fix::alternative(title, edits))
    } else {
        Report::new(year.range(), message).fix(Fix::safe(title, edits)).proof(Proof::SameNumber)
    })
}

/// The value of a digit of a year in Chinese numerals.
fn han_value(c: char) -> Option<usize> {
    "〇一二三四五六七八九".chars().position(|digit| digit == c)
}

/// The digit `c`, whatever it is written with, as a Chinese or an Arabic one.
fn same_kind(c: char, han: bool) -> char {
    let value = match c {
        '○' | '零' | 'O' | 'o' | 'Ｏ' => Some(0),
        _ => han_value(c).or_else(|| c.to_digit(10).and_then(|digit| usize::try_from(digit).ok())),
    };
    let digits = if han { "〇一二三四五六七八九" } else { "0123456789" };
    value.and_then(|value| digits.chars().nth(value)).unwrap_or(c)
}

fn mixed_month(context: &Context, found: &Captures) -> Option<Report> {
    let whole = Span::from(found.get(0)?);
    let (left, right) = around(context.text, whole);
    // 2023年八月十五: a day of the lunar calendar is written so.
    let is_lunar = part(found, "day").is_empty() && right.is_some_and(|c| is_han_number(c) || c == '初');
    if is_lunar || left.is_some_and(|c| c.is_ascii_digit() || is_han_number(c)) {
        return None;
    }
    let to_arabic = found.name("han").is_some();
    let names = if to_arabic { ["han", "day"] } else { ["month", "date"] };
    let mut edits: Vec<Edit> = names
        .into_iter()
        .filter_map(|name| found.name(name))
        .filter_map(|number| Some(Edit::replace(number.range(), other_kind(number.as_str(), to_arabic)?)))
        .collect();
    edits.extend(other_end(context.text, whole.end, names, to_arabic));
    let message = format!("日期“{}”混用了汉字数字和阿拉伯数字，应统一。", found.get(0)?.as_str());
    let kind = if to_arabic { "阿拉伯数字" } else { "汉字数字" };
    (!edits.is_empty())
        .then(|| Report::new(whole, message).fix(Fix::safe(format!("统一用{kind}"), edits)).proof(Proof::SameNumber))
}

/// The edits at the other end of the range that a date ending at `from` begins: both ends change, or none.
fn other_end(text: &str, from: usize, names: [&str; 2], to_arabic: bool) -> Vec<Edit> {
    let Some(end) = OTHER_END.as_ref().and_then(|pattern| pattern.captures(after(text, from))) else {
        return Vec::new();
    };
    let numbers = names.into_iter().filter_map(|name| end.name(name));
    numbers
        .filter_map(|number| {
            let range = Span::new(from + number.start(), from + number.end());
            Some(Edit::replace(range, other_kind(number.as_str(), to_arabic)?))
        })
        .collect()
}

/// A month or day in the other kind of numerals; nothing for one that is right already.
fn other_kind(number: &str, to_arabic: bool) -> Option<String> {
    if to_arabic {
        numeral::chinese(number).map(|read| read.value.to_string())
    } else {
        numeral::to_chinese(number.parse().ok()?)
    }
}
