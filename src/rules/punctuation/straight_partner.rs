//! A curly quotation mark whose partner was typed straight.

use std::ops::Range;

use crate::finding::{Edit, Fix};
use crate::rules::Context;
use crate::text::{chars, slice};

/// A quoted phrase is no longer than this, in characters.
const MAX_PHRASE: usize = 40;

/// No other straight mark stands so near, in bytes: it might be the partner as well.
const REACH: usize = 600;

/// The fix for a double mark without a partner: the only straight mark of its paragraph closes it, or opens for it, if
/// just a phrase stands between the two.
pub(super) fn curled(context: &Context, mark: &Range<usize>, opens: bool) -> Option<Fix> {
    let text = context.text;
    if !matches!(slice(text, mark.clone()), "“" | "”") {
        return None;
    }
    let paragraph = context.structure.paragraph_at(mark.start)?;
    let from = text.floor_char_boundary(mark.start.saturating_sub(REACH)).max(paragraph.range.start);
    let to = text.ceil_char_boundary((mark.end + REACH).min(paragraph.range.end));
    let mut straight = slice(text, from..to).match_indices(['"', '＂']).map(|(at, found)| {
        let start = from + at;
        start..start + found.len()
    });
    let (partner, None) = (straight.next()?, straight.next()) else { return None };
    let between = if opens { mark.end..partner.start } else { partner.end..mark.start };
    let phrase = slice(text, between);
    let is_phrase = phrase.contains(chars::is_han)
        && !phrase.contains(|c| matches!(c, '“' | '”') || chars::is_sentence_end(c))
        && phrase.chars().nth(MAX_PHRASE).is_none();
    let right = if opens { "”" } else { "“" };
    is_phrase.then(|| Fix::safe(format!("直引号改为“{right}”"), vec![Edit::replace(partner, right)]))
}
