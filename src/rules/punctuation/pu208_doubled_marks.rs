//! PU208: points that stand twice, and two points that clash.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::Span;
use crate::text::{char_before, chars};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU208-doubled-marks.md"), Check::Language(check)).reads(Reads::Line);

/// Points by strength, the weakest first; of two that clash the stronger stays. ？ and ！ may be doubled and
/// combined (GB/T 15834-2011 4.2.3.3, 4.3.3.3), so they only ever win.
fn strength(c: char) -> Option<u8> {
    match c {
        '、' => Some(0),
        '，' | ',' => Some(1),
        '：' | ':' => Some(2),
        '；' | ';' => Some(3),
        '。' | '？' | '！' => Some(4),
        _ => None,
    }
}

fn check(context: &Context) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut run = String::new();
    let mut start = 0;
    for (at, c) in context.text.char_indices().chain([(context.text.len(), '\n')]) {
        if strength(c).is_some() {
            if run.is_empty() {
                start = at;
            }
            run.push(c);
        } else if !run.is_empty() {
            reports.extend(report(context, start, &run));
            run.clear();
        }
    }
    reports
}

/// Whether a sentence may have points after `c`. Commas without width between figures and letters are data.
fn is_word(c: char, run: &str) -> bool {
    let is_sign = c.is_whitespace() || c.is_ascii_punctuation() && c != '%';
    chars::is_han(c)
        || chars::is_closing(c)
        || (!is_sign && !chars::is_opening(c) && !run.contains(|c: char| c.is_ascii()))
}

fn report(context: &Context, start: usize, run: &str) -> Option<Report> {
    let mut marks = run.chars();
    let (first, second) = (marks.next()?, marks.next()?);
    let is_emphasis = run.chars().all(|c| matches!(c, '？' | '！'));
    let after_word = char_before(context.text, start).is_some_and(|c| is_word(c, run));
    let is_ellipsis = run.starts_with("。。。");
    let range = Span::new(start, start + run.len());
    if is_emphasis || is_ellipsis || !after_word || context.structure.touches_marker(range) {
        return None;
    }
    let is_pair = marks.next().is_none();
    let stays = run.chars().max_by_key(|&c| (strength(c), c == first))?;
    let edits = vec![Edit::replace(range, stays)];
    let (message, title) = if run.chars().all(|c| c == first) {
        (format!("标点“{run}”重复，只留一个“{stays}”。"), "删去重复的标点".to_owned())
    } else {
        (format!("两个点号“{run}”相撞，只留一个；一般留“{stays}”。"), format!("只留“{stays}”"))
    };
    let is_certain = is_pair && (first == second || (first == '。' && second == '，'));
    let fix = if is_certain { Fix::safe(title, edits) } else { Fix::likely(title, edits) };
    Some(Report::new(range, message).fix(fix))
}
