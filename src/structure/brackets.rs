//! Round, square and lenticular brackets, paired within a paragraph or over a broken line.

use super::marker::Marker;
use super::numeral;
use super::pairs::{FaultKind, Pairs};
use super::paragraph::Paragraph;
use super::segment::Segment;
use super::table;
use crate::text::{Span, chars, slice};

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

/// A closing bracket after a number with nothing in front of it, as in 标准的1）和2）: half a bracket, if the paragraph
/// holds its neighbour in a list.
struct HalfBracket {
    mark: Span,
    number: u32,
    /// Whether it stands where a list number can.
    at_boundary: bool,
}

/// Pairs the brackets of one document. Those of its ordinal markers are left to them: （一） needs no partner, and
/// half a bracket is quite usual in 1）. A table is read column by column: a cell goes on in the row below.
pub(super) fn pair_brackets(text: &str, paragraphs: &[Paragraph], segment: &Segment, markers: &[Marker]) -> Pairs {
    let mut pairing = Pairing { text, markers, stack: Vec::new(), halves: Vec::new(), pairs: Pairs::default() };
    let paragraphs = paragraphs.get(segment.paragraphs.clone()).unwrap_or_default();
    for run in paragraphs.chunk_by(|a, b| a.is_table_row && b.is_table_row) {
        match run {
            [paragraph] if !paragraph.is_table_row => {
                pairing.read(paragraph.range);
                pairing.leave_lists();
                if !paragraph.is_cut && is_prose(slice(text, paragraph.range)) {
                    pairing.abandon(0);
                }
            }
            rows => {
                let outside = pairing.stack.len();
                for column in table::columns(text, rows) {
                    column.iter().for_each(|cell| pairing.read(*cell));
                    pairing.leave_lists();
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
    stack: Vec<(Span, Shape)>,
    /// Half brackets of the line that is read.
    halves: Vec<HalfBracket>,
    pairs: Pairs,
}

impl Pairing<'_> {
    /// Reads on in `stretch`, a line or a cell.
    fn read(&mut self, stretch: Span) {
        for (at, c) in slice(self.text, stretch).char_indices() {
            let Some((shape, opens)) = shape(c) else { continue };
            let start = stretch.start + at;
            let passed = self.markers.partition_point(|marker| marker.range.end <= start);
            if let Some(marker) = self.markers.get(passed).filter(|marker| marker.range.start <= start) {
                let is_half = !slice(self.text, marker.range).starts_with(['（', '(']);
                let half = HalfBracket { mark: marker.range, number: marker.number, at_boundary: true };
                self.halves.extend(is_half.then_some(half));
                continue;
            }
            let mark = Span::new(start, start + c.len_utf8());
            if opens {
                self.stack.push((mark, shape));
            } else {
                self.close(stretch.start, mark, shape);
            }
        }
    }

    fn close(&mut self, start: usize, mark: Span, shape: Shape) {
        let reachable = self.stack.len().saturating_sub(MAX_DEPTH);
        if let Some(place) = self.stack.iter().skip(reachable).rposition(|(_, open)| *open == shape) {
            self.abandon(reachable + place + 1);
            if let Some((open, _)) = self.stack.pop() {
                self.pairs.pair(open, mark);
            }
        } else if shape == Shape::Round && closes_label_or_face(slice(self.text, start..mark.start)) {
            // No bracket of the sentence.
        } else if let Some((open, _)) = self.stack.pop_if(|(open, _)| is_short(self.text, *open, mark)) {
            self.pairs.fault(open, FaultKind::Crossed(mark));
            self.pairs.pair(open, mark);
        } else {
            let number = list_number(slice(self.text, start..mark.start)).filter(|_| shape == Shape::Round);
            match number {
                Some((number, at_boundary)) => self.halves.push(HalfBracket { mark, number, at_boundary }),
                None => self.pairs.fault(mark, FaultKind::Unopened),
            }
        }
    }

    /// Half brackets that stand where no list number can are faults, unless their neighbour in a list is there.
    fn leave_lists(&mut self) {
        let halves = std::mem::take(&mut self.halves);
        let mut numbers: Vec<u32> = halves.iter().map(|half| half.number).collect();
        numbers.sort_unstable();
        let is_there = |number: Option<u32>| number.is_some_and(|number| numbers.binary_search(&number).is_ok());
        for half in halves.iter().filter(|half| !half.at_boundary) {
            if !is_there(half.number.checked_add(1)) && !is_there(half.number.checked_sub(1)) {
                self.pairs.fault(half.mark, FaultKind::Unopened);
            }
        }
    }

    /// Gives up the brackets that were opened after the first `kept`.
    fn abandon(&mut self, kept: usize) {
        for (mark, _) in self.stack.drain(kept.min(self.stack.len())..) {
            self.pairs.fault(mark, FaultKind::Unclosed);
        }
    }
}

/// A few characters on a line of their own are a heading or a button of a web page, which may break inside a bracket.
fn is_prose(line: &str) -> bool {
    line.chars().nth(8).is_some() || line.contains(chars::is_sentence_end)
}

/// A crossed pair such as `〔2003］` encloses a few characters, not half a paragraph.
fn is_short(text: &str, open: Span, close: Span) -> bool {
    let between = slice(text, open.end..close.start);
    between.chars().nth(20).is_none() && !between.contains(chars::is_point)
}

/// 图2-5b） names a part of a figure, and ：） laughs.
fn closes_label_or_face(line_before: &str) -> bool {
    let mut last = line_before.chars().rev();
    match (last.next(), last.next()) {
        (Some('：' | ':' | '；' | ';'), _) => true,
        (Some(letter), Some(digit)) => letter.is_ascii_alphabetic() && digit.is_ascii_digit(),
        _ => false,
    }
}

/// The number that half a bracket closes, and whether it stands at the start of a paragraph or clause, where `1）`, `一)`
/// and `a)` are quite usual.
fn list_number(line_before: &str) -> Option<(u32, bool)> {
    let is_number = |c: char| c.is_ascii_digit() || numeral::is_chinese_numeral(c) || ('０'..='９').contains(&c);
    let head = line_before.trim_end_matches(is_number);
    let head = if head.len() == line_before.len() {
        line_before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
    } else {
        head
    };
    let has_number = head.len() < line_before.len() && line_before.len() - head.len() <= 9;
    let boundary = head.chars().next_back();
    let at_boundary = boundary.is_none_or(|c| chars::is_point(c) || chars::is_space(c) || chars::is_closing(c));
    let written = slice(line_before, head.len()..line_before.len());
    let numeral = numeral::arabic(written).or_else(|| numeral::chinese(written)).or_else(|| numeral::letter(written));
    let value = numeral.filter(|numeral| numeral.len == written.len()).map(|numeral| numeral.value);
    // A number that no list would count to is none of its numbers.
    has_number.then_some((value.unwrap_or(u32::MAX), at_boundary)).filter(|_| at_boundary || value.is_some())
}

#[cfg(test)]
mod tests {
    use super::super::ordinal::markers;
    use super::super::paragraph_parser::paragraphs;
    use super::super::segment::segments;
    use super::*;
    use crate::text::before;

    fn faults(text: &str) -> Vec<(usize, bool)> {
        let paragraphs = paragraphs(text);
        let segments = segments(text, &paragraphs);
        let markers: Vec<Marker> =
            paragraphs.iter().enumerate().flat_map(|(index, paragraph)| markers(text, index, paragraph)).collect();
        let pairs = pair_brackets(text, &paragraphs, &segments[0], &markers);
        let column = |mark: &Span| before(text, mark.start).chars().count();
        pairs.faults.iter().map(|fault| (column(&fault.mark), fault.kind == FaultKind::Unclosed)).collect()
    }

    #[test]
    fn pairs_of_mixed_width_and_list_numbers_are_silent() {
        for text in [
            "刚架桥[图2-5b）]等",
            "就这样吧：）",
            "Ｃ）除非另有授权",
            "（一）甲(二）乙",
            "1）甲；2）乙",
            "一)甲",
            "a）甲",
            "（甲〔乙〕丙）",
        ] {
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
    fn half_brackets_of_a_list_are_silent_wherever_they_stand() {
        for text in
            ["要点是1）甲；2）乙；3）丙。", "符合标准的1）和2）两项", "符合标准的a）和b）两项", "治疗1）甲。2）乙。"]
        {
            assert_eq!(faults(text), [], "{text}");
        }
        assert_eq!(faults("符合标准的1）和4）两项"), [(6, false), (9, false)]);
    }

    #[test]
    fn a_cell_goes_on_in_the_next_row() {
        assert_eq!(faults("| 一 | 工期十天（含试运行 |\n|    | 期）；自开工起算 |"), []);
        assert_eq!(faults("| 一 | 工期十天（含试运行 |\n| 二 | 质保两年 |\n以上由双方确认，不得更改。"), [(10, true)]);
    }

    #[test]
    fn a_crossed_pair_holds_twenty_characters_at_most() {
        let crossed = |length: usize| faults(&format!("〔{}］", "甲".repeat(length))).len() == 1;
        assert!(crossed(20) && !crossed(21));
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
