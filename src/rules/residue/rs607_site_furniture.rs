//! RS607: what a web page puts before and after a text, one finding a block.

use std::ops::Range;

use super::furniture::{Furniture, classify};
use super::lines::whole_lines;
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS607-site-furniture.md"), Check::Residue(check));

/// So many weak lines in a row are furniture without a strong one.
const MIN_WEAK: usize = 3;

/// A line of running text is at least so long, in characters: before the first and after the last of them is the margin.
const MIN_BODY: usize = 60;

/// A page title above the furniture is at most so many lines, and repeats below.
const MAX_TITLE_LINES: usize = 2;

fn check(draft: &RawDraft) -> Vec<Residue> {
    let kinds: Vec<Furniture> =
        draft.paragraphs.iter().map(|paragraph| classify(slice(draft.text, paragraph.range.clone()))).collect();
    blocks(draft, &kinds).into_iter().filter_map(|block| residue(draft, block)).collect()
}

/// Runs of furniture lines, as indices of paragraphs.
fn blocks(draft: &RawDraft, kinds: &[Furniture]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut index = 0;
    while let Some(kind) = kinds.get(index) {
        if *kind == Furniture::No {
            index += 1;
            continue;
        }
        let rest = kinds.get(index..).unwrap_or_default();
        let run = rest.iter().take_while(|kind| **kind != Furniture::No).count();
        let strongest = rest.iter().take(run).max().copied().unwrap_or(Furniture::No);
        let opens = rest.iter().take(run).position(|kind| *kind == Furniture::Opens);
        if opens.is_some() && is_tail(draft, index) {
            blocks.push(index..kinds.len());
            break;
        }
        if strongest >= Furniture::Strong || run >= MIN_WEAK {
            blocks.push(with_page_title(draft, index)..index + run);
        }
        index += run;
    }
    blocks
}

/// Whether most of the draft is over: what opens a list of other pages in its middle is part of it.
fn is_tail(draft: &RawDraft, index: usize) -> bool {
    draft.paragraphs.get(index).is_some_and(|paragraph| paragraph.range.start * 2 > draft.text.len())
}

/// The page repeats its title above the furniture: from where on the block starts.
fn with_page_title(draft: &RawDraft, index: usize) -> usize {
    let head = draft.paragraphs.get(..index).unwrap_or_default();
    let repeats = |paragraph: &Paragraph| {
        let title = slice(draft.text, paragraph.range.clone());
        title.chars().count() >= 6 && slice(draft.text, paragraph.range.end..draft.text.len()).contains(title)
    };
    if head.len() <= MAX_TITLE_LINES && !head.is_empty() && head.iter().all(repeats) { 0 } else { index }
}

fn residue(draft: &RawDraft, block: Range<usize>) -> Option<Residue> {
    let paragraphs = draft.paragraphs.get(block.clone())?;
    let range = paragraphs.first()?.range.start..paragraphs.last()?.range.end;
    let lines = whole_lines(draft.text, &range);
    let first = slice(draft.text, paragraphs.first()?.range.clone());
    let shown: String = first.chars().take(16).collect();
    let message = match paragraphs.len() {
        1 => format!("网页附带的文字“{shown}”混入文稿。"),
        count => format!("网页附带的文字混入文稿：从“{shown}”起共{count}行。"),
    };
    let edits = vec![Edit::delete(lines.clone())];
    let fix = if is_margin(draft, &block) {
        Fix::safe("删去网页附带的文字", edits)
    } else {
        Fix::likely("删去网页附带的文字", edits)
    };
    Some(Residue { report: Report::new(range, message).fix(fix).proof(Proof::FurnitureBlock), cut: Some(lines) })
}

/// Whether the block stands before all running text or after it.
fn is_margin(draft: &RawDraft, block: &Range<usize>) -> bool {
    let is_body = |paragraph: &Paragraph| {
        let line = slice(draft.text, paragraph.range.clone());
        line.contains(chars::is_sentence_end) && line.chars().count() >= MIN_BODY
    };
    let before = draft.paragraphs.get(..block.start).unwrap_or_default();
    let after = draft.paragraphs.get(block.end..).unwrap_or_default();
    !before.iter().any(is_body) || !after.iter().any(is_body)
}
