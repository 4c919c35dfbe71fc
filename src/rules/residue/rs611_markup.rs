//! RS611: markup of web pages and fields of Word in running text.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, RawDraft, Report, Residue, Rule, card_page};
use crate::text::{Span, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS611-markup.md"), Check::Residue(check));

/// Tags and fields. What stands inside them stops at the mark that opens another, so the search is linear without
/// counting, which would take long to compile.
static MARKUP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i)</?(?:br|p|div|span|font|strong|b|i|u|table|tr|td|a|img|h[1-6])(?:\s[^<>\n]*)?/?>"#,
        r#"|HYPERLINK\s+"[^"\n]*"|PAGE\s*\\\*\s*MERGEFORMAT|\{\s*(?:PAGE|TOC|NUMPAGES)[^{}\n]*\}|TOC\s*\\o\s*"[^"\n]*""#,
        r"|错误[！!]\s*未找到引用源[。.]?|错误[！!]\s*未定义书签[。.]?"
    ))
    .ok()
});

/// A reference that Word could not follow stood for something: deleting it loses the fact that it is missing.
const LOST: &str = "错误";

fn check(draft: &RawDraft) -> Vec<Residue> {
    let Some(pattern) = MARKUP.as_ref() else { return Vec::new() };
    let mut found: Vec<Span> = pattern.find_iter(draft.text).map(Span::from).collect();
    let kind = |range: &Span| slice(draft.text, *range).to_ascii_lowercase();
    found.sort_by_cached_key(|range| (kind(range), range.start));
    found.chunk_by(|a, b| kind(a) == kind(b)).flat_map(|places| residues(draft.text, places)).collect()
}

/// One leftover is one finding, however often it was left. What is lost is lost in each place.
fn residues(text: &str, places: &[Span]) -> Vec<Residue> {
    let Some((first, others)) = places.split_first() else { return Vec::new() };
    let code = slice(text, *first);
    if code.starts_with(LOST) {
        let lost = |place: &Span| Residue {
            report: Report::new(*place, format!("“{code}”：这里引用的内容丢失了，请补上。")),
            cuts: Vec::new(),
        };
        return places.iter().map(lost).collect();
    }
    let message = match places.len() {
        1 => format!("排版代码“{code}”混入正文。"),
        count => format!("排版代码“{code}”混入正文，全文{count}处。"),
    };
    let edits = places.iter().cloned().map(Edit::delete).collect();
    let report = Report::new(*first, message).fix(Fix::likely("删去排版代码", edits));
    let report = others.iter().fold(report, |report, other| report.related(*other, "这里也有"));
    vec![Residue { report, cuts: places.to_vec() }]
}
