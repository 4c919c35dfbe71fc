//! How findings are shown; one file a format.
//!
//! A format renders the findings of a draft one by one, on whatever thread checked it, and assembles the report in
//! path order at the end. So no run holds the text of all its drafts, and the output does not depend on threads.

pub(crate) mod card;
mod concise;
mod excerpt;
mod github;
mod gitlab;
mod html;
mod identity;
mod json;
mod jsonl;
mod junit;
pub(crate) mod outline;
mod places;
#[cfg(test)]
pub(crate) mod samples;
mod sarif;
mod statistics;
mod summary;
pub(crate) mod table;
mod text;
mod totals;

pub(crate) use concise::Concise;
pub(crate) use github::GitHub;
pub(crate) use gitlab::GitLab;
pub(crate) use html::Html;
pub(crate) use json::{Json, JsonRange};
pub(crate) use jsonl::JsonLines;
pub(crate) use junit::JUnit;
pub(crate) use places::{Place, Places};
pub(crate) use sarif::Sarif;
pub(crate) use statistics::{JsonStatistics, Statistics};
pub(crate) use summary::summary;
pub(crate) use text::Text;
pub(crate) use totals::{RuleTotals, Totals};

use super::problem::Problem;
use crate::finding::Finding;
use crate::rules::{self, Card};
use crate::text::{Document, Encoding};

/// A draft and what was found in it.
pub(crate) struct Checked<'a> {
    /// The path as the user would write it; `-` for standard input.
    pub(crate) path: &'a str,
    pub(crate) encoding: Encoding,
    pub(crate) document: &'a Document,
    pub(crate) findings: &'a [Finding],
    /// What fixing would make of it, in a preview.
    pub(crate) fixed: Option<&'a str>,
}

/// A way of showing findings.
pub(crate) trait Format: Sync {
    /// What is shown of the findings in one draft, in the order of the draft.
    fn items(&self, checked: &Checked<'_>) -> Vec<String>;

    /// What is shown of the draft itself.
    fn draft(&self, _checked: &Checked<'_>) -> String {
        String::new()
    }

    /// The whole report.
    fn assemble(&self, report: &Report<'_>) -> String;

    /// Whether the report itself says to a reader what the run comes to.
    fn sums_up(&self) -> bool {
        false
    }
}

/// What is left of a draft once it has been checked: its part of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) path: String,
    pub(crate) encoding: Encoding,
    /// See [`Format::items`].
    pub(crate) items: Vec<String>,
    /// See [`Format::draft`].
    pub(crate) draft: String,
}

impl Fragment {
    /// The part of the report that `checked` makes up.
    pub(crate) fn new(format: &dyn Format, checked: &Checked<'_>) -> Self {
        Fragment {
            path: checked.path.to_owned(),
            encoding: checked.encoding,
            items: format.items(checked),
            draft: format.draft(checked),
        }
    }
}

/// Everything that a report is made from.
pub(crate) struct Report<'a> {
    /// By path.
    pub(crate) fragments: &'a [Fragment],
    pub(crate) totals: &'a Totals,
    /// What kept drafts from being checked.
    pub(crate) problems: &'a [Problem],
    /// Items that `--max-findings` has left out.
    pub(crate) omitted: usize,
}

impl<'a> Report<'a> {
    /// All items, one after the other.
    pub(crate) fn items(&self) -> impl Iterator<Item = &'a str> {
        self.fragments.iter().flat_map(|fragment| &fragment.items).map(String::as_str)
    }
}

/// Leaves the first `most` items; how many were taken out.
pub(crate) fn limit(fragments: &mut [Fragment], most: usize) -> usize {
    let mut room = most;
    let mut omitted = 0;
    for fragment in fragments {
        let kept = fragment.items.len().min(room);
        omitted += fragment.items.len() - kept;
        fragment.items.truncate(kept);
        room -= kept;
    }
    omitted
}

/// The card of the rule behind `code`.
fn card_of(code: &str) -> Option<&'static Card> {
    rules::find(code).map(|rule| rule.card())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_items_stay_whatever_draft_they_are_from() {
        let fragment = |count: usize| Fragment {
            path: String::new(),
            encoding: Encoding::UTF_8,
            items: (0..count).map(|index| index.to_string()).collect(),
            draft: String::new(),
        };
        let mut fragments = [fragment(2), fragment(0), fragment(3), fragment(1)];
        assert_eq!(limit(&mut fragments, 4), 2);
        assert_eq!(fragments.each_ref().map(|fragment| fragment.items.len()), [2, 0, 2, 0]);
        assert_eq!(limit(&mut fragments, 4), 0);
    }
}
