//! PU215: marks that no line starts or ends with, where RS606 has not joined the lines already.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU215-mark-at-line-edge.md"), Check::Language(check));

/// A line that breaks off is at least so long; shorter ones are buttons and cells of a page. In characters.
const MIN_LINE: usize = 4;

fn check(context: &Context) -> Vec<Report> {
    let lines = context.structure.paragraphs.windows(2);
    lines.filter_map(|two| if let [first, second] = two { report(context, first, second) } else { None }).collect()
}

fn report(context: &Context, first: &Paragraph, second: &Paragraph) -> Option<Report> {
    let text = context.text;
    let (head, tail) = (slice(text, first.range.clone()), slice(text, second.range.clone()));
    let (left, right) = (head.chars().next_back()?, tail.chars().next()?);
    let gap = first.range.end..second.range.start;
    let is_running_text = head.chars().nth(MIN_LINE).is_some();
    if !is_running_text {
        return None;
    }
    let (mark, message) = if never_first(right) && !is_faulty(context, second.range.start) {
        let range = second.range.start..second.range.start + right.len_utf8();
        (range, format!("“{right}”不能放在一行开头，应接在上一行之后。"))
    } else if never_last(left) && !is_faulty(context, first.range.end - left.len_utf8()) {
        (first.range.end - left.len_utf8()..first.range.end, format!("“{left}”不能放在一行末尾，应与下一行相接。"))
    } else {
        return None;
    };
    let edits = vec![Edit::delete(gap)];
    // A mark between a word and the end of its sentence has nowhere else to go.
    let is_certain = chars::is_han(left) || never_last(left) || chars::is_closing(right);
    let fix = if is_certain { Fix::safe("接上", edits) } else { Fix::likely("接上", edits) };
    Some(Report::new(mark, message).fix(fix))
}

/// GB/T 15834-2011 5.1.4 and 5.1.5.
fn never_first(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '；' | '：' | '？' | '！' | '”' | '’' | '）' | '》' | '】' | '〉')
}

fn never_last(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈')
}

/// A mark without a partner is reported as such; where it belongs is not known.
fn is_faulty(context: &Context, at: usize) -> bool {
    let faults = || context.structure.quotes.faults.iter().chain(&context.structure.brackets.faults);
    faults().any(|fault| fault.mark.start == at)
}
