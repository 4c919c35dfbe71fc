//! Text that stands twice on end: a sentence, a clause, a title, a line. Long enough that chance is out.
//!
//! What is said three times is meant, and so are calls (！) and refrains of a few characters.

use crate::structure::{Paragraph, Structure};
use crate::text::{Span, after, before, chars, slice};

/// A sentence, a clause and a title that stands before a text have so many Chinese characters at least.
const SHORTEST_SENTENCE: usize = 8;
const SHORTEST_CLAUSE: usize = 6;
const SHORTEST_TITLE: usize = 5;
/// A title that goes over into the text without a space or a point: other words may begin alike.
const SHORTEST_GLUED_TITLE: usize = 8;
/// The longest title.
const LONGEST_TITLE: usize = 40;
/// A line with more parts than this is a row of a table, or a list.
const MAX_PARTS: usize = 6;

/// A text and its second copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repetition {
    /// The first copy.
    pub(crate) first: Span,
    /// The second copy.
    pub(crate) second: Span,
    /// What goes with the second copy: it, and the spaces or the line end before it.
    pub(crate) surplus: Span,
}

impl Repetition {
    /// `second` and what stands between the copies go.
    fn new(first: Span, second: Span) -> Self {
        let surplus = Span::new(first.end, second.end);
        Repetition { first, second, surplus }
    }
}

/// The repetitions of a draft, in order.
pub(crate) fn repetitions(text: &str, structure: &Structure) -> Vec<Repetition> {
    let lines = || structure.paragraphs.iter().filter(|line| !line.is_table_row);
    let mut found: Vec<Repetition> = lines().flat_map(|line| in_line(text, line)).collect();
    found.extend(twin_lines(text, structure));
    found.sort_by_key(|repetition| (repetition.first.start, std::cmp::Reverse(repetition.second.end)));
    found.dedup_by(|later, earlier| later.first.start < earlier.second.end);
    found
}

fn in_line(text: &str, line: &Paragraph) -> Vec<Repetition> {
    let mut found = twins(text, &pieces(text, line, chars::is_sentence_end), SHORTEST_SENTENCE);
    found.extend(twins(text, &pieces(text, line, |c| chars::is_sentence_end(c) || is_comma(c)), SHORTEST_CLAUSE));
    found.extend(title(text, line));
    found
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | '；' | ',' | ';')
}

/// The pieces of a line, each with the mark that ends it, without the spaces around it.
fn pieces(text: &str, line: &Paragraph, ends: impl Fn(char) -> bool) -> Vec<Span> {
    let shown = slice(text, line.range);
    let mut at = line.range.start;
    let pieces = shown.split_inclusive(|c: char| ends(c)).map(|piece| {
        let start = at + piece.len() - piece.trim_start_matches(chars::is_space).len();
        at += piece.len();
        Span::new(start, at - (piece.len() - piece.trim_end_matches(chars::is_space).len()).min(at - start))
    });
    pieces.collect()
}

/// Pieces that read as the one before them, each of a length that rules chance out.
fn twins(text: &str, pieces: &[Span], shortest: usize) -> Vec<Repetition> {
    let shown = |index: Option<usize>| index.and_then(|index| pieces.get(index)).map(|range| slice(text, *range));
    let is_twin = |index: usize| {
        let (first, second) = (shown(Some(index))?, shown(Some(index + 1))?);
        // Whatever mark ends it, a third copy shows that all are meant.
        let said = |text: &str| text.trim_end_matches(chars::is_point).to_owned();
        let is_same = |other: Option<&str>| other.is_some_and(|other| said(other) == said(first));
        let is_more = is_same(shown(index.checked_sub(1))) || is_same(shown(Some(index + 2)));
        (first == second && !is_more && is_long(first, shortest) && !is_call(first)).then_some(index)
    };
    let found = (0..pieces.len()).filter_map(is_twin);
    found.filter_map(|index| Some(Repetition::new(*pieces.get(index)?, *pieces.get(index + 1)?))).collect()
}

/// Whether a text has so many Chinese characters, and is more than one of them over and over.
fn is_long(text: &str, shortest: usize) -> bool {
    let characters: Vec<char> = text.chars().filter(|&c| chars::is_han(c)).collect();
    let distinct: std::collections::BTreeSet<&char> = characters.iter().collect();
    characters.len() >= shortest && distinct.len() * 2 > characters.len()
}

/// Cheers and calls are repeated on purpose.
fn is_call(text: &str) -> bool {
    text.ends_with(['！', '!'])
}

/// A title that stands twice before a text or on its line: 关于…的报告 关于…的报告 为了….
fn title(text: &str, line: &Paragraph) -> Option<Repetition> {
    let shown = slice(text, line.range);
    let is_mark = |c: char| chars::is_point(c) || chars::is_opening(c) || chars::is_closing(c);
    let is_title = |title: &str| !title.contains(is_mark) && !title.contains('_');
    let mut parts = shown.split(chars::is_space).filter(|part| !part.is_empty());
    let (head, next) = (parts.next()?, parts.next());
    let third = parts.next();
    if let Some(next) = next.filter(|_| is_title(head) && third != Some(head) && parts.nth(MAX_PARTS).is_none()) {
        let is_twin = next == head && is_long(head, SHORTEST_TITLE)
            || next.starts_with(head) && is_long(head, SHORTEST_GLUED_TITLE);
        let rest = after(shown, head.len());
        let second = line.range.start + head.len() + (rest.len() - rest.trim_start_matches(chars::is_space).len());
        return is_twin.then(|| {
            Repetition::new(
                Span::new(line.range.start, line.range.start + head.len()),
                Span::new(second, second + head.len()),
            )
        });
    }
    let lengths = head.char_indices().map(|(at, _)| at).take(LONGEST_TITLE).skip(SHORTEST_GLUED_TITLE);
    let mut lengths = lengths.filter(|&length| after(head, length).starts_with(before(head, length)));
    let length = lengths
        .find(|&length| is_title(before(head, length)) && is_long(before(head, length), SHORTEST_GLUED_TITLE))?;
    let middle = line.range.start + length;
    Some(Repetition::new(Span::new(line.range.start, middle), Span::new(middle, middle + length)))
}

/// Lines that read as the one before them.
fn twin_lines(text: &str, structure: &Structure) -> Vec<Repetition> {
    let lines = &structure.paragraphs;
    let shown = |index: Option<usize>| {
        let line = index.and_then(|index| lines.get(index)).filter(|line| !line.is_table_row)?;
        Some(slice(text, line.range))
    };
    let is_form = |line: &str| line.contains(['_', '：', ':', '|', '□']) || line.starts_with(chars::is_opening);
    let is_twin = |index: usize| {
        let (first, second) = (shown(Some(index))?, shown(Some(index + 1))?);
        let is_more = shown(index.checked_sub(1)) == Some(first) || shown(Some(index + 2)) == Some(first);
        let is_one = first == second && !is_more && !is_form(first);
        (is_one && is_long(first, SHORTEST_CLAUSE) && !is_call(first)).then_some(index)
    };
    let found = (0..lines.len().saturating_sub(1)).filter_map(is_twin);
    found.filter_map(|index| Some(Repetition::new(lines.get(index)?.range, lines.get(index + 1)?.range))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(text: &str) -> Vec<&str> {
        let found = repetitions(text, &Structure::parse(text));
        found.into_iter().map(|repetition| slice(text, repetition.second)).collect()
    }

    #[test]
    fn sentences_clauses_titles_and_lines_that_stand_twice_are_found() {
        assert_eq!(repeated("渠道每年清淤两次。 渠道每年清淤两次。 由村里组织。"), ["渠道每年清淤两次。"]);
        assert_eq!(repeated("各村要健全巡查制度，健全巡查制度，及时上报。"), [""; 0]);
        assert_eq!(repeated("要健全巡查制度，要健全巡查制度，及时上报。"), ["要健全巡查制度，"]);
        assert_eq!(repeated("水渠管护情况汇报 水渠管护情况汇报 今年以来，我们做了不少工作。"), ["水渠管护情况汇报"]);
        assert_eq!(repeated("关于水渠管护情况的汇报关于水渠管护情况的汇报"), ["关于水渠管护情况的汇报"]);
        assert_eq!(repeated("水渠管护情况\n水渠管护情况\n今年以来。"), ["水渠管护情况"]);
    }

    #[test]
    fn what_is_meant_or_may_be_chance_is_not() {
        for text in [
            "加油干吧！加油干吧！我们一定行！",
            "向前走，向前走，别回头。",
            "合格产品名录 合格产品名录 合格产品名录",
            "修好村里的水渠，修好村里的水渠，修好村里的水渠！",
            "年 月 日 年 月 日",
            "审核人：张平川\n审核人：张平川",
            "走啊走啊走啊走，走啊走啊走啊走，",
        ] {
            assert_eq!(repeated(text), [""; 0], "{text}");
        }
    }
}
