//! ST108: spoken series that have no head, and 一方面 without 另一方面.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker, Series, numeral, sentence};
use crate::text::Span;
use crate::text::{after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST108-spoken-series.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    let mut reports: Vec<Report> =
        context.structure.series.iter().filter_map(|series| headless(context, series)).collect();
    reports.extend(one_sided(context.text));
    reports
}

/// A series of 一是, 一要 or 第一 that starts at two. The first item is often there without its marker, so this is a
/// hint.
fn headless(context: &Context, series: &Series) -> Option<Report> {
    let text = context.text;
    let first = series.items.first()?;
    let is_spoken = matches!(first.kind, Kind::Is | Kind::Must | Kind::Ordinal | Kind::Its);
    let is_cited = series.is_enclosed && series.items.len() == 1;
    let repeats = series.items.get(1).is_some_and(|second| second.number <= first.number);
    if !is_spoken || first.number == 1 || first.is_doubtful || is_cited || repeats {
        return None;
    }
    let label = first.label(text);
    let head = first.render(text, 1)?;
    if is_within_clause(context, first, &head) {
        return None;
    }
    let head = head.trim_end_matches(['，', ',', '：', ':']);
    let message = format!("这组序号从“{label}”开始，前面没有“{head}”；请核对是否漏了内容。");
    let is_heading = first.at_start && series.items.len() > 1;
    let severity = if is_heading { Severity::Warning } else { Severity::Info };
    let renumbered = renumber(series).map(|edits| Fix::alternative(format!("改为“{head}”，其后依次重排"), edits));
    Some(Report::new(first.range, message).severity(severity).fixes(renumbered))
}

/// Whether the head of the series stands in the middle of a clause before it: 全市第一是我县，第二是邻县.
fn is_within_clause(context: &Context, first: &Marker, head: &str) -> bool {
    let Some(paragraph) = context.structure.paragraphs.get(first.paragraph) else { return false };
    let before = slice(context.text, paragraph.range.start..first.range.start);
    let verb = after(context.text, first.range.end).chars().next();
    let sentence = before.rsplit(chars::is_sentence_end).next().unwrap_or_default();
    // 我们第一不怕，第二要加以分析: any word may follow in the same sentence.
    let same_sentence = first.kind == Kind::Ordinal && sentence.contains(head);
    same_sentence
        || before
            .match_indices(head)
            .any(|(at, _)| head.ends_with(chars::is_point) || after(before, at + head.len()).chars().next() == verb)
}

/// Counts the series from one, for where nothing is missing.
fn renumber(series: &Series) -> Option<Vec<Edit>> {
    let shift = series.items.first()?.number.checked_sub(1)?;
    let number = |item: &Marker| numeral::write(item.number.checked_sub(shift)?, item.notation);
    series.items.iter().map(|item| Some(Edit::replace(item.number_range, number(item)?))).collect()
}

/// How far 另一方面 may be from 一方面, in sentences and in characters.
const MAX_SENTENCES: usize = 5;
const MAX_CHARACTERS: usize = 600;

/// Whether another 一方面 stands in the sentence before `at`: 医院一方面…，一方面….
fn follows_first_side(text: &str, at: usize) -> bool {
    let sentence = slice(text, sentence::around(text, Span::empty(at)).start..at);
    sentence
        .match_indices("一方面")
        .any(|(place, _)| !before(sentence, place).ends_with(['另', '这', '某', '哪', '任', '每']))
}

/// 一方面 at the start of a clause with no second side after it.
fn one_sided(text: &str) -> Vec<Report> {
    const WORD: &str = "一方面";
    let mut reports = Vec::new();
    let mut closed_until = 0;
    for (at, _) in text.match_indices(WORD) {
        let opens_clause =
            before(text, at).chars().next_back().is_none_or(|c| chars::is_point(c) || chars::is_space(c));
        if !opens_clause || at < closed_until || follows_first_side(text, at) {
            continue;
        }
        let start = at + WORD.len();
        let reach: usize = after(text, start).chars().take(MAX_CHARACTERS).map(char::len_utf8).sum();
        let tail = slice(text, start..start + reach);
        let tail = tail.splitn(MAX_SENTENCES + 1, chars::is_sentence_end).take(MAX_SENTENCES);
        let near: usize = tail.map(|sentence| sentence.len() + '。'.len_utf8()).sum();
        let second = slice(text, start..(start + near.min(reach))).find(WORD).map(|found| start + found);
        match second {
            Some(second) => closed_until = second + WORD.len(),
            None => reports.push(
                Report::new(at..start, "“一方面”没有“另一方面”呼应；请核对是否漏了内容。").severity(Severity::Info),
            ),
        }
    }
    reports
}
