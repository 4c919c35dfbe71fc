//! ST107: siblings of different classes, such as 一是, 二是, 第三.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::restyle::restyled;
use crate::structure::{Kind, Marker, Series};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST107-mixed-series.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    context.structure.series.iter().flat_map(|series| check_series(context.text, series)).collect()
}

/// One finding for each run of siblings that left the class of the series.
fn check_series(text: &str, series: &Series) -> Vec<Report> {
    let Some(model) = model(series) else { return Vec::new() };
    series
        .items
        .chunk_by(|a, b| a.kind == b.kind)
        .filter(|run| run.first().is_some_and(|item| !agrees(item.kind, model.kind)))
        .filter_map(|run| report(text, series, model, run))
        .collect()
}

/// The item whose class the others should have: the first one, unless it stands alone against several of one class.
/// 首先 and 其次 go with anything, but with 第三 best.
fn model(series: &Series) -> Option<&Marker> {
    let numbered = || series.items.iter().filter(|item| item.kind != Kind::Adverb);
    let count = |kind: Kind| numbered().filter(|item| item.kind == kind).count();
    let first = numbered().next()?;
    let opens_with_adverb = series.items.first().is_some_and(|item| item.kind == Kind::Adverb);
    let rival = numbered().find(|item| {
        item.kind != first.kind && (count(item.kind) >= 2 || (opens_with_adverb && item.kind == Kind::Ordinal))
    });
    Some(rival.filter(|_| count(first.kind) == 1).unwrap_or(first))
}

fn agrees(kind: Kind, model: Kind) -> bool {
    kind == model || kind == Kind::Adverb
}

fn report(text: &str, series: &Series, model: &Marker, run: &[Marker]) -> Option<Report> {
    let item = run.first()?;
    let label = item.label(text);
    let example: Vec<String> = series
        .items
        .iter()
        .filter(|other| other.kind == model.kind)
        .take(2)
        .map(|other| format!("“{}”", other.label(text)))
        .collect();
    let edits: Option<Vec<Edit>> = run.iter().map(|item| convert(text, item, model)).collect();
    let right = convert(text, item, model)?.new_text;
    let right = right.trim_end_matches(['，', ',', '：', ':']);
    let title = match run.len() {
        1 => format!("改为“{right}”"),
        count => format!("改为“{right}”等，共{count}处"),
    };
    let is_mild = matches!((item.kind, model.kind), (Kind::Is, Kind::Must) | (Kind::Must, Kind::Is));
    let severity = if is_mild { Severity::Info } else { Severity::Warning };
    let message = format!("同级序号不一致：本级已用{}，此处“{label}”应为“{right}”。", example.concat());
    Some(
        Report::new(item.range, message)
            .severity(severity)
            .related(model.range, format!("本级用“{}”", model.label(text)))
            .fix(Fix::likely(title, edits?)),
    )
}

/// Rewrites `item` in the class of `model`.
fn convert(text: &str, item: &Marker, model: &Marker) -> Option<Edit> {
    let (range, new_text) = restyled(text, item, model)?;
    Some(Edit::replace(range, new_text))
}
