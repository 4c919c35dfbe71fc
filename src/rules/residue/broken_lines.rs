//! Where sentences were broken over several lines.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::wrap::{Wrap, indentation, indents_paragraphs};
use crate::finding::{Edit, Fix};
use crate::knowledge::pairs::Pairs;
use crate::knowledge::seams::Seams;
use crate::rules::{Proof, RawDraft, Report, Residue};
use crate::structure::{Kind, Paragraph, numeral, ordinal};
use crate::text::{Span, after, before, chars, slice};

/// A line of running text is at least so long, unless it holds a whole sentence. In characters.
const MIN_BODY: usize = 45;
const MIN_LINE: usize = 12;

/// What comes before a line that cannot be one is at least so long: a title may be broken, too.
const MIN_TITLE: usize = 8;

/// The label of a line has at most so many characters, with its colon.
const LONGEST_LABEL: usize = 7;

/// So many breaks that are none show that lines were broken; each allows for so many doubtful ones.
const MIN_EVIDENCE: usize = 2;
const MAX_DOUBTFUL: usize = 3;

/// Of so many lines with points inside, one stops without a point where lines may end anywhere.
const FREE_LINES: usize = 4;

/// Particles that no line starts with, and the words that begin with the same character.
const NEVER_FIRST: [&str; 6] = ["的", "们", "上的讲话", "上的报告", "之一", "等方面"];
const NOT_PARTICLES: [&str; 2] = ["的确", "的士"];

/// How a caption ends that says whose the photograph is.
const CREDITS: [&str; 5] = ["摄", "社发", "供图", "制图", "资料图片"];

/// The breaks of the draft, with what RS606 says of them.
pub(super) fn broken_lines(draft: &RawDraft) -> Vec<Residue> {
    // Few drafts have a line that only their words can judge.
    let pairs = LazyCell::new(|| Pairs::of(draft.text));
    let parts = LazyCell::new(|| draft.resources.model.as_deref().and_then(|model| model.parts()));
    let split = |head: &str, tail: &str| match parts.as_ref() {
        Some(parts) => {
            let seams = Seams::new(parts);
            // 最多⏎次贷: the line ends with a whole word as it stands, though 多次 is one, too.
            seams.word(head, tail).filter(|_| !seams.ends_word(head))
        }
        None => word_of_draft(&pairs, head, tail),
    };
    let wrap = Wrap::of(draft);
    let lines = Lines { draft, split: &split, wrap, is_indented: wrap.is_some() && indents_paragraphs(draft) };
    let breaks = lines.breaks();
    let ends_freely = ends_freely(draft, &breaks);
    // A line may well stop without a point. Only where the draft is broken elsewhere is it taken for another break.
    let certain = breaks.iter().filter(|found| found.certainty.is_evidence()).count();
    let doubtful = breaks.iter().filter(|found| found.certainty == Certainty::OpenSentence).count();
    let is_broken = certain >= MIN_EVIDENCE && certain * MAX_DOUBTFUL >= doubtful;
    let is_sure = |found: &Break| match found.certainty {
        Certainty::OpenSentence => is_broken && !ends_freely,
        Certainty::SplitWord(_) => !ends_freely,
        _ => true,
    };
    breaks.into_iter().filter(is_sure).filter_map(|found| found.residue(draft)).collect()
}

/// Whether lines of the draft stop without a point as its author likes, as the steps of a recipe do: then a word across
/// the end of one may be chance. Lines that are broken say nothing of that.
fn ends_freely(draft: &RawDraft, breaks: &[Break]) -> bool {
    let broken: HashSet<usize> = breaks.iter().map(|found| found.gap.start).collect();
    let is_running = |line: &str| line.contains(chars::is_point) && line.chars().nth(MIN_LINE).is_some();
    let whole = draft.paragraphs.iter().filter(|paragraph| !broken.contains(&paragraph.range.end));
    let lines: Vec<&str> = whole.map(|it| slice(draft.text, it.range)).filter(|it| is_running(it)).collect();
    let open = lines.iter().filter(|line| line.ends_with(chars::is_han)).count();
    open >= FREE_LINES && open * FREE_LINES >= lines.len()
}

/// The breaks that are taken out: the lines are joined there, and nobody else need say so.
pub(in crate::rules) fn breaks(draft: &RawDraft) -> Vec<Span> {
    broken_lines(draft).into_iter().flat_map(|residue| residue.cuts).collect()
}

/// The characters on both sides of a break, where the draft itself writes them together again and again.
fn word_of_draft(pairs: &Pairs, head: &str, tail: &str) -> Option<String> {
    let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
    pairs.join(left, right).then(|| format!("{left}{right}"))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Certainty {
    /// The second line starts with a mark or a character that no line starts with.
    Impossible,
    /// The second line starts with a particle, or at a mark that something is lost before.
    Particle,
    /// The break splits a word.
    SplitWord(String),
    /// A site has numbered its pieces of the text, and the number splits a word.
    NumberedPiece(String),
    /// The first line stops at a mark that ends no paragraph.
    OpenMark,
    /// All lines of the draft are broken at the width of this one, which stops in the middle of a sentence.
    FullSentence,
    /// The first line stops in the middle of a sentence.
    OpenSentence,
    /// The first line ends with a sentence, where all lines of the draft are broken.
    FullLine,
}

impl Certainty {
    /// Whether it shows that lines of the draft were broken.
    fn is_evidence(&self) -> bool {
        !matches!(self, Certainty::OpenSentence | Certainty::FullLine)
    }
}

/// A break between two lines.
struct Break {
    gap: Span,
    certainty: Certainty,
}

/// The lines of a draft and what is known of their breaks.
struct Lines<'a> {
    draft: &'a RawDraft<'a>,
    /// The word that a break splits.
    split: &'a dyn Fn(&str, &str) -> Option<String>,
    wrap: Option<Wrap>,
    /// Whether a paragraph of the draft starts with an indentation.
    is_indented: bool,
}

impl Lines<'_> {
    fn breaks(&self) -> Vec<Break> {
        let mut found = Vec::new();
        let mut continues = false;
        for (index, two) in self.draft.paragraphs.windows(2).enumerate() {
            let [first, second] = two else { continue };
            let joined = self.join(index, first, second, continues);
            continues = joined.is_some();
            found.extend(joined);
        }
        found
    }

    /// The break between two lines, if it is none. `continues`: the first line is itself the rest of a broken one.
    fn join(&self, index: usize, first: &Paragraph, second: &Paragraph, continues: bool) -> Option<Break> {
        if first.is_table_row || second.is_table_row {
            return None;
        }
        let draft = self.draft;
        let (head, tail) = (slice(draft.text, first.range), slice(draft.text, second.range));
        if let Some(piece) = self.numbered_piece(head, second, tail) {
            return Some(piece.after(first));
        }
        let certainty = match self.certainty(head, tail, continues) {
            None | Some(Certainty::OpenSentence) => self.wrapped(head, first, second, continues),
            _ => None,
        };
        let certainty = certainty.or_else(|| self.certainty(head, tail, continues))?;
        // A numbered heading stands on a line of its own, however long.
        let is_heading = starts_with_marker(draft, index, first) && !head.contains(chars::is_sentence_end);
        let is_full = is_heading && head.contains(['，', ',']) && self.fills(first);
        let is_sure = matches!(certainty, Certainty::Impossible | Certainty::Particle | Certainty::SplitWord(_));
        // 二是 opens no paragraph where all of them are indented.
        let is_full_line = matches!(certainty, Certainty::FullLine | Certainty::FullSentence);
        let is_item = match marker_at_start(draft, index + 1, second) {
            Some(kind) => !(kind.is_free() && self.is_indented && is_full_line),
            None => false,
        };
        if is_item || (is_heading && !is_full && !is_sure) {
            return None;
        }
        Some(Break { gap: Span::new(first.range.end, second.range.start), certainty })
    }

    fn certainty(&self, head: &str, tail: &str, continues: bool) -> Option<Certainty> {
        let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
        let length = head.chars().count();
        if !stops_inside(head, left) {
            return None;
        }
        if length >= MIN_TITLE {
            // Between two marks something is lost: “⏎”.
            let is_between_marks = chars::is_opening(left) || chars::is_point(left);
            if is_closing_mark(right) && !is_between_marks || right == '们' {
                return Some(Certainty::Impossible);
            }
            if never_first(tail, right) {
                return Some(Certainty::Particle);
            }
        }
        let starts_inside = chars::is_han(right) || matches!(right, '“' | '《' | '‘') || right.is_ascii_digit();
        if !starts_inside || length < MIN_TITLE || is_page_number(tail) {
            return None;
        }
        // A cell of a table may end anywhere.
        let is_text = |line: &str| line.contains(chars::is_point) || continues;
        if (is_text(head) || is_text(tail))
            && !is_label(tail)
            && let Some(word) = (self.split)(head, tail)
        {
            return Some(Certainty::SplitWord(word));
        }
        let has_comma = head.contains(['，', ',']);
        let is_body = head.contains(chars::is_sentence_end) || (has_comma && (length >= MIN_BODY || continues));
        if length < MIN_LINE || !is_body {
            return None;
        }
        let is_open = matches!(left, '、' | '《' | '“' | '（') || (matches!(left, '，' | ',') && is_text(tail));
        Some(if is_open { Certainty::OpenMark } else { Certainty::OpenSentence })
    }

    /// The number that a site put before the next piece of a text, where it stands in the middle of a word.
    fn numbered_piece(&self, head: &str, second: &Paragraph, tail: &str) -> Option<NumberedPiece> {
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        let number = after(tail, digits);
        let mark = number.chars().next().filter(|c| matches!(c, '、' | '.' | '．'))?.len_utf8();
        let rest = after(number, mark);
        let is_number = (1..=3).contains(&digits) && stops_inside(head, head.chars().next_back()?);
        let word = is_number.then(|| (self.split)(head, rest)).flatten()?;
        Some(NumberedPiece { end: second.range.start + digits + mark, word })
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
            let tail = slice(self.draft.text, second.range);
            // Nor is it indented like the first line of a paragraph, above text that is not.
            let opens_paragraph = self.is_indented && indentation(self.draft, first) > 0;
            let goes_on = (continues || opens_paragraph) && holds_point(tail);
            (holds_point(head) || goes_on).then_some(Certainty::FullSentence)
        }
    }

    fn fills(&self, line: &Paragraph) -> bool {
        self.wrap.is_some_and(|wrap| wrap.fills(self.draft, line))
    }
}

/// A piece of a text with a site's number before it.
struct NumberedPiece {
    /// Where the number ends.
    end: usize,
    word: String,
}

impl NumberedPiece {
    fn after(self, first: &Paragraph) -> Break {
        Break { gap: Span::new(first.range.end, self.end), certainty: Certainty::NumberedPiece(self.word) }
    }
}

/// Whether a line stops where no sentence does. The caption of a photograph does: 新华社发, （记者 某某 摄）.
pub(super) fn stops_inside(head: &str, last: char) -> bool {
    let inner = head.trim_end_matches(chars::is_closing).chars().next_back();
    if inner.is_some_and(|c| chars::is_sentence_end(c) || matches!(c, '…' | '：' | '；')) {
        return false;
    }
    let is_open = chars::is_han(last)
        || chars::is_opening(last)
        || matches!(last, '，' | ',' | '、' | '”' | '》')
        || last.is_ascii_digit();
    is_open && !CREDITS.iter().any(|credit| head.ends_with(credit))
}

/// Whether a line starts with a label: 地点：.
fn is_label(line: &str) -> bool {
    line.chars().take(LONGEST_LABEL).any(|c| matches!(c, '：' | ':'))
}

/// A mark that no line starts with.
fn is_closing_mark(first: char) -> bool {
    matches!(first, '，' | '。' | '、' | '；' | '？' | '！' | '”' | '’' | '）' | '》' | '】' | '〉')
}

fn never_first(tail: &str, first: char) -> bool {
    let is_word = NOT_PARTICLES.iter().any(|word| tail.starts_with(word));
    is_closing_mark(first) || (!is_word && NEVER_FIRST.iter().any(|word| tail.starts_with(word)))
}

fn is_page_number(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
        || numeral::arabic(line).is_some_and(|n| n.len == line.len())
}

pub(super) fn starts_with_marker(draft: &RawDraft, index: usize, paragraph: &Paragraph) -> bool {
    marker_at_start(draft, index, paragraph).is_some()
}

/// The class of the marker that opens a line.
fn marker_at_start(draft: &RawDraft, index: usize, paragraph: &Paragraph) -> Option<Kind> {
    let markers = ordinal::markers(draft.text, index, paragraph);
    markers.first().filter(|marker| marker.at_start && !marker.is_doubtful).map(|marker| marker.kind)
}

/// Whether what follows may start a line by itself: 沾着的肉⏎鸡腿翻面 splits no 肉鸡.
fn starts_word(draft: &RawDraft, at: usize) -> bool {
    let parts = draft.resources.model.as_deref().and_then(|model| model.parts());
    parts.is_some_and(|parts| Seams::new(&parts).starts_word(after(draft.text, at)))
}

/// Whether the line that ends at `at` holds no point, as titles and captions do: what seems a word across its end may be
/// chance.
fn may_be_title(draft: &RawDraft, at: usize) -> bool {
    let head = before(draft.text, at);
    let line = head.rsplit(['\n', '\r']).next().unwrap_or(head);
    !line.contains(chars::is_point)
}

impl Break {
    fn residue(self, draft: &RawDraft) -> Option<Residue> {
        let Break { gap, certainty } = self;
        let left = before(draft.text, gap.start).chars().next_back()?;
        let right = after(draft.text, gap.end).chars().next()?;
        let around = if chars::is_han(left) { left.to_string() } else { String::new() };
        let message = match &certainty {
            Certainty::SplitWord(word) => format!("一句话在“{word}”中间断行，应当接上。"),
            Certainty::NumberedPiece(word) => {
                let number = slice(draft.text, gap).trim();
                format!("网站分段时加的序号“{number}”把“{word}”断开了，应当删去并接上。")
            }
            Certainty::Impossible | Certainty::Particle => {
                format!("一句话在这里断行，下一行不能以“{right}”开头，应当接上。")
            }
            Certainty::OpenMark | Certainty::OpenSentence | Certainty::FullSentence => {
                format!("这一行停在句中“……{around}”，似应与下一行相接。")
            }
            Certainty::FullLine => "全文按固定宽度断行，这一行似应与下一行相接。".to_owned(),
        };
        // The space between two Latin words went with the line break.
        let are_letters = left.is_ascii_alphabetic() && right.is_ascii_alphabetic();
        let edits = vec![Edit::replace(gap, if are_letters { " " } else { "" })];
        let fix = match certainty {
            Certainty::SplitWord(_) if starts_word(draft, gap.end) || may_be_title(draft, gap.start) => {
                Fix::likely("接上下一行", edits)
            }
            Certainty::SplitWord(_) | Certainty::Impossible => Fix::safe("接上下一行", edits),
            Certainty::NumberedPiece(_) => Fix::likely("删去序号，接上下一行", edits),
            _ => Fix::likely("接上下一行", edits),
        };
        Some(Residue { report: Report::new(gap, message).fix(fix).proof(Proof::SplitLine), cuts: vec![gap] })
    }
}
