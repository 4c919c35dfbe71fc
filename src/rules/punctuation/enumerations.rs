//! The same words listed twice in a draft with 顿号 at different places: one of the two lists is mispunctuated.

use std::collections::HashMap;

use crate::finding::{Edit, Fix};
use crate::rules::{Context, Report};
use crate::text::counts::{self, Counts};
use crate::text::{Span, before, chars, slice};

/// So many characters must be the same for two lists to be the same words.
const WINDOW: usize = 8;

/// Two lists are compared no further than this. Bounds the work on text that repeats itself.
const MAX_COMMON: usize = 60;

/// A character of a list with its place, and whether a 顿号 stands before it.
#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    at: usize,
    after_mark: bool,
}

/// Reports the later of two lists that disagree.
pub(super) fn disagreeing(context: &Context) -> Vec<Report> {
    let runs = runs(context.text);
    // Most words stand in a draft once: only where the others are is worth remembering.
    let mut met = Counts::new(runs.iter().map(Vec::len).sum());
    windows(&runs).for_each(|(key, ..)| met.add(hash(&key)));
    let mut seen: HashMap<[char; WINDOW], (usize, usize)> = HashMap::new();
    let mut reports = Vec::new();
    let mut reported_to = 0;
    for (key, index, start) in windows(&runs).filter(|(key, ..)| met.count(hash(key)) > 1) {
        let &mut (other, other_start) = seen.entry(key).or_insert((index, start));
        let (Some(earlier), Some(run)) = (runs.get(other), runs.get(index)) else { continue };
        let (earlier, later) = common(earlier, other_start, run, start);
        let is_new = later.first().is_some_and(|first| first.at >= reported_to);
        if is_new && conflict(earlier, later) {
            reported_to = later.last().map_or(reported_to, |last| last.at);
            reports.push(report(context.text, earlier, later));
        }
    }
    reports
}

/// The characters of each window with a 顿号 in it, in which run it stands, and where it begins there.
fn windows(runs: &[Vec<Letter>]) -> impl Iterator<Item = ([char; WINDOW], usize, usize)> + '_ {
    runs.iter().enumerate().flat_map(|(index, run)| {
        let windows = run.windows(WINDOW).enumerate();
        let marked = windows.filter(|(_, window)| window.iter().skip(1).any(|letter| letter.after_mark));
        marked.filter_map(move |(start, window)| Some((window.first_chunk()?.map(|letter| letter.c), index, start)))
    })
}

fn hash(key: &[char; WINDOW]) -> u64 {
    counts::hash(key.iter().map(|&c| u64::from(u32::from(c))))
}

/// The stretch from two places on that two runs have in common, as far as it goes.
fn common<'a>(a: &'a [Letter], a_start: usize, b: &'a [Letter], b_start: usize) -> (&'a [Letter], &'a [Letter]) {
    let (a, b) = (a.get(a_start..).unwrap_or_default(), b.get(b_start..).unwrap_or_default());
    let len = a.iter().zip(b).take(MAX_COMMON).take_while(|(a, b)| a.c == b.c).count();
    (a.get(..len).unwrap_or_default(), b.get(..len).unwrap_or_default())
}

/// Each list has so many 顿号 at least, or the words may meet by chance: 维护世界和平、发展经济 and 和平发展、合作.
const MIN_MARKS: usize = 2;

/// Each has a 顿号 where the other has none; a list that merely lacks one is left alone.
fn conflict(a: &[Letter], b: &[Letter]) -> bool {
    let marks = |list: &[Letter]| list.iter().skip(1).filter(|letter| letter.after_mark).count();
    if marks(a) < MIN_MARKS || marks(b) < MIN_MARKS {
        return false;
    }
    let pairs = || a.iter().zip(b).skip(1);
    pairs().any(|(a, b)| a.after_mark && !b.after_mark) && pairs().any(|(a, b)| !a.after_mark && b.after_mark)
}

/// Stretches of Chinese characters and 顿号 with at least one 顿号 in them.
fn runs(text: &str) -> Vec<Vec<Letter>> {
    let mut runs = Vec::new();
    let mut run: Vec<Letter> = Vec::new();
    let mut after_mark = false;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if chars::is_han(c) {
            run.push(Letter { c, at, after_mark });
            after_mark = false;
        } else if c == '、' && !run.is_empty() {
            after_mark = true;
        } else {
            let finished = std::mem::take(&mut run);
            if finished.len() >= WINDOW && finished.iter().any(|letter| letter.after_mark) {
                runs.push(finished);
            }
            after_mark = false;
        }
    }
    runs
}

fn report(text: &str, earlier: &[Letter], later: &[Letter]) -> Report {
    let model = span(earlier);
    let found = span(later);
    let edits =
        earlier.iter().zip(later).skip(1).filter_map(|(right, wrong)| match (right.after_mark, wrong.after_mark) {
            (true, false) => Some(Edit::insert(wrong.at, "、")),
            (false, true) => mark_before(text, wrong.at).map(Edit::delete),
            _ => None,
        });
    let message = format!("顿号位置前后不一：前面写作“{}”，此处写作“{}”。", slice(text, model), slice(text, found));
    Report::new(found, message).related(model, "前面这样写").fix(Fix::likely("照前面的写法改", edits.collect()))
}

fn mark_before(text: &str, at: usize) -> Option<Span> {
    before(text, at).ends_with('、').then(|| Span::new(at - '、'.len_utf8(), at))
}

fn span(window: &[Letter]) -> Span {
    let start = window.first().map_or(0, |letter| letter.at);
    let last = window.last().map_or(start, |letter| letter.at + letter.c.len_utf8());
    Span::new(start, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix;
    use crate::rules::Resources;
    use crate::structure::Structure;

    fn fixed(text: &str, find: fn(&Context) -> Vec<Report>) -> Option<String> {
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let reports = find(&Context::new(text, &structure, &resources));
        let finding = reports.into_iter().next()?.into_finding(&super::super::pu221_stray_marks::RULE);
        Some(fix::apply(text, &finding.fixes).text)
    }

    #[test]
    fn the_later_list_takes_the_marks_of_the_earlier_one() {
        let text = "推进简政放权、优化服务、放管结合。要在简政、放权优化、服务放管结合上下功夫。";
        let right = "推进简政放权、优化服务、放管结合。要在简政放权、优化服务、放管结合上下功夫。";
        assert_eq!(fixed(text, disagreeing).as_deref(), Some(right));
        assert_eq!(fixed(right, disagreeing), None);
    }

    #[test]
    fn a_list_that_only_lacks_a_mark_is_left_alone() {
        assert_eq!(fixed("推进简政放权、优化服务、放管结合。简政放权优化服务、放管结合。", disagreeing), None);
    }
}
