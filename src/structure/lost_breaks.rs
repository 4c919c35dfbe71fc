//! Line breaks that a draft has lost: text pasted from a page comes as one line, with the numbers of its items and the
//! indentation of its paragraphs in the middle of it.

use super::marker::{Kind, Marker};
use super::paragraph::Paragraph;
use crate::text::{Span, before, chars, slice};

/// A heading in front of its text is no longer than this, in characters.
const MAX_TITLE: usize = 24;

/// Text behind a heading is at least so long, in characters.
const MIN_BODY: usize = 8;

/// The width of an indentation, in half-width cells.
const INDENTATION: usize = 4;

/// A place where a line ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostBreak {
    /// The spaces that are left of the break; empty where nothing is.
    pub gap: Span,
    /// Whether the spaces are an indentation: they belong to the paragraph that starts here.
    pub is_indented: bool,
}

/// The breaks that `paragraph` has lost, in order; `markers` are those in it.
pub(super) fn lost_breaks(text: &str, paragraph: &Paragraph, markers: &[Marker]) -> Vec<LostBreak> {
    if paragraph.is_table_row {
        return Vec::new();
    }
    let start_of_line = paragraph.range.start;
    let mut gaps: Vec<Span> = markers
        .iter()
        .filter(|marker| marker.is_run_in)
        .map(|marker| gap_before(text, start_of_line, marker.range.start))
        .collect();
    gaps.extend(markers.iter().filter_map(|marker| gap_behind_title(text, paragraph, marker)));
    gaps.extend(indentations(text, paragraph));
    gaps.sort_by_key(|gap| gap.start);
    gaps.dedup();
    gaps.into_iter().map(|gap| LostBreak { is_indented: width(slice(text, gap)) >= INDENTATION, gap }).collect()
}

fn gap_before(text: &str, start_of_line: usize, at: usize) -> Span {
    let head = slice(text, start_of_line..at).trim_end_matches(chars::is_space);
    Span::new(start_of_line + head.len(), at)
}

fn width(gap: &str) -> usize {
    gap.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum()
}

/// The gap between the heading that `marker` opens and the text of its section: `二、健全机制 各镇要定期召开例会，…`.
/// In a line of its own the gap must be as wide as an indentation: one space may stand inside a heading.
fn gap_behind_title(text: &str, paragraph: &Paragraph, marker: &Marker) -> Option<Span> {
    let is_heading = matches!(marker.kind, Kind::HanComma | Kind::HanBracket | Kind::ArabicDot | Kind::Decimal)
        || matches!(marker.kind, Kind::Article(unit) if unit != '条');
    if !is_heading || !(marker.is_run_in || marker.at_start) {
        return None;
    }
    let rest = slice(text, marker.range.end..paragraph.range.end);
    let title = rest.trim_start_matches(chars::is_space);
    let title_start = marker.range.end + rest.len() - title.len();
    let len = title.find(chars::is_space)?;
    let body = slice(title, len..title.len()).trim_start_matches(chars::is_space);
    let gap = Span::new(title_start + len, paragraph.range.end - body.len());
    let is_title =
        slice(title, 0..len).chars().all(chars::is_han) && (2..=MAX_TITLE).contains(&(len / '一'.len_utf8()));
    let is_body = body.starts_with(|c| chars::is_han(c) || chars::is_opening(c))
        && body.chars().nth(MIN_BODY).is_some()
        && body.contains(chars::is_sentence_end);
    let is_wide = marker.is_run_in || width(slice(text, gap)) >= INDENTATION;
    (is_title && is_body && is_wide).then_some(gap)
}

/// The indentation of paragraphs behind a sentence.
fn indentations(text: &str, paragraph: &Paragraph) -> Vec<Span> {
    let line = slice(text, paragraph.range);
    let mut found = Vec::new();
    for (at, _) in line.match_indices("\u{3000}\u{3000}") {
        let head = before(line, at);
        let behind = head.trim_end_matches(chars::is_closing);
        let rest = slice(line, at..line.len());
        let body = rest.trim_start_matches(chars::is_space);
        let is_paragraph = body.starts_with(|c| chars::is_han(c) || chars::is_opening(c))
            && body.split(chars::is_space).next().is_some_and(|part| part.contains(chars::is_sentence_end));
        if behind.ends_with(chars::is_sentence_end) && is_paragraph {
            let start = paragraph.range.start + at;
            found.push(Span::new(start, start + rest.len() - body.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::structure::Structure;
    use crate::text::slice;

    /// The text with a bar where a break was lost.
    fn marked(text: &str) -> String {
        let structure = Structure::parse(text);
        let mut marked = String::new();
        let mut at = 0;
        for lost in &structure.lost_breaks {
            marked.push_str(slice(text, at..lost.gap.start));
            marked.push('|');
            at = lost.gap.end;
        }
        marked + slice(text, at..text.len())
    }

    #[test]
    fn articles_and_spaced_items_in_a_line_had_lines_of_their_own() {
        assert_eq!(marked("第一条　为了甲。第二条　本办法乙。"), "第一条　为了甲。|第二条　本办法乙。");
        assert_eq!(marked("一、甲乙丙。　　二、丁戊己。"), "一、甲乙丙。|二、丁戊己。");
        assert_eq!(
            marked("1.2　编制依据　　依据有关法律法规，制定预案。　　1.3　适用范围　　预案适用于全县范围。"),
            "1.2　编制依据|依据有关法律法规，制定预案。|1.3　适用范围|预案适用于全县范围。"
        );
        assert_eq!(
            marked("情况如下： 一、基本现状 据统计，全镇有户籍人口三万。"),
            "情况如下：|一、基本现状|据统计，全镇有户籍人口三万。"
        );
    }

    #[test]
    fn an_indentation_behind_a_sentence_starts_a_paragraph() {
        assert_eq!(marked("会议开始。　　县长讲话。　　散会。"), "会议开始。|县长讲话。|散会。");
        assert_eq!(marked("会议开始。　　县　政　府"), "会议开始。　　县　政　府");
    }

    #[test]
    fn lists_in_a_sentence_and_single_spaces_are_no_lost_breaks() {
        for text in [
            "条件如下：（一）甲；（二）乙。",
            "依照第三条　规定办理。",
            "一、突出重点 抓好落实",
            "要做到：一是甲；二是乙。",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
