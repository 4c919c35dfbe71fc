//! A draft as the rules read it, without residue and on mended lines, for whoever shows or changes its shape. Every
//! place that goes in or comes out is one of the whole text.

use crate::finding::Edit;
use crate::refactor::{self, Refactoring};
use crate::structure::Structure;
use crate::structure::next_marker::{Suggestion, next_markers};
use crate::structure::outline::{Node, outline};
use crate::text::OffsetMap;

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
    /// Reads `text`, which `maps` lead back from to the whole, one after the other.
    pub(crate) fn new(text: String, maps: Vec<OffsetMap>) -> Self {
        let structure = Structure::parse(&text);
        let mut outline = outline(&text, &structure);
        for map in &maps {
            outline.iter_mut().for_each(|node| move_node(node, map));
        }
        Reading { text, structure, maps, outline }
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
            found.retain(|refactoring| refactoring.edits.iter().all(|edit| !map.straddles(&edit.range)));
            for edit in found.iter_mut().flat_map(|refactoring| &mut refactoring.edits) {
                *edit = Edit::replace(map.range(edit.range.clone()), std::mem::take(&mut edit.new_text));
            }
        }
        found
    }

    /// The markers that may come next, where `written` of one stands behind the end of this draft.
    pub fn next_markers(&self, written: &str) -> Vec<Suggestion> {
        next_markers(&self.text, written, &self.structure)
    }
}

/// Moves a node from a cut text to the one it was cut from.
fn move_node(node: &mut Node, map: &OffsetMap) {
    node.title = map.range(node.title.clone());
    node.range = map.range(node.range.clone());
    if let Some(marker) = &mut node.marker {
        marker.range = map.range(marker.range.clone());
        marker.number_range = map.range(marker.number_range.clone());
    }
    node.children.iter_mut().for_each(|child| move_node(child, map));
}

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::config::Config;
    use crate::text::{Document, slice};

    const DRAFT: &str = "讲话\n水印一、甲\n（一水印）乙\n（三）丙水印";

    fn checker() -> Checker {
        Checker::new(Config { watermarks: vec!["水印".into()], ..Config::default() }).unwrap()
    }

    #[test]
    fn the_outline_is_one_without_residue_at_places_of_the_whole() {
        let reading = checker().read(&Document::new(DRAFT));
        let heading = &reading.outline()[0].children[0];
        assert_eq!(slice(DRAFT, heading.title.clone()), "一、甲");
        assert_eq!(slice(DRAFT, heading.children[0].title.clone()), "（一水印）乙");
        assert_eq!(slice(DRAFT, heading.children[1].range.clone()), "（三）丙");
    }

    #[test]
    fn refactorings_find_their_item_and_their_place() {
        let reading = checker().read(&Document::new(DRAFT));
        let found = reading.refactorings(DRAFT.find('丙').unwrap());
        let [refactoring] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(slice(DRAFT, refactoring.edits[0].range.clone()), "三");
        assert_eq!(refactoring.edits[0].new_text, "二");
    }
}
