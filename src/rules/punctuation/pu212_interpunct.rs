//! PU212: the middle dot in a name, turned into a question mark or a dot of another kind.

use super::names::name_around;
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::{Span, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU212-interpunct.md"), Check::Language(check));

/// What a middle dot turns into.
const WRONG_DOTS: [char; 12] = ['?', '？', '〃', '•', '・', '．', '.', '‧', '∙', '●', '‥', '﹒'];

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    text.match_indices(WRONG_DOTS)
        .filter_map(|(at, dot)| {
            let mark = Span::new(at, at + dot.len());
            let name = name_around(text, mark)?;
            (!context.structure.touches_marker(mark)).then(|| report(text, mark, name))
        })
        .collect()
}

fn report(text: &str, mark: Span, name: Span) -> Report {
    let found = slice(text, name);
    let right = format!("{}·{}", slice(text, name.start..mark.start), slice(text, mark.end..name.end));
    let edits = vec![Edit::replace(mark, "·")];
    let title = format!("改为“{right}”");
    let fix = if text.contains(&right) { Fix::safe(title, edits) } else { Fix::likely(title, edits) };
    Report::new(mark, format!("人名“{found}”中的间隔号成了别的符号，应为“{right}”。")).fix(fix)
}
