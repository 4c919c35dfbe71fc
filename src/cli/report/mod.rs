//! How findings are shown; one file a format.
//!
//! A format renders the findings of a draft one by one, on whatever thread checked it; [`Writer`] puts the drafts one
//! behind the other, by path. So no run holds all its drafts or its report, and the output does not depend on threads.

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
mod writer;

pub(crate) use concise::Concise;
pub(crate) use github::GitHub;
pub(crate) use gitlab::GitLab;
pub(crate) use html::Html;
pub(crate) use json::{Json, JsonRange};
pub(crate) use jsonl::JsonLines;
pub(crate) use junit::JUnit;
pub(crate) use places::{Places, TextPosition};
pub(crate) use sarif::Sarif;
pub(crate) use statistics::{JsonStatistics, Statistics};
pub(crate) use summary::summary;
pub(crate) use text::Text;
pub(crate) use totals::{RuleTotals, Totals};
pub(crate) use writer::{Part, Writer};

use std::borrow::Cow;

use super::problem::Problem;
use crate::finding::Finding;
use crate::rules::{self, Card};
use crate::text::{Document, Encoding, slice};

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

    /// What stands before all drafts.
    fn opening(&self) -> Opening {
        Opening::Fixed("")
    }

    /// The part of the report that is a draft's; nothing where it has none.
    fn section(&self, fragment: &Fragment) -> String {
        fragment.items.concat()
    }

    /// What stands between two sections.
    fn separator(&self) -> &'static str {
        ""
    }

    /// What stands behind all drafts.
    fn closing(&self, _ending: &Ending<'_>) -> String {
        String::new()
    }

    /// Whether the report itself says to a reader what the run comes to.
    fn sums_up(&self) -> bool {
        false
    }
}

/// What a report opens with.
pub(crate) enum Opening {
    /// The same in every report.
    Fixed(&'static str),
    /// Something that only the end of the run can tell. The sections wait for it.
    Late(fn(&Ending<'_>) -> String),
}

/// What is left of a draft once it has been checked: its part of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) path: String,
    pub(crate) encoding: Encoding,
    /// How many findings there are, those that are not shown included.
    pub(crate) found: usize,
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
            found: checked.findings.len(),
            items: format.items(checked),
            draft: format.draft(checked),
        }
    }
}

/// A draft of the report, as its opening and closing may name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) path: String,
    /// How many findings there are, and how many of them are shown.
    pub(crate) found: usize,
    pub(crate) shown: usize,
}

/// What is known once all drafts are done.
pub(crate) struct Ending<'a> {
    pub(crate) totals: &'a Totals,
    /// What kept drafts from being checked.
    pub(crate) problems: &'a [Problem],
    /// Findings that `--max-findings` has left out.
    pub(crate) omitted: usize,
    /// By path.
    pub(crate) drafts: &'a [Listed],
}

/// A report repeats at most so much of the text of a finding, in characters.
const LONGEST_TEXT: usize = 200;

/// The text of a finding as a report repeats it: what is longer is cut, and ends in `…`.
fn capped(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => Cow::Owned(format!("{}…", slice(text, 0..end))),
        None => Cow::Borrowed(text),
    }
}

/// The card of the rule behind `code`.
fn card_of(code: &str) -> Option<&'static Card> {
    rules::find(code).map(|rule| rule.card())
}
