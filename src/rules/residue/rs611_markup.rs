//! RS611: markup of web pages and fields of Word in running text.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, RawDraft, Report, Residue, Rule, card_page};

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

fn check(draft: &RawDraft) -> Vec<Residue> {
    let Some(pattern) = MARKUP.as_ref() else { return Vec::new() };
    pattern
        .find_iter(draft.text)
        .map(|found| {
            let is_lost = found.as_str().starts_with("错误");
            let message = format!("排版代码“{}”混入正文。", found.as_str());
            let report = Report::new(found.range(), message);
            let edits = vec![Edit::delete(found.range())];
            // A broken reference stood for something: deleting it loses the fact that it is missing.
            let report = if is_lost { report } else { report.fix(Fix::likely("删去排版代码", edits)) };
            Residue { report, cut: (!is_lost).then(|| found.range()) }
        })
        .collect()
}
