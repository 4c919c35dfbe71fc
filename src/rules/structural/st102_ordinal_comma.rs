//! ST102: 第一, 首先 and 其一 take a comma.

use super::deviations::{Deviation, report_all};
use crate::finding::{Edit, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker};
use crate::text::Span;
use crate::text::{after, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST102-ordinal-comma.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    let comma = context.structure.profile.comma();
    report_all(context, |marker| deviation(context.text, marker, comma))
}

/// 第一、 and 首先： where 第一， belongs (GB/T 15834-2011 B.3.1). A colon is a matter of taste and only a hint, and so
/// is a narrow comma in a draft that writes wide ones.
fn deviation(text: &str, marker: &Marker, comma: char) -> Option<Deviation> {
    if !matches!(marker.kind, Kind::Ordinal | Kind::Adverb | Kind::Its) {
        return None;
    }
    let label = slice(text, marker.range);
    let mark = label.chars().next_back().filter(|&c| matches!(c, '、' | '：' | ':') || (c == ',' && c != comma))?;
    after(text, marker.range.end).chars().next().filter(|&c| chars::is_han(c) && c != '第')?;
    let word = label.trim_end_matches(mark);
    let severity = if mark == '、' { Severity::Warning } else { Severity::Info };
    let point = Span::new(marker.range.end - mark.len_utf8(), marker.range.end);
    let message = if mark == ',' {
        format!("“{word}”后的逗号应当用全角。")
    } else {
        format!("“{word}”后应当用逗号，不用“{mark}”。")
    };
    Some(Deviation::new(marker, marker.range, message, vec![Edit::replace(point, comma)]).severity(severity))
}
