//! Round, square and lenticular brackets, paired within a paragraph or over a broken line.

use std::ops::Range;

use super::numeral;
use super::ordinal::Marker;
use super::pairs::{FaultKind, Pairs};
use super::paragraph::Paragraph;
use super::segment::Segment;
use super::table;
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
/// half a bracket is quite usual in 1）. A table is read column by column: a cell goes on in the row below.
pub(super) fn pair_brackets(text: &str, paragraphs: &[Paragraph], segment: &Segment, markers: &[Marker]) -> Pairs {
    let mut pairing = Pairing { text, markers, stack: Vec::new(), pairs: Pairs::default() };
    let paragraphs = paragraphs.get(segment.paragraphs.clone()).unwrap_or_default();
    for run in paragraphs.chunk_by(|a, b| a.is_table_row && b.is_table_row) {
        match run {
            [paragraph] if !paragraph.is_table_row => {
                pairing.read(&paragraph.range);
                if !paragraph.is_cut && is_prose(slice(text, paragraph.range.clone())) {
                    pairing.abandon(0);
                }
            }
            rows => {
                let outside = pairing.stack.len();
                for column in table::columns(text, rows) {
                    column.iter().for_each(|cell| pairing.read(cell));
                    pairing.abandon(outside);
                }
            }
        }
    }
    pairing.abandon(0);
    pairing.pairs.sorted()
}

struct Pairing<'a> {
    text: &'a str,
    /// Of the whole document.
    markers: &'a [Marker],
    /// Opening brackets that wait for their partner.
    stack: Vec<(Range<usize>, Shape)>,
    pairs: Pairs,
}

impl Pairing<'_> {
    /// Reads on in `stretch`, a line or a cell.
    fn read(&mut self, stretch: &Range<usize>) {
        for (at, c) in slice(self.text, stretch.clone()).char_indices() {
            let Some((shape, opens)) = shape(c) else { continue };
            let start = stretch.start + at;
            let passed = self.markers.partition_point(|marker| marker.range.end <= start);
            if self.markers.get(passed).is_some_and(|marker| marker.range.start <= start) {
                continue;
            }
            let mark = start..start + c.len_utf8();
            if opens {
                self.stack.push((mark, shape));
            } else {
                self.close(stretch.start, mark, shape);
            }
        }
    }

    fn close(&mut self, start: usize, mark: Range<usize>, shape: Shape) {
        let reachable = self.stack.len().saturating_sub(MAX_DEPTH);
        if let Some(place) = self.stack.iter().skip(reachable).rposition(|(_, open)| *open == shape) {
            self.abandon(reachable + place + 1);
            if let Some((open, _)) = self.stack.pop() {
                self.pairs.pair(&open, &mark);
            }
        } else if let Some((open, _)) = self.stack.pop_if(|(open, _)| is_short(self.text, open, &mark)) {
            self.pairs.fault(&open, FaultKind::Crossed(mark.clone()));
            self.pairs.pair(&open, &mark);
        } else if !(shape == Shape::Round && closes_list_number(slice(self.text, start..mark.start))) {
            self.pairs.fault(&mark, FaultKind::Unopened);
        }
    }

    /// Gives up the brackets that were opened after the first `kept`.
    fn abandon(&mut self, kept: usize) {
        for (mark, _) in self.stack.drain(kept.min(self.stack.len())..) {
            self.pairs.fault(&mark, FaultKind::Unclosed);
        }
    }
}

/// A few characters on a line of their own are a heading or a button of a web page, which may break inside a bracket.
fn is_prose(line: &str) -> bool {
    line.chars().nth(8).is_some() || line.contains(chars::is_sentence_end)
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
    fn a_cell_goes_on_in_the_row_below() {
        assert_eq!(faults("| 1 | 工期（含 | 甲） |\n|   | 试运行） | 乙 |"), [(14, false)]);
        assert_eq!(faults("| 工期（含试运行 |\n| 质保期 |\n以上内容由双方确认。"), [(4, true)]);
    }

    #[test]
    fn brackets_do_not_reach_over_paragraphs_unless_the_line_is_broken() {
        assert_eq!(faults("有关部门（单位。\n要）抓好。"), [(4, true), (10, false)]);
        assert_eq!(faults("【字号：\n大\n中\n小\n】\n正文。"), []);
        assert_eq!(faults("会议要求，有关部门（单位、企业、乡镇、街\n道）要抓好。"), []);
    }
}
