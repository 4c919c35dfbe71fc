//! ST103: 一是 and 一要 take no point.

use super::deviations::{Deviation, report_all};
use crate::finding::Edit;
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker};
use crate::text::Span;
use crate::text::{after, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST103-spoken-marker-point.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    report_all(context, |marker| deviation(context.text, marker))
}

/// `一是，加强领导` (GB/T 15834-2011 B.3.7).
fn deviation(text: &str, marker: &Marker) -> Option<Deviation> {
    if !matches!(marker.kind, Kind::Is | Kind::Must) {
        return None;
    }
    let following = after(text, marker.range.end);
    let point = following.chars().next().filter(|c| matches!(c, '，' | ',' | '：' | ':' | '、'))?;
    let end = marker.range.end + point.len_utf8();
    after(text, end).chars().next().filter(|&c| chars::is_han(c) || chars::is_opening(c))?;
    let label = slice(text, marker.range);
    let message = format!("“{label}”后不用“{point}”，直接说下文。");
    Some(Deviation::new(marker, Span::new(marker.range.start, end), message, vec![Edit::delete(marker.range.end..end)]))
}
