//! PU219: salutations take a colon.

use super::salutations::salutation_marks;
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU219-colons.md"), Check::Language(check));

fn check(context: &Context) -> Vec<Report> {
    let colon = context.structure.profile.colon();
    salutation_marks(context)
        .into_iter()
        .map(|mark| {
            let found = slice(context.text, mark);
            Report::new(mark, format!("称呼独占一行，后面应当用“：”，不用“{found}”。"))
                .fix(Fix::safe("改为冒号", vec![Edit::replace(mark, colon)]))
        })
        .collect()
}
