//! Points at the end of a title, which takes none.

use crate::rules::Context;
use crate::text::{Span, chars, slice};

/// A title is no longer than this, in characters.
const MAX_TITLE: usize = 40;

/// What the titles of documents end with.
const KINDS: [&str; 24] = [
    "讲话",
    "讲话稿",
    "发言",
    "发言稿",
    "致辞",
    "主持词",
    "请示",
    "报告",
    "通知",
    "通报",
    "总结",
    "方案",
    "意见",
    "办法",
    "规定",
    "条例",
    "决定",
    "公告",
    "通告",
    "函",
    "纪要",
    "计划",
    "规划",
    "批复",
];

/// The half-width full stops that end the titles of the draft: the first line of a document, above a salutation or with
/// the name of its kind at its end.
pub(super) fn title_points(context: &Context) -> Vec<Span> {
    context.structure.segments.iter().filter_map(|segment| title_point(context, segment.paragraphs.start)).collect()
}

fn title_point(context: &Context, first: usize) -> Option<Span> {
    let paragraphs = &context.structure.paragraphs;
    let (title, next) = (paragraphs.get(first)?, paragraphs.get(first + 1)?);
    let line = slice(context.text, title.range);
    let name = line.strip_suffix('.').filter(|name| name.ends_with(chars::is_han))?;
    let is_short = name.chars().nth(MAX_TITLE).is_none();
    let has_no_point = !name.contains(|c| chars::is_point(c) && c != '、');
    let is_addressed = slice(context.text, next.range).ends_with(['：', ':']);
    let is_named = KINDS.iter().any(|kind| name.ends_with(kind));
    (is_short && has_no_point && (is_addressed || is_named)).then(|| Span::new(title.range.end - 1, title.range.end))
}
