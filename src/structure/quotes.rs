//! Quotation marks, paired over paragraphs as GB/T 15834-2011 4.8.3.5 has it: a quotation of several paragraphs
//! opens anew at each of them and closes once, at its end.

use super::pairs::{FaultKind, Pairs};
use super::paragraph::Paragraph;
use super::quote_marks::{MAX_AHEAD, QuoteMark, QuoteMarks};
use super::segment::Segment;
use crate::text::{after, before, chars, slice};

/// Without a mark at the start of each paragraph, a quotation is followed over so many paragraphs at most.
const MAX_SILENT_PARAGRAPHS: usize = 3;

/// Pairs the quotation marks of one document: the curly ones, and the straight ones whose direction is sure.
pub(super) fn pair_quotes(text: &str, paragraphs: &[Paragraph], segment: &Segment) -> Pairs {
    let marks = QuoteMarks::of(text, paragraphs, segment);
    let goes_on = |paragraph: &Paragraph| paragraph.is_cut || paragraph.is_table_row;
    let first = segment.paragraphs.start;
    let lines = paragraphs.get(segment.paragraphs.clone()).unwrap_or_default();
    let goes_on = lines.iter().map(goes_on).collect();
    let (stack, pairs) = (Vec::new(), Pairs::default());
    let mut matcher = Matcher { text, first, goes_on, marks: &marks, stack, pairs };
    let mut index = 0;
    while index < marks.len() {
        index = matcher.step(index);
    }
    matcher.abandon(0);
    matcher.pairs.sorted()
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
    /// Index of the first paragraph of the document, and for each of its paragraphs whether it goes on in the next: a
    /// broken line, a cell of a table.
    first: usize,
    goes_on: Vec<bool>,
    marks: &'a QuoteMarks<'a>,
    /// What is open, outermost first.
    stack: Vec<Open>,
    pairs: Pairs,
}

impl<'a> Matcher<'a> {
    /// Deals with token `index` and returns the next one to deal with.
    fn step(&mut self, index: usize) -> usize {
        let Some(token) = self.marks.get(index) else { return index + 1 };
        let reopened = self.enter_paragraph(token);
        match (token.opens, reopened) {
            (true, true) => self.reopen(index),
            (true, false) => return self.open(index, token),
            (false, _) => return self.close(index, token),
        }
        index + 1
    }

    /// What is still open from an earlier paragraph either runs on to `token` or is given up. Returns whether
    /// `token` opens a running quotation anew.
    fn enter_paragraph(&mut self, token: &QuoteMark) -> bool {
        let Some(open) = self.stack.first().and_then(|open| self.marks.get(open.token)) else { return false };
        if open.paragraph == token.paragraph {
            return false;
        }
        let last_seen = self.stack.last().and_then(|open| self.marks.get(open.token)).map_or(0, |last| last.paragraph);
        let is_next = token.paragraph == last_seen + 1;
        let between = last_seen.saturating_sub(self.first)..token.paragraph.saturating_sub(self.first);
        let runs_on = self.goes_on.get(between).is_some_and(|lines| lines.iter().all(|goes_on| *goes_on));
        if runs_on {
            return false;
        }
        if open.is_double && self.marks.is_introduced(open) {
            if token.opens && token.is_double && token.at_start && is_next {
                return true;
            }
            if !token.opens && token.is_double && token.paragraph - last_seen <= MAX_SILENT_PARAGRAPHS {
                let mark = open.range;
                self.pairs.fault(mark, FaultKind::NotReopened(token.range));
                return false;
            }
        }
        self.abandon(0);
        false
    }

    fn reopen(&mut self, index: usize) {
        let origin = self.stack.first().map_or(index, |open| open.origin);
        self.stack.clear();
        self.stack.push(Open { token: index, origin });
    }

    fn open(&mut self, index: usize, token: &QuoteMark) -> usize {
        let innermost = self.stack.last().copied();
        let Some((open, top)) = innermost.and_then(|open| Some((open, self.marks.get(open.token)?))) else {
            self.stack.push(Open { token: index, origin: index });
            return index + 1;
        };
        if self.reopens(index, open) {
            self.reopen(index);
        } else if let Some(at) = self.marks.swapped(index, top) {
            return self.swap(index, top, at);
        } else if top.is_double != token.is_double || self.marks.is_nested(index) || self.is_quoted_inside(index, open)
        {
            self.stack.push(Open { token: index, origin: index });
        } else if self.marks.is_phrase(top, token) && self.marks.next_alike(index).is_none_or(|(_, next)| next.opens) {
            let open = top.range;
            let is_certain = self.marks.next_alike(index).is_none();
            self.pairs.fault(token.range, FaultKind::ReversedClosing { partner: open, is_certain });
            self.pairs.pair(open, token.range);
            self.stack.pop();
        } else {
            self.abandon(self.stack.len() - 1);
            self.stack.push(Open { token: index, origin: index });
        }
        index + 1
    }

    /// Whether the mark opens the wording of an amended article anew at its next paragraph, where all of them stand in
    /// one line: 修改为：“甲。“乙。“丙。”
    fn reopens(&self, index: usize, open: Open) -> bool {
        let Some(token) = self.marks.get(index).filter(|token| token.is_double) else { return false };
        // “（一）…；“（二）…: the items of an article are paragraphs of their own.
        let is_item = after(self.text, token.range.end).starts_with(['（', '(']);
        let head = before(self.text, token.range.start);
        if !(self.marks.follows_sentence(token) || is_item && head.ends_with('：')) {
            return false;
        }
        let origin = self.marks.get(open.origin).filter(|origin| origin.is_double && self.stack.len() == 1);
        let opens_wording =
            origin.is_some_and(|origin| self.marks.is_introduced(origin) && self.marks.is_amendment(origin));
        (is_item && origin.is_some()) || (opens_wording && self.marks.closes_once(index, token.paragraph))
    }

    /// Whether a phrase is quoted inside a wording that has been opened anew.
    fn is_quoted_inside(&self, index: usize, open: Open) -> bool {
        let token = self.marks.get(index);
        let partner = self.marks.next_alike(index).filter(|(_, partner)| !partner.opens);
        open.origin != open.token
            && token.zip(partner).is_some_and(|(token, (_, partner))| self.marks.is_phrase(token, partner))
    }

    fn swap(&mut self, index: usize, top: &QuoteMark, at: usize) -> usize {
        if let Some((token, partner)) = self.marks.get(index).zip(self.marks.get(at)) {
            let kind = FaultKind::BothReversed { partner: partner.range, is_certain: false };
            self.pairs.fault(token.range, kind);
            self.pairs.pair(top.range, token.range);
        }
        self.stack.pop();
        self.stack.push(Open { token: at, origin: at });
        at + 1
    }

    /// Whether ”甲“ stands at `index`, and whether all marks of the paragraph stand so. `None` where the marks that
    /// follow would be left without a partner.
    fn both_reversed(&self, index: usize) -> Option<bool> {
        let mut at = index;
        let mut is_certain = true;
        for _ in 0..MAX_AHEAD {
            let (second, open) = self.marks.next_alike(at).filter(|(_, open)| open.opens)?;
            let token = self.marks.get(at).filter(|token| self.marks.is_phrase(token, open))?;
            // 走吧，”他说，“我们: each of the two has lost its partner.
            let phrase = slice(self.text, token.range.end..open.range.start);
            if phrase.ends_with(chars::is_point) || self.marks.follows_sentence(token) {
                return None;
            }
            is_certain &= !phrase.contains(chars::is_point);
            match self.marks.next_alike(second) {
                None => return Some(is_certain && self.is_first_or_mended(index)),
                Some((_, next)) if next.opens => return Some(false),
                Some((next, _)) => at = next,
            }
        }
        None
    }

    /// Whether no mark of the paragraph stands before `index` but those that have been found reversed.
    fn is_first_or_mended(&self, index: usize) -> bool {
        let paragraph = self.marks.get(index).map(|token| token.paragraph);
        let previous = index.checked_sub(1).and_then(|before| self.marks.get(before));
        let Some(previous) = previous.filter(|previous| Some(previous.paragraph) == paragraph) else { return true };
        let last = self.pairs.faults.last().map(|fault| &fault.kind);
        matches!(last, Some(FaultKind::BothReversed { partner, is_certain: true }) if *partner == previous.range)
    }

    fn close(&mut self, index: usize, token: &QuoteMark) -> usize {
        let alike = |open: &Open| self.marks.get(open.token).is_some_and(|open| open.is_double == token.is_double);
        if let Some(place) = self.stack.iter().rposition(alike) {
            self.abandon(place + 1);
            if let Some(open) = self.stack.pop().and_then(|open| self.marks.get(open.origin)) {
                self.pairs.pair(open.range, token.range);
            }
            return index + 1;
        }
        match self.marks.next_alike(index) {
            Some((at, partner))
                if !partner.opens && self.marks.is_phrase(token, partner) && self.stands_alone(index, at) =>
            {
                self.pairs.fault(token.range, FaultKind::ReversedOpening { partner: partner.range });
                self.pairs.pair(token.range, partner.range);
                at + 1
            }
            Some((at, partner)) if partner.opens => match self.both_reversed(index) {
                Some(is_certain) => {
                    let kind = FaultKind::BothReversed { partner: partner.range, is_certain };
                    self.pairs.fault(token.range, kind);
                    self.pairs.pair(token.range, partner.range);
                    at + 1
                }
                None => self.unopened(index, token),
            },
            _ => self.unopened(index, token),
        }
    }

    fn unopened(&mut self, index: usize, token: &QuoteMark) -> usize {
        self.pairs.fault(token.range, FaultKind::Unopened);
        index + 1
    }

    /// Gives up on whatever is open from place `from` of the stack on.
    fn abandon(&mut self, from: usize) {
        for open in self.stack.split_off(from.min(self.stack.len())) {
            if let Some(token) = self.marks.get(open.token) {
                self.pairs.fault(token.range, FaultKind::Unclosed);
            }
        }
    }

    /// Whether tokens `first` and `second` are the only closing marks of an unbroken run. In a longer run nobody
    /// can say which of them is the wrong way round.
    fn stands_alone(&self, first: usize, second: usize) -> bool {
        let follows_stray = self.pairs.faults.last().is_some_and(|fault| {
            let previous = first.checked_sub(1).and_then(|before| self.marks.get(before));
            previous.is_some_and(|previous| previous.range == fault.mark && fault.kind == FaultKind::Unopened)
        });
        !follows_stray && self.marks.next_alike(second).is_none_or(|(_, next)| next.opens)
    }
}

#[cfg(test)]
mod tests {
    use super::super::paragraph_parser::paragraphs;
    use super::super::segment::segments;
    use super::*;
    use crate::text::Span;

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
            FaultKind::BothReversed { is_certain: true, .. } => "both reversed",
            FaultKind::BothReversed { .. } => "perhaps both reversed",
            FaultKind::Crossed(_) => "crossed",
        };
        let column = |mark: &Span| before(text, mark.start).chars().count();
        pairs.faults.iter().map(|fault| (column(&fault.mark), name(&fault.kind))).collect()
    }

    #[test]
    fn balanced_and_nested_quotations_are_silent() {
        for text in [
            "他说：“要发挥‘双语’教学的作用。”",
            "“四个意识”“四个自信”",
            "他说：“甲‘乙“丙”丁’戊。”",
            "“甲“乙”丙”",
            "“甲“乙”丙“丁”戊”",
            "it’s “fine”",
            "输入‘status’命令，it’s ‘done’。",
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
    fn reversed_marks_around_one_phrase_are_one_fault() {
        assert_eq!(faults("做到”双语“教学。"), [(2, "both reversed")]);
        assert_eq!(faults("做到”双语“和”同城“教学。"), [(2, "both reversed"), (7, "both reversed")]);
        assert_eq!(faults("做到”双语“和“同城”教学。"), [(2, "perhaps both reversed")]);
        assert_eq!(faults("他说：“水够了。“站长回答，”再浇一遍。”"), [(8, "perhaps both reversed")]);
        assert_eq!(faults("说”去。乙“丙"), [(1, "unopened"), (5, "unclosed")]);
        assert_eq!(faults("走吧，”他说，“我们"), [(3, "unopened"), (7, "unclosed")]);
        assert_eq!(faults("走吧。”他说“我们"), [(3, "unopened"), (6, "unclosed")]);
    }

    #[test]
    fn an_amended_article_opens_anew_at_each_of_its_sentences() {
        assert_eq!(faults("将第十条修改为：“甲乙。“丙丁。“戊己。”二、删去。"), []);
        assert_eq!(faults("将第十条修改为：“甲乙。“应当“同城”办理。“戊己。”"), []);
        assert_eq!(faults("“年限为：“（一）甲；“（二）乙；“（三）丙。”"), []);
        assert_eq!(faults("他说：“甲乙。“丙丁。“戊己。”"), [(3, "unclosed"), (7, "unclosed")]);
    }

    #[test]
    fn a_cell_goes_on_in_the_next_row() {
        assert_eq!(faults("| 一 | 抓好“双语 |\n|    | 教学”工作 |"), []);
        assert_eq!(faults("| 一 | 抓好“双语 |\n| 二 | 其他工作 |"), [(8, "unclosed")]);
    }

    #[test]
    fn a_phrase_has_forty_characters() {
        let silent = |length: usize| faults(&format!("”{}”", "甲".repeat(length))) == [(0, "reversed opening")];
        assert!(silent(40) && !silent(41));
    }

    #[test]
    fn an_unmarked_quotation_runs_over_three_paragraphs() {
        let quotation = |lines: usize| faults(&format!("他指出：“甲。{}”", "\n乙。".repeat(lines)));
        assert_eq!(quotation(3), [(4, "not reopened")]);
        assert_eq!(quotation(4)[0], (4, "unclosed"));
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
