//! RS607: what a web page puts before and after a text, one finding a block.

use crate::text::Span;
use std::ops::Range;

use super::lines::whole_lines;
use crate::finding::{Edit, Fix, Severity};
use crate::knowledge::furniture::{BUTTON, Signs, promotions, signs};
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS607-site-furniture.md"), Check::Residue(check));

/// So many lines of buttons in a row are furniture without anything else.
const MIN_BUTTONS: usize = 3;

/// So many different signs, one of them a thing that no author writes, make a block furniture for sure. An address may
/// be the author's own: with one it takes more.
const MIN_SIGNS: usize = 2;
const MIN_SIGNS_WITH_ADDRESS: usize = 3;
const ADDRESSES: [&str; 2] = ["link", "contact"];

/// A line of running text is at least so long, in characters: before the first and after the last of them is the margin.
const MIN_BODY: usize = 60;

/// A page title above the furniture is at most so many lines, and repeats below.
const MAX_TITLE_LINES: usize = 2;

/// The title of another page has at most so many characters; what is shown of its text breaks off.
const MAX_OTHER_TITLE: usize = 40;
const BREAKS_OFF: [&str; 3] = ["......", "……", "..."];

/// Words without which no site speaks to its visitors.
const ADDRESSED: [&str; 6] = ["小编", "本站", "大家", "范文", "您", "供参考"];

fn check(draft: &RawDraft) -> Vec<Residue> {
    let lines: Vec<Option<Signs>> =
        draft.paragraphs.iter().map(|paragraph| signs(slice(draft.text, paragraph.range))).collect();
    let blocks = blocks(draft, &lines);
    // A page that shows itself in one place will have left more.
    let is_page = blocks.iter().any(|block| block.is_sure());
    let mut found: Vec<Residue> = blocks.iter().filter_map(|block| residue(draft, block, is_page)).collect();
    found.extend(draft.paragraphs.iter().flat_map(|paragraph| speeches(draft.text, paragraph)));
    found
}

/// A run of lines that are all furniture.
struct Block {
    /// Indices of its paragraphs.
    lines: Range<usize>,
    kinds: std::collections::BTreeSet<&'static str>,
    is_web: bool,
    is_sentence: bool,
}

impl Block {
    /// Two independent signs, one of which no author writes.
    fn is_sure(&self) -> bool {
        let has_address = ADDRESSES.iter().any(|kind| self.kinds.contains(kind));
        self.is_web && self.kinds.len() >= if has_address { MIN_SIGNS_WITH_ADDRESS } else { MIN_SIGNS }
    }

    /// Whether it is furniture where the page has shown itself elsewhere.
    fn is_likely(&self, is_page: bool) -> bool {
        self.is_web || (is_page && !self.kinds.iter().all(|kind| *kind == BUTTON || ADDRESSES.contains(kind)))
    }
}

fn blocks(draft: &RawDraft, lines: &[Option<Signs>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let rest = lines.get(index..).unwrap_or_default();
        let run: Vec<&Signs> = rest.iter().map_while(Option::as_ref).collect();
        if run.is_empty() {
            index += 1;
            continue;
        }
        let mut block = Block {
            lines: index..index + run.len(),
            kinds: run.iter().flat_map(|signs| signs.kinds.iter().copied()).collect(),
            is_web: run.iter().any(|signs| signs.is_web)
                || run.len() >= MIN_BUTTONS && run.iter().all(|s| is_button(s)),
            is_sentence: run.iter().any(|signs| signs.is_sentence),
        };
        if run.last().is_some_and(|signs| signs.opens) && is_list_of_pages(draft, block.lines.end) {
            block.is_sentence |= block.lines.end < lines.len();
            block.lines.end = lines.len();
        }
        index = block.lines.end;
        blocks.push(block);
    }
    blocks
}

fn is_button(signs: &Signs) -> bool {
    signs.kinds.iter().all(|kind| *kind == BUTTON)
}

/// Whether from paragraph `start` to the end of the draft there are only titles and texts that break off.
fn is_list_of_pages(draft: &RawDraft, start: usize) -> bool {
    let is_other_page = |paragraph: &Paragraph| {
        let line = slice(draft.text, paragraph.range);
        let is_title = line.chars().count() <= MAX_OTHER_TITLE && !line.contains(chars::is_sentence_end);
        is_title || BREAKS_OFF.iter().any(|end| line.ends_with(end))
    };
    draft.paragraphs.get(start..).unwrap_or_default().iter().all(is_other_page)
}

/// The page repeats its title above the furniture: from where on the block starts.
fn with_page_title(draft: &RawDraft, index: usize) -> usize {
    let head = draft.paragraphs.get(..index).unwrap_or_default();
    let repeats = |paragraph: &Paragraph| {
        let title = slice(draft.text, paragraph.range);
        title.chars().count() >= 6 && slice(draft.text, paragraph.range.end..draft.text.len()).contains(title)
    };
    if head.len() <= MAX_TITLE_LINES && !head.is_empty() && head.iter().all(repeats) { 0 } else { index }
}

fn residue(draft: &RawDraft, block: &Block, is_page: bool) -> Option<Residue> {
    let is_sure = block.is_sure();
    if !is_sure && !block.is_likely(is_page) {
        return None;
    }
    // Text must not go unasked, so a block that holds some takes the title above it along.
    let is_safe = is_sure && !block.is_sentence && is_margin(draft, &block.lines);
    let start = if is_safe { block.lines.start } else { with_page_title(draft, block.lines.start) };
    let paragraphs = draft.paragraphs.get(start..block.lines.end)?;
    let range = Span::new(paragraphs.first()?.range.start, paragraphs.last()?.range.end);
    let lines = whole_lines(draft.text, range);
    let shown: String = slice(draft.text, paragraphs.first()?.range).chars().take(16).collect();
    let message = match paragraphs.len() {
        1 => format!("网页附带的文字“{shown}”混入文稿。"),
        count => format!("网页附带的文字混入文稿：从“{shown}”起共{count}行。"),
    };
    let edits = vec![Edit::delete(lines)];
    let title = "删去网页附带的文字";
    let fix = if is_safe { Fix::safe(title, edits) } else { Fix::likely(title, edits) };
    let report = Report::new(range, message).fix(fix).proof(Proof::FurnitureBlock);
    let report = if is_sure || block.is_web { report } else { report.severity(Severity::Info) };
    Some(Residue { report, cuts: if is_sure { vec![lines] } else { Vec::new() } })
}

/// Sentences in which a site speaks to its visitors. They stand among the author's own, so a person has to look.
fn speeches<'a>(text: &'a str, paragraph: &'a Paragraph) -> impl Iterator<Item = Residue> + 'a {
    let line = slice(text, paragraph.range);
    let is_addressed = ADDRESSED.iter().any(|word| line.contains(word)) && signs(line).is_none();
    let found = if is_addressed { promotions(line) } else { Vec::new() };
    found.into_iter().map(move |sentence| {
        let range = Span::new(paragraph.range.start + sentence.start, paragraph.range.start + sentence.end);
        let shown: String = slice(text, range).chars().take(16).collect();
        let report = Report::new(range, format!("“{shown}……”是网站对访客说的话，不属于文稿。"))
            .fix(Fix::alternative("删去这句话", vec![Edit::delete(range)]));
        Residue { report, cuts: Vec::new() }
    })
}

/// Whether the block stands before all running text or after it.
fn is_margin(draft: &RawDraft, block: &Range<usize>) -> bool {
    let is_body = |paragraph: &Paragraph| {
        let line = slice(draft.text, paragraph.range);
        line.contains(chars::is_sentence_end) && line.chars().count() >= MIN_BODY
    };
    let before = draft.paragraphs.get(..block.start).unwrap_or_default();
    let after = draft.paragraphs.get(block.end..).unwrap_or_default();
    !before.iter().any(is_body) || !after.iter().any(is_body)
}
