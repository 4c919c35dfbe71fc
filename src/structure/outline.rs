//! The outline of a draft: its documents, headings and items as a tree.

use crate::text::Span;
use std::collections::HashMap;

use super::marker::{Kind, Marker};
use super::ordinal::skip_decoration;
use super::{Segment, Structure};
use crate::text::{chars, slice};

/// A document, heading or item with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The marker that opens it; `None` for a whole document.
    pub marker: Option<Marker>,
    /// Its title with the marker: the heading, or the first clause of an item.
    pub title: Span,
    /// The text of its title.
    pub name: String,
    /// All that belongs to it, its children included.
    pub range: Span,
    /// What stands under it, in the order of the text.
    pub children: Vec<Node>,
}

/// A title longer than this is cut, in characters.
pub const MAX_TITLE: usize = 40;

/// The outline of a draft, one node a document.
pub fn outline(text: &str, structure: &Structure) -> Vec<Node> {
    let items = items(structure);
    let mut items = items.iter().peekable();
    structure
        .segments
        .iter()
        .filter_map(|segment| {
            let range = segment_range(structure, segment)?;
            let mut flat = Vec::new();
            while let Some(item) = items.next_if(|item| item.marker.range.start < range.end) {
                flat.push(*item);
            }
            let first = structure.paragraphs.get(segment.paragraphs.start)?;
            let signs = first.heading_depth.map_or(0, |_| skip_decoration(slice(text, first.range)));
            let title = Span::new(first.range.start + signs, first.range.end);
            let children = nest(text, structure, &flat, range.end);
            let title = clip(text, title);
            let name = slice(text, title).to_owned();
            Some(Node { marker: None, title, name, range, children })
        })
        .collect()
}

/// A sibling and the start of the marker it stands under.
#[derive(Debug, Clone, Copy)]
struct Item<'a> {
    marker: &'a Marker,
    parent: Option<usize>,
}

/// All items outside quotations and brackets, in the order of the text. A lone 首先 is an adverb, no item; what stands
/// under it stands under its parent.
fn items(structure: &Structure) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut passed_over = HashMap::new();
    for series in structure.series.iter().filter(|series| !series.is_enclosed) {
        let is_adverb = matches!(series.items.as_slice(), [only] if only.kind == Kind::Adverb);
        for (marker, parent) in series.items.iter().zip(&series.parents) {
            if is_adverb {
                passed_over.insert(marker.range.start, *parent);
            } else {
                items.push(Item { marker, parent: *parent });
            }
        }
    }
    for item in &mut items {
        while let Some(above) = item.parent.and_then(|parent| passed_over.get(&parent)) {
            item.parent = *above;
        }
    }
    items.sort_by_key(|item| item.marker.range.start);
    items
}

fn segment_range(structure: &Structure, segment: &Segment) -> Option<Span> {
    let first = structure.paragraphs.get(segment.paragraphs.start)?;
    let last = structure.paragraphs.get(segment.paragraphs.end.checked_sub(1)?)?;
    Some(Span::new(first.range.start, last.range.end))
}

/// Builds the tree from items that know their parents. Each item ends where the next one that is not under it
/// starts.
fn nest(text: &str, structure: &Structure, items: &[Item<'_>], end: usize) -> Vec<Node> {
    let mut open: Vec<Node> = Vec::new();
    let mut roots = Vec::new();
    let close = |open: &mut Vec<Node>, roots: &mut Vec<Node>, at: usize| {
        if let Some(mut node) = open.pop() {
            node.range.end = slice(text, node.range.start..at).trim_end().len() + node.range.start;
            cut_title(text, &mut node, at);
            node.name = slice(text, node.title).to_owned();
            match open.last_mut() {
                Some(parent) => parent.children.push(node),
                None => roots.push(node),
            }
        }
    };
    for item in items {
        let start = item.marker.range.start;
        while open.last().is_some_and(|node| Some(node.range.start) != item.parent) {
            close(&mut open, &mut roots, start);
        }
        if let Some(parent) = open.last_mut() {
            cut_title(text, parent, start);
        }
        open.push(Node {
            marker: Some(item.marker.clone()),
            title: title(text, structure, item.marker),
            name: String::new(),
            range: Span::new(start, end),
            children: Vec::new(),
        });
    }
    while !open.is_empty() {
        close(&mut open, &mut roots, end);
    }
    roots
}

/// From the marker to the end of its first sentence or line.
fn title(text: &str, structure: &Structure, marker: &Marker) -> Span {
    let line_end = structure.paragraphs.get(marker.paragraph).map_or(marker.range.end, |paragraph| paragraph.range.end);
    let rest = slice(text, marker.range.end..line_end);
    let stop = rest.find(|c| chars::is_sentence_end(c) || matches!(c, '；' | ';')).unwrap_or(rest.len());
    clip(text, Span::new(marker.range.start, marker.range.end + stop))
}

/// A title ends where the next item starts, or before the point there: 一是甲，二是乙 are two.
fn cut_title(text: &str, node: &mut Node, at: usize) {
    if at < node.title.end {
        let least = node.marker.as_ref().map_or(node.title.start, |marker| marker.range.end).min(at);
        let tail = slice(text, least..at).trim_end_matches(|c| chars::is_point(c) || chars::is_space(c));
        node.title.end = least + tail.len();
    }
}

fn clip(text: &str, range: Span) -> Span {
    let len: usize = slice(text, range).chars().take(MAX_TITLE).map(char::len_utf8).sum();
    Span::new(range.start, range.start + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outline as indented titles.
    fn lines(text: &str) -> Vec<String> {
        fn walk(text: &str, node: &Node, depth: usize, lines: &mut Vec<String>) {
            assert_eq!(node.name, slice(text, node.title));
            lines.push(format!("{}{}", "-".repeat(depth), node.name));
            for child in &node.children {
                walk(text, child, depth + 1, lines);
            }
        }
        let structure = Structure::parse(text);
        let mut lines = Vec::new();
        for node in outline(text, &structure) {
            walk(text, &node, 0, &mut lines);
        }
        lines
    }

    #[test]
    fn headings_and_items_nest() {
        let text = "讲话\n一、甲\n（一）子\n要做到：一是寅。二是卯。\n（二）丑\n二、乙";
        assert_eq!(lines(text), ["讲话", "-一、甲", "--（一）子", "---一是寅", "---二是卯", "--（二）丑", "-二、乙"]);
    }

    #[test]
    fn each_document_is_a_root() {
        assert_eq!(lines("第一篇：甲\n一、子\n第二篇：乙\n一、丑"), ["第一篇：甲", "-一、子", "第二篇：乙", "-一、丑"]);
    }

    #[test]
    fn numbers_that_run_through_stand_under_their_own_section() {
        assert_eq!(
            lines("讲话\n一、甲\n（一）子\n二、乙\n（二）丑"),
            ["讲话", "-一、甲", "--（一）子", "-二、乙", "--（二）丑"]
        );
    }

    #[test]
    fn a_node_ends_where_the_next_one_starts() {
        let text = "讲话\n一、甲\n正文。\n二、乙";
        let structure = Structure::parse(text);
        let nodes = outline(text, &structure);
        assert_eq!(slice(text, nodes[0].children[0].range), "一、甲\n正文。");
        assert_eq!(slice(text, nodes[0].children[1].range), "二、乙");
    }

    #[test]
    fn a_title_ends_before_the_next_item() {
        assert_eq!(
            lines("讲话\n（一）要求：一是甲，二是乙。\n（二）（1）丙"),
            ["讲话", "-（一）要求", "--一是甲", "--二是乙", "-（二）", "--（1）丙"]
        );
    }

    #[test]
    fn a_lone_adverb_is_no_item() {
        assert_eq!(
            lines("讲话\n一、甲，首先要抓紧\n一要子\n二要丑"),
            ["讲话", "-一、甲，首先要抓紧", "--一要子", "--二要丑"]
        );
    }

    #[test]
    fn an_empty_draft_has_no_outline() {
        assert!(lines("").is_empty());
    }
}
