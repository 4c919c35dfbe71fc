//! Signs between two Chinese characters that belong to no text: a dot, a grave accent, a hyphen or a letter inside a
//! word, as sites that sell texts put them in; and Latin words that such a site puts between two sentences or into a word.

use super::joined::Words;
use super::names;
use crate::finding::{Edit, Fix};
use crate::rules::{Context, Report};
use crate::structure::Paragraph;
use crate::text::{Span, after, before, chars, slice};

/// Characters that tie what stands before them, or after them, to the sentence: no sentence ends there.
const TIES_LEFT: &str = "的地得和与及在对把将被";
const TIES_RIGHT: &str = "的地得和与及";

/// Letters inside a word of so many characters at least, or one that is so common, are none of its name.
const LONG_WORD: usize = 3;
const VERY_COMMON: u8 = 7;

/// What a letter names: A级, B座, C类, H形, Q波.
const LETTERED: &str =
    "级类型区座栋楼组班股段轮款版档线路照项厂端片超店市省县镇乡村队瓶热形波键值轴面光盘极字恤台网射梯证位相";

/// What is done with a key that a letter names: 按下C.
const PRESSED: [&str; 7] = ["按", "按下", "键入", "输入", "按键", "选", "选择"];

/// The stray signs of the draft.
pub(super) fn stray_signs(context: &Context) -> Vec<Report> {
    let words = Words::of(context);
    let lines = context.structure.paragraphs.iter();
    lines
        .flat_map(|paragraph| {
            let mut reports = in_line(context, &words, paragraph);
            reports.extend(stray_words(context, &words, paragraph));
            reports
        })
        .collect()
}

/// English words that mean nothing by themselves in a Chinese text.
const FUNCTION_WORDS: [&str; 22] = [
    "from",
    "by",
    "to",
    "of",
    "the",
    "an",
    "and",
    "or",
    "at",
    "for",
    "with",
    "page",
    "end",
    "this",
    "that",
    "is",
    "are",
    "was",
    "but",
    "copyright",
    "http",
    "www",
];

/// A word of letters has so many at most: a longer run is an address or a name.
const LONGEST_LATIN: usize = 12;

/// Other letters as near as this make an English text, in characters.
const NEAR: usize = 12;

/// Words of several letters that belong to no text: 。FROM 同时, 接wenku班人.
fn stray_words(context: &Context, words: &Words, paragraph: &Paragraph) -> Vec<Report> {
    let line = slice(context.text, paragraph.range);
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let mut reports = Vec::new();
    let mut at = 0;
    while let Some(found) = after(line, at).find(is_letter) {
        let start = at + found;
        let rest = after(line, start);
        let end = start + rest.len() - rest.trim_start_matches(is_letter).len();
        at = end;
        let word = slice(line, start..end);
        if (2..=LONGEST_LATIN).contains(&word.len())
            && is_stray_word(words, before(line, start), word, after(line, end))
        {
            let range = paragraph.range.start + start..paragraph.range.start + end;
            let gap = after(line, end).len() - after(line, end).trim_start_matches(' ').len();
            let edits = vec![Edit::delete(range.start..range.end + gap)];
            let report = Report::new(range, format!("混入了一个与上下文无关的外文单词“{word}”，应删去。"));
            reports.push(report.fix(Fix::likely(format!("删去“{word}”"), edits)));
        }
    }
    reports
}

fn is_stray_word(words: &Words, head: &str, word: &str, tail: &str) -> bool {
    let is_foreign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '/' | '_');
    let is_alone = !head.chars().rev().take(NEAR).any(is_foreign) && !tail.chars().take(NEAR).any(is_foreign);
    let is_blank = word.chars().all(|c| matches!(c, 'x' | 'X'));
    if !is_alone || is_blank {
        return false;
    }
    let follows_sentence = head.trim_end_matches(' ').ends_with(chars::is_sentence_end);
    let precedes_text = tail.trim_start_matches(' ').starts_with(chars::is_han);
    let is_function_word = FUNCTION_WORDS.contains(&word.to_ascii_lowercase().as_str());
    // 以kg为单位: what is measured in stands between words of one character.
    let is_long = |(length, level): (usize, u8)| length >= LONG_WORD || level >= VERY_COMMON && word.len() > 2;
    let cuts = || words.cut_word(head, tail).is_some_and(is_long);
    follows_sentence && precedes_text && is_function_word || cuts()
}

fn in_line(context: &Context, words: &Words, paragraph: &Paragraph) -> Vec<Report> {
    let line = slice(context.text, paragraph.range);
    let is_sign = |c: char| matches!(c, '.' | '`' | '-') || c.is_ascii_alphabetic();
    if !line.contains(is_sign) {
        return Vec::new();
    }
    let habits = Habits {
        has_lone_grave: line.matches('`').count() == 1,
        has_lone_hyphen: line.matches('-').count() == 1,
        // Where other points stand in half width, or no full stop in full width, a dot may be one.
        has_wide_points: !line.contains(',') && line.contains('。'),
    };
    line.match_indices(is_sign)
        .filter_map(|(at, sign)| {
            let start = paragraph.range.start + at;
            let range = Span::new(start, start + sign.len());
            let (head, tail) = (before(line, at), after(line, at + sign.len()));
            is_stray(context, words, &habits, range, (head, sign, tail)).then(|| report(line, at, sign, range))
        })
        .collect()
}

/// What a line does with signs.
struct Habits {
    has_lone_grave: bool,
    has_lone_hyphen: bool,
    has_wide_points: bool,
}

/// Whether the sign at `range`, given with what stands before and after it in its line, belongs to no text.
fn is_stray(
    context: &Context,
    words: &Words,
    habits: &Habits,
    range: Span,
    (head, sign, tail): (&str, &str, &str),
) -> bool {
    let (Some(left), Some(right)) = (head.chars().next_back(), tail.chars().next()) else { return false };
    if !chars::is_han(left) || !chars::is_han(right) || context.structure.touches_marker(range) {
        return false;
    }
    match sign {
        "`" => habits.has_lone_grave,
        "." => {
            let ties = TIES_LEFT.contains(left) || TIES_RIGHT.contains(right);
            habits.has_wide_points && (ties || words.are_one_word(head, tail)) && !names::is_dot(context.text, range)
        }
        "-" => habits.has_lone_hyphen && words.cut_word(head, tail).is_some_and(|(length, _)| length >= LONG_WORD),
        "X" | "x" => false,
        _ => {
            let word = words.cut_word(head, tail);
            let is_key = PRESSED.iter().any(|verb| head.ends_with(verb));
            !LETTERED.contains(right)
                && !is_key
                && word.is_some_and(|(length, level)| length >= LONG_WORD || level >= VERY_COMMON)
        }
    }
}

fn report(line: &str, at: usize, sign: &str, range: Span) -> Report {
    let left: String = before(line, at).chars().next_back().into_iter().collect();
    let right: String = after(line, at + sign.len()).chars().take(1).collect();
    let whole = Span::new(range.start - left.len(), range.end + right.len());
    let message = format!("“{left}”与“{right}”中间多了“{sign}”，应删去。");
    let shown =
        if sign.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') { whole } else { range.range().into() };
    Report::new(shown, message).fix(Fix::likely(format!("删去“{sign}”"), vec![Edit::delete(range)]))
}
