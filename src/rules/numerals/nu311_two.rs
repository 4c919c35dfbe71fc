//! NU311: 二 before a measure word, where 两 is said.

use regex::{Captures, Regex};

use super::found::{Pattern, around, captures, is_han_number};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU311-two.md"), Check::Language(check)).reads(Reads::Line);

/// Measure words with what follows them: 二个以上 and 二个月内 are the words of laws.
static TWO: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?P<two>二)(?:个(?:方面|问题|阶段|层次|层面|确保|维护|转变|关系|文件|单位|重点|环节|特点|原因)",
        r"|点(?:意见|要求|希望|建议|体会|看法)|件(?:事|大事)|种(?:情况|方式|办法|类型))"
    ))
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    if !["二个", "二点", "二件", "二种"].iter().any(|words| context.text.contains(words)) {
        return Vec::new();
    }
    captures(&TWO, context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let two = found.name("two")?;
    // 第二个, 十二个: an ordinal, or part of a number.
    let is_part = around(context.text, two.range().into())
        .0
        .is_none_or(|c| is_han_number(c) || c.is_ascii_digit() || matches!(c, '第' | '、' | '其' | '“'));
    if is_part || context.structure.touches_marker(two.range().into()) {
        return None;
    }
    let written = found.get(0)?.as_str();
    let mended = written.replacen('二', "两", 1);
    Some(
        Report::new(two.range(), format!("量词前面用“两”，“{written}”应为“{mended}”。"))
            .fix(Fix::likely(format!("改为“{mended}”"), vec![Edit::replace(two.range(), "两")])),
    )
}
