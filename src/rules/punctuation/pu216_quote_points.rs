//! PU216: a point inside the closing quotation mark and another one right after it.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU216-quote-points.md"), Check::Language(check)).reads(Reads::Line);

/// `。”。` and `。”，` (GB/T 15834-2011 B.2.1): the quotation is a sentence and has ended.
static DOUBLED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[。！？]”([。，；])").ok());

fn check(context: &Context) -> Vec<Report> {
    let Some(pattern) = DOUBLED.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(context.text)
        .filter_map(|found| {
            let outer = found.get(1)?;
            let whole = found.get(0)?.range();
            // ？”， and ！”， are usual where the quotation is part of a longer sentence.
            let is_stop = slice(context.text, whole.clone()).starts_with('。') || outer.as_str() == "。";
            let message = format!("引文末尾已有点号，引号外的“{}”多余。", outer.as_str());
            let fix = Fix::safe(format!("删去引号外的“{}”", outer.as_str()), vec![Edit::delete(outer.range())]);
            is_stop.then(|| Report::new(whole, message).fix(fix))
        })
        .collect()
}
