//! NU306: two words for “about” around one number: 近300人左右.

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::{Check, Context, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU306-doubled-approximation.md"), Check::Language(check)).reads(Reads::Line);

/// A word before the number, the number with its measure, and a word after it. 达到 and 超过 … 以上 are left out: they
/// are usual where a threshold is meant.
static DOUBLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<before>大约|将近|接近|约|近)(?P<number>[0-9０-９][0-9０-９.,]*(?:万|亿|千|百)?(?:%|％|多?[个人名家项户件次元吨亩公里天年岁]{0,3}))(?P<after>左右|上下)",
    )
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let Some(pattern) = DOUBLED.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(context.text)
        .filter_map(|found| {
            let (whole, before, after) = (found.get(0)?, found.name("before")?.as_str(), found.name("after")?.as_str());
            let message = format!("“{}”里“{before}”和“{after}”重复，只用一个。", whole.as_str());
            Some(Report::new(whole.range(), message))
        })
        .collect()
}
