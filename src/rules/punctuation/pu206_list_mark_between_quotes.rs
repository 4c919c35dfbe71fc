//! PU206: 、 between quoted or titled items, in a draft that mostly does without.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::structure::sentence;
use crate::text::{Span, char_at, char_before, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU206-list-mark-between-quotes.md"), Check::Language(check)).reads(Reads::Line);

/// A draft has the habit from so many places on, and so many times as many as the other way.
const MIN_HABIT: usize = 3;
const MAJORITY: usize = 3;

const MARKED: [&str; 2] = ["”、“", "》、《"];
const BARE: [&str; 2] = ["”“", "》《"];

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    let places = |patterns: [&'static str; 2]| {
        let mut places: Vec<usize> =
            patterns.into_iter().flat_map(|pattern| text.match_indices(pattern)).map(|(at, _)| at).collect();
        places.sort_unstable();
        places
    };
    let marked = places(MARKED);
    if marked.is_empty() {
        return Vec::new();
    }
    let bare = places(BARE).len();
    if bare < MIN_HABIT || bare < marked.len() * MAJORITY {
        return Vec::new();
    }
    marked.into_iter().filter_map(|at| report(text, at)).collect()
}

fn report(text: &str, at: usize) -> Option<Report> {
    let start = at + char_at(text, at).map_or(0, char::len_utf8);
    let mark = Span::new(start, start + '、'.len_utf8());
    is_only_between_quotes(text, mark).then(|| {
        Report::new(mark, "并列的引号或书名号之间通常不用顿号，本文别处也多不用。")
            .fix(Fix::safe("删去顿号", vec![Edit::delete(mark)]))
    })
}

/// Where another item of the list has no marks around it, or a note after it, the list keeps all its 、.
fn is_only_between_quotes(text: &str, mark: Span) -> bool {
    let sentence = slice(text, sentence::around(text, mark));
    let between = |at: usize| {
        char_before(sentence, at).is_some_and(|c| matches!(c, '”' | '》'))
            && char_at(sentence, at + '、'.len_utf8()).is_some_and(|c| matches!(c, '“' | '《'))
    };
    sentence.match_indices('、').all(|(at, _)| between(at)) && !sentence.contains(['（', '('])
}
