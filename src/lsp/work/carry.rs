//! What a check found, carried over an edit: the quick answer that the next complete check replaces.
//!
//! A long draft is not checked between two keystrokes. Until it is, a finding outside the edited lines stays what it was
//! and moves with the text; in the edited lines the rules that look at nothing but lines are asked again. What an edit
//! touches is dropped, never guessed. Where a line alone does not say what it is, as in Markdown, nothing is asked again.

use crate::check::Checker;
use crate::draft::DraftKind;
use crate::finding::Finding;
use crate::rules::Reads;
use crate::text::{Document, Span};

/// An edit of more bytes than this is worth a complete check.
const LARGEST: usize = 1 << 15;

/// The findings of `old`, which were `found` in it, as they may be in `new`, and those that line rules make of the
/// lines that differ. `None` if too much has changed.
pub(in crate::lsp) fn carried(
    checker: &Checker,
    kind: DraftKind,
    old: &Document,
    found: &[Finding],
    new: &Document,
) -> Option<Carried> {
    let change = Change::between(old.text(), new.text());
    if change.old.len() > LARGEST || change.new.len() > LARGEST {
        return None;
    }
    let (old_lines, new_lines) = (lines(old, change.old), lines(new, change.new));
    // What starts behind the line end belongs to the next line, unless there is none.
    let is_inside = |at: usize| old_lines.contains(at) || (at == old_lines.end && at == old.text().len());
    let anew = kind.check_lines(checker, new.text(), new_lines);
    let is_asked_again =
        |finding: &Finding| anew.is_some() && finding.rule.reads == Reads::Line && is_inside(finding.range.start);
    let kept = found.iter().filter(|finding| !is_asked_again(finding)).filter_map(|finding| change.carry(finding));
    Some(Carried { kept: kept.collect(), anew: anew.unwrap_or_default() })
}

/// Findings that were kept, and those made anew.
pub(in crate::lsp) struct Carried {
    pub(in crate::lsp) kept: Vec<Finding>,
    pub(in crate::lsp) anew: Vec<Finding>,
}

/// Where two texts differ.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    old: Span,
    new: Span,
}

impl Change {
    fn between(old: &str, new: &str) -> Self {
        let shorter = old.len().min(new.len());
        let start = old.floor_char_boundary(common_prefix(old.as_bytes(), new.as_bytes()));
        let behind = common_suffix(old.as_bytes(), new.as_bytes()).min(shorter - start);
        // The same bytes follow in both, so that one boundary is the other.
        let old_end = old.ceil_char_boundary(old.len() - behind);
        Change { old: Span::new(start, old_end), new: Span::new(start, new.len() - (old.len() - old_end)) }
    }

    /// The finding in the new text; `None` if the change touches it.
    fn carry(&self, finding: &Finding) -> Option<Finding> {
        let range = self.moved(finding.range)?;
        let mut carried = finding.clone();
        carried.range = range;
        carried.related.retain_mut(|related| match self.moved(related.range) {
            Some(range) => {
                related.range = range;
                true
            }
            None => false,
        });
        carried.fixes.retain_mut(|fix| {
            fix.edits.iter_mut().all(|edit| match self.moved(edit.range) {
                Some(range) => {
                    edit.range = range;
                    true
                }
                None => false,
            })
        });
        Some(carried)
    }

    fn moved(&self, range: Span) -> Option<Span> {
        if range.end <= self.old.start {
            return Some(range);
        }
        let end = |offset: usize| offset - self.old.end + self.new.end;
        (self.old.end <= range.start).then(|| Span::new(end(range.start), end(range.end)))
    }
}

/// How many bytes at the start are the same; blocks first, which the machine compares fast.
fn common_prefix(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    let (one, other) = (one.get(blocks..).unwrap_or_default(), other.get(blocks..).unwrap_or_default());
    blocks + one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

fn common_suffix(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    let head = |bytes: &[u8]| bytes.len().saturating_sub(blocks);
    let (one, other) = (one.get(..head(one)).unwrap_or_default(), other.get(..head(other)).unwrap_or_default());
    blocks + one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count()
}

/// The whole lines that `range` lies on.
fn lines(document: &Document, range: Span) -> Span {
    let table = document.lines();
    Span::new(table.range(table.line_of(range.start)).start, table.range(table.line_of(range.end)).end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::config::Config;
    use crate::rules::RULES;
    use crate::text::{after, before, slice};

    fn checker() -> Checker {
        Checker::with_model(Config::default(), None).unwrap()
    }

    /// Only the rules that are asked again, on lines as they stand.
    fn line_checker() -> Checker {
        let codes = RULES.iter().filter(|rule| rule.reads == Reads::Line).map(|rule| rule.code());
        Checker::with_model(Config { select: codes.map(str::to_owned).collect(), ..Config::default() }, None).unwrap()
    }

    fn quick(checker: &Checker, old: &str, new: &str) -> Vec<Finding> {
        let (old, new) = (Document::new(old), Document::new(new));
        let found = checker.check(&old).findings;
        let carried = carried(checker, DraftKind::Plain, &old, &found, &new).unwrap();
        carried.kept.into_iter().chain(carried.anew).collect()
    }

    #[test]
    fn findings_move_with_the_text_and_edited_lines_are_looked_at_again() {
        let rest = "\n各地要，，迅速行动。\n";
        let (old, new) = (format!("会议强调，，要抓好落实。{rest}"), format!("会议强调，要，，抓好落实。{rest}"));
        let found = quick(&checker(), &old, &new);
        let mut ranges: Vec<_> = found.iter().filter(|it| it.code() == "PU208").map(|it| it.range).collect();
        ranges.sort_by_key(|range| range.start);
        assert_eq!(ranges, [18..24, 49..55]);
    }

    #[test]
    fn the_change_is_what_differs_on_whole_characters() {
        assert_eq!(Change::between("甲乙丙", "甲丁丙"), Change { old: Span::new(3, 6), new: Span::new(3, 6) });
        assert_eq!(Change::between("甲甲", "甲甲甲"), Change { old: Span::empty(6), new: Span::new(6, 9) });
        assert_eq!(Change::between("甲乙", "甲乙"), Change { old: Span::empty(6), new: Span::empty(6) });
        assert_eq!(Change::between("", "甲"), Change { old: Span::empty(0), new: Span::new(0, 3) });
    }

    proptest! {
        #[test]
        fn the_change_makes_the_new_text_of_the_old(old in "[甲乙丁七，a\r\n😀]{0,40}", new in "[甲乙丁七，a\r\n😀]{0,40}") {
            let change = Change::between(&old, &new);
            let (head, tail) = (before(&old, change.old.start), after(&old, change.old.end));
            let made = format!("{head}{}{tail}", slice(&new, change.new));
            prop_assert_eq!(made, new);
        }

        /// Line rules are exact at once, but for what stands beside residue or a broken line: all they find is there,
        /// at its place, and nothing else.
        #[test]
        fn what_line_rules_find_is_what_a_complete_check_finds(
            parts in prop::collection::vec(prop::sample::select(vec![
                "会议强调，，要抓好。", "再接再励。", "2月30日", "二个方面", "甲", "。", "\n", "\n", "\r\n",
            ]), 0..30),
            place in 0..30usize,
            text in prop::sample::select(vec!["", "，", "好，，", "\n", "再接再励"]),
            removed in 0..3usize,
        ) {
            let old: String = parts.concat();
            let place = place.min(parts.len());
            let rest = (place + removed).min(parts.len());
            let new = format!("{}{text}{}", parts[..place].concat(), parts[rest..].concat());
            let checker = line_checker();
            let mut found = quick(&checker, &old, &new);
            found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
            prop_assert_eq!(found, checker.check(&Document::new(new.as_str())).findings);
        }
    }
}
