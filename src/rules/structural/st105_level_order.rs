//! ST105: a higher level under a lower one, such as （一） under 1.

use crate::finding::Severity;
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker, Series, Structure};

/// The rule. A series that lost its first item began further up: where the rest of it stands says nothing of levels.
pub(crate) static RULE: Rule = Rule::new(card_page!("structural/ST105-level-order.md"), Check::Language(check))
    .hangs_on(HangsOn::Draft)
    .yields_to(&[&super::st106_sequence_continuity::RULE]);

fn check(context: &Context) -> Vec<Report> {
    context.structure.series.iter().filter_map(|series| check_series(context, series)).collect()
}

/// Compares a series with the level marker it stands under (GB/T 15834-2011 B.3.8).
fn check_series(context: &Context, series: &Series) -> Option<Report> {
    let first = series.items.first().filter(|item| item.at_start)?;
    let parent = marker_at(context.structure, (*series.parents.first()?)?).filter(|parent| parent.at_start)?;
    let (rank, above) = (first.kind.rank()?, parent.kind.rank()?);
    let (label, parent_label) = (first.label(context.text), parent.label(context.text));
    let is_quoted_law = matches!(parent.kind, Kind::Article(_)) || matches!(first.kind, Kind::Article(_));
    // A number such as 4.2.4 tells its level itself, and (2) before it belongs to 4.2.3.
    if is_quoted_law || first.kind == Kind::Decimal {
        return None;
    }
    if rank < above {
        let message = format!("层次颠倒：“{parent_label}”之下用了更高一级的“{label}”。");
        return Some(Report::new(first.range, message).related(parent.range, "上一级在这里"));
    }
    let skips = parent.kind == Kind::HanComma && matches!(first.kind, Kind::ArabicBracket | Kind::Framed);
    skips.then(|| {
        let message = format!("层次跳级：“{parent_label}”之下直接用“{label}”，中间缺“（一）”或“1.”一级。");
        Report::new(first.range, message).severity(Severity::Info).related(parent.range, "上一级在这里")
    })
}

fn marker_at(structure: &Structure, start: usize) -> Option<&Marker> {
    let place = structure.markers.partition_point(|marker| marker.range.start < start);
    structure.markers.get(place).filter(|marker| marker.range.start == start)
}
