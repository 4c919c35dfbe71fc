//! WD403: words that the user has ordered to be replaced.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Proof, Reads, Report, Rule, card_page};
use crate::text::Span;
use crate::words::replacements::Replacement;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("words/WD403-own-replacements.md"), Check::Language(check)).reads(Reads::Line);

fn check(context: &Context) -> Vec<Report> {
    let found = context.resources.replacements.find(context.text);
    let is_free = |span: Span| !context.structure.touches_marker(span);
    found.into_iter().filter(|(span, _)| is_free(*span)).map(|(span, it)| report(context, span, it)).collect()
}

fn report(context: &Context, span: Span, replacement: &Replacement) -> Report {
    let Replacement { wrong, right, reason } = replacement;
    let why = reason.as_deref().unwrap_or("按配置里的 replace");
    let message = match right.as_deref() {
        Some("") => format!("“{wrong}”应删去（{why}）。"),
        Some(right) => format!("“{wrong}”应为“{right}”（{why}）。"),
        None => format!("“{wrong}”是不用的词，请换一种说法（{why}）。"),
    };
    let report = Report::new(span, message).proof(Proof::OwnReplacement);
    let title = match right.as_deref() {
        None => return report,
        Some("") => "删去".to_owned(),
        Some(right) => format!("改为“{right}”"),
    };
    let (changed, new_text) = replacement.edit(span);
    let edits = vec![Edit::replace(changed, new_text)];
    let parts = context.resources.model.as_deref().and_then(|model| model.parts());
    let is_sure = parts.is_some_and(|parts| replacement.is_sure(&parts, context.text, span));
    report.fix(if is_sure { Fix::safe(title, edits) } else { Fix::likely(title, edits) })
}
