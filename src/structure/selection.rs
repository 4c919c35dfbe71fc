//! What a reader may mean by a place: the word there, its clause, its sentence, its item, its section, and so on up to
//! the whole draft.

use unicode_segmentation::UnicodeSegmentation;

use super::outline::Node;
use crate::text::{Span, after, before, chars, slice};

/// The stretches around `at`, the narrowest first. Each holds the one before it and is longer. Never empty.
pub fn around(text: &str, outline: &[Node], at: usize) -> Vec<Span> {
    let at = text.floor_char_boundary(at);
    let path = path_to(outline, at);
    let mut stretches = Stretches { at, found: Vec::new() };
    let line = line_within(text, path.last().copied(), at);
    if !slice(text, line).is_empty() {
        let paragraph = trimmed(text, line);
        let sentence = piece(text, paragraph, at, chars::is_sentence_end);
        let clause = piece(text, sentence, at, |c| chars::is_point(c) && c != '、');
        stretches.add(word(text, clause, at));
        stretches.extend(path.last().and_then(|node| node.marker.as_ref()).map(|marker| marker.range), clause);
        stretches.add(clause);
        stretches.add(sentence);
        stretches.add(paragraph);
    }
    for node in path.iter().rev() {
        stretches.add(node.range);
    }
    stretches.add(Span::new(0, text.len()));
    if stretches.found.is_empty() { vec![Span::empty(at)] } else { stretches.found }
}

/// What has been found so far.
struct Stretches {
    at: usize,
    found: Vec<Span>,
}

impl Stretches {
    /// Takes in `range` if the place touches it and it is more than what there is.
    fn add(&mut self, range: Span) {
        let touches = !range.is_empty() && range.start <= self.at && self.at <= range.end;
        let grows = self.found.last().is_none_or(|last| range.encloses(*last) && last.len() < range.len());
        if touches && grows {
            self.found.push(range);
        }
    }

    /// Takes in `range` if there is one and it lies within `limit`.
    fn extend(&mut self, range: Option<Span>, limit: Span) {
        if let Some(range) = range.filter(|range| limit.encloses(*range)) {
            self.add(range);
        }
    }
}

/// The nodes around `at`, outermost first. A place between two siblings belongs to the second.
fn path_to(outline: &[Node], at: usize) -> Vec<&Node> {
    let mut path = Vec::new();
    let mut level = outline;
    while let Some(node) = level
        .partition_point(|node| node.range.start <= at)
        .checked_sub(1)
        .and_then(|place| level.get(place))
        .filter(|node| at <= node.range.end)
    {
        path.push(node);
        level = &node.children;
    }
    path
}

/// The part of the line around `at` that belongs to `node` and to none of its children.
fn line_within(text: &str, node: Option<&Node>, at: usize) -> Span {
    let is_line_end = ['\n', '\r'];
    let start = before(text, at).rfind(is_line_end).map_or(0, |end| end + 1);
    let end = after(text, at).find(is_line_end).map_or(text.len(), |length| at + length);
    let Some(node) = node else { return Span::new(start, end) };
    let next = node.children.iter().map(|child| child.range.start).find(|&child| at < child);
    Span::new(start.max(node.range.start), end.min(node.range.end).min(next.unwrap_or(end)))
}

fn trimmed(text: &str, range: Span) -> Span {
    let content = slice(text, range);
    let start = range.start + content.len() - content.trim_start_matches(chars::is_space).len();
    Span::new(start, start + content.trim_matches(chars::is_space).len())
}

/// The part of `span` around `at` that ends with the marks that `stops` and what closes behind them. A place behind
/// the last part belongs to it.
fn piece(text: &str, span: Span, at: usize, stops: impl Fn(char) -> bool) -> Span {
    let mut start = span.start;
    let mut has_stopped = false;
    for (offset, c) in slice(text, span).char_indices() {
        let place = span.start + offset;
        let goes_on = stops(c) || chars::is_closing(c);
        if has_stopped && !goes_on {
            if at < place {
                return trimmed(text, Span::new(start, place));
            }
            start = place;
            has_stopped = false;
        }
        has_stopped = has_stopped || stops(c);
    }
    trimmed(text, Span::new(start, span.end))
}

/// The Latin word, the number or the one Chinese character at `at`; the one before it at the end of `span`.
fn word(text: &str, span: Span, at: usize) -> Span {
    let words = slice(text, span).split_word_bound_indices();
    let words = words.map(|(offset, word)| span.start + offset..span.start + offset + word.len());
    words
        .take_while(|word| word.start <= at)
        .last()
        .filter(|word| !slice(text, word.clone()).trim().is_empty())
        .unwrap_or(at..at)
        .into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::structure::Structure;
    use crate::structure::outline::outline;

    /// The stretches around the first `mark`.
    fn stretches<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
        let nodes = outline(text, &Structure::parse(text));
        around(text, &nodes, text.find(mark).unwrap()).into_iter().map(|range| slice(text, range)).collect()
    }

    #[test]
    fn from_the_word_to_the_draft() {
        let text = "讲话\n一、甲\n（一）要做到：一是寅，卯辰。巳午。二是未。\n（二）申\n";
        let item = "一是寅，卯辰。巳午。";
        let section = text.strip_prefix("讲话\n").unwrap().trim_end();
        assert_eq!(
            stretches(text, "辰"),
            [
                "辰",
                "卯辰。",
                "一是寅，卯辰。",
                item,
                "（一）要做到：一是寅，卯辰。巳午。二是未。",
                section,
                text.trim_end(),
                text
            ]
        );
    }

    #[test]
    fn a_marker_is_a_stretch_and_latin_words_stay_whole() {
        assert_eq!(stretches("（一）抓gaolint建设。", "一"), ["一", "（一）", "（一）抓gaolint建设。"]);
        assert_eq!(stretches("（一）抓gaolint建设。", "lint")[0], "gaolint");
    }

    #[test]
    fn a_sentence_takes_its_closing_marks_along() {
        assert_eq!(stretches("他说：“甲乙。”丙丁。", "乙")[2], "他说：“甲乙。”");
        assert_eq!(stretches("他说：“甲乙。”丙丁。", "丁")[1], "丙丁。");
    }

    #[test]
    fn an_empty_draft_has_an_empty_stretch() {
        assert_eq!(around("", &[], 7), std::iter::once(0..0).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn stretches_hold_the_place_and_grow(
            parts in prop::collection::vec(prop::sample::select(vec![
                "一、", "二、", "（一）", "（二）", "一是", "二是", "1.", "甲", "乙丙", "，", "；", "。", "。”", "“", "（", "）", " ", "　",
                "\n", "\r\n", "\r", "😀", "ab c", "谢谢大家！\n", "同志们：\n",
            ]), 0..40),
            place in 0..200usize,
        ) {
            let text = parts.concat();
            let nodes = outline(&text, &Structure::parse(&text));
            let at = text.floor_char_boundary(place.min(text.len()));
            let found = around(&text, &nodes, at);
            prop_assert!(found.first().is_some_and(|range| range.start <= at && at <= range.end));
            for pair in found.windows(2) {
                prop_assert!(pair[1].encloses(pair[0]) && pair[0].len() < pair[1].len());
            }
            prop_assert!(found.iter().all(|range| text.get(range.range()).is_some()));
            prop_assert!(text.is_empty() || found.last() == Some(&Span::new(0, text.len())));
        }
    }
}
