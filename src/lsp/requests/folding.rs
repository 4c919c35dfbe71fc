//! `textDocument/foldingRange`: documents, sections and items that go over more than one line.

use crate::text::Span;
use std::sync::Arc;

use tower_lsp_server::ls_types::{FoldingRange, Position};

use crate::lsp::protocol::to_proto;
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::structure::outline::Node;
use crate::text::{Document, slice};

/// Answers a request about `snapshot`, the text as it was when the request came in.
pub(in crate::lsp) async fn folding_ranges(session: &Arc<Session>, snapshot: Snapshot) -> Option<Vec<FoldingRange>> {
    let features = session.features();
    let answer = session.with_reading(&snapshot, move |snapshot, reading| {
        let document = &snapshot.document;
        let limit = features.most_folds.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let position = |offset| to_proto::range(document, Span::empty(offset), features.encoding).start;
        let folds = folds(document, reading.outline(), limit);
        folds.into_iter().map(|fold| range(document, &fold, features.folds_lines, position)).collect()
    });
    answer.await
}

/// Whole lines: the first stays to be seen, those after it up to the last are folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fold {
    first: usize,
    last: usize,
    depth: usize,
}

/// The folds of an outline in the order of the text, no two of which start on the same line or overlap in part. Where
/// there may be only `limit`, those of the higher levels.
fn folds(document: &Document, outline: &[Node], limit: usize) -> Vec<Fold> {
    let mut folds = Vec::new();
    outline.iter().for_each(|node| collect(document, node, 0, &mut folds));
    folds.sort_by_key(|fold| fold.depth);
    folds.truncate(limit);
    folds.sort_by_key(|fold| fold.first);
    folds
}

fn collect(document: &Document, node: &Node, depth: usize, folds: &mut Vec<Fold>) {
    let first = document.lines().line_of(node.range.start);
    let last_line = document.lines().line_of(node.range.end);
    // Where something else follows on the last line, that line stays.
    let line_end = document.lines().content_range(document.text(), last_line).end;
    let shares_line = !slice(document.text(), node.range.end..line_end).trim().is_empty();
    let last = if shares_line { last_line.saturating_sub(1) } else { last_line };
    // A node comes before what stands in it, so that of several on one line the outermost is kept.
    if first < last && folds.last().is_none_or(|fold| fold.first < first) {
        folds.push(Fold { first, last, depth });
    }
    node.children.iter().for_each(|child| collect(document, child, depth + 1, folds));
}

fn range(document: &Document, fold: &Fold, lines_only: bool, position: impl Fn(usize) -> Position) -> FoldingRange {
    let line_end = |line| position(document.lines().content_range(document.text(), line).end);
    let (start, end) = (line_end(fold.first), line_end(fold.last));
    FoldingRange {
        start_line: start.line,
        start_character: (!lines_only).then_some(start.character),
        end_line: end.line,
        end_character: (!lines_only).then_some(end.character),
        ..FoldingRange::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::structure::Structure;
    use crate::structure::outline::outline;

    fn lines(text: &str, limit: usize) -> Vec<(usize, usize)> {
        let outline = outline(text, &Structure::parse(text));
        folds(&Document::new(text), &outline, limit).iter().map(|fold| (fold.first, fold.last)).collect()
    }

    #[test]
    fn what_goes_over_lines_can_be_folded() {
        let text = "讲话\n一、甲\n（一）子\n正文\n\n（二）丑\n二、乙\n正文\n";
        assert_eq!(lines(text, 99), [(0, 7), (1, 5), (2, 3), (6, 7)]);
    }

    #[test]
    fn a_line_shared_with_the_next_item_stays() {
        assert_eq!(lines("讲话\n要求：一是甲。\n正文。二是乙。\n正文。\n", 99), [(0, 3), (2, 3)]);
    }

    #[test]
    fn of_several_on_one_line_the_outermost_is_kept() {
        assert_eq!(lines("（一）一是甲。\n正文。\n（二）乙", 99), [(0, 2)]);
    }

    #[test]
    fn a_limit_keeps_the_higher_levels() {
        assert_eq!(lines("讲话\n一、甲\n（一）子\n正文\n二、乙\n正文\n", 3), [(0, 5), (1, 3), (4, 5)]);
    }

    proptest! {
        #[test]
        fn folds_nest_and_exist(
            parts in prop::collection::vec(prop::sample::select(vec![
                "一、", "二、", "（一）", "（二）", "一是", "二是", "甲", "。", "；", "（", "\n", "\n", "\r\n", "\r", "谢谢大家！\n同志们：\n",
            ]), 0..60),
            limit in 0..8usize,
        ) {
            let text = parts.concat();
            let count = Document::new(text.as_str()).lines().len();
            let found = lines(&text, limit);
            prop_assert!(found.len() <= limit);
            for (place, &(first, last)) in found.iter().enumerate() {
                prop_assert!(first < last && last < count);
                for &(other_first, other_last) in &found[place + 1..] {
                    prop_assert!(first < other_first);
                    prop_assert!(other_first > last || other_last <= last, "{:?}", found);
                }
            }
        }
    }
}
