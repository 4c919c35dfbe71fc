//! ST112: a heading broken in two by a line end.

use super::headings::{Heading, is_heading_kind};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::Marker;
use crate::text::Span;
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST112-broken-heading.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

/// Verbs that want an object: a heading that is nothing else goes on in the next line.
const TRANSITIVE: [&str; 18] = [
    "加大", "加强", "推进", "抓好", "做好", "提高", "完善", "强化", "坚持", "落实", "深化", "加快", "健全", "突出",
    "提升", "增强", "促进", "严格",
];

/// What may stand before such a verb. 扎实推进 and its like are whole headings.
const ADVERBS: [&str; 2] = ["", "进一步"];

/// The second half of a heading is no longer than this, in characters.
const MAX_REST: usize = 40;

fn check(context: &Context) -> Vec<Report> {
    let series = context.structure.series.iter().filter(|series| !series.is_enclosed);
    let headings = series.flat_map(|series| &series.items).filter(|marker| is_heading_kind(marker.kind));
    headings.filter_map(|marker| broken(context, marker)).collect()
}

fn broken(context: &Context, marker: &Marker) -> Option<Report> {
    let text = context.text;
    let paragraph = context.structure.paragraphs.get(marker.paragraph)?;
    let head = slice(text, marker.range.end..paragraph.range.end);
    let next_index = marker.paragraph + 1;
    let next = context.structure.paragraphs.get(next_index)?;
    let first_after = context.structure.markers.partition_point(|other| other.paragraph < next_index);
    let next_is_item =
        context.structure.markers.get(first_after).is_some_and(|other| other.paragraph == next_index && other.at_start);
    let rest = slice(text, next.range);
    let is_open = ADVERBS.iter().filter_map(|adverb| head.strip_prefix(adverb)).any(|verb| TRANSITIVE.contains(&verb));
    let continues = rest.starts_with(chars::is_han) && rest.chars().count() <= MAX_REST;
    let is_heading = Heading::of(context, marker).is_some() || !marker.at_start;
    (is_open && continues && is_heading && !next_is_item).then(|| {
        let gap = Span::new(paragraph.range.end, next.range.start);
        let whole = format!("{}{head}", slice(text, marker.range));
        Report::new(marker.range.start..paragraph.range.end, format!("小标题“{whole}”在句中断行，应与下一行相接。"))
            .related(next.range, "下半截在这里")
            .fix(Fix::likely("与下一行相接", vec![Edit::delete(gap)]))
    })
}
