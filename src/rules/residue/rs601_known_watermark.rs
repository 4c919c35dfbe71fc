//! RS601: watermarks of document-sharing sites in running text.

use std::collections::BTreeSet;

use crate::finding::{Edit, Fix, Severity};
use crate::knowledge::seams::Seams;
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, card_page};
use crate::text::{Span, after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS601-known-watermark.md"), Check::Residue(check));

/// Characters that meet others by chance all the time: a pair with one of them is no word.
const FUNCTION_CHARACTERS: &str =
    "的了和是在与及或等有为不这那也就都而以大小中上下到从对于将把被让向其之所各我你他们个";

/// A watermark may start with a character that may as well be the draft's: 基 + 本资料权属… reads 基本 or 基|层.
const SHARED_HEAD: char = '本';

fn check(draft: &RawDraft) -> Vec<Residue> {
    let text = draft.text;
    let watermarks = draft.resources.watermarks.find(text);
    if watermarks.is_empty() {
        return Vec::new();
    }
    let parts = draft.resources.model.as_deref().and_then(|model| model.parts());
    let words = Words::around(text, watermarks.iter().map(|found| &found.range), parts.as_ref().map(Seams::new));
    watermarks.into_iter().filter_map(|found| residue(text, &words, found.range, found.is_certain)).collect()
}

fn residue(text: &str, words: &Words, range: Span, is_certain: bool) -> Option<Residue> {
    let range = without_shared_head(text, words, range);
    let watermark = slice(text, range);
    let closes_word = words.close(text, range);
    if is_certain || closes_word {
        let (message, fix) = removal(text, range, closes_word);
        let report = Report::new(range, message).fix(fix).proof(Proof::SplitWord);
        return Some(Residue { report, cuts: vec![range] });
    }
    is_own_line(text, range).then(|| Residue {
        report: Report::new(range, format!("疑似网站名“{watermark}”混入文稿。"))
            .severity(Severity::Warning)
            .fix(Fix::alternative("删去", vec![Edit::delete(range)])),
        cuts: Vec::new(),
    })
}

fn removal(text: &str, range: Span, closes_word: bool) -> (String, Fix) {
    let watermark = slice(text, range);
    let edits = vec![Edit::delete(range)];
    match sides(text, range) {
        (Some(left), Some(right)) => {
            let message = format!("水印“{watermark}”混入正文，删去后前后相接为“{left}{right}”。");
            let title = format!("删去水印，接成“{left}{right}”");
            (message, if closes_word { Fix::safe(title, edits) } else { Fix::likely(title, edits) })
        }
        _ => (format!("水印“{watermark}”混入正文，应删去。"), Fix::likely("删去水印", edits)),
    }
}

/// Whether nothing else stands on the line.
fn is_own_line(text: &str, range: Span) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| matches!(c, '\n' | '\r'));
    let left = before(text, range.start).trim_end_matches([' ', '\t', '\u{3000}']);
    let right = after(text, range.end).trim_start_matches([' ', '\t', '\u{3000}']);
    is_edge(left.chars().next_back()) && is_edge(right.chars().next())
}

/// The Chinese characters that meet once `range` is gone.
fn sides(text: &str, range: Span) -> (Option<char>, Option<char>) {
    let left = before(text, range.start).chars().next_back().filter(|&c| chars::is_han(c));
    let right = after(text, range.end).chars().next().filter(|&c| chars::is_han(c));
    (left, right)
}

/// What tells whether a word closes up once a watermark is gone.
struct Words<'a> {
    /// Of the pairs of characters that meet then, those that the draft itself writes somewhere.
    written: BTreeSet<(char, char)>,
    /// The words of the language, where there is a model.
    seams: Option<Seams<'a>>,
}

impl<'a> Words<'a> {
    /// Looks all pairs up in one pass, so that the work does not grow with their number. A pair that a watermark makes
    /// with what stands before it is none that the draft writes.
    fn around<'r>(text: &str, watermarks: impl Iterator<Item = &'r Span> + Clone, seams: Option<Seams<'a>>) -> Self {
        let is_content = |c: char| !FUNCTION_CHARACTERS.contains(c);
        let starts: BTreeSet<usize> = watermarks.clone().map(|range| range.start).collect();
        let asked: BTreeSet<(char, char)> = watermarks
            .flat_map(|range| {
                let heads = sides(text, *range).0.map(|left| (left, SHARED_HEAD));
                [pair(text, *range), pair(text, shorter(*range)), heads]
            })
            .flatten()
            .filter(|&(left, right)| is_content(left) && is_content(right))
            .collect();
        let pairs = text.chars().zip(text.char_indices().skip(1)).filter(|_| !asked.is_empty());
        let found = pairs.filter(|(left, (at, right))| asked.contains(&(*left, *right)) && !starts.contains(at));
        Words { written: found.map(|(left, (_, right))| (left, right)).collect(), seams }
    }

    /// Whether a word closes up once `range` is gone.
    fn close(&self, text: &str, range: Span) -> bool {
        self.close_as_written(text, range)
            || self.seams.is_some_and(|seams| seams.word(before(text, range.start), after(text, range.end)).is_some())
    }

    /// The same, as far as the draft itself can tell.
    fn close_as_written(&self, text: &str, range: Span) -> bool {
        pair(text, range).is_some_and(|pair| self.written.contains(&pair))
    }
}

/// The Chinese characters that meet once `range` is gone, where both sides have one.
fn pair(text: &str, range: Span) -> Option<(char, char)> {
    let (left, right) = sides(text, range);
    left.zip(right)
}

/// The watermark at `range` without its first character, which may be the draft's.
fn shorter(range: Span) -> Span {
    Span::new(range.start + SHARED_HEAD.len_utf8(), range.end)
}

/// Gives the first character back to the draft where only that closes the word up: 基本 stays whole if the draft
/// never writes 基层.
fn without_shared_head(text: &str, words: &Words, range: Span) -> Span {
    let shorter = shorter(range);
    let ends_word = sides(text, range).0.is_some_and(|left| words.written.contains(&(left, SHARED_HEAD)));
    let is_shared = ends_word && slice(text, range).starts_with(SHARED_HEAD);
    let closes_shorter = || words.close_as_written(text, shorter);
    if is_shared && !words.close(text, range) && closes_shorter() { shorter } else { range }
}
