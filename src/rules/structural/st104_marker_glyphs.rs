//! ST104: markers of one class written with different glyphs: （一） and (二), 1. and 2．

use std::collections::HashMap;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::{Kind, Marker};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("structural/ST104-marker-glyphs.md"), Check::Language(check));

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
    by_kind.values().flat_map(|markers| deviating(context.text, markers)).collect()
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
    let found = glyphs(text, marker);
    let differs_in_glyph_only = fold(found.0) == fold(habit.0) && fold(found.1) == fold(habit.1);
    let number = slice(text, marker.number_range.clone());
    let right = format!("{}{number}{}", habit.0, habit.1);
    differs_in_glyph_only.then(|| {
        Report::new(
            marker.range.clone(),
            format!("序号“{}”与全文写法不一致，应为“{right}”。", slice(text, marker.range.clone())),
        )
        .fix(Fix::safe(format!("改为“{right}”"), vec![Edit::replace(marker.range.clone(), right)]))
    })
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
