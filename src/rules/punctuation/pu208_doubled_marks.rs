//! PU208: doubled and clashing points.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU208-doubled-marks.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    let mut reports = Vec::new();
    for mark in ["，，", "。。", "、、", "；；"] {
        for (start, text) in context.text.match_indices(mark) {
            let half = start + text.len() / 2;
            reports.push(
                Report::new(start..start + text.len(), format!("标点“{text}”重复，应删去一个。"))
                    .fix(Fix::safe("删去重复的标点", vec![Edit::delete(half..start + text.len())])),
            );
        }
    }
    reports
}
