//! ST107: siblings of different classes, such as 一是, 二是, 第三.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::{Kind, Marker, Series};
use crate::text::{after, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("structural/ST107-mixed-series.md"), Check::Language(check));

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
        Report::new(item.range.clone(), message)
            .severity(severity)
            .related(model.range.clone(), format!("本级用“{}”", model.label(text)))
            .fix(Fix::likely(title, edits?)),
    )
}

/// Rewrites `item` in the class of `model`. 要 is a verb as well as a marker: it stays when the marker goes.
fn convert(text: &str, item: &Marker, model: &Marker) -> Option<Edit> {
    let number = crate::structure::numeral::write(item.number, notation_for(item, model))?;
    let prefix = slice(text, model.range.start..model.number_range.start);
    let suffix = slice(text, model.number_range.end..model.range.end);
    let following = after(text, item.range.end);
    let (range_end, verb) = match (item.kind, model.kind) {
        (Kind::Must, Kind::Must) => (item.range.end, ""),
        (Kind::Must, _) => (item.range.end, "要"),
        (_, Kind::Must) if following.starts_with('要') => (item.range.end + '要'.len_utf8(), ""),
        _ => (item.range.end, ""),
    };
    // 第一 before a verb has no comma; an item that is not followed by one of those verbs needs it.
    let bare_ordinal = model.kind == Kind::Ordinal
        && suffix.is_empty()
        && verb.is_empty()
        && !following.starts_with(['要', '是', '将', '把']);
    let comma = if bare_ordinal { "，" } else { "" };
    let space = after(text, range_end).chars().next().filter(|&c| chars::is_space(c) && c != '\n' && c != '\r');
    let range_end = range_end + space.map_or(0, char::len_utf8);
    Some(Edit::replace(item.range.start..range_end, format!("{prefix}{number}{suffix}{comma}{verb}")))
}

/// The notation of the model, except that a Chinese model never takes over old digit style.
fn notation_for(_item: &Marker, model: &Marker) -> crate::structure::numeral::Notation {
    match model.notation {
        crate::structure::numeral::Notation::ChineseDigits => crate::structure::numeral::Notation::Chinese,
        notation => notation,
    }
}
