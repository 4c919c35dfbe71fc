//! The width at which a draft was broken into lines, as mail, scanners and copies of PDF pages do.

use std::collections::BTreeMap;

use crate::rules::RawDraft;
use crate::structure::Paragraph;
use crate::text::{before, chars, slice};

/// A line of that width is at least so long, in half-width cells.
const MIN_WIDTH: usize = 40;

/// So many lines that stop inside a sentence at one width say that the draft is wrapped.
const MIN_LINES: usize = 4;

/// Lines of one width fall short of it by so much, half a character or a character, and reach over it by so much: marks
/// that may not start a line, a number that is not broken. In cells.
const SHORT: usize = 2;
const OVER: usize = 4;

/// The width of the lines of a wrapped draft, in half-width cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    width: usize,
}

impl Wrap {
    /// The width at which most lines stop inside a sentence; nothing for a draft of one paragraph a line.
    pub(super) fn of(draft: &RawDraft) -> Option<Self> {
        let mut all: Vec<usize> = Vec::with_capacity(draft.paragraphs.len());
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for paragraph in draft.paragraphs {
            let line = slice(draft.text, paragraph.range);
            let width = cells(line) + indentation(draft, paragraph);
            all.push(width);
            if stops_inside(line) && line.contains(chars::is_point) {
                *widths.entry(width).or_default() += 1;
            }
        }
        let near = |width: usize| widths.range(width.saturating_sub(SHORT)..=width + OVER);
        let counted = widths.keys().map(|width| (near(*width).map(|(_, count)| count).sum::<usize>(), *width));
        let (count, width) = counted.filter(|(_, width)| *width >= MIN_WIDTH).max()?;
        // Headings may be of one length by design, but then the text below them runs on.
        let longer = all.iter().filter(|cells| **cells > width + OVER).count();
        (count >= MIN_LINES && longer * MIN_LINES <= count).then_some(Wrap { width })
    }

    /// Whether a line is as wide as the draft is broken, with or without its indentation.
    pub(super) fn fills(&self, draft: &RawDraft, paragraph: &Paragraph) -> bool {
        let width = cells(slice(draft.text, paragraph.range));
        let is_near = |width: usize| (self.width.saturating_sub(SHORT)..=self.width + OVER).contains(&width);
        is_near(width) || is_near(width + indentation(draft, paragraph))
    }
}

/// Whether the draft indents its paragraphs, so that a line without indentation starts none.
pub(super) fn indents_paragraphs(draft: &RawDraft) -> bool {
    draft.paragraphs.iter().filter(|paragraph| indentation(draft, paragraph) >= 2).nth(MIN_LINES).is_some()
}

/// How far a line is indented, in cells.
pub(super) fn indentation(draft: &RawDraft, paragraph: &Paragraph) -> usize {
    let spaces = before(draft.text, paragraph.range.start).chars().rev().take_while(|c| matches!(c, ' ' | '\u{3000}'));
    spaces.map(|space| if space == ' ' { 1 } else { 2 }).sum()
}

/// The width of a line on a page, in cells: two for a Chinese character.
fn cells(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn stops_inside(line: &str) -> bool {
    line.chars().next_back().is_some_and(|c| chars::is_han(c) || c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Resources;
    use crate::structure::paragraph_parser::paragraphs;

    fn wrap(text: &str) -> Option<Wrap> {
        Wrap::of(&RawDraft { text, paragraphs: &paragraphs(text), resources: &Resources::default() })
    }

    #[test]
    fn lines_that_stop_at_one_width_show_it() {
        let line = "会议强调，要坚持以人民为中心的发展思想，办好民生实事工程\n";
        assert_eq!(wrap(&line.repeat(4)), Some(Wrap { width: 56 }));
        assert_eq!(wrap(&line.repeat(3)), None);
    }

    #[test]
    fn headings_of_one_length_above_longer_text_show_nothing() {
        let heading = "一、坚持以人民为中心的发展思想，办好各项民生实事工程\n";
        let body = "会议强调，要坚持以人民为中心的发展思想，办好民生实事工程，抓好各项工作的落实。\n";
        assert_eq!(wrap(&[heading, body].concat().repeat(4)), None);
    }

    #[test]
    fn headings_and_whole_sentences_show_nothing() {
        assert_eq!(wrap(&"坚持以人民为中心的发展思想切实办好各项民生实事工程\n".repeat(9)), None);
        assert_eq!(wrap(&"会议强调，要坚持以人民为中心的发展思想，办好民生实事。\n".repeat(9)), None);
    }
}
