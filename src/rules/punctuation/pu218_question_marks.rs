//! PU218: the order of ？！, and question marks after indirect questions.

use crate::text::Span;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU218-question-marks.md"), Check::Language(check)).reads(Reads::Line);

/// 要认真思考为什么会这样: the clause tells what to do and asks nothing.
static INDIRECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^.{0,12}(?:要|必须|应当|应该|需要)(?:认真|深入|好好|仔细|进一步)?",
        r"(?:思考|研究|弄清|弄清楚|搞清|搞清楚|想清楚|探讨|明确)(?:一下)?",
        r".{0,10}(?:为什么|怎么|怎样|如何|是否|什么|哪些).{0,16}$"
    ))
    .ok()
});

/// A clause is no longer than this, in bytes.
const MAX_CLAUSE: usize = 180;

fn check(context: &Context) -> Vec<Report> {
    let mut reports: Vec<Report> =
        context.text.match_indices("！？").map(|(at, marks)| reversed(Span::new(at, at + marks.len()))).collect();
    reports.extend(
        context
            .text
            .match_indices('？')
            .filter_map(|(at, mark)| indirect(context.text, Span::new(at, at + mark.len()))),
    );
    reports
}

fn reversed(range: Span) -> Report {
    Report::new(range, "问号和叹号连用时，问号在前：“？！”。")
        .fix(Fix::safe("改为“？！”", vec![Edit::replace(range, "？！")]))
}

/// A question mark after a clause that only speaks of a question.
fn indirect(text: &str, mark: Span) -> Option<Report> {
    let from = text.floor_char_boundary(mark.start.saturating_sub(MAX_CLAUSE));
    let head = slice(text, from..mark.start);
    let clause = head.rsplit(|c| chars::is_point(c) || c == '\n').next()?;
    // Quoted questions are questions, and 吗 and 呢 ask.
    if clause.contains(['“', '”', '吗', '呢', '吧']) || !INDIRECT.as_ref()?.is_match(clause) {
        return None;
    }
    Some(Report::new(mark, "这句话不是提问，只是提到一个问题，末尾一般用句号。"))
}
