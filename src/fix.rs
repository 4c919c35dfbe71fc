//! Applying fixes: conflict-free, never inside a character or a grapheme, repeated until nothing changes.

use unicode_segmentation::GraphemeCursor;

use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::text::{Span, slice};

/// A text after a round of fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// How many fixes were applied.
    pub count: usize,
}

/// A text after as many rounds as it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many fixes were applied, over all rounds.
    pub count: usize,
}

/// The number of rounds after which fixing stops even if the text still changes. A fix can uncover another
/// one, rarely more than two deep; rules that undo each other would go on for ever.
pub const MAX_ROUNDS: usize = 16;

/// Applies the preferred fixes of `findings` up to `allowed`, first come first served; a fix that overlaps an
/// accepted one waits for the next round.
pub fn apply_findings(text: &str, findings: &[Finding], allowed: Applicability) -> Applied {
    apply(text, choose(text, findings, allowed).into_iter().filter_map(Finding::preferred_fix))
}

/// Those of `findings` whose preferred fixes [`apply_findings`] applies.
pub fn choose<'a>(text: &str, findings: &'a [Finding], allowed: Applicability) -> Vec<&'a Finding> {
    let with_fix = findings.iter().filter_map(|finding| Some((finding, finding.preferred_fix()?)));
    let (safe, likely): (Vec<_>, Vec<_>) = with_fix.partition(|(_, fix)| fix.applicability == Applicability::Safe);
    let likely = likely.into_iter().filter(|_| allowed == Applicability::Unsafe);
    // Safe fixes are chosen first, so that allowing unsafe ones never takes a safe one away.
    let mut accepted = Accepted::default();
    safe.into_iter().chain(likely).filter(|(_, fix)| accepted.take(text, fix)).map(|(finding, _)| finding).collect()
}

/// Applies `fixes` in order of preference. A fix is all or nothing: it is left out when one of its edits
/// overlaps an accepted edit or splits a grapheme.
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> Applied {
    let mut accepted = Accepted::default();
    let count = fixes.into_iter().filter(|fix| accepted.take(text, fix)).count();
    Applied { text: splice(text, accepted.edits.into_values()), count }
}

/// Edits that can be made together.
#[derive(Debug, Default)]
struct Accepted<'a> {
    edits: std::collections::BTreeMap<(usize, usize), &'a Edit>,
}

impl<'a> Accepted<'a> {
    /// Takes the edits of `fix` if all of them fit; whether they do.
    fn take(&mut self, text: &str, fix: &'a Fix) -> bool {
        let is_free = |range: &Span| {
            let nearest = self.edits.range(..=(range.end, usize::MAX)).rev().take(2);
            !nearest.into_iter().any(|(_, other)| conflicts(*range, other.range))
        };
        let fits = !fix.edits.is_empty()
            && fix.edits.iter().all(|edit| is_whole(text, edit.range) && is_free(&edit.range))
            && !has_inner_conflict(&fix.edits);
        if fits {
            self.edits.extend(fix.edits.iter().map(|edit| ((edit.range.start, edit.range.end), edit)));
        }
        fits
    }
}

/// Checks and fixes a text in turn until a round changes nothing.
pub fn fix_until_stable(text: &str, allowed: Applicability, mut check: impl FnMut(&str) -> Vec<Finding>) -> Fixed {
    let text = text.to_owned();
    let round = |text: &String| {
        let applied = apply_findings(text, &check(text), allowed);
        (applied.count > 0 && applied.text != *text).then_some((applied.text, applied.count))
    };
    let fixed = until_stable(&text, round);
    fixed.map_or_else(|| Fixed { text: text.clone(), count: 0 }, |(text, count)| Fixed { text, count })
}

/// Mends `start` in rounds, of which each yields what a state becomes and by how many fixes, until one changes nothing.
/// Nothing where the first does not.
pub(crate) fn until_stable<D>(start: &D, mut round: impl FnMut(&D) -> Option<(D, usize)>) -> Option<(D, usize)> {
    let (mut state, mut count) = round(start)?;
    for _ in 1..MAX_ROUNDS {
        let Some((next, made)) = round(&state) else { break };
        (state, count) = (next, count + made);
    }
    Some((state, count))
}

fn has_inner_conflict(edits: &[Edit]) -> bool {
    edits.windows(2).any(|pair| match pair {
        [first, second] => first.range.start > second.range.start || conflicts(first.range, second.range),
        _ => false,
    })
}

/// Two edits conflict when they share a byte, or when one inserts at an end of the other: the order of the two
/// would then be a guess.
fn conflicts(a: Span, b: Span) -> bool {
    if a.is_empty() || b.is_empty() { a.touches(b) } else { a.overlaps(b) }
}

/// Whether `range` lies in `text` and cuts no character and no grapheme in two.
fn is_whole(text: &str, range: Span) -> bool {
    let boundary = |offset: usize| {
        text.is_char_boundary(offset)
            && GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(false)
    };
    range.start <= range.end && range.end <= text.len() && boundary(range.start) && boundary(range.end)
}

/// The text after `edits`, sorted and apart from each other; nothing where they are not, or not of this text.
pub(crate) fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let mut position = 0;
    let follows = |edit: &Edit| {
        let Span { start, end } = edit.range;
        let fits = position <= start && start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        position = end;
        fits
    };
    edits.iter().all(follows).then(|| splice(text, edits.iter()))
}

fn splice<'a>(text: &str, edits: impl Iterator<Item = &'a Edit>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut position = 0;
    for edit in edits {
        result.push_str(slice(text, position..edit.range.start));
        result.push_str(&edit.new_text);
        position = edit.range.end;
    }
    result.push_str(slice(text, position..text.len()));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: Vec<Edit>) -> Fix {
        Fix::safe("改", edits)
    }

    #[test]
    fn the_first_of_two_overlapping_fixes_wins() {
        let first = fix(vec![Edit::replace(0..6, "甲")]);
        let second = fix(vec![Edit::replace(3..9, "乙")]);
        assert_eq!(apply("一二三", [&first, &second]), Applied { text: "甲三".into(), count: 1 });
    }

    #[test]
    fn adjacent_replacements_both_apply_and_insertions_at_an_edge_do_not() {
        let first = fix(vec![Edit::replace(0..3, "甲")]);
        let second = fix(vec![Edit::replace(3..6, "乙")]);
        let third = fix(vec![Edit::insert(6, "丙")]);
        assert_eq!(apply("一二三", [&first, &second, &third]), Applied { text: "甲乙三".into(), count: 2 });
    }

    #[test]
    fn a_fix_is_all_or_nothing() {
        let first = fix(vec![Edit::delete(3..6)]);
        let second = fix(vec![Edit::replace(0..3, "甲"), Edit::replace(3..6, "乙")]);
        assert_eq!(apply("一二三", [&first, &second]), Applied { text: "一三".into(), count: 1 });
    }

    #[test]
    fn a_long_edit_is_seen_behind_a_short_one() {
        let long = fix(vec![Edit::delete(0..9)]);
        let inside = fix(vec![Edit::delete(3..6)]);
        assert_eq!(apply("一二三四", [&inside, &long]).text, "一三四");
        assert_eq!(apply("一二三四", [&long, &inside]).text, "四");
    }

    #[test]
    fn graphemes_and_line_ends_stay_whole() {
        let text = "e\u{301}x\r\ny";
        let splits_accent = fix(vec![Edit::delete(0..1)]);
        let splits_line_end = fix(vec![Edit::insert(5, "!")]);
        assert_eq!(apply(text, [&splits_accent, &splits_line_end]), Applied { text: text.into(), count: 0 });
    }
}
