//! PU210: dashes made of hyphens, box-drawing lines, or too many or too few em dashes.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Repeats, Report, Rule, card_page};
use crate::text::Span;
use crate::text::{char_at, char_before, chars};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU210-dash.md"), Check::Language(check)).repeats(Repeats::OnceFrom(10));

/// More of them make a rule across the page, or a blank to fill in.
const MAX_RUN: usize = 6;

fn is_line(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '―' | '─' | '━' | '﹣')
}

fn check(context: &Context) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut run = String::new();
    for (at, c) in context.text.char_indices().chain([(context.text.len(), '\n')]) {
        if is_line(c) {
            run.push(c);
        } else if !run.is_empty() {
            reports.extend(report(context, at - run.len(), &run));
            run.clear();
        }
    }
    reports
}

fn report(context: &Context, start: usize, run: &str) -> Option<Report> {
    let length = run.chars().count();
    if run == "——" || !(2..=MAX_RUN).contains(&length) {
        return None;
    }
    let range = Span::new(start, start + run.len());
    let in_sentence = |c: char| chars::is_han(c) || (!c.is_ascii() && (chars::is_closing(c) || chars::is_point(c)));
    let opens_word = |c: char| chars::is_han(c) || (!c.is_ascii() && chars::is_opening(c));
    // A line of a list may start with a dash, a table or a signature may hold one; a sentence goes on after it.
    let is_dash = char_before(context.text, range.start).is_some_and(in_sentence)
        && char_at(context.text, range.end).is_some_and(opens_word);
    (is_dash && !context.structure.touches_marker(range)).then(|| {
        Report::new(range, format!("破折号“{run}”写法不对，应为“——”。"))
            .fix(Fix::safe("改为“——”", vec![Edit::replace(range, "——")]))
    })
}
