//! NU307: what decreases by multiples, and what doubles by multiples: 下降了2倍, 翻了3倍.

use regex::Regex;

use super::found::{Pattern, captures, part};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU307-decrease-by-multiples.md"), Check::Language(check)).reads(Reads::Line);

static MULTIPLE: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?P<less>减少|降低|下降|缩短|缩小|压缩|减轻)了?(?:近|约|超过|将近)?(?:[0-9][0-9.]*|[一两二三四五六七八九十百几数]+)(?:多|余)?倍",
        r"|翻了?(?:近|约)?(?:[0-9][0-9.]*|[两二三四五六七八九十几]+)倍"
    ))
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    if !context.text.contains('倍') {
        return Vec::new();
    }
    captures(&MULTIPLE, context.text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let message = if part(&found, "less").is_empty() {
                format!("“{}”说法不清：翻一番是原来的2倍，翻两番是4倍；请改用“翻几番”或“增加几倍”。", whole.as_str())
            } else {
                format!("“{}”不合事理：减少最多减到零，不能用倍数，请改用分数或百分数。", whole.as_str())
            };
            Some(Report::new(whole.range(), message))
        })
        .collect()
}
