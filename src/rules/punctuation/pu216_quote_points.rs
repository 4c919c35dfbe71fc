//! PU216: a point inside the closing quotation mark and another one right after it.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::{Span, before, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU216-quote-points.md"), Check::Language(check)).reads(Reads::Line);

/// `。”。` and `。”，` (GB/T 15834-2011 B.2.1): the quotation is a sentence and has ended.
static DOUBLED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[。！？]”([。，；])").ok());

fn check(context: &Context) -> Vec<Report> {
    let Some(pattern) = DOUBLED.as_ref() else { return Vec::new() };
    let found =
        pattern.captures_iter(context.text).filter_map(|found| Some((Span::from(found.get(0)?), found.get(1)?)));
    found.filter_map(|(whole, outer)| report(context.text, whole, outer.as_str(), outer.into())).collect()
}

fn report(text: &str, whole: Span, outer: &str, place: Span) -> Option<Report> {
    let is_stop = slice(text, whole).starts_with('。');
    let is_part = is_part_of_sentence(text, whole.start);
    // 另见“怎么办理？”。 The sentence has a point of its own; so has one that goes on behind ？” or ！”.
    if !is_stop && (is_part || outer != "。") {
        return None;
    }
    if is_part && outer != "。" {
        let inner = whole.start..whole.start + '。'.len_utf8();
        let fix = Fix::likely("删去引号里的“。”", vec![Edit::delete(inner)]);
        return Some(Report::new(whole, "引文是长句的一部分，末尾的“。”多余。").fix(fix));
    }
    let fix = Fix::safe(format!("删去引号外的“{outer}”"), vec![Edit::delete(place)]);
    Some(Report::new(whole, format!("引文末尾已有点号，引号外的“{outer}”多余。")).fix(fix))
}

/// Whether the quotation that ends behind `at` is a word of its sentence: a character stands right before its mark.
fn is_part_of_sentence(text: &str, at: usize) -> bool {
    let line = before(text, at).rsplit(['\n', '\r']).next().unwrap_or_default();
    line.rsplit_once('“').is_some_and(|(lead, _)| lead.ends_with(|c: char| c.is_alphanumeric() || c == '》'))
}
