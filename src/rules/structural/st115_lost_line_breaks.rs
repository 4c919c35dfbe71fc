//! ST115: a draft that was pasted into one line, or a few: the breaks between its items and paragraphs were lost.

use super::headings::line_end;
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::LostBreak;
use crate::text::Span;
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST115-lost-line-breaks.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

/// So much of the text behind a break is shown, in characters.
const SHOWN: usize = 8;

fn check(context: &Context) -> Vec<Report> {
    if !context.structure.lost_several_breaks() {
        return Vec::new();
    }
    let lost = &context.structure.lost_breaks;
    let Some(first) = lost.first() else { return Vec::new() };
    let edits = lost.iter().map(|lost| mended(context.text, lost)).collect();
    let range = Span::new(first.gap.end, first.gap.end + shown(context, first.gap.end).len());
    let message = format!(
        "文稿丢了{}处换行，各条各段连成了一行（如“{}”之前）；恢复换行后层次才清楚（只报一次）。",
        lost.len(),
        slice(context.text, range)
    );
    vec![Report::new(range, message).fix(Fix::likely(format!("恢复全文{}处换行", lost.len()), edits))]
}

/// The words that the lost line began with.
fn shown<'a>(context: &Context<'a>, at: usize) -> &'a str {
    let end = context.structure.paragraph_at(at).map_or(at, |paragraph| paragraph.range.end);
    let rest = slice(context.text, at..end);
    let stop = |(place, (_, c)): &(usize, (usize, char))| *place >= SHOWN || (*place > 1 && chars::is_point(*c));
    let len = rest.char_indices().enumerate().find(stop).map_or(rest.len(), |(_, (at, _))| at);
    slice(rest, 0..len)
}

fn mended(text: &str, lost: &LostBreak) -> Edit {
    let indentation = if lost.is_indented { "\u{3000}\u{3000}" } else { "" };
    Edit::replace(lost.gap, format!("{}{indentation}", line_end(text)))
}
