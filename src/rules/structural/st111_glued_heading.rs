//! ST111: a heading stuck to the end of the paragraph before it, or to its own body: a line break was lost.

use std::cell::LazyCell;

use super::headings::{Heading, is_heading_kind, paragraph_break};
use crate::finding::{Edit, Fix};
use crate::knowledge::pairs::Pairs;
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Marker, Series};
use crate::text::{Span, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST111-glued-heading.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

/// A heading is no longer than this, in characters.
const MAX_TITLE: usize = 30;

/// A title before a space, and the body after it, in characters.
const MAX_SPACED_TITLE: usize = 16;
const MIN_BODY: usize = 30;

fn check(context: &Context) -> Vec<Report> {
    let series = || context.structure.series.iter().filter(|series| !series.is_enclosed);
    let mut reports: Vec<Report> = series().flat_map(|series| glued_to_paragraph(context, series)).collect();
    let headings = series().flat_map(|series| &series.items).filter(|marker| is_heading_kind(marker.kind));
    let pairs = LazyCell::new(|| Pairs::of(context.text));
    let is_word = |left: char, right: char| pairs.meet(left, right);
    reports.extend(headings.filter_map(|marker| glued_to_body(context, marker, &is_word)));
    // A draft that lost several breaks is told so once.
    if context.structure.lost_several_breaks() {
        let lost = &context.structure.lost_breaks;
        reports.retain(|report| !lost.iter().any(|lost| touches(report.range(), lost.gap)));
    }
    reports
}

/// Whether the line break that a finding is about is the one of `gap`: it stands before its heading, or behind.
fn touches(heading: Span, gap: Span) -> bool {
    gap.end == heading.start || gap.start == heading.end
}

/// Items in the middle of a line whose siblings open theirs.
fn glued_to_paragraph(context: &Context, series: &Series) -> Vec<Report> {
    let Some(model) = series.items.iter().find(|item| item.at_start) else { return Vec::new() };
    let at_start = series.items.iter().filter(|item| item.at_start).count();
    series
        .items
        .iter()
        .filter(|item| !item.at_start && at_start * 2 >= series.items.len())
        // 一是 often follows the words that lead up to it, while 二是 opens a line.
        .filter(|item| !(item.kind.is_free() && item.number == 1))
        .filter(|item| at_start >= 2 || item.paragraph != model.paragraph)
        .filter(|item| follows_sentence(context.text, item) && is_short(context, item))
        .map(|item| {
            let title = slice(context.text, title_range(context, item));
            let head = before(context.text, item.range.start);
            let start = head.trim_end_matches([' ', '\t', '\u{3000}']).len();
            let edit = Edit::replace(start..item.range.start, paragraph_break(context, model));
            Report::new(title_range(context, item), format!("小标题“{title}”粘在上一段末尾，应另起一段。"))
                .related(model.range, "同级各项都另起一段")
                .fix(Fix::likely("另起一段", vec![edit]))
        })
        .collect()
}

/// Whether a sentence or a closing mark stands before the marker, spaces aside.
fn follows_sentence(text: &str, item: &Marker) -> bool {
    let head = before(text, item.range.start);
    let trimmed = head.trim_end_matches([' ', '\t', '\u{3000}']);
    let is_spaced = trimmed.len() < head.len();
    trimmed.ends_with(|c| chars::is_sentence_end(c) || matches!(c, '”' | '）' | ')')) || is_spaced
}

/// A level marker opens a heading. A spoken item does only if it is the last thing in its paragraph.
fn is_short(context: &Context, item: &Marker) -> bool {
    let range = title_range(context, item);
    let is_title = slice(context.text, range).chars().count() <= MAX_TITLE;
    let line_end = context.structure.paragraphs.get(item.paragraph).map_or(range.end, |paragraph| paragraph.range.end);
    is_title && (!item.kind.is_free() || range.end == line_end)
}

/// From the marker to the end of its first sentence, its point included.
fn title_range(context: &Context, item: &Marker) -> Span {
    let line_end = context.structure.paragraphs.get(item.paragraph).map_or(item.range.end, |p| p.range.end);
    let rest = slice(context.text, item.range.end..line_end);
    let stop =
        rest.char_indices().find(|(_, c)| chars::is_sentence_end(*c)).map_or(rest.len(), |(at, c)| at + c.len_utf8());
    Span::new(item.range.start, item.range.end + stop)
}

/// `一、把握特点 过去几年，……`: a space stands where the line break was.
/// `is_word` says whether the draft writes two characters together.
fn glued_to_body(context: &Context, marker: &Marker, is_word: &dyn Fn(char, char) -> bool) -> Option<Report> {
    let heading = Heading::of(context, marker)?;
    let rest = slice(context.text, heading.rest);
    let title_len = rest.find([' ', '\u{3000}'])?;
    let title = slice(rest, 0..title_len);
    let body = slice(rest, title_len..rest.len()).trim_start_matches([' ', '\u{3000}']);
    let is_title = (2..=MAX_SPACED_TITLE).contains(&title.chars().count()) && title.chars().all(chars::is_han);
    let is_body = body.chars().nth(MIN_BODY).is_some()
        && body.contains(chars::is_sentence_end)
        && body.starts_with(chars::is_han);
    let is_split_word = || {
        let (left, right) = (title.chars().next_back(), body.chars().next());
        left.zip(right).is_some_and(|(left, right)| is_word(left, right))
    };
    (is_title && is_body && !is_split_word()).then(|| {
        let at = heading.rest.start + title_len;
        let space = Span::new(at, heading.rest.end - body.len());
        let label = slice(context.text, marker.range.start..at);
        let edit = Edit::replace(space, paragraph_break(context, marker));
        Report::new(marker.range.start..at, format!("小标题“{label}”与正文连在一起，正文应另起一段。"))
            .fix(Fix::likely("正文另起一段", vec![edit]))
    })
}
