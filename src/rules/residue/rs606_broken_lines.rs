//! RS606: sentences broken over several lines.

use std::cell::LazyCell;
use std::ops::Range;

use super::words::Pairs;
use super::wrap::{Wrap, indentation, indents_paragraphs};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, TextKind, card_page};
use crate::structure::{Paragraph, numeral, ordinal};
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("residue/RS606-broken-lines.md"), Check::Layout(check)).not_in(&[TextKind::Markdown]);

/// A line of running text is at least so long, unless it holds a whole sentence. In characters.
const MIN_BODY: usize = 45;
const MIN_LINE: usize = 12;

/// What comes before a line that cannot be one is at least so long: a title may be broken, too.
const MIN_TITLE: usize = 8;

/// Particles that no line starts with, and the words that begin with the same character.
const NEVER_FIRST: [&str; 6] = ["的", "们", "上的讲话", "上的报告", "之一", "等方面"];
const NOT_PARTICLES: [&str; 2] = ["的确", "的士"];

fn check(draft: &RawDraft) -> Vec<Residue> {
    // Few drafts have a line that only their words can judge.
    let pairs = LazyCell::new(|| Pairs::of(draft.text));
    let split = |left: char, right: char| pairs.join(left, right);
    let wrap = Wrap::of(draft);
    let lines = Lines { draft, split: &split, wrap, is_indented: wrap.is_some() && indents_paragraphs(draft) };
    let mut found = Vec::new();
    let mut continues = false;
    for (index, two) in draft.paragraphs.windows(2).enumerate() {
        let [first, second] = two else { continue };
        let joined = lines.join(index, first, second, continues);
        continues = joined.is_some();
        found.extend(joined);
    }
    found
}

/// The breaks that this rule takes out.
pub(crate) fn breaks(draft: &RawDraft) -> Vec<Range<usize>> {
    check(draft).into_iter().filter_map(|residue| residue.cut).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// The second line starts as no line can.
    Impossible,
    /// The break splits a word that the draft writes elsewhere.
    SplitWord,
    /// The first line stops in the middle of a sentence.
    OpenSentence,
    /// The first line ends with a sentence, where all lines of the draft are broken.
    FullLine,
}

/// The lines of a draft and what is known of their breaks.
struct Lines<'a> {
    draft: &'a RawDraft<'a>,
    /// Whether two characters that a break keeps apart belong to one word.
    split: &'a dyn Fn(char, char) -> bool,
    wrap: Option<Wrap>,
    /// Whether a paragraph of the draft starts with an indentation.
    is_indented: bool,
}

impl Lines<'_> {
    /// The break between two lines, if it is none. `continues`: the first line is itself the rest of a broken one.
    fn join(&self, index: usize, first: &Paragraph, second: &Paragraph, continues: bool) -> Option<Residue> {
        if first.is_table_row || second.is_table_row {
            return None;
        }
        let draft = self.draft;
        let (head, tail) = (slice(draft.text, first.range.clone()), slice(draft.text, second.range.clone()));
        let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
        let certainty =
            self.certainty(head, tail, continues).or_else(|| self.wrapped(head, first, second, continues))?;
        // A numbered heading stands on a line of its own, however long.
        let is_heading = starts_with_marker(draft, index, first) && !head.contains(chars::is_sentence_end);
        let is_full = is_heading && head.contains(['，', ',']) && self.fills(first);
        if starts_with_marker(draft, index + 1, second)
            || (is_heading && !is_full && certainty != Certainty::Impossible)
        {
            return None;
        }
        let gap = first.range.end..second.range.start;
        Some(residue(gap, left, right, certainty))
    }

    fn certainty(&self, head: &str, tail: &str, continues: bool) -> Option<Certainty> {
        let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
        let length = head.chars().count();
        if !stops_inside(head, left) {
            return None;
        }
        if never_first(tail, right) && length >= MIN_TITLE {
            return Some(Certainty::Impossible);
        }
        let has_comma = head.contains(['，', ',']);
        let split = || chars::is_han(left) && chars::is_han(right) && (self.split)(left, right);
        let is_body = head.contains(chars::is_sentence_end) || (has_comma && (length >= MIN_BODY || continues));
        let starts_inside = chars::is_han(right) || matches!(right, '“' | '《' | '‘') || right.is_ascii_digit();
        if !starts_inside || length < MIN_LINE || is_page_number(tail) || !(is_body || (has_comma && split())) {
            return None;
        }
        Some(if is_body && split() { Certainty::SplitWord } else { Certainty::OpenSentence })
    }

    /// A line as wide as the others of a wrapped draft goes on in the next, unless that is indented.
    fn wrapped(&self, head: &str, first: &Paragraph, second: &Paragraph, continues: bool) -> Option<Certainty> {
        if !self.fills(first) || indentation(self.draft, second) > 0 {
            return None;
        }
        let last = head.chars().next_back()?;
        let ends_clause = chars::is_sentence_end(last) || matches!(last, '；' | ';' | '：' | ':' | '”' | '）' | ')');
        if ends_clause {
            // Here a paragraph may end as well, unless the next would be indented.
            self.is_indented.then_some(Certainty::FullLine)
        } else {
            // A title has no point.
            let holds_point = |line: &str| line.contains(chars::is_point);
            let tail = slice(self.draft.text, second.range.clone());
            (holds_point(head) || (continues && holds_point(tail))).then_some(Certainty::OpenSentence)
        }
    }

    fn fills(&self, line: &Paragraph) -> bool {
        self.wrap.is_some_and(|wrap| wrap.fills(self.draft, line))
    }
}

/// Whether a line stops where no sentence does. The caption of a photograph does: （记者 某某 摄）.
pub(super) fn stops_inside(head: &str, last: char) -> bool {
    let inner = head.trim_end_matches(chars::is_closing).chars().next_back();
    if inner.is_some_and(|c| chars::is_sentence_end(c) || matches!(c, '…' | '：' | '；')) {
        return false;
    }
    let is_open = chars::is_han(last)
        || chars::is_opening(last)
        || matches!(last, '，' | ',' | '、' | '”' | '》')
        || last.is_ascii_digit();
    is_open && !head.ends_with('摄')
}

fn never_first(tail: &str, first: char) -> bool {
    let is_word = NOT_PARTICLES.iter().any(|word| tail.starts_with(word));
    matches!(first, '，' | '。' | '、' | '；' | '？' | '！' | '”' | '’' | '）' | '》' | '】' | '〉')
        || (!is_word && NEVER_FIRST.iter().any(|word| tail.starts_with(word)))
}

fn is_page_number(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
        || numeral::arabic(line).is_some_and(|n| n.len == line.len())
}

pub(super) fn starts_with_marker(draft: &RawDraft, index: usize, paragraph: &Paragraph) -> bool {
    ordinal::markers(draft.text, index, paragraph).first().is_some_and(|marker| marker.at_start && !marker.is_doubtful)
}

fn residue(gap: Range<usize>, left: char, right: char, certainty: Certainty) -> Residue {
    let around = |c: char| if chars::is_han(c) { c.to_string() } else { String::new() };
    let message = match certainty {
        Certainty::SplitWord => format!("一句话在“{left}{right}”中间断行，应当接上。"),
        Certainty::Impossible => format!("一句话在这里断行，下一行不能以“{right}”开头，应当接上。"),
        Certainty::OpenSentence => format!("这一行停在句中“……{}”，似应与下一行相接。", around(left)),
        Certainty::FullLine => "全文按固定宽度断行，这一行似应与下一行相接。".to_owned(),
    };
    // The space between two Latin words went with the line break.
    let are_letters = left.is_ascii_alphabetic() && right.is_ascii_alphabetic();
    let edits = vec![Edit::replace(gap.clone(), if are_letters { " " } else { "" })];
    let fix = match certainty {
        Certainty::OpenSentence | Certainty::FullLine => Fix::likely("接上下一行", edits),
        _ => Fix::safe("接上下一行", edits),
    };
    Residue { report: Report::new(gap.clone(), message).fix(fix).proof(Proof::SplitLine), cut: Some(gap) }
}
