//! ST104: markers of one class written with different glyphs: （一） and (二), 1. and 2．

use std::collections::HashMap;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, HangsOn, Repeats, Report, Rule, card_page};
use crate::structure::{Kind, Marker};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("structural/ST104-marker-glyphs.md"), Check::Language(check))
    .hangs_on(HangsOn::Draft)
    .repeats(Repeats::OnceFrom(10));

/// What stands before and after the number.
type Glyphs<'a> = (&'a str, &'a str);

/// So many markers, and at least this many of one style to one of any other, make a habit.
const MIN_MARKERS: usize = 3;
const MAJORITY: usize = 2;

fn check(context: &Context) -> Vec<Report> {
    let mut by_kind: HashMap<Kind, Vec<&Marker>> = HashMap::new();
    let siblings = context.structure.series.iter().flat_map(|series| &series.items);
    for marker in siblings.filter(|marker| has_glyphs(marker.kind)) {
        by_kind.entry(marker.kind).or_default().push(marker);
    }
    let is_wide = context.structure.profile.is_clearly_wide();
    by_kind
        .into_iter()
        .flat_map(|(kind, markers)| {
            if is_wide && is_bracketed(kind) {
                narrow(context.text, &markers)
            } else {
                deviating(context.text, &markers)
            }
        })
        .collect()
}

fn is_bracketed(kind: Kind) -> bool {
    matches!(kind, Kind::HanBracket | Kind::ArabicBracket)
}

/// The brackets of markers in a draft whose other marks are wide: one by one, or once where most of them are narrow.
fn narrow(text: &str, markers: &[&Marker]) -> Vec<Report> {
    const WIDE: Glyphs = ("（", "）");
    let found: Vec<&Marker> = markers.iter().copied().filter(|marker| glyphs(text, marker) != WIDE).collect();
    let mut reports = found.iter().filter_map(|marker| report(text, marker, WIDE)).peekable();
    if found.len() < MIN_MARKERS || found.len() * 2 <= markers.len() {
        return reports.collect();
    }
    let Some(first) = reports.peek().map(|report| report.range()) else { return Vec::new() };
    let edits: Vec<Edit> = found.iter().filter_map(|marker| edit(text, marker, WIDE)).collect();
    let count = edits.len();
    let message = format!("全文标点用全角，{count}处序号的括号（如“{}”）却不是（只报一次）。", slice(text, first));
    vec![Report::new(first, message).fix(Fix::safe(format!("全文{count}处序号改用全角括号"), edits))]
}

fn has_glyphs(kind: Kind) -> bool {
    matches!(kind, Kind::HanComma | Kind::HanBracket | Kind::ArabicDot | Kind::ArabicBracket)
}

fn deviating(text: &str, markers: &[&Marker]) -> Vec<Report> {
    let mut counts: HashMap<Glyphs<'_>, usize> = HashMap::new();
    for marker in markers {
        *counts.entry(glyphs(text, marker)).or_default() += 1;
    }
    let Some((&habit, &count)) = counts.iter().max_by_key(|(glyphs, count)| (**count, **glyphs)) else {
        return Vec::new();
    };
    let others = markers.len() - count;
    if markers.len() < MIN_MARKERS || others * MAJORITY > count {
        return Vec::new();
    }
    markers
        .iter()
        .filter(|marker| glyphs(text, marker) != habit)
        .filter_map(|marker| report(text, marker, habit))
        .collect()
}

fn glyphs<'a>(text: &'a str, marker: &Marker) -> Glyphs<'a> {
    (slice(text, marker.range.start..marker.number_range.start), slice(text, marker.number_range.end..marker.range.end))
}

/// A mark of another kind (、 for .) is ST101's; here only width and space differ.
fn report(text: &str, marker: &Marker, habit: Glyphs<'_>) -> Option<Report> {
    let edit = edit(text, marker, habit)?;
    let (found, right) = (slice(text, edit.range), &edit.new_text);
    let message = format!("序号“{found}”与全文写法不一致，应为“{right}”。");
    Some(Report::new(edit.range, message).fix(Fix::safe(format!("改为“{right}”"), vec![edit])))
}

fn edit(text: &str, marker: &Marker, habit: Glyphs<'_>) -> Option<Edit> {
    let found = glyphs(text, marker);
    let differs_in_glyph_only = fold(found.0) == fold(habit.0) && fold(found.1) == fold(habit.1);
    let number = slice(text, marker.number_range);
    let right = || format!("{}{number}{}", habit.0, habit.1);
    differs_in_glyph_only.then(|| Edit::replace(marker.range, right()))
}

fn fold(glyphs: &str) -> String {
    let narrow = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '．' => '.',
        other => other,
    };
    glyphs.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}
