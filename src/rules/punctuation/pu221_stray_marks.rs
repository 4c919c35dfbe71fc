//! PU221: points where none can be, and points at the wrong place.

use super::counted_lists::parted;
use super::split_phrases::split_phrases;
use super::stray_signs::stray_signs;
use super::title_points::title_points;
use super::{enumerations, open_words};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::Span;
use crate::text::{after, before, chars};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU221-stray-marks.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    let mut reports = stray_dots(context);
    reports.extend(split_phrases(context));
    reports.extend(open_words::commas(context));
    reports.extend(enumerations::disagreeing(context));
    reports.extend(stray_signs(context));
    reports.extend(parted(context));
    reports.extend(title_points(context).into_iter().map(|point| {
        let fix = Fix::safe("删去句点", vec![Edit::delete(point)]);
        Report::new(point, "标题末尾不用句号。").fix(fix)
    }));
    reports
}

/// A half-width full stop between a point and a word: `措施具体，.明确了`.
fn stray_dots(context: &Context) -> Vec<Report> {
    let text = context.text;
    let is_stray = |at: usize| {
        let is_point = |c: char| matches!(c, '、' | '，' | '；' | '：' | '。' | ',' | ';' | ':');
        before(text, at).ends_with(is_point) && after(text, at + 1).starts_with(chars::is_han)
    };
    text.match_indices('.')
        .map(|(at, _)| at)
        .filter(|&at| is_stray(at) && !context.structure.touches_marker(Span::new(at, at + 1)))
        .map(|at| {
            let point = before(text, at).chars().next_back().unwrap_or_default();
            Report::new(at..at + 1, format!("“{point}”后面多了一个“.”，应删去。"))
                .fix(Fix::likely("删去多余的点", vec![Edit::delete(at..at + 1)]))
        })
        .collect()
}
