//! The quotation marks of a document in order, and what a mark shows of itself by its neighbours and what stands
//! between them.

use super::paragraph::Paragraph;
use super::segment::Segment;
use super::straight_quotes;
use crate::text::{Span, after, before, chars, slice};

/// A quoted phrase is shorter than this; longer stretches between two marks are not taken for one. In characters.
const MAX_PHRASE: usize = 40;

/// So many marks ahead are looked at to tell what one of them is. Bounds the work on hostile input.
pub(super) const MAX_AHEAD: usize = 64;

/// What is said of an article before its new wording is quoted, within so many characters: 将第十条修改为：.
const AMENDING: [&str; 5] = ["条", "款", "项", "修改为", "改为"];
const MAX_INTRODUCTION: usize = 30;

/// A quotation mark whose direction is sure.
#[derive(Debug, Clone)]
pub(super) struct QuoteMark {
    pub(super) range: Span,
    pub(super) is_double: bool,
    pub(super) opens: bool,
    pub(super) paragraph: usize,
    /// Whether its paragraph starts with it.
    pub(super) at_start: bool,
}

/// The marks of one document: the curly ones, and the straight ones whose direction is sure.
pub(super) struct QuoteMarks<'a> {
    text: &'a str,
    marks: Vec<QuoteMark>,
}

impl<'a> QuoteMarks<'a> {
    pub(super) fn of(text: &'a str, paragraphs: &[Paragraph], segment: &Segment) -> Self {
        QuoteMarks { text, marks: marks(text, paragraphs, segment) }
    }

    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&QuoteMark> {
        self.marks.get(index)
    }

    /// The next mark of the same kind in the same paragraph.
    pub(super) fn next_alike(&self, index: usize) -> Option<(usize, &QuoteMark)> {
        let token = self.get(index)?;
        self.marks
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(|(_, next)| next.paragraph == token.paragraph)
            .find(|(_, next)| next.is_double == token.is_double)
    }

    /// Whether what stands between two marks may be one quoted phrase.
    pub(super) fn is_phrase(&self, left: &QuoteMark, right: &QuoteMark) -> bool {
        let between = slice(self.text, left.range.end..right.range.start);
        !between.is_empty() && !between.contains(chars::is_sentence_end) && between.chars().count() <= MAX_PHRASE
    }

    /// A quotation of several paragraphs starts its own, or follows a colon.
    pub(super) fn is_introduced(&self, open: &QuoteMark) -> bool {
        open.at_start || before(self.text, open.range.start).ends_with(['：', ':'])
    }

    pub(super) fn follows_sentence(&self, token: &QuoteMark) -> bool {
        before(self.text, token.range.start).ends_with(['。', '；', '！', '？'])
    }

    pub(super) fn is_amendment(&self, origin: &QuoteMark) -> bool {
        let head = before(self.text, origin.range.start);
        let reach = head.chars().rev().take(MAX_INTRODUCTION).map(char::len_utf8).sum::<usize>();
        let introduction = slice(head, head.len() - reach..head.len());
        AMENDING.iter().any(|word| introduction.contains(word))
    }

    /// Whether what opens at `index` opens anew at the start of sentences and is closed by one mark, in its paragraph.
    pub(super) fn closes_once(&self, index: usize, paragraph: usize) -> bool {
        let following = self.marks.iter().skip(index + 1).take(MAX_AHEAD).filter(|token| token.is_double);
        let mut following = following.take_while(|token| token.paragraph == paragraph).peekable();
        while let Some(next) = following.next() {
            if !next.opens {
                return following.peek().is_none_or(|after| after.opens);
            }
            let is_phrase = !self.follows_sentence(next) && following.peek().is_some_and(|after| !after.opens);
            if is_phrase {
                following.next();
            } else if !self.follows_sentence(next) {
                return false;
            }
        }
        false
    }

    /// “甲。“某某说，”乙。”: the mark at `index` closes what is open, and the next, whose place is returned, opens.
    pub(super) fn swapped(&self, index: usize, top: &QuoteMark) -> Option<usize> {
        let token = self.get(index).filter(|token| token.is_double == top.is_double)?;
        let (at, partner) = self.next_alike(index).filter(|(_, partner)| !partner.opens)?;
        let (_, last) = self.next_alike(at)?;
        let ends = before(self.text, token.range.start).ends_with(chars::is_point);
        let introduces = before(self.text, partner.range.start).ends_with(['，', '：', ',', ':']);
        (!last.opens && ends && introduces && self.is_phrase(token, partner)).then_some(at)
    }

    /// “A“B”C“D”E”: double inside double, all closed.
    pub(super) fn is_nested(&self, index: usize) -> bool {
        let Some(token) = self.get(index) else { return false };
        let following = self.marks.iter().skip(index + 1).take(MAX_AHEAD);
        let mut following = following
            .take_while(|next| next.paragraph == token.paragraph)
            .filter(|next| next.is_double == token.is_double);
        // In turn, inner quotations close and open; then the outer one closes.
        while following.next().is_some_and(|next| !next.opens) {
            match following.next() {
                Some(next) if next.opens => {}
                Some(_) => return true,
                None => return false,
            }
        }
        false
    }
}

fn marks(text: &str, paragraphs: &[Paragraph], segment: &Segment) -> Vec<QuoteMark> {
    let mut marks = Vec::new();
    for index in segment.paragraphs.clone() {
        let Some(paragraph) = paragraphs.get(index) else { continue };
        let line = slice(text, paragraph.range);
        let mut straight = straight_quotes::directions(line).into_iter().peekable();
        let mut previous = ' ';
        let mut is_single_open = false;
        for (at, c) in line.char_indices() {
            // it’s and the ’90s, but ‘status’命令 ends with a mark.
            let next = after(line, at + c.len_utf8()).chars().next();
            let is_inside = || !is_single_open || next.is_some_and(|next| next.is_ascii_alphanumeric());
            let is_apostrophe = c == '’' && previous.is_ascii_alphanumeric() && is_inside();
            let direction = match c {
                '“' | '‘' => Some(true),
                '”' | '’' if !is_apostrophe => Some(false),
                _ => straight.next_if(|(place, _)| *place == at).map(|(_, opens)| opens),
            };
            if let Some(opens) = direction {
                is_single_open = if matches!(c, '‘' | '’') { opens } else { is_single_open };
                let start = paragraph.range.start + at;
                marks.push(QuoteMark {
                    range: Span::new(start, start + c.len_utf8()),
                    is_double: !matches!(c, '‘' | '’'),
                    opens,
                    paragraph: index,
                    at_start: at == 0,
                });
            }
            previous = c;
        }
    }
    marks
}
