//! Rewriting a marker in the style of a sibling: 第三 beside 一是 and 二是 becomes 三是.

use super::marker::{Kind, Marker};
use super::numeral::{self, Notation};
use crate::text::{Span, after, chars, slice};

/// What to put in place of which part of the text, so that `item` keeps its number and takes on the class, the
/// glyphs and the notation of `model`. `None` where that notation does not reach so far.
///
/// 要 is a verb as well as a marker: it stays when the marker goes.
pub fn restyled(text: &str, item: &Marker, model: &Marker) -> Option<(Span, String)> {
    let number = numeral::write(item.number, notation_of(model))?;
    let prefix = slice(text, model.range.start..model.number_range.start);
    let suffix = slice(text, model.number_range.end..model.range.end);
    let following = after(text, item.range.end);
    let (end, verb) = match (item.kind, model.kind) {
        (Kind::Must, Kind::Must) => (item.range.end, ""),
        (Kind::Must, _) => (item.range.end, "要"),
        (_, Kind::Must) if following.starts_with('要') => (item.range.end + '要'.len_utf8(), ""),
        _ => (item.range.end, ""),
    };
    // 第一 before a verb has no comma; an item that is not followed by one of those verbs needs it.
    let bare_ordinal = model.kind == Kind::Ordinal
        && suffix.is_empty()
        && verb.is_empty()
        && !following.starts_with(['要', '是', '将', '把']);
    let comma = if bare_ordinal { "，" } else { "" };
    let space = space_at(text, end);
    // A space after the item's marker belonged to its style: it stays only where the model has one too.
    let kept = if space.is_empty() { "" } else { space_at(text, model.range.end) };
    Some((Span::new(item.range.start, end + space.len()), format!("{prefix}{number}{suffix}{comma}{verb}{kept}")))
}

/// The notation of the model, except that old digit style (一七) is never spread.
fn notation_of(model: &Marker) -> Notation {
    match model.notation {
        Notation::ChineseDigits => Notation::Chinese,
        notation => notation,
    }
}

/// The space at `offset`, if one is there that ends no line.
fn space_at(text: &str, offset: usize) -> &str {
    let space = after(text, offset).chars().next().filter(|&c| chars::is_space(c) && c != '\n' && c != '\r');
    slice(text, offset..offset + space.map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::Structure;

    /// The second marker of `text` and all after it, in the style of the first.
    fn second_as_first(text: &str) -> String {
        let structure = Structure::parse(text);
        let [model, item, ..] = structure.markers.as_slice() else { panic!("{text}") };
        let (range, new) = restyled(text, item, model).unwrap();
        format!("{new}{}", after(text, range.end))
    }

    #[test]
    fn an_item_takes_on_class_glyphs_and_notation() {
        assert_eq!(second_as_first("一是甲。\n第二，乙。"), "二是乙。");
        assert_eq!(second_as_first("(一)甲\n二、乙"), "(二)乙");
        assert_eq!(second_as_first("１．甲\n（二）乙"), "２．乙");
        assert_eq!(second_as_first("①甲\n2.乙"), "②乙");
    }

    #[test]
    fn the_verb_stays_when_the_marker_goes_and_goes_when_the_marker_says_it() {
        assert_eq!(second_as_first("第一，甲。\n二要乙。"), "第二，要乙。");
        assert_eq!(second_as_first("一要甲。\n第二，要乙。"), "二要乙。");
    }

    #[test]
    fn a_space_is_kept_only_where_the_model_has_one() {
        assert_eq!(second_as_first("1. 甲\n(2) 乙"), "2. 乙");
        assert_eq!(second_as_first("一是甲。\n第二， 乙。"), "二是乙。");
    }

    #[test]
    fn a_notation_that_ends_too_early_is_no_model() {
        let text = "⑳甲\n21.乙";
        let structure = Structure::parse(text);
        assert_eq!(restyled(text, &structure.markers[1], &structure.markers[0]), None);
    }
}
