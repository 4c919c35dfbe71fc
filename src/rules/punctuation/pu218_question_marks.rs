//! PU218: the order of ？！, and question marks after indirect questions.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU218-question-marks.md"), Check::Language(check));

/// 要认真思考为什么会这样？: the sentence tells what to do and asks nothing.
static INDIRECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[。！？；，,\n])[^。！？；，,：:“”\n]{0,12}(?:要|必须|应当|应该|需要)(?:认真|深入|好好|仔细|进一步)?",
        r"(?:思考|研究|弄清|弄清楚|搞清|搞清楚|想清楚|探讨|明确)(?:一下)?",
        r"[^。！？；，,：:“”吗呢吧\n]{0,10}(?:为什么|怎么|怎样|如何|是否|什么|哪些)[^。！？；，,：:“”吗呢吧\n]{0,16}(？)"
    ))
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let mut reports: Vec<Report> = context
        .text
        .match_indices("！？")
        .map(|(at, marks)| {
            let range = at..at + marks.len();
            Report::new(range.clone(), "问号和叹号连用时，问号在前：“？！”。")
                .fix(Fix::safe("改为“？！”", vec![Edit::replace(range, "？！")]))
        })
        .collect();
    if context.text.contains('？')
        && let Some(pattern) = INDIRECT.as_ref()
    {
        reports.extend(pattern.captures_iter(context.text).filter_map(|found| {
            Some(Report::new(found.get(1)?.range(), "这句话不是提问，只是提到一个问题，末尾一般用句号。"))
        }));
    }
    reports
}
