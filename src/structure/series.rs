//! Which markers belong together: the series of a document, errors included.
//!
//! Grouping only says “these are siblings”; whether their numbers and styles add up is for the rules. A marker
//! goes to the series it continues; if it continues none, to the one it most plausibly was meant for. See
//! `docs/numbering.md` for the reading in words.

use std::collections::{BTreeMap, HashMap};

use super::enclosure::enclosures;
use super::ordinal::{Kind, Marker};
use super::pairs::Pairs;

/// Sibling markers in the order of the text. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The siblings.
    pub items: Vec<Marker>,
    /// For each sibling, where the marker starts whose item it stands in. All the same, unless the series numbers
    /// through several sections.
    pub parents: Vec<Option<usize>>,
    /// Whether it stands in a quotation or in brackets.
    pub is_enclosed: bool,
}

/// A number this far beyond the last one opens a series of its own instead of leaving a gap.
const MAX_GAP: u32 = 3;

/// Series open at once. Bounds the work on hostile input.
const MAX_DEPTH: usize = 24;

/// How many markers to look ahead for what comes next in a series. Bounds the work on hostile input.
const LOOKAHEAD: usize = 64;

/// An item of a free series that is out of order belongs to a series so many paragraphs back at most.
const MAX_DISTANCE: usize = 4;

/// Groups the markers of one document. Quotations and brackets number for themselves.
pub fn group(markers: &[Marker], quotes: &Pairs, brackets: &Pairs) -> Vec<Series> {
    let mut by_enclosure: BTreeMap<Option<usize>, Vec<&Marker>> = BTreeMap::new();
    for (marker, enclosure) in markers.iter().zip(enclosures(markers, quotes, brackets)) {
        by_enclosure.entry(enclosure).or_default().push(marker);
    }
    let mut series = Vec::new();
    for (enclosure, group) in &by_enclosure {
        let grouped = Grouping::new(group).run();
        series.extend(grouped.into_iter().map(|series| Series { is_enclosed: enclosure.is_some(), ..series }));
    }
    series.sort_by_key(|series| series.items.first().map_or(0, |item| item.range.start));
    series
}

/// A series that may still go on.
struct Frame {
    series: usize,
    /// The number of the last item.
    last: u32,
    /// The number the last item should have had, where it broke the order.
    meant: u32,
}

struct Grouping<'a> {
    markers: &'a [&'a Marker],
    series: Vec<Series>,
    /// Innermost last, at most [`MAX_DEPTH`].
    frames: Vec<Frame>,
    /// The latest series of each class.
    latest: HashMap<Kind, usize>,
}

impl<'a> Grouping<'a> {
    fn new(markers: &'a [&'a Marker]) -> Self {
        Grouping { markers, series: Vec::new(), frames: Vec::new(), latest: HashMap::new() }
    }

    fn run(mut self) -> Vec<Series> {
        for (index, marker) in self.markers.iter().enumerate() {
            match self.continued(marker) {
                Some(frame) => self.append(frame, marker),
                None if marker.is_doubtful => {}
                None => self.place_irregular(index, marker),
            }
        }
        self.series
    }

    /// A marker that continues nothing that is open: it was misnumbered or restyled, numbers on from an earlier
    /// section, or starts a series.
    fn place_irregular(&mut self, index: usize, marker: &Marker) {
        if let Some(place) = self.misnumbered(index, marker) {
            self.append(place, marker);
        } else if let Some(series) = self.numbered_through(marker) {
            self.resume(series, marker);
        } else if let Some(place) = self.restyled(index, marker) {
            self.append(place, marker);
        } else {
            self.start(marker);
        }
    }

    /// The closed series that a level marker numbers on from: （五） under 二、 after （四） under 一、, and articles,
    /// which count through chapters.
    fn numbered_through(&self, marker: &Marker) -> Option<usize> {
        if marker.kind.is_free() || marker.number == 1 || !marker.at_start {
            return None;
        }
        let earlier = *self.latest.get(&marker.kind)?;
        let last = self.series.get(earlier)?.items.last()?.number;
        let is_near = marker.number.saturating_sub(last) <= MAX_GAP || marker.kind == Kind::Article('条');
        (marker.number > last && is_near).then_some(earlier)
    }

    /// Opens a closed series again, under the parents that are open now.
    fn resume(&mut self, series: usize, marker: &Marker) {
        self.close_for(marker);
        let last = self.series.get(series).and_then(|series| series.items.last()).map_or(0, |item| item.number);
        self.push(Frame { series, last, meant: last });
        self.append(self.frames.len() - 1, marker);
    }

    fn items(&self, frame: &Frame) -> &[Marker] {
        self.series.get(frame.series).map_or(&[], |series| &series.items)
    }

    /// Whether `marker` is of the class of the series in `frame`.
    fn is_alike(&self, frame: &Frame, marker: &Marker) -> bool {
        let items = self.items(frame);
        let same = |item: Option<&Marker>| item.is_some_and(|item| item.kind == marker.kind);
        same(items.last()) || same(items.first())
    }

    fn last_item(&self, frame: &Frame) -> Option<&Marker> {
        self.items(frame).last()
    }

    /// The open series whose next number this is: the innermost one at the same place of the line, or failing
    /// that the innermost one.
    fn continued(&self, marker: &Marker) -> Option<usize> {
        let continues = |frame: &Frame| marker.number == frame.last + 1 || marker.number == frame.meant + 1;
        let candidates = || {
            (0..self.frames.len())
                .rev()
                .filter_map(|place| Some((place, self.frames.get(place)?)))
                .filter(|(_, frame)| self.is_alike(frame, marker))
        };
        let innermost = candidates().next().map(|(place, _)| place);
        let same_line = candidates().find(|(_, frame)| {
            continues(frame) && self.last_item(frame).is_some_and(|last| last.at_start == marker.at_start)
        });
        same_line
            .or_else(|| candidates().find(|(_, frame)| continues(frame)))
            .filter(|(place, frame)| Some(*place) == innermost || self.may_resume(frame, marker))
            .map(|(place, _)| place)
    }

    /// Whether a series under another one of its own class may go on here.
    fn may_resume(&self, frame: &Frame, marker: &Marker) -> bool {
        self.last_item(frame).is_some_and(|last| {
            last.paragraph == marker.paragraph || (last.at_start && marker.at_start) || !marker.kind.is_free()
        })
    }

    /// The open series of its class that this marker was meant for though its number breaks the order.
    fn misnumbered(&self, index: usize, marker: &Marker) -> Option<usize> {
        if matches!(marker.kind, Kind::Stage(_) | Kind::Come | Kind::Adverb) {
            return None;
        }
        let place = self.nearest_alike(marker)?;
        let frame = self.frames.get(place)?;
        let last = self.last_item(frame)?;
        let near = marker.paragraph - last.paragraph <= MAX_DISTANCE;
        let adjacent = marker.paragraph - last.paragraph <= 1;
        let next = self.following(index, place, marker).map(|next| next.number);
        let plausible = match marker.number {
            1 if frame.last == 1 && marker.kind == Kind::HanComma && marker.at_start => true,
            1 if frame.last == 1 => next == Some(3) || (next == Some(2) && adjacent && !marker.kind.is_free()),
            1 => next == Some(frame.last + 2) && (near || !marker.kind.is_free()),
            number if number == frame.last => near || !marker.kind.is_free(),
            number if number > frame.last => number - frame.last <= MAX_GAP + 1 && (near || !marker.kind.is_free()),
            _ => next == Some(frame.last + 1) || next == Some(frame.last + 2) || last.paragraph == marker.paragraph,
        };
        plausible.then_some(place)
    }

    fn nearest_alike(&self, marker: &Marker) -> Option<usize> {
        let alike = |same_line: bool| {
            (0..self.frames.len()).rev().find(|&place| {
                self.frames.get(place).is_some_and(|frame| {
                    self.is_alike(frame, marker)
                        && (!same_line || self.last_item(frame).is_some_and(|last| last.at_start == marker.at_start))
                })
            })
        };
        alike(true).or_else(|| alike(false))
    }

    /// The next marker of the same class within the scope of the series at `place`: before its parents go on.
    fn following(&self, index: usize, place: usize, marker: &Marker) -> Option<&Marker> {
        let parents: Vec<Kind> = self
            .frames
            .iter()
            .take(place)
            .filter_map(|frame| self.last_item(frame))
            .filter(|parent| !parent.kind.is_free())
            .map(|parent| parent.kind)
            .collect();
        self.markers
            .iter()
            .skip(index + 1)
            .take(LOOKAHEAD)
            .take_while(|next| {
                let leaves = next.kind == Kind::HanComma && marker.kind != Kind::HanComma;
                !leaves && !parents.contains(&next.kind)
            })
            .find(|next| next.kind == marker.kind)
            .copied()
    }

    /// The open series of another class whose next number this is, and which has no such item of its own.
    fn restyled(&self, index: usize, marker: &Marker) -> Option<usize> {
        if marker.number < 2 || matches!(marker.kind, Kind::Stage(_) | Kind::Come | Kind::Article(_) | Kind::Decimal) {
            return None;
        }
        (0..self.frames.len()).rev().find(|&place| {
            self.frames.get(place).is_some_and(|frame| {
                marker.number == frame.last + 1
                    && self.last_item(frame).is_some_and(|last| self.may_switch(index, place, last, marker))
            })
        })
    }

    fn may_switch(&self, index: usize, place: usize, last: &Marker, marker: &Marker) -> bool {
        if matches!(last.kind, Kind::Stage(_) | Kind::Come | Kind::Article(_) | Kind::Decimal) {
            return false;
        }
        let same_line = last.paragraph == marker.paragraph || (last.at_start && marker.at_start);
        if last.kind == Kind::Adverb {
            // 首先 without a comma is mostly an adverb; 首先， opens a series wherever it goes on.
            let opens_series = last.range.len() > last.number_range.len();
            return marker.kind.is_free() && (opens_series || same_line);
        }
        let both_free = last.kind.is_free() && marker.kind.is_free();
        let own_next = self.following(index, place, last);
        let missing = own_next.is_none_or(|next| next.number > marker.number);
        same_line && missing && (both_free || (last.at_start && marker.at_start))
    }

    fn append(&mut self, place: usize, marker: &Marker) {
        self.frames.truncate(place + 1);
        let Some(frame) = self.frames.last_mut() else { return };
        let in_order = marker.number == frame.last + 1;
        frame.meant = if in_order { marker.number } else { frame.meant + 1 };
        frame.last = marker.number;
        let index = frame.series;
        let parent = self.parent_of(place);
        if let Some(series) = self.series.get_mut(index) {
            series.items.push(marker.clone());
            series.parents.push(parent);
        }
    }

    fn start(&mut self, marker: &Marker) {
        self.close_for(marker);
        let parent = self.parent_of(self.frames.len());
        self.latest.insert(marker.kind, self.series.len());
        self.push(Frame { series: self.series.len(), last: marker.number, meant: marker.number });
        self.series.push(Series { items: vec![marker.clone()], parents: vec![parent], is_enclosed: false });
    }

    /// Where the item starts that the series at `place` stands in.
    fn parent_of(&self, place: usize) -> Option<usize> {
        let parent = place.checked_sub(1).and_then(|above| self.frames.get(above))?;
        self.last_item(parent).map(|item| item.range.start)
    }

    /// Opens a series inside those that are open; the outermost is forgotten where no draft nests so deep.
    fn push(&mut self, frame: Frame) {
        if self.frames.len() == MAX_DEPTH {
            self.frames.remove(0);
        }
        self.frames.push(frame);
    }

    /// Closes what a new series ends: a first-level heading ends everything, a level marker ends the finished
    /// series of its class, and a spoken series ends those finished in earlier paragraphs.
    fn close_for(&mut self, marker: &Marker) {
        if marker.kind == Kind::HanComma || matches!(marker.kind, Kind::Article(_)) {
            self.close_down_to(|other| other.rank().is_some_and(|rank| Some(rank) < marker.kind.rank()));
            return;
        }
        let finished = |frame: &Frame| {
            self.is_alike(frame, marker)
                && self.last_item(frame).is_some_and(|last| {
                    !marker.kind.is_free() || (last.at_start == marker.at_start && last.paragraph != marker.paragraph)
                })
        };
        if let Some(place) = self.frames.iter().position(finished) {
            self.frames.truncate(place);
        }
    }

    fn close_down_to(&mut self, stays: impl Fn(Kind) -> bool) {
        let keep =
            self.frames.iter().take_while(|frame| self.last_item(frame).is_some_and(|last| stays(last.kind))).count();
        self.frames.truncate(keep);
    }
}

#[cfg(test)]
mod tests {
    use crate::structure::Structure;

    /// The series of a text as their labels.
    fn series(text: &str) -> Vec<String> {
        let structure = Structure::parse(text);
        let label = |items: &[super::Marker]| items.iter().map(|item| item.label(text)).collect::<Vec<_>>().join(" ");
        structure.series.iter().map(|series| label(&series.items)).collect()
    }

    #[test]
    fn levels_nest_and_restart_under_a_new_parent() {
        let text = "一、甲\n（一）甲\n1.甲\n2.乙\n（二）乙\n1.甲\n二、乙\n（一）甲\n（二）乙";
        assert_eq!(series(text), ["一、 二、", "（一） （二）", "1. 2.", "1.", "（一） （二）"]);
    }

    #[test]
    fn a_spoken_series_runs_inside_and_over_paragraphs() {
        assert_eq!(series("要做到：一是甲。二是乙。三是丙。"), ["一是 二是 三是"]);
        assert_eq!(series("一是甲。\n正文。\n二是乙。\n正文。"), ["一是 二是"]);
        assert_eq!(series("一是甲。一是子，二是丑。\n二是乙。"), ["一是 二是", "一是 二是"]);
    }

    #[test]
    fn a_spoken_series_inside_another_returns_to_it() {
        let text = "一是甲。\n要做到：一是子；二是丑；三是寅。\n二是乙。";
        assert_eq!(series(text), ["一是 二是", "一是 二是 三是"]);
        assert_eq!(
            series("第一，甲。一是子；二是丑。第二，乙。一是寅；二是卯。"),
            ["第一 第二", "一是 二是", "一是 二是"]
        );
    }

    #[test]
    fn items_that_break_the_order_stay_with_their_siblings() {
        assert_eq!(series("（一）甲\n（二）乙\n（四）丙"), ["（一） （二） （四）"]);
        assert_eq!(series("一是甲。三是丙。四是丁。"), ["一是 三是 四是"]);
        assert_eq!(series("一、甲\n一、乙\n二、丙"), ["一、 一、 二、"]);
        assert_eq!(series("一是甲。二是乙。一是丙。四是丁。"), ["一是 二是 一是 四是"]);
    }

    #[test]
    fn an_item_of_another_class_joins_the_series_it_continues() {
        assert_eq!(series("一是甲。\n二是乙。\n第三，丙。"), ["一是 二是 第三"]);
        assert_eq!(series("一、甲\n二要乙\n三、丙"), ["一、 二要 三、"]);
        assert_eq!(series("首先，甲。第二，乙。第三，丙。"), ["首先 第二 第三"]);
    }

    #[test]
    fn an_item_of_another_class_does_not_join_where_its_place_is_taken() {
        assert_eq!(series("一、甲\n二要乙\n二、丙"), ["一、 二、", "二要"]);
    }

    #[test]
    fn numbers_that_run_through_the_sections_are_one_series() {
        assert_eq!(
            series("一、甲\n（一）甲\n（二）乙\n二、乙\n（三）丙\n（四）丁"),
            ["一、 二、", "（一） （二） （三） （四）"]
        );
        assert_eq!(
            series("第一章 甲\n第一条 甲\n第二条 乙\n第二章 乙\n第三条 丙"),
            ["第一章 第二章", "第一条 第二条 第三条"]
        );
    }

    #[test]
    fn a_doubtful_marker_counts_only_where_it_continues_a_series() {
        assert_eq!(series("1.甲\n2.2026年10件民生实事\n3.丙"), ["1. 2. 3."]);
        assert_eq!(series("2.2026年10件民生实事"), [""; 0]);
        assert_eq!(series("一、甲\n正文。二、乙\n三、丙"), ["一、 二、 三、"]);
    }

    #[test]
    fn quotations_and_brackets_number_for_themselves() {
        assert_eq!(series("一是甲（一是子；二是丑）。二是乙。"), ["一是 二是", "一是 二是"]);
        assert_eq!(series("一、甲\n他说：“一、子\n“二、丑”\n二、乙"), ["一、 二、", "一、 二、"]);
    }

    #[test]
    fn a_new_document_starts_afresh() {
        assert_eq!(series("第一篇：甲\n一、甲\n二、乙\n第二篇：乙\n一、甲"), ["一、 二、", "一、"]);
    }
}
