//! PU207: a 顿号 before 等.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::Span;
use crate::text::{after, before, chars};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU207-list-mark-before-etc.md"), Check::Language(check)).reads(Reads::Line);

/// Characters that make a word with 等, or that one waits for: 等级, 等候, 等靠要, 等别人.
const WORDS: &str = "级高候值待同效量温距分价于车次离闲位比式号轴边额身死幅不着到来我他你她会下上靠别人谁政救天机";

fn check(context: &Context) -> Vec<Report> {
    const MARK: &str = "、等";
    let text = context.text;
    text.match_indices(MARK)
        .filter(|(at, _)| {
            before(text, *at).chars().next_back().is_some_and(|c| chars::is_han(c) || chars::is_closing(c))
        })
        .filter(|(at, _)| after(text, at + MARK.len()).chars().next().is_none_or(|c| !WORDS.contains(c)))
        .map(|(at, _)| {
            let mark = Span::new(at, at + '、'.len_utf8());
            Report::new(at..at + MARK.len(), "“等”前不用顿号。").fix(Fix::safe("删去顿号", vec![Edit::delete(mark)]))
        })
        .collect()
}
