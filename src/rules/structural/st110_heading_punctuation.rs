//! ST110: headings of one level, some with a full stop and some without.

use std::collections::HashMap;

use super::headings::{Heading, is_heading_kind};
use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::Kind;
use crate::text::{Span, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST110-heading-punctuation.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

/// A habit needs so many headings, and so many times more than there are exceptions.
const MIN_HABIT: usize = 3;
const MAJORITY: usize = 3;

fn check(context: &Context) -> Vec<Report> {
    let mut by_level: HashMap<(usize, Kind), Vec<Heading>> = HashMap::new();
    for series in context.structure.series.iter().filter(|series| !series.is_enclosed) {
        for marker in series.items.iter().filter(|marker| is_heading_kind(marker.kind)) {
            let heading = Heading::of(context, marker)
                .filter(|heading| heading.stands_alone(context.text) && !states(context.text, heading));
            let Some(heading) = heading else {
                continue;
            };
            by_level.entry((segment_of(context, marker.paragraph), marker.kind)).or_default().push(heading);
        }
    }
    by_level.values().flat_map(|headings| check_level(context.text, headings)).collect()
}

/// Whether it is no heading but an item that says something of a name: 三、清明节：4月5日放假.
fn states(text: &str, heading: &Heading) -> bool {
    slice(text, heading.rest).trim_end_matches(['：', ':']).contains(['：', ':'])
}

fn segment_of(context: &Context, paragraph: usize) -> usize {
    context.structure.segments.partition_point(|segment| segment.paragraphs.end <= paragraph)
}

fn check_level(text: &str, headings: &[Heading]) -> Vec<Report> {
    let point = |heading: &Heading| heading.final_point(text);
    let with_stop = headings.iter().filter(|heading| point(heading) == Some('。')).count();
    let bare = headings.iter().filter(|heading| point(heading).is_none()).count();
    let mut reports = Vec::new();
    if bare >= MIN_HABIT && bare >= with_stop * MAJORITY {
        let deviating = headings.iter().filter(|heading| point(heading) == Some('。'));
        reports
            .extend(deviating.filter_map(|heading| superfluous(heading.rest.end, '。', "同级其他标题末尾都不用句号")));
    } else if with_stop >= MIN_HABIT && with_stop >= bare * MAJORITY {
        reports
            .extend(headings.iter().filter(|heading| point(heading).is_none()).map(|heading| missing(heading, text)));
    }
    let dangling = headings
        .iter()
        .filter_map(|heading| point(heading).filter(|c| matches!(c, '，' | ',' | '、')).map(|c| (heading, c)));
    reports.extend(dangling.filter_map(|(heading, mark)| {
        Some(superfluous(heading.rest.end, mark, "标题不能停在句中")?.severity(Severity::Warning))
    }));
    reports
}

fn superfluous(end: usize, mark: char, why: &str) -> Option<Report> {
    let range: Span = Span::new(end.checked_sub(mark.len_utf8())?, end);
    let edits = vec![Edit::delete(range)];
    Some(Report::new(range, format!("{why}，此处“{mark}”应删去。")).fix(Fix::safe(format!("删去“{mark}”"), edits)))
}

fn missing(heading: &Heading, text: &str) -> Report {
    let end = heading.rest.end;
    let last = crate::text::before(text, end).chars().next_back().map_or(0, char::len_utf8);
    // What ends without a point may be a title among items that are sentences.
    let fix = Fix::likely("补上句号", vec![Edit::insert(end, "。")]);
    let report = Report::new(end - last..end, "同级其他标题末尾都用句号，此处也应加“。”。");
    if crate::text::before(text, end).ends_with(|c: char| chars::is_han(c) || chars::is_closing(c)) {
        report.fix(fix)
    } else {
        report
    }
}
