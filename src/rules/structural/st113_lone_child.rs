//! ST113: a level with a single item.

use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Series};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST113-lone-child.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    context.structure.series.iter().filter_map(|series| lone(context, series)).collect()
}

fn lone(context: &Context, series: &Series) -> Option<Report> {
    let [item] = series.items.as_slice() else { return None };
    let is_level = matches!(item.kind, Kind::HanBracket | Kind::ArabicDot | Kind::ArabicBracket | Kind::Framed);
    let has_parent = series.parents.first().is_some_and(Option::is_some);
    let label = item.label(context.text);
    (is_level && item.at_start && item.number == 1 && has_parent)
        .then(|| Report::new(item.range, format!("这一级只有“{label}”一项，不必编号，或补上其余各项。")))
}
