//! ST101: the mark after a level marker, at the start of a paragraph.

use super::deviations::{Deviation, report_all};
use crate::finding::{Edit, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker};
use crate::text::Span;
use crate::text::{after, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST101-marker-punctuation.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    report_all(context, |marker| deviation(context.text, marker).map(|found| found.severity(severity(marker))))
}

/// “1、” is a habit that many houses keep; the other marks are mistakes.
fn severity(marker: &Marker) -> Severity {
    if marker.kind == Kind::ArabicDot { Severity::Warning } else { Severity::Error }
}

/// What is wrong with the mark after `marker`, if anything (GB/T 15834-2011 B.3.2 to B.3.4).
fn deviation(text: &str, marker: &Marker) -> Option<Deviation> {
    if !marker.at_start {
        return None;
    }
    match marker.kind {
        Kind::HanComma => after_numeral(text, marker, "、"),
        // A space before 、 or a full-width dot is a matter of glyphs.
        Kind::ArabicDot => {
            after_numeral(text, marker, ".").filter(|_| slice(text, marker.range).ends_with(['、', '､']))
        }
        Kind::HanBracket | Kind::ArabicBracket => after_bracket(text, marker),
        _ => None,
    }
}

fn after_numeral(text: &str, marker: &Marker, right: &str) -> Option<Deviation> {
    let suffix = Span::new(marker.number_range.end, marker.range.end);
    let found = slice(text, suffix).trim();
    if found == right {
        return None;
    }
    let numeral = slice(text, marker.number_range);
    let message = format!("序号“{numeral}”后应当用“{right}”，不用“{found}”。");
    Some(Deviation::new(marker, marker.range, message, vec![Edit::replace(suffix, right)]))
}

/// （一） is followed by nothing.
fn after_bracket(text: &str, marker: &Marker) -> Option<Deviation> {
    let following = after(text, marker.range.end);
    let point = following.chars().next().filter(|c| matches!(c, '、' | '.' | '．' | '，' | ','))?;
    let end = marker.range.end + point.len_utf8();
    after(text, end).chars().next().filter(|&c| chars::is_han(c) || chars::is_opening(c))?;
    let label = slice(text, marker.range);
    let message = format!("序号“{label}”后不用“{point}”。");
    Some(Deviation::new(marker, Span::new(marker.range.start, end), message, vec![Edit::delete(marker.range.end..end)]))
}
