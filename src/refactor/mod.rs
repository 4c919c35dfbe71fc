//! Changes of a draft's numbering that somebody may want although nothing is wrong with it.

mod refactoring;
mod renumber;
mod target;

use crate::finding::Edit;
use crate::structure::numeral::Notation;
use crate::structure::restyle::restyled;
use crate::structure::{Kind, Marker, Structure};
use crate::text::slice;

pub use refactoring::{Refactoring, Scope};
use target::Target;

/// What can be done with the series that goes on at byte `at`; only what changes something, and nothing twice.
pub fn refactorings(text: &str, structure: &Structure, at: usize) -> Vec<Refactoring> {
    let Some(target) = Target::at(text, structure, at) else { return Vec::new() };
    let offers = [
        renumber::whole_series(&target),
        renumber::from_here(&target),
        renumber::whole_level(&target),
        unified_style(&target),
    ];
    let mut kept: Vec<Refactoring> = Vec::new();
    for offer in offers.into_iter().flatten() {
        if !offer.edits.is_empty() && kept.iter().all(|other| other.edits != offer.edits) {
            kept.push(offer);
        }
    }
    kept
}

/// All items in the style of the first; 首先 and the like go with any.
fn unified_style(target: &Target<'_>) -> Option<Refactoring> {
    let text = target.text;
    let model = target.series.items.iter().find(|item| item.kind != Kind::Adverb)?;
    let others = target.series.items.iter().filter(|item| item.kind != Kind::Adverb && !is_alike(text, item, model));
    let edits = others.map(|item| restyled(text, item, model).map(|(range, new)| Edit::replace(range, new)));
    Some(Refactoring {
        scope: Scope::Style,
        title: format!("统一为“{}”的写法", model.label(text)),
        edits: edits.collect::<Option<_>>()?,
    })
}

/// Whether only the numbers of two markers differ. 第一 with a comma or, before a verb, without is one style.
fn is_alike(text: &str, item: &Marker, model: &Marker) -> bool {
    let notation = |marker: &Marker| match marker.notation {
        Notation::ChineseDigits => Notation::Chinese,
        notation => notation,
    };
    let prefix = |marker: &Marker| slice(text, marker.range.start..marker.number_range.start);
    let suffix = |marker: &Marker| slice(text, marker.number_range.end..marker.range.end);
    let one_is_bare = item.kind == Kind::Ordinal && (suffix(item).is_empty() || suffix(model).is_empty());
    item.kind == model.kind
        && notation(item) == notation(model)
        && prefix(item) == prefix(model)
        && (suffix(item) == suffix(model) || one_is_bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{after, before};

    /// What each offer at the first `mark` makes of `text`, by scope.
    pub(super) fn offers(text: &str, mark: &str) -> Vec<(Scope, String, String)> {
        let structure = Structure::parse(text);
        let found = refactorings(text, &structure, text.find(mark).unwrap());
        found.into_iter().map(|offer| (offer.scope, offer.title, applied(text, &offer.edits))).collect()
    }

    pub(super) fn offer(text: &str, mark: &str, scope: Scope) -> Option<(String, String)> {
        let offer = offers(text, mark).into_iter().find(|offer| offer.0 == scope)?;
        Some((offer.1, offer.2))
    }

    fn applied(text: &str, edits: &[Edit]) -> String {
        assert!(edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{edits:?}");
        edits.iter().rev().fold(text.to_owned(), |text, edit| {
            format!("{}{}{}", before(&text, edit.range.start), edit.new_text, after(&text, edit.range.end))
        })
    }

    #[test]
    fn a_draft_in_order_offers_nothing() {
        for mark in ["讲话", "一、", "甲", "（一）", "（二）", "丁"] {
            assert_eq!(offers("讲话\n一、甲\n（一）乙\n（二）丙\n二、丁\n", mark), [], "{mark}");
        }
    }

    #[test]
    fn a_series_takes_on_the_style_of_its_first_item() {
        assert_eq!(
            offer("一是甲。\n二是乙。\n第三，丙。", "乙", Scope::Style),
            Some(("统一为“一是”的写法".into(), "一是甲。\n二是乙。\n三是丙。".into()))
        );
        let mixed_width = offer("（一）甲\n(二)乙\n（三）丙", "丙", Scope::Style);
        assert_eq!(mixed_width.unwrap().1, "（一）甲\n（二）乙\n（三）丙");
        assert_eq!(offer("1.甲\n２．乙", "甲", Scope::Style).unwrap().1, "1.甲\n2.乙");
        assert_eq!(
            offer("首先，甲。\n第二，乙。\n三是丙。", "丙", Scope::Style).unwrap().1,
            "首先，甲。\n第二，乙。\n第三，丙。"
        );
    }

    #[test]
    fn small_differences_are_no_other_style() {
        for text in ["第一，甲。第二要乙。", "（九）甲\n（十）乙", "首先，甲。第二，乙。"] {
            assert_eq!(offer(text, "乙", Scope::Style), None, "{text}");
        }
    }

    #[test]
    fn the_item_is_the_one_that_the_place_is_in() {
        let text = "　　一、甲\n要求：一是子。三是丑。\n　　三、乙\n正文\n";
        let whole = |mark| offer(text, mark, Scope::Series).map(|offer| offer.1);
        assert_eq!(whole("一、"), Some(text.replace("三、", "二、")));
        assert_eq!(whole("　　一、"), whole("一、"));
        assert_eq!(whole("\n　　三、"), Some(text.replace("三是", "二是")));
        assert_eq!(whole("正文"), whole("一、"));
        assert_eq!(offers("讲话\n一、甲\n三、乙", "讲话"), []);
    }

    #[test]
    fn what_stands_in_brackets_is_meant_only_at_its_markers() {
        let text = "一是甲（一是子；三是丑）乙。三是丙。";
        assert_eq!(offer(text, "是子", Scope::Series).unwrap().1, "一是甲（一是子；二是丑）乙。三是丙。");
        assert_eq!(offer(text, "乙", Scope::Series).unwrap().1, "一是甲（一是子；三是丑）乙。二是丙。");
    }
}
