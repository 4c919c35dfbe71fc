//! PU209: ellipses written with full stops or other dots.

use crate::text::Span;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::{after, before, chars};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU209-ellipsis.md"), Check::Language(check)).reads(Reads::Line);

/// Six dots on the line are an ellipsis (GB/T 15834-2011 4.11); these are what people type instead.
static DOTS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\.{3,}|。{3,}|．{3,}|·{3,}|⋯+|…+").ok());

fn check(context: &Context) -> Vec<Report> {
    let Some(pattern) = DOTS.as_ref() else { return Vec::new() };
    pattern.find_iter(context.text).filter_map(|found| report(context, found.start(), found.as_str())).collect()
}

fn report(context: &Context, start: usize, dots: &str) -> Option<Report> {
    let range = Span::new(start, start + dots.len());
    let is_right = matches!(dots, "……" | "…………");
    let in_prose = before(context.text, start)
        .chars()
        .next_back()
        .is_some_and(|c| chars::is_han(c) || chars::is_point(c) || chars::is_closing(c));
    // Behind code dots are code: “HTML:...”.
    let is_code = before(context.text, start).chars().rev().take(2).all(|c| c.is_ascii_graphic())
        && after(context.text, range.end).starts_with(|c: char| c.is_ascii_graphic() || chars::is_closing(c));
    if is_right || !in_prose || is_code || context.structure.touches_marker(range) {
        return None;
    }
    let ends_text = after(context.text, range.end).chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
    let report = Report::new(range, format!("省略号“{dots}”写法不对，应为“……”。"));
    // A draft cut off by a web page ends so, too; there the mark is right and the text is missing.
    if ends_text && dots.starts_with('.') {
        return Some(report.severity(Severity::Info));
    }
    Some(report.fix(Fix::safe("改为“……”", vec![Edit::replace(range, "……")])))
}
