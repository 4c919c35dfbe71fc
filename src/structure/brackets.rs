//! Round, square and lenticular brackets, paired within a paragraph or over a broken line.

use std::ops::Range;

use super::numeral;
use super::ordinal::Marker;
use super::pairs::{FaultKind, Pairs};
use super::paragraph::Paragraph;
use super::segment::Segment;
use crate::text::{before, chars, slice};

/// The shape of a bracket. Both widths count as one shape: width is another rule's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Round,
    Square,
    Tortoise,
    Lenticular,
}

fn shape(c: char) -> Option<(Shape, bool)> {
    Some(match c {
        '（' | '(' => (Shape::Round, true),
        '）' | ')' => (Shape::Round, false),
        '[' | '［' => (Shape::Square, true),
        ']' | '］' => (Shape::Square, false),
        '〔' => (Shape::Tortoise, true),
        '〕' => (Shape::Tortoise, false),
        '【' => (Shape::Lenticular, true),
        '】' => (Shape::Lenticular, false),
        _ => return None,
    })
}

/// A closing bracket looks for its partner among so many open ones at most. Bounds the work on hostile input.
const MAX_DEPTH: usize = 64;

/// Pairs the brackets of one document. Those of its ordinal markers are left to them: （一） needs no partner, and
/// half a bracket is quite usual in 1）.
pub(super) fn pair_brackets(text: &str, paragraphs: &[Paragraph], segment: &Segment, markers: &[Marker]) -> Pairs {
    let mut pairs = Pairs::default();
    let mut markers = markers.iter().peekable();
    let mut stack: Vec<(Range<usize>, Shape)> = Vec::new();
    for paragraph in segment.paragraphs.clone().filter_map(|index| paragraphs.get(index)) {
        let line = slice(text, paragraph.range.clone());
        for (at, c) in line.char_indices() {
            let Some((shape, opens)) = shape(c) else { continue };
            let start = paragraph.range.start + at;
            while markers.next_if(|marker| marker.range.end <= start).is_some() {}
            if markers.peek().is_some_and(|marker| marker.range.start <= start) {
                continue;
            }
            let mark = start..start + c.len_utf8();
            if opens {
                stack.push((mark, shape));
            } else {
                close(text, paragraph, mark, shape, &mut stack, &mut pairs);
            }
        }
        if !paragraph.is_cut && is_prose(line) {
            abandon(&mut stack, 0, &mut pairs);
        }
    }
    abandon(&mut stack, 0, &mut pairs);
    pairs.sorted()
}

fn close(
    text: &str,
    paragraph: &Paragraph,
    mark: Range<usize>,
    shape: Shape,
    stack: &mut Vec<(Range<usize>, Shape)>,
    pairs: &mut Pairs,
) {
    let reachable = stack.len().saturating_sub(MAX_DEPTH);
    if let Some(place) = stack.iter().skip(reachable).rposition(|(_, open)| *open == shape) {
        abandon(stack, reachable + place + 1, pairs);
        if let Some((open, _)) = stack.pop() {
            pairs.pair(&open, &mark);
        }
    } else if let Some((open, _)) = stack.last().filter(|(open, _)| is_short(text, open, &mark)).cloned() {
        stack.pop();
        pairs.fault(&open, FaultKind::Crossed(mark.clone()));
        pairs.pair(&open, &mark);
    } else if !(shape == Shape::Round && closes_list_number(slice(text, paragraph.range.start..mark.start))) {
        pairs.fault(&mark, FaultKind::Unopened);
    }
}

/// A few characters on a line of their own are a heading or a button of a web page, which may break inside a bracket.
fn is_prose(line: &str) -> bool {
    line.chars().nth(8).is_some() || line.contains(chars::is_sentence_end)
}

fn abandon(stack: &mut Vec<(Range<usize>, Shape)>, from: usize, pairs: &mut Pairs) {
    for (mark, _) in stack.drain(from.min(stack.len())..) {
        pairs.fault(&mark, FaultKind::Unclosed);
    }
}

/// A crossed pair such as `〔2003］` encloses a few characters, not half a paragraph.
fn is_short(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let between = slice(text, open.end..close.start);
    between.chars().nth(20).is_none() && !between.contains(chars::is_point)
}

/// `1）`, `一)`, `a)` at the start of a paragraph or clause: half a bracket, and quite usual.
fn closes_list_number(line_before: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || numeral::is_chinese_numeral(c) || ('０'..='９').contains(&c);
    let head = line_before.trim_end_matches(is_number);
    let head = if head.len() == line_before.len() {
        line_before.trim_end_matches(|c: char| c.is_ascii_alphabetic())
    } else {
        head
    };
    let has_number = head.len() < line_before.len() && line_before.len() - head.len() <= 9;
    let boundary = before(head, head.len()).chars().next_back();
    has_number && boundary.is_none_or(|c| chars::is_point(c) || chars::is_space(c) || chars::is_closing(c))
}

#[cfg(test)]
mod tests {
    use super::super::ordinal::markers;
    use super::super::paragraph::paragraphs;
    use super::super::segment::segments;
    use super::*;

    fn faults(text: &str) -> Vec<(usize, bool)> {
        let paragraphs = paragraphs(text);
        let segments = segments(text, &paragraphs);
        let markers: Vec<Marker> =
            paragraphs.iter().enumerate().flat_map(|(index, paragraph)| markers(text, index, paragraph)).collect();
        let pairs = pair_brackets(text, &paragraphs, &segments[0], &markers);
        let column = |mark: &Range<usize>| before(text, mark.start).chars().count();
        pairs.faults.iter().map(|fault| (column(&fault.mark), fault.kind == FaultKind::Unclosed)).collect()
    }

    #[test]
    fn pairs_of_mixed_width_and_list_numbers_are_silent() {
        for text in ["（一）甲(二）乙", "1）甲；2）乙", "一)甲", "a）甲", "（甲〔乙〕丙）"] {
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn the_brackets_of_a_marker_pair_with_no_others() {
        assert_eq!(faults("一是2）甲，二是3）乙。"), []);
        assert_eq!(faults("【2）甲乙丙丁戊己。"), [(0, true)]);
        assert_eq!(faults("（甲：（一）乙；（二）丙。"), [(0, true)]);
    }

    #[test]
    fn lone_brackets_are_found() {
        assert_eq!(faults("研究人员）引领方向。"), [(4, false)]);
        assert_eq!(faults("有关部门（单位要抓好落实。"), [(4, true)]);
        assert_eq!(faults("〔2003］61号"), [(0, false)]);
    }

    #[test]
    fn brackets_do_not_reach_over_paragraphs_unless_the_line_is_broken() {
        assert_eq!(faults("有关部门（单位。\n要）抓好。"), [(4, true), (10, false)]);
        assert_eq!(faults("【字号：\n大\n中\n小\n】\n正文。"), []);
        assert_eq!(faults("会议要求，有关部门（单位、企业、乡镇、街\n道）要抓好。"), []);
    }
}
