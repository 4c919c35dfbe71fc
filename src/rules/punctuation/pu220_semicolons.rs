//! PU220: items separated by semicolons that hold whole sentences.

use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::{Marker, Series};
use crate::text::{Span, char_before, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU220-semicolons.md"), Check::Language(check));

/// A list of so many items at least.
const MIN_ITEMS: usize = 3;

fn check(context: &Context) -> Vec<Report> {
    context.structure.series.iter().filter_map(|series| report(context.text, series)).collect()
}

/// Every item but the last ends with a semicolon, and one of them holds a full stop.
fn report(text: &str, series: &Series) -> Option<Report> {
    let items = &series.items;
    let first = items.first()?;
    let is_inline = items.len() >= MIN_ITEMS && items.iter().all(|item| item.paragraph == first.paragraph);
    if !is_inline {
        return None;
    }
    let bodies: Vec<Span> = items
        .windows(2)
        .filter_map(|two| if let [item, next] = two { Some(body(text, item, next)) } else { None })
        .collect();
    if !bodies.iter().all(|body| char_before(text, body.end).is_some_and(|c| matches!(c, '；' | ';'))) {
        return None;
    }
    let stop = bodies.iter().find_map(|body| {
        let at = body.start + slice(text, *body).find('。')?;
        Some(at..at + '。'.len_utf8())
    })?;
    let message = "用分号隔开的几项，每项里面不能再用句号；可将各项之间的分号改为句号。";
    Some(Report::new(stop, message).related(first.range, "从这里列起"))
}

/// What `item` says, up to the marker of the next.
fn body(text: &str, item: &Marker, next: &Marker) -> Span {
    let body = slice(text, item.range.end..next.range.start);
    Span::new(item.range.end, item.range.end + body.trim_end().len())
}
