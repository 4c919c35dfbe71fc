//! A text with what is none of its words made one unknown word.

use std::borrow::Cow;

use super::{after, slice};
use crate::text::Span;

/// `text` with letters, as many bytes, in place of `ranges`, which are sorted: offsets stay as they are.
pub fn masked(text: &str, ranges: impl IntoIterator<Item = Span>) -> Cow<'_, str> {
    let mut ranges = ranges.into_iter().peekable();
    if ranges.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for range in ranges {
        masked.push_str(slice(text, masked.len()..range.start));
        masked.extend(std::iter::repeat_n('a', range.end.saturating_sub(masked.len())));
    }
    masked.push_str(after(text, masked.len()));
    Cow::Owned(masked)
}
