//! Ordinal markers: 一、（一）1.（1）① and the spoken 一是、一要、第一，、其一，、首先.
//!
//! One parser for all classes of zh-rules §1.1. It reads a marker only where one can stand, at the start of a
//! paragraph or of a clause, and knows the words that merely begin like one: 进一步, 统一要求, 第一产业.

use super::marker::{Kind, Marker};
use super::marker_parser::{MarkerPosition, Parsed, parse};
use super::paragraph::Paragraph;
use crate::text::{Span, after, before, chars, slice};

/// The markers of one paragraph, in order.
pub fn markers(text: &str, index: usize, paragraph: &Paragraph) -> Vec<Marker> {
    let line = slice(text, paragraph.range);
    let mut found = Vec::new();
    let mut heads = Vec::new();
    let mut place = MarkerPosition::Start;
    let mut at = skip_decoration(line);
    while let Some(c) = after(line, at).chars().next() {
        let is_bracketed = before(line, at).ends_with(['（', '(']);
        // Few characters can open a first item in the middle of a clause.
        let is_read = place != MarkerPosition::Inside || matches!(c, '一' | '（' | '(' | '1' | '１');
        let parsed = is_read
            .then(|| parse(after(line, at), place))
            .flatten()
            .filter(|parsed| !(is_bracketed && parsed.kind == Kind::ArabicBracket))
            .filter(|parsed| !(parsed.kind == Kind::Framed && is_note(place, before(line, at))));
        if let Some(parsed) =
            parsed.filter(|parsed| place != MarkerPosition::Inside || may_be_head(parsed, before(line, at)))
        {
            let mut marker = marker(paragraph.range.start + at, index, place, &parsed);
            marker.is_run_in |= marker.kind == Kind::HanComma && follows_gap(before(line, at));
            if place == MarkerPosition::Inside {
                heads.push(marker);
            } else {
                found.push(marker);
                at += parsed.len;
                place = MarkerPosition::Clause;
                continue;
            }
        }
        let rest = after(line, at);
        let gap = rest.len() - rest.trim_start_matches(chars::is_space).len();
        place = if gap > 0 { place_after_gap(place, slice(rest, 0..gap)) } else { next_place(place, c) };
        at += gap.max(c.len_utf8());
    }
    add_heads(text, &mut found, heads);
    found
}

fn marker(start: usize, paragraph: usize, place: MarkerPosition, parsed: &Parsed) -> Marker {
    let number_at = start + parsed.number_at;
    Marker {
        kind: parsed.kind,
        number: parsed.numeral.value,
        notation: parsed.numeral.notation,
        range: Span::new(start, start + parsed.len),
        number_range: Span::new(number_at, number_at + parsed.numeral.len),
        paragraph,
        at_start: place == MarkerPosition::Start,
        is_run_in: is_run_in(parsed.kind, place),
        is_doubtful: parsed.is_doubtful || (parsed.numeral.value > 1 && is_unsupported(parsed.kind, place)),
    }
}

/// Whether ① after `head` refers to a note: it hangs on a quotation or a bracket, or closes a sentence.
fn is_note(place: MarkerPosition, head: &str) -> bool {
    place != MarkerPosition::Start && head.ends_with(chars::is_closing)
}

/// Whether `head` ends with a sentence or a colon and a gap.
fn follows_gap(head: &str) -> bool {
    let trimmed = head.trim_end_matches(chars::is_space);
    trimmed.len() < head.len() && trimmed.ends_with(|c| chars::is_sentence_end(c) || matches!(c, '：' | ':'))
}

/// Whether a line break was lost before a marker of the kind. Articles are never listed in a sentence; the items of
/// other levels often are, and are told by the gap before them.
fn is_run_in(kind: Kind, place: MarkerPosition) -> bool {
    match place {
        MarkerPosition::RunIn => !kind.is_free(),
        MarkerPosition::Sentence => matches!(kind, Kind::Article(_)),
        _ => false,
    }
}

/// Characters that make a word with 一 before them: 统一是 holds no marker.
const BEFORE_ONE: &str = "统唯万同单之进任每某第逐专划不如合若初第头十百千〇零二三四五六七八九";

/// Whether a first item may stand in the middle of a clause: 目的（1）…，（2）…; 要点是1）…；2）…; 服药的目的一是…，二是….
fn may_be_head(parsed: &Parsed, head: &str) -> bool {
    let follows_word = || head.chars().next_back().is_some_and(|c| chars::is_han(c) && !BEFORE_ONE.contains(c));
    parsed.numeral.value == 1
        && match parsed.kind {
            Kind::HanBracket | Kind::ArabicBracket => {
                let is_half = parsed.number_at == 0;
                head.ends_with(|c: char| chars::is_han(c)) && !(is_half && is_in_bracket(head))
            }
            Kind::Is | Kind::Must => follows_word(),
            _ => false,
        }
}

/// Whether `head` ends inside a bracket, which a half bracket after it would close: （见表1）.
fn is_in_bracket(head: &str) -> bool {
    let last = |marks: [char; 2]| head.rfind(marks);
    last(['（', '(']).is_some_and(|open| last(['）', ')']).is_none_or(|close| close < open))
}

/// First items in the middle of a clause are markers where the second one follows in the same line, and nothing else
/// opens that series.
fn add_heads(text: &str, found: &mut Vec<Marker>, heads: Vec<Marker>) {
    for head in heads {
        let place = found.partition_point(|marker| marker.range.start < head.range.start);
        let is_next = |marker: &&Marker| marker.kind == head.kind;
        let second = found.iter().skip(place).find(is_next).filter(|marker| marker.number == 2 && !marker.at_start);
        let is_near = second.is_some_and(|second| {
            head.kind == Kind::HanBracket
                || head.kind == Kind::ArabicBracket
                || !slice(text, head.range.end..second.range.start).contains(chars::is_sentence_end)
        });
        let previous = found.iter().take(place).rev().find(|marker| marker.kind == head.kind);
        // 一是甲，统筹一是乙，二是丙: the series has its first item already.
        if is_near && previous.is_none_or(|previous| previous.number != 1 || previous.at_start) {
            found.insert(place, head);
        }
    }
}

/// Heading numbers in the middle of a line: a lost line break, or no marker at all.
fn is_unsupported(kind: Kind, place: MarkerPosition) -> bool {
    place == MarkerPosition::Space
        || (matches!(place, MarkerPosition::Clause | MarkerPosition::Sentence)
            && matches!(kind, Kind::HanComma | Kind::ArabicDot))
}

fn next_place(place: MarkerPosition, c: char) -> MarkerPosition {
    match c {
        '“' | '‘' | '（' | '(' if place == MarkerPosition::Start => MarkerPosition::Start,
        '、' | '､' | '》' | '〉' => MarkerPosition::Inside,
        _ if chars::is_sentence_end(c) => MarkerPosition::Sentence,
        _ if chars::is_closing(c) && place == MarkerPosition::Sentence => MarkerPosition::Sentence,
        _ if chars::is_point(c) || chars::is_closing(c) || chars::is_opening(c) || c == '—' => MarkerPosition::Clause,
        _ => MarkerPosition::Inside,
    }
}

/// The width of an indentation, in half-width cells.
const INDENTATION: usize = 4;

/// Where the scanner stands after spaces.
fn place_after_gap(place: MarkerPosition, gap: &str) -> MarkerPosition {
    let width: usize = gap.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    match place {
        MarkerPosition::Sentence if width >= 2 => MarkerPosition::RunIn,
        MarkerPosition::Clause | MarkerPosition::Inside if width >= INDENTATION && gap.contains('\u{3000}') => {
            MarkerPosition::RunIn
        }
        MarkerPosition::Inside => MarkerPosition::Space,
        place => place,
    }
}

/// Markdown headings and quotes, and the dashes and bullets that open list items; word processors write bullets as
/// signs of their own fonts, which lie in the private-use area.
pub(super) fn skip_decoration(line: &str) -> usize {
    let is_decoration = |c| {
        matches!(c, '#' | '>' | '*' | '-' | '•' | '●' | '◆' | '■' | '◇' | '➢' | '\u{e000}'..='\u{f8ff}')
            || chars::is_space(c)
    };
    line.len() - line.trim_start_matches(is_decoration).len()
}

#[cfg(test)]
mod tests {
    use super::super::paragraph_parser::paragraphs;
    use super::*;

    fn labels(text: &str) -> Vec<(Kind, u32, &str)> {
        let paragraphs = paragraphs(text);
        let all = paragraphs.iter().enumerate().flat_map(|(index, paragraph)| markers(text, index, paragraph));
        all.map(|marker| (marker.kind, marker.number, slice(text, marker.range))).collect()
    }

    #[test]
    fn every_class_is_read_at_the_start_of_a_paragraph() {
        let cases = [
            ("一、统一思想", Kind::HanComma, 1, "一、"),
            ("十二、统一思想", Kind::HanComma, 12, "十二、"),
            ("（三）统一思想", Kind::HanBracket, 3, "（三）"),
            ("(三)统一思想", Kind::HanBracket, 3, "(三)"),
            ("（一）目标任务", Kind::HanBracket, 1, "（一）"),
            ("（二）项目建设", Kind::HanBracket, 2, "（二）"),
            ("（一七）统一思想", Kind::HanBracket, 17, "（一七）"),
            ("4.统一思想", Kind::ArabicDot, 4, "4."),
            ("４．统一思想", Kind::ArabicDot, 4, "４．"),
            ("5、统一思想", Kind::ArabicDot, 5, "5、"),
            ("（6）统一思想", Kind::ArabicBracket, 6, "（6）"),
            ("6）统一思想", Kind::ArabicBracket, 6, "6）"),
            ("⑦统一思想", Kind::Framed, 7, "⑦"),
            ("b.统一思想", Kind::Letter, 2, "b."),
            ("3.2 统一思想", Kind::Decimal, 2, "3.2"),
            ("３．２　统一思想", Kind::Decimal, 2, "３．２"),
            ("４．２．５统一思想", Kind::Decimal, 5, "４．２．５"),
            ("第八，统一思想", Kind::Ordinal, 8, "第八，"),
            ("第八要统一思想", Kind::Ordinal, 8, "第八"),
            ("第二阶段为实施阶段", Kind::Stage('阶'), 2, "第二阶段"),
            ("第三章 总则", Kind::Article('章'), 3, "第三章"),
            ("其一，统一思想", Kind::Its, 1, "其一，"),
            ("其次，统一思想", Kind::Adverb, 2, "其次，"),
            ("九是统一思想", Kind::Is, 9, "九是"),
            ("十一要统一思想", Kind::Must, 11, "十一要"),
            ("一来，统一思想", Kind::Come, 1, "一来"),
            ("## 二、统一思想", Kind::HanComma, 2, "二、"),
        ];
        for (text, kind, number, marker) in cases {
            assert_eq!(labels(text).first(), Some(&(kind, number, marker)), "{text}");
        }
    }

    #[test]
    fn items_inside_a_paragraph_stand_at_clause_boundaries() {
        let found = labels("要做到三点：一是统一思想；二是抓好落实。三要注重实效！“四是”不算");
        assert_eq!(found.iter().map(|(_, number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(labels("（一）一是统一思想").len(), 2);
        assert_eq!(labels("形成良好氛围。（三）完善政策。").first().map(|m| m.1), Some(3));
    }

    #[test]
    fn words_that_begin_like_a_marker_are_none() {
        for text in [
            "进一步统一思想",
            "必须统一是非标准",
            "这是第一要务，第一时间抓好",
            "第一产业、第二产业、第三产业",
            "第一书记要负责",
            "一、二等奖各三名",
            "三、四季度力争回升",
            "第二、第三两个方面",
            "第一、二、三次会议",
            "（一）、（二）项所列情形",
            "（四）项所列人员",
            "1.5亿元投资到位",
            "2005.12.5召开会议",
            "2005年是开局之年",
            "一要素，二要件",
            "一是一，二是二",
            "一百二十个项目",
            "三、四线城市",
            "一一落实",
            "21.5亿元投资到位",
            "初三（6）班获奖",
            "东西（16)两地",
            "这叫“围歼”③的办法",
        ] {
            assert_eq!(labels(text), [], "{text}");
        }
    }

    #[test]
    fn the_longest_numeral_is_the_number() {
        assert_eq!(labels("重点抓好以下工作：十一是统一思想").first().map(|m| m.1), Some(11));
        assert_eq!(labels("二是一以贯之").first().map(|m| (m.1, m.2)), Some((2, "二是")));
    }

    #[test]
    fn a_marker_renders_with_another_number_in_its_own_style() {
        let text = "(三)统一思想";
        let paragraphs = paragraphs(text);
        let found = markers(text, 0, &paragraphs[0]);
        assert_eq!(found[0].render(text, 4).as_deref(), Some("(四)"));
    }
}
