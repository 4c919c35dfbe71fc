//! A draft as the rules read it, without residue and on mended lines, for whoever shows or changes its shape. Every
//! place that goes in or comes out is one of the whole text.

use crate::check::Checker;
use crate::finding::Edit;
use crate::refactor::{self, Refactoring};
use crate::structure::next_marker::{Suggestion, next_markers};
use crate::structure::outline::{Node, outline};
use crate::structure::{Pair, Structure};
use crate::text::{Document, OffsetMap, Span};

/// The shape of a draft.
#[derive(Debug, Clone)]
pub struct Reading {
    text: String,
    structure: Structure,
    /// The way to the whole text, in steps.
    maps: Vec<OffsetMap>,
    outline: Vec<Node>,
}

impl Reading {
    /// Reads `document` as the rules of `checker` do.
    pub fn of(checker: &Checker, document: &Document) -> Self {
        let (text, maps) = checker.mended_text(document);
        let structure = Structure::parse(&text);
        let mut outline = outline(&text, &structure);
        for map in &maps {
            outline.iter_mut().for_each(|node| move_node(node, map));
        }
        Reading { text, structure, maps, outline }
    }

    /// The same in a text that this one was cut from, to which `map` leads back.
    pub(crate) fn within(mut self, map: OffsetMap) -> Self {
        self.outline.iter_mut().for_each(|node| move_node(node, &map));
        self.maps.push(map);
        self
    }

    /// Its documents, headings and items as a tree.
    pub fn outline(&self) -> &[Node] {
        &self.outline
    }

    /// What can be done with the numbering at byte `at`.
    pub fn refactorings(&self, at: usize) -> Vec<Refactoring> {
        let at = self.maps.iter().rev().fold(at, |at, map| map.without_cuts(at));
        let mut found = refactor::refactorings(&self.text, &self.structure, at);
        for map in &self.maps {
            // An edit that reaches over a cut would swallow the residue unseen.
            found.retain(|refactoring| refactoring.edits.iter().all(|edit| !map.straddles(edit.range)));
            for edit in found.iter_mut().flat_map(|refactoring| &mut refactoring.edits) {
                *edit = Edit::replace(map.range(edit.range), std::mem::take(&mut edit.new_text));
            }
        }
        found
    }

    /// The markers of the series that the one at byte `at` belongs to, or else the two marks of the pair of which one
    /// is there. Nothing where there is neither.
    pub fn siblings(&self, at: usize) -> Vec<Span> {
        let at = self.maps.iter().rev().fold(at, |at, map| map.without_cuts(at));
        let is_touched = |range: &Span| range.start <= at && at <= range.end;
        let mut series = self.structure.series.iter().map(|series| series.items.iter().map(|item| &item.range));
        let siblings = series.find(|items| items.clone().any(is_touched)).map(|items| items.cloned().collect());
        let of_a_pair = || {
            let pairs = self.structure.quotes.matched.iter().chain(&self.structure.brackets.matched);
            // Between two marks that meet, the cursor is at the one it stands before.
            let is_under = |mark: &Span| mark.contains(at);
            let touched = |pair: &&Pair| is_touched(&pair.open) || is_touched(&pair.close);
            let under = pairs.clone().find(|pair| is_under(&pair.open) || is_under(&pair.close));
            under.or_else(|| pairs.clone().find(touched)).map(|pair| vec![pair.open, pair.close])
        };
        let mut places: Vec<Span> = siblings.or_else(of_a_pair).unwrap_or_default();
        for map in &self.maps {
            places.iter_mut().for_each(|place| *place = map.range(*place));
        }
        places
    }

    /// The markers that may come next, where `written` of one stands behind the end of this draft.
    pub fn next_markers(&self, written: &str) -> Vec<Suggestion> {
        next_markers(&self.text, written, &self.structure)
    }
}

/// Moves a node from a cut text to the one it was cut from.
fn move_node(node: &mut Node, map: &OffsetMap) {
    node.title = map.range(node.title);
    node.range = map.range(node.range);
    if let Some(marker) = &mut node.marker {
        marker.range = map.range(marker.range);
        marker.number_range = map.range(marker.number_range);
    }
    node.children.iter_mut().for_each(|child| move_node(child, map));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::text::slice;

    const DRAFT: &str = "讲话\n水印一、甲\n（一水印）乙\n（三）丙水印";

    fn checker() -> Checker {
        Checker::new(Config { watermarks: vec!["水印".into()], ..Config::default() }).unwrap()
    }

    #[test]
    fn the_outline_is_one_without_residue_at_places_of_the_whole() {
        let reading = Reading::of(&checker(), &Document::new(DRAFT));
        let heading = &reading.outline()[0].children[0];
        assert_eq!(slice(DRAFT, heading.title), "一、甲");
        assert_eq!(slice(DRAFT, heading.children[0].title), "（一水印）乙");
        assert_eq!(slice(DRAFT, heading.children[1].range), "（三）丙");
    }

    #[test]
    fn siblings_are_a_series_or_a_pair_at_places_of_the_whole() {
        let draft = "讲话\n水印一、讲“严\n二、讲（实）水印”\n";
        let reading = Reading::of(&checker(), &Document::new(draft));
        let at = |what: &str| {
            let places = reading.siblings(draft.find(what).unwrap());
            places.into_iter().map(|place| slice(draft, place)).collect::<Vec<_>>()
        };
        assert_eq!(at("二、"), ["一、", "二、"]);
        assert_eq!(at("（"), ["（", "）"]);
        assert_eq!(at("）"), ["（", "）"]);
        assert!(at("实").is_empty() || at("实") == ["（", "）"]);
        assert!(at("讲话").is_empty());
    }

    #[test]
    fn refactorings_find_their_item_and_their_place() {
        let reading = Reading::of(&checker(), &Document::new(DRAFT));
        let found = reading.refactorings(DRAFT.find('丙').unwrap());
        let [refactoring] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(slice(DRAFT, refactoring.edits[0].range), "三");
        assert_eq!(refactoring.edits[0].new_text, "二");
    }
}
