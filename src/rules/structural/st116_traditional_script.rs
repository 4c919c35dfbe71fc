//! ST116: a draft in traditional script, where much is not looked at.

use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::script::{Script, is_only_traditional};
use crate::text::after;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("structural/ST116-traditional-script.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    if context.structure.script != Script::Traditional {
        return Vec::new();
    }
    let Some(at) = context.text.find(is_only_traditional) else { return Vec::new() };
    let rest = after(context.text, at);
    let end = at + rest.find(|c| !is_only_traditional(c)).unwrap_or(rest.len());
    let message = "全文是繁体字：错别字、疑似水印等依据简体统计和词表的检查没有做，其余照常。";
    vec![Report::new(at..end, message)]
}
