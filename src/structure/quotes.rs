//! Quotation marks, paired over paragraphs as GB/T 15834-2011 4.8.3.5 has it: a quotation of several paragraphs
//! opens anew at each of them and closes once, at its end.

use std::ops::Range;

use super::pairs::{FaultKind, Pairs};
use super::paragraph::Paragraph;
use super::segment::Segment;
use super::straight_quotes;
use crate::text::{before, chars, slice};

/// A quoted phrase is shorter than this; longer stretches between two marks are not taken for one. In characters.
const MAX_PHRASE: usize = 40;

/// Without a mark at the start of each paragraph, a quotation is followed over so many paragraphs at most.
const MAX_SILENT_PARAGRAPHS: usize = 3;

#[derive(Debug, Clone)]
struct Token {
    range: Range<usize>,
    is_double: bool,
    opens: bool,
    paragraph: usize,
    at_start: bool,
}

/// Pairs the quotation marks of one document: the curly ones, and the straight ones whose direction is sure.
pub(super) fn pair_quotes(text: &str, paragraphs: &[Paragraph], segment: &Segment) -> Pairs {
    let tokens = tokens(text, paragraphs, segment);
    let mut matcher = Matcher { text, paragraphs, tokens: &tokens, stack: Vec::new(), pairs: Pairs::default() };
    let mut index = 0;
    while index < tokens.len() {
        index = matcher.step(index);
    }
    matcher.abandon(0);
    matcher.pairs.sorted()
}

fn tokens(text: &str, paragraphs: &[Paragraph], segment: &Segment) -> Vec<Token> {
    let mut tokens = Vec::new();
    for index in segment.paragraphs.clone() {
        let Some(paragraph) = paragraphs.get(index) else { continue };
        let line = slice(text, paragraph.range.clone());
        let mut straight = straight_quotes::directions(line).into_iter().peekable();
        let mut previous = ' ';
        for (at, c) in line.char_indices() {
            let is_apostrophe = c == '’' && previous.is_ascii_alphanumeric();
            let direction = match c {
                '“' | '‘' => Some(true),
                '”' | '’' if !is_apostrophe => Some(false),
                _ => straight.next_if(|(place, _)| *place == at).map(|(_, opens)| opens),
            };
            if let Some(opens) = direction {
                let start = paragraph.range.start + at;
                tokens.push(Token {
                    range: start..start + c.len_utf8(),
                    is_double: !matches!(c, '‘' | '’'),
                    opens,
                    paragraph: index,
                    at_start: at == 0,
                });
            }
            previous = c;
        }
    }
    tokens
}

/// A quotation that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// The token that opened it, or opened it anew in the latest paragraph.
    token: usize,
    /// The token that opened it first.
    origin: usize,
}

struct Matcher<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    tokens: &'a [Token],
    /// What is open, outermost first.
    stack: Vec<Open>,
    pairs: Pairs,
}

impl<'a> Matcher<'a> {
    /// Deals with token `index` and returns the next one to deal with.
    fn step(&mut self, index: usize) -> usize {
        let Some(token) = self.tokens.get(index) else { return index + 1 };
        let reopened = self.enter_paragraph(token);
        match (token.opens, reopened) {
            (true, true) => self.reopen(index),
            (true, false) => self.open(index, token),
            (false, _) => return self.close(index, token),
        }
        index + 1
    }

    /// What is still open from an earlier paragraph either runs on to `token` or is given up. Returns whether
    /// `token` opens a running quotation anew.
    fn enter_paragraph(&mut self, token: &Token) -> bool {
        let Some(open) = self.stack.first().and_then(|open| self.tokens.get(open.token)) else { return false };
        if open.paragraph == token.paragraph {
            return false;
        }
        let last_seen = self.stack.last().and_then(|open| self.tokens.get(open.token)).map_or(0, |last| last.paragraph);
        let is_next = token.paragraph == last_seen + 1;
        let runs_on = (last_seen..token.paragraph).all(|index| self.paragraphs.get(index).is_some_and(|p| p.is_cut));
        if runs_on {
            return false;
        }
        if open.is_double && self.is_introduced(open) {
            if token.opens && token.is_double && token.at_start && is_next {
                return true;
            }
            if !token.opens && token.is_double && token.paragraph - last_seen <= MAX_SILENT_PARAGRAPHS {
                let mark = open.range.clone();
                self.pairs.fault(&mark, FaultKind::NotReopened(token.range.clone()));
                return false;
            }
        }
        self.abandon(0);
        false
    }

    /// A quotation of several paragraphs starts its own, or follows a colon.
    fn is_introduced(&self, open: &Token) -> bool {
        open.at_start || before(self.text, open.range.start).ends_with(['：', ':'])
    }

    fn reopen(&mut self, index: usize) {
        let origin = self.stack.first().map_or(index, |open| open.origin);
        self.stack.clear();
        self.stack.push(Open { token: index, origin });
    }

    fn open(&mut self, index: usize, token: &Token) {
        let Some(top) = self.stack.last().and_then(|top| self.tokens.get(top.token)) else {
            self.stack.push(Open { token: index, origin: index });
            return;
        };
        if top.is_double != token.is_double || self.is_nested(index) {
            self.stack.push(Open { token: index, origin: index });
        } else if self.is_phrase(top, token) && self.next_alike(index).is_none_or(|(_, next)| next.opens) {
            let open = top.range.clone();
            let is_certain = self.next_alike(index).is_none();
            self.pairs.fault(&token.range, FaultKind::ReversedClosing { partner: open.clone(), is_certain });
            self.pairs.pair(&open, &token.range);
            self.stack.pop();
        } else {
            self.abandon(self.stack.len() - 1);
            self.stack.push(Open { token: index, origin: index });
        }
    }

    fn close(&mut self, index: usize, token: &Token) -> usize {
        let alike = |open: &Open| self.tokens.get(open.token).is_some_and(|open| open.is_double == token.is_double);
        if let Some(place) = self.stack.iter().rposition(alike) {
            self.abandon(place + 1);
            if let Some(open) = self.stack.pop().and_then(|open| self.tokens.get(open.origin)) {
                self.pairs.pair(&open.range, &token.range);
            }
            return index + 1;
        }
        match self.next_alike(index) {
            Some((at, partner)) if !partner.opens && self.is_phrase(token, partner) && self.stands_alone(index, at) => {
                self.pairs.fault(&token.range, FaultKind::ReversedOpening { partner: partner.range.clone() });
                self.pairs.pair(&token.range, &partner.range);
                at + 1
            }
            _ => {
                self.pairs.fault(&token.range, FaultKind::Unopened);
                index + 1
            }
        }
    }

    /// Gives up on whatever is open from place `from` of the stack on.
    fn abandon(&mut self, from: usize) {
        for open in self.stack.split_off(from.min(self.stack.len())) {
            if let Some(token) = self.tokens.get(open.token) {
                self.pairs.fault(&token.range, FaultKind::Unclosed);
            }
        }
    }

    /// “A“B”C”: double inside double, both closed.
    fn is_nested(&self, index: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let mut following = self
            .tokens
            .iter()
            .skip(index + 1)
            .filter(|next| next.is_double == token.is_double)
            .take_while(|next| next.paragraph == token.paragraph);
        following.next().is_some_and(|next| !next.opens) && following.next().is_some_and(|next| !next.opens)
    }

    /// Whether tokens `first` and `second` are the only closing marks of an unbroken run. In a longer run nobody
    /// can say which of them is the wrong way round.
    fn stands_alone(&self, first: usize, second: usize) -> bool {
        let follows_stray = self.pairs.faults.last().is_some_and(|fault| {
            let previous = first.checked_sub(1).and_then(|before| self.tokens.get(before));
            previous.is_some_and(|previous| previous.range == fault.mark && fault.kind == FaultKind::Unopened)
        });
        !follows_stray && self.next_alike(second).is_none_or(|(_, next)| next.opens)
    }

    /// The next mark of the same kind in the same paragraph.
    fn next_alike(&self, index: usize) -> Option<(usize, &'a Token)> {
        let token = self.tokens.get(index)?;
        self.tokens
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(|(_, next)| next.paragraph == token.paragraph)
            .find(|(_, next)| next.is_double == token.is_double)
    }

    /// Whether what stands between two marks may be one quoted phrase.
    fn is_phrase(&self, left: &Token, right: &Token) -> bool {
        let between = slice(self.text, left.range.end..right.range.start);
        !between.is_empty() && !between.contains(chars::is_sentence_end) && between.chars().count() <= MAX_PHRASE
    }
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::paragraphs;
    use super::super::segment::segments;
    use super::*;

    fn faults(text: &str) -> Vec<(usize, &'static str)> {
        let paragraphs = paragraphs(text);
        let segments = segments(text, &paragraphs);
        let pairs = pair_quotes(text, &paragraphs, &segments[0]);
        let name = |kind: &FaultKind| match kind {
            FaultKind::Unclosed => "unclosed",
            FaultKind::Unopened => "unopened",
            FaultKind::ReversedOpening { .. } => "reversed opening",
            FaultKind::ReversedClosing { .. } => "reversed closing",
            FaultKind::NotReopened(_) => "not reopened",
            FaultKind::Crossed(_) => "crossed",
        };
        let column = |mark: &Range<usize>| before(text, mark.start).chars().count();
        pairs.faults.iter().map(|fault| (column(&fault.mark), name(&fault.kind))).collect()
    }

    #[test]
    fn balanced_and_nested_quotations_are_silent() {
        for text in [
            "他说：“要发挥‘双语’教学的作用。”",
            "“四个意识”“四个自信”",
            "他说：“甲‘乙“丙”丁’戊。”",
            "“甲“乙”丙”",
            "it’s “fine”",
        ] {
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn a_quotation_of_several_paragraphs_reopens_and_closes_once() {
        assert_eq!(faults("他指出：“第一段。\n“第二段。\n“第三段。”\n正文。"), []);
        assert_eq!(faults("他指出：“第一段。\n“第二段。\n正文。"), [(10, "unclosed")]);
        assert_eq!(faults("他指出：“第一段。\n第二段。”\n正文。"), [(4, "not reopened")]);
        assert_eq!(faults("他指出“第一段。\n第二段”。\n正文。"), [(3, "unclosed"), (12, "unopened")]);
    }

    #[test]
    fn a_mark_the_wrong_way_round_is_found_at_its_place() {
        assert_eq!(faults("学前”双语”教育"), [(2, "reversed opening")]);
        assert_eq!(faults("学前“双语“教育"), [(5, "reversed closing")]);
        assert_eq!(faults("“甲”和”乙”与“丙”"), [(4, "reversed opening")]);
        assert_eq!(faults("“甲“和“乙”"), [(2, "reversed closing")]);
        assert_eq!(faults("甲”和”乙”"), [(1, "unopened"), (3, "unopened"), (5, "unopened")]);
    }

    #[test]
    fn a_lone_mark_is_unopened_or_unclosed() {
        assert_eq!(faults("做好双语”工作。"), [(4, "unopened")]);
        assert_eq!(faults("做好“双语工作。\n下一段“甲”。"), [(2, "unclosed")]);
        assert_eq!(faults("“甲。乙“丙”"), [(0, "unclosed")]);
    }

    #[test]
    fn a_broken_line_does_not_end_a_quotation() {
        assert_eq!(faults("编制适合我区实际的教材，努力提高“双\n语”教学的质量。"), []);
    }
}
