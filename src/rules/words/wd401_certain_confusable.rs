//! WD401: words that are wrong wherever they stand.

use super::report::reports;
use crate::finding::Fix;
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::structure::script::{Script, is_only_simplified};
use crate::words::confusables::{Certainty, Entry};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD401-certain-confusable.md"), Check::Language(check))
    .reads(Reads::Line)
    .yields_to(&[&super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    // Words of both scripts are mistaken in both: 布署.
    let is_read = |entry: &Entry| {
        context.structure.script != Script::Traditional
            || !(entry.wrong.clone() + &entry.right).contains(is_only_simplified)
    };
    let belongs = |entry: &Entry| entry.certainty == Certainty::Always && !entry.is_variant && is_read(entry);
    reports(context, belongs, |title, edits| Some(Fix::safe(title, edits)))
}
