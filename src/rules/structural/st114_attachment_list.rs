//! ST114: the list of attachments: Arabic number, dot, name, no mark after the name.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker, Paragraph};
use crate::text::{Span, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST114-attachment-list.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    let paragraphs = &context.structure.paragraphs;
    let heads = paragraphs.iter().enumerate().filter_map(|(index, p)| Some((index, list_start(context.text, p)?)));
    heads.flat_map(|(index, start)| check_list(context, paragraphs, index, start)).collect()
}

/// Where the first name starts in `附件：1.××××`, if the paragraph is such a line.
fn list_start(text: &str, paragraph: &Paragraph) -> Option<usize> {
    let line = slice(text, paragraph.range);
    let names = line.strip_prefix("附件：").or_else(|| line.strip_prefix("附件:"))?;
    let names = names.trim_start();
    let opens = names.starts_with(|c: char| c.is_ascii_digit());
    opens.then_some(paragraph.range.end - names.len())
}

/// The names after 附件：, one a line, the first on the same line.
fn check_list(context: &Context, paragraphs: &[Paragraph], index: usize, start: usize) -> Vec<Report> {
    let first = paragraphs.get(index).map(|paragraph| Span::new(start, paragraph.range.end));
    let following = paragraphs.iter().enumerate().skip(index + 1).take_while(|(place, _)| is_item(context, *place));
    first.into_iter().chain(following.map(|(_, p)| p.range)).filter_map(|name| report(context.text, name)).collect()
}

fn is_item(context: &Context, paragraph: usize) -> bool {
    let starts = |marker: &&Marker| marker.paragraph == paragraph && marker.at_start;
    let first = context.structure.markers.partition_point(|marker| marker.paragraph < paragraph);
    context.structure.markers.get(first).filter(starts).is_some_and(|marker| marker.kind == Kind::ArabicDot)
}

fn report(text: &str, name: Span) -> Option<Report> {
    let line = slice(text, name);
    let mark = line.chars().next_back().filter(|c| matches!(c, '；' | ';' | '。' | '，' | ',' | '、'))?;
    let range = Span::new(name.end - mark.len_utf8(), name.end);
    Some(
        Report::new(range, format!("附件名称后不加标点，应删去“{mark}”。"))
            .fix(Fix::safe(format!("删去“{mark}”"), vec![Edit::delete(range)])),
    )
}
