//! PU202: double quotation marks inside double ones.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::Pair;
use crate::text::Span;
use crate::text::{after, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU202-quote-nesting.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    let mut open: Vec<&Pair> = Vec::new();
    let mut reports = Vec::new();
    for pair in &context.structure.quotes.matched {
        while open.pop_if(|outer| outer.close.start <= pair.open.start).is_some() {}
        if let Some(outer) = open.last().filter(|outer| is_double(context.text, outer) && is_double(context.text, pair))
        {
            reports.extend(report(context, outer, pair));
        }
        open.push(pair);
    }
    reports
}

fn is_double(text: &str, pair: &Pair) -> bool {
    after(text, pair.open.start).starts_with('“')
}

/// A phrase is no longer than this, in bytes; what is longer is a passage, and not mended by two marks.
const MAX_PHRASE: usize = 600;

/// Inside one paragraph only: over several, the outer pair may be a wrong reading of marks that are missing.
fn report(context: &Context, outer: &Pair, inner: &Pair) -> Option<Report> {
    let text = context.text;
    let paragraph = context.structure.paragraph_at(outer.open.start)?;
    let nests = inner.close.end <= outer.close.start && outer.close.end <= paragraph.range.end;
    let phrase = slice(text, inner.open.end..inner.close.start);
    // What is quoted on a third level takes double marks again: there the two levels would have to change places.
    let is_simple = phrase.len() <= MAX_PHRASE && !phrase.contains(['“', '”', '‘', '’']);
    let range = Span::new(inner.open.start, inner.close.end);
    let report = if is_simple {
        let edits = vec![Edit::replace(inner.open, "‘"), Edit::replace(inner.close, "’")];
        Report::new(range, format!("双引号里面再用引号，应当用单引号：‘{phrase}’。"))
            .fix(Fix::safe("改为单引号", edits))
    } else {
        Report::new(inner.open, "双引号里面再用引号，应当用单引号。")
    };
    // A closing mark after a comma is one the wrong way round, or has its partner elsewhere; two marks around nothing are
    // those of two quotations.
    let is_doubtful = phrase.ends_with(['，', '：', '、', ',', ':']) || phrase.trim().is_empty();
    (nests && !is_doubtful).then(|| report.related(outer.open, "外层引号"))
}
