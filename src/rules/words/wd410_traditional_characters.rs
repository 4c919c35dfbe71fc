//! WD410: traditional characters in a simplified draft.

use std::collections::BTreeMap;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::Paragraph;
use crate::structure::script::{self, Script};
use crate::text::{Span, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("words/WD410-traditional-characters.md"), Check::Language(check)).needs_simplified();

/// From so many places on, one finding stands for all.
const MIN_HABIT: usize = 6;

fn check(context: &Context) -> Vec<Report> {
    if context.structure.script != Script::Mixed {
        return Vec::new();
    }
    let paragraphs = context.structure.paragraphs.iter();
    let found: Vec<Span> = paragraphs.flat_map(|paragraph| runs(context, paragraph)).collect();
    let edits: Vec<Edit> = found.iter().map(|range| mended(context.text, *range)).collect();
    if found.len() < MIN_HABIT {
        return found.into_iter().zip(edits).map(|(range, edit)| report(context.text, range, edit)).collect();
    }
    summary(context.text, found, edits).into_iter().collect()
}

/// Traditional characters that stand together. A line or a quotation that is traditional as a whole is cited; so are
/// characters that a sentence speaks of.
fn runs(context: &Context, paragraph: &Paragraph) -> Vec<Span> {
    let line = slice(context.text, paragraph.range);
    if Script::of(line) != Script::Mixed || line.contains("繁体") || line.contains("异体") {
        return Vec::new();
    }
    let mut runs: Vec<Span> = Vec::new();
    for (at, c) in line.char_indices().filter(|(_, c)| script::is_only_traditional(*c)) {
        let start = paragraph.range.start + at;
        match runs.last_mut() {
            Some(last) if last.end == start => last.end += c.len_utf8(),
            _ => runs.push(Span::new(start, start + c.len_utf8())),
        }
    }
    runs.retain(|range| !is_cited(context, *range));
    runs
}

fn is_cited(context: &Context, range: Span) -> bool {
    let quotes = &context.structure.quotes.matched;
    let place = quotes.partition_point(|pair| pair.open.start < range.start);
    let around = place.checked_sub(1).and_then(|place| quotes.get(place)).filter(|pair| pair.encloses(range.start));
    around.is_some_and(|pair| Script::of(slice(context.text, pair.open.end..pair.close.start)) == Script::Traditional)
}

fn mended(text: &str, range: Span) -> Edit {
    let right: String = slice(text, range).chars().map(|c| script::simplified(c).unwrap_or(c)).collect();
    Edit::replace(range, right)
}

fn report(text: &str, range: Span, edit: Edit) -> Report {
    let message = format!("“{}”是繁体字，规范字是“{}”。", slice(text, range), edit.new_text);
    let title = format!("改为“{}”", edit.new_text);
    Report::new(range, message).fix(Fix::likely(title, vec![edit]))
}

/// One finding at the first place, with a place of each character as related information.
fn summary(text: &str, found: Vec<Span>, edits: Vec<Edit>) -> Option<Report> {
    let first = *found.first()?;
    let count = found.len();
    let mut firsts: BTreeMap<&str, Span> = BTreeMap::new();
    for range in &found {
        firsts.entry(slice(text, *range)).or_insert_with(|| *range);
    }
    let message = format!("简体文稿里夹有{count}处繁体字（如“{}”），应改用规范字（只报一次）。", slice(text, first));
    let mut report = Report::new(first, message).fix(Fix::likely(format!("全文{count}处改用规范字"), edits));
    for (word, range) in firsts.into_iter().filter(|(_, range)| *range != first) {
        report = report.related(range, format!("“{word}”在这里"));
    }
    Some(report)
}
