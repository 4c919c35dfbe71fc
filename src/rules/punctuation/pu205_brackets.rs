//! PU205: brackets without a partner, brackets of one shape inside another of the same, and the brackets around the
//! year of a document number.

use crate::text::Span;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Repeats, Report, Rule, card_page};
use crate::structure::{Fault, FaultKind, Pair};
use crate::text::{after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU205-brackets.md"), Check::Language(check))
    .hangs_on(HangsOn::Draft)
    .repeats(Repeats::OnceFrom(10));

fn check(context: &Context) -> Vec<Report> {
    let mut reports = document_numbers(context.text);
    let faults = context.structure.brackets.faults.iter();
    reports.extend(faults.filter(|fault| is_in_prose(context.text, fault)).map(|fault| unpaired(context, fault)));
    reports.extend(nested(context));
    reports
}

/// A bracket beside a Chinese character or mark; those of formulas, addresses and smileys are left alone.
fn is_in_prose(text: &str, fault: &Fault) -> bool {
    let is_chinese = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || chars::is_point(c) && !c.is_ascii());
    is_chinese(before(text, fault.mark.start).chars().next_back())
        || is_chinese(after(text, fault.mark.end).chars().next())
}

fn unpaired(context: &Context, fault: &Fault) -> Report {
    let text = context.text;
    let mark = slice(text, fault.mark);
    match &fault.kind {
        FaultKind::Crossed(close) => {
            let message = format!("括号前后不配：前括号是“{mark}”，后括号是“{}”。", slice(text, *close));
            let report = Report::new(fault.mark, message).related(*close, "后括号");
            match partner(mark) {
                Some(right) => {
                    report.fix(Fix::likely(format!("后括号改为“{right}”"), vec![Edit::replace(*close, right)]))
                }
                None => report,
            }
        }
        FaultKind::Unclosed => {
            let report = Report::new(fault.mark, format!("前括号“{mark}”没有对应的后括号。"));
            let report = report.fixes(close_before_title_mark(context.text, fault, mark));
            report.fix(Fix::alternative("删去这个括号", vec![Edit::delete(fault.mark)]))
        }
        _ => unopened(context, fault, mark),
    }
}

/// 《办法（试行》 lacks its bracket before the mark that closes the title.
fn close_before_title_mark(text: &str, fault: &Fault, mark: &str) -> Option<Fix> {
    const MAX_QUALIFIER: usize = 10;
    let rest = after(text, fault.mark.end);
    let len: usize = rest.chars().take(MAX_QUALIFIER).take_while(|&c| chars::is_han(c)).map(char::len_utf8).sum();
    let is_qualifier = len > 0 && after(rest, len).starts_with('》');
    let right = partner(mark).filter(|_| is_qualifier)?;
    Some(Fix::likely(format!("补上“{right}”"), vec![Edit::insert(fault.mark.end + len, right)]))
}

/// A lone closing bracket between two words most often was a comma: the two look alike to a machine.
fn unopened(context: &Context, fault: &Fault, mark: &str) -> Report {
    let report = Report::new(fault.mark, format!("后括号“{mark}”没有对应的前括号。"));
    let is_han = |c: Option<char>| c.is_some_and(chars::is_han);
    let between_words = is_han(before(context.text, fault.mark.start).chars().next_back())
        && is_han(after(context.text, fault.mark.end).chars().next());
    let delete = vec![Edit::delete(fault.mark)];
    if between_words {
        let comma = context.structure.profile.comma();
        report
            .fix(Fix::likely(format!("改为“{comma}”"), vec![Edit::replace(fault.mark, comma)]))
            .fix(Fix::alternative("删去这个括号", delete))
    } else {
        report.fix(Fix::likely("删去这个括号", delete))
    }
}

fn partner(open: &str) -> Option<&'static str> {
    match open {
        "（" => Some("）"),
        "(" => Some(")"),
        "[" => Some("]"),
        "［" => Some("］"),
        "〔" => Some("〕"),
        "【" => Some("】"),
        _ => None,
    }
}

/// （……（……）……）: avoid, or vary the shapes (GB/T 15834-2011 4.9.3).
fn nested(context: &Context) -> Vec<Report> {
    let is_round = |at: usize| after(context.text, at).starts_with(['（', '(']);
    let pairs: Vec<_> = context.structure.brackets.matched.iter().filter(|pair| is_round(pair.open.start)).collect();
    pairs
        .windows(2)
        .filter_map(|two| match two {
            [outer, inner] if outer.encloses(inner.open.start) && !is_year(context.text, inner) => {
                let message = "圆括号里又用圆括号，宜避免，或将外层改用方括号。";
                let report = Report::new(inner.open, message).severity(Severity::Info);
                Some(report.related(inner.close, "对应的后括号").related(outer.open, "外层括号"))
            }
            _ => None,
        })
        .collect()
}

/// The year of a document number: its brackets are wrong in themselves, and reported as such.
fn is_year(text: &str, pair: &Pair) -> bool {
    let inside = slice(text, pair.open.end..pair.close.start);
    inside.len() == 4 && inside.bytes().all(|byte| byte.is_ascii_digit())
}

/// Year in the wrong brackets, 第 before the serial number, or a zero in front of it.
static DOCUMENT_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\p{Han}{2}|[按据见照依凭])([\[（(【［〔])((?:19|20)[0-9０-９][0-9０-９])([\]）)】］〕])(第?)(0*)([1-9][0-9０-９]{0,4})号")
        .ok()
});

fn document_numbers(text: &str) -> Vec<Report> {
    let Some(pattern) = DOCUMENT_NUMBER.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(text)
        .filter_map(|found| {
            let group = |index: usize| found.get(index).map(|part| part.as_str()).unwrap_or_default();
            let range = Span::new(found.get(1)?.start(), found.get(0)?.end());
            let right = format!("〔{}〕{}号", group(2), group(6));
            let is_right = slice(text, range) == right;
            (!is_right).then(|| {
                Report::new(range, format!("发文字号的年份应用六角括号括入，序号不加“第”、不编虚位：应为“{right}”。"))
                    .severity(Severity::Warning)
                    .fix(Fix::safe(format!("改为“{right}”"), vec![Edit::replace(range, right)]))
            })
        })
        .collect()
}
