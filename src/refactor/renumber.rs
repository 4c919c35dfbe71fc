//! Renumbering. Every marker keeps its class, its glyphs, its notation and its width.

use super::refactoring::{Refactoring, Scope};
use super::target::Target;
use crate::finding::Edit;
use crate::structure::numeral::{self, Notation};
use crate::structure::{Kind, Marker, Series};

/// The words that stand for numbers in 首先，其次，再次.
const ADVERBS: [&str; 3] = ["首先", "其次", "再次"];

/// The whole series, from its first number on.
pub(super) fn whole_series(target: &Target<'_>) -> Option<Refactoring> {
    let items = &target.series.items;
    let edits = renumbered(target.series, 0, first_number(target))?;
    let title = format!("重排本组序号（共 {} 项）", items.len());
    Some(Refactoring { scope: Scope::Series, title, edits })
}

/// The item and those after it, going on from the one before.
pub(super) fn from_here(target: &Target<'_>) -> Option<Refactoring> {
    let items = &target.series.items;
    let previous = target.index.checked_sub(1).and_then(|index| items.get(index));
    let start = previous.map_or_else(|| first_number(target), |previous| previous.number + 1);
    let edits = renumbered(target.series, target.index, start)?;
    let title = format!("从此处起重排序号（共 {} 项）", items.len() - target.index);
    Some(Refactoring { scope: Scope::Rest, title, edits })
}

/// All series of the class in the document, each from one under its own parent; articles count through.
pub(super) fn whole_level(target: &Target<'_>) -> Option<Refactoring> {
    if target.series.is_enclosed {
        return None;
    }
    let mut edits = Vec::new();
    let mut count = 0;
    for series in target.level() {
        edits.extend(restarted(series)?);
        count += series.items.len();
    }
    edits.sort_by_key(|edit| edit.range.start);
    let first = target.series.items.first()?;
    let label = first.render(target.text, 1).unwrap_or_default();
    let label = label.trim_end_matches(['，', ',', '：', ':']);
    let title = format!("重排本篇全部“{label}”一级的序号（共 {count} 项）");
    Some(Refactoring { scope: Scope::Level, title, edits })
}

/// The number the series starts with: one, unless it goes on where an earlier one of its class ended.
fn first_number(target: &Target<'_>) -> u32 {
    let Some(first) = target.series.items.first() else { return 1 };
    let earlier = target
        .level()
        .filter_map(|series| {
            series.items.first().filter(|head| head.range.start < first.range.start).and(series.items.last())
        })
        .last();
    if earlier.is_some_and(|last| last.number + 1 == first.number) { first.number } else { 1 }
}

/// Numbers the items of `series` anew wherever the parent changes.
fn restarted(series: &Series) -> Option<Vec<Edit>> {
    let counts_through = series.items.first().is_some_and(|item| item.kind == Kind::Article('条'));
    let mut edits = Vec::new();
    let mut number = 0;
    let mut parent = None;
    for (item, under) in series.items.iter().zip(&series.parents) {
        let goes_on = counts_through || parent == Some(under);
        number = if goes_on { number + 1 } else { 1 };
        parent = Some(under);
        edits.extend(numbered(series, item, number)?);
    }
    Some(edits)
}

/// Numbers the items of `series` from the one at `index` on.
fn renumbered(series: &Series, index: usize, start: u32) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (number, item) in (start..).zip(series.items.iter().skip(index)) {
        edits.extend(numbered(series, item, number)?);
    }
    Some(edits)
}

/// What gives `item` a number: nothing where it has it already, `None` where that cannot be written.
fn numbered(series: &Series, item: &Marker, number: u32) -> Option<Vec<Edit>> {
    if item.number == number {
        return Some(Vec::new());
    }
    let word = number.checked_sub(1).and_then(|place| ADVERBS.get(place as usize)).copied();
    let written = match item.kind {
        // After 再次 no word is left: such an item stays what it is.
        Kind::Adverb => word.map(str::to_owned),
        _ => Some(numeral::write(number, notation(series, item))?),
    };
    Some(written.map(|written| Edit::replace(item.number_range, written)).into_iter().collect())
}

/// How numbers are written in the series: below ten, old digit style (一七) looks like any other.
fn notation(series: &Series, item: &Marker) -> Notation {
    let has_old_digits = series.items.iter().any(|other| other.notation == Notation::ChineseDigits);
    if has_old_digits && item.notation == Notation::Chinese { Notation::ChineseDigits } else { item.notation }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{offer, offers};
    use super::*;

    /// What an offer at the first `mark` makes of `text`.
    fn result(text: &str, mark: &str, scope: Scope) -> Option<String> {
        offer(text, mark, scope).map(|(_, result)| result)
    }

    #[test]
    fn a_series_is_renumbered_in_its_own_style() {
        let offered = offer("(一)甲\n(二)乙\n(四)丙\n(五)丁", "乙", Scope::Series);
        let expected = ("重排本组序号（共 4 项）".to_owned(), "(一)甲\n(二)乙\n(三)丙\n(四)丁".to_owned());
        assert_eq!(offered, Some(expected));
        for (text, expected) in [
            ("１．甲\n３．乙", "１．甲\n２．乙"),
            ("①甲\n③乙", "①甲\n②乙"),
            ("（1）甲\n（3）乙", "（1）甲\n（2）乙"),
            ("第一，甲。第三要乙。", "第一，甲。第二要乙。"),
            ("首先，甲。\n第二，乙。\n第四，丙。", "首先，甲。\n第二，乙。\n第三，丙。"),
            ("第一条 甲\n第三条 乙", "第一条 甲\n第二条 乙"),
        ] {
            assert_eq!(result(text, "乙", Scope::Series).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn old_digit_style_goes_on_in_old_digit_style() {
        let items: Vec<String> =
            (1..=11).map(|number| numeral::write(number, Notation::ChineseDigits).unwrap()).collect();
        let draft = |items: &[String]| items.iter().map(|item| format!("（{item}）甲\n")).collect::<String>();
        let with_gap = [&items[..9], &items[10..]].concat();
        assert_eq!(result(&draft(&with_gap), "甲", Scope::Series), Some(draft(&items[..10])));
    }

    #[test]
    fn the_rest_goes_on_from_the_item_before() {
        let text = "一、甲\n三、乙\n四、丙\n六、丁";
        assert_eq!(
            offer(text, "丙", Scope::Rest),
            Some(("从此处起重排序号（共 2 项）".into(), "一、甲\n三、乙\n四、丙\n五、丁".into()))
        );
        assert_eq!(result(text, "乙", Scope::Rest), None, "the same as renumbering the whole series");
        assert_eq!(result(text, "乙", Scope::Series).as_deref(), Some("一、甲\n二、乙\n三、丙\n四、丁"));
    }

    #[test]
    fn a_level_restarts_under_each_parent() {
        let text = "一、甲\n（一）子\n（三）丑\n二、乙\n（二）寅\n（三）卯\n（五）辰";
        assert_eq!(
            offer(text, "丑", Scope::Level),
            Some((
                "重排本篇全部“（一）”一级的序号（共 5 项）".into(),
                "一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅\n（二）卯\n（三）辰".into()
            ))
        );
    }

    #[test]
    fn a_level_is_one_documents_and_what_it_shares_with_the_series_is_offered_once() {
        let text = "第一篇：甲\n一、子\n三、丑\n第二篇：乙\n一、寅\n三、卯";
        let scopes: Vec<Scope> = offers(text, "丑").into_iter().map(|offer| offer.0).collect();
        assert_eq!(scopes, [Scope::Series]);
        assert_eq!(result(text, "丑", Scope::Series), Some(text.replace("三、丑", "二、丑")));
    }

    #[test]
    fn articles_count_through_their_chapters() {
        let text = "第一章 甲\n第一条 子\n第二条 丑\n第二章 乙\n第四条 寅\n";
        assert_eq!(result(text, "寅", Scope::Series), Some(text.replace("第四条", "第三条")));
        assert_eq!(result(text, "寅", Scope::Level), None);
    }

    #[test]
    fn a_series_that_goes_on_from_an_earlier_one_keeps_its_first_number() {
        let text = "一、甲\n要求：一是子。二是丑。\n二、乙\n要求：三是寅。五是卯。";
        assert_eq!(result(text, "卯", Scope::Series), Some(text.replace("五是", "四是")));
        assert_eq!(result(text, "卯", Scope::Level), Some(text.replace("三是", "一是").replace("五是", "二是")));
    }

    #[test]
    fn numbers_beyond_the_notation_are_not_offered() {
        let text: String = ('①'..='⑳').chain(['⑳']).map(|number| format!("{number}甲\n")).collect();
        assert_eq!(result(&text, "⑤", Scope::Series), None);
    }
}
