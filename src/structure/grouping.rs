//! Reading the markers of one document in order: which open series each one goes on with, or was meant for.

use std::collections::{BTreeMap, HashMap};

use super::enclosure::enclosures;
use super::frame::{Frame, MAX_GAP, MAX_SECTION, may_change_style, stand_alike};
use super::marker::{Kind, Marker};
use super::pairs::Pairs;
use super::paragraph::Paragraph;
use super::series::Series;

/// Series open at once. Bounds the work on hostile input.
const MAX_DEPTH: usize = 24;

/// How many markers to look ahead for what comes next in a series. Bounds the work on hostile input.
const LOOKAHEAD: usize = 64;

/// Groups the markers of one document. Quotations and brackets number for themselves.
pub(super) fn group(markers: &[Marker], paragraphs: &[Paragraph], quotes: &Pairs, brackets: &Pairs) -> Vec<Series> {
    let mut by_enclosure: BTreeMap<Option<usize>, Vec<&Marker>> = BTreeMap::new();
    for (marker, enclosure) in markers.iter().zip(enclosures(markers, quotes, brackets)) {
        by_enclosure.entry(enclosure).or_default().push(marker);
    }
    let mut series = Vec::new();
    for (enclosure, group) in &by_enclosure {
        let grouped = Grouping::new(group, paragraphs).run();
        series.extend(grouped.into_iter().map(|series| Series { is_enclosed: enclosure.is_some(), ..series }));
    }
    series.sort_by_key(|series| series.items.first().map_or(0, |item| item.range.start));
    series
}

struct Grouping<'a> {
    markers: &'a [&'a Marker],
    paragraphs: &'a [Paragraph],
    series: Vec<Series>,
    /// Innermost last, at most [`MAX_DEPTH`].
    frames: Vec<Frame>,
    /// The latest series of each class.
    latest: HashMap<Kind, usize>,
}

impl<'a> Grouping<'a> {
    fn new(markers: &'a [&'a Marker], paragraphs: &'a [Paragraph]) -> Self {
        Grouping { markers, paragraphs, series: Vec::new(), frames: Vec::new(), latest: HashMap::new() }
    }

    fn run(mut self) -> Vec<Series> {
        let mut paragraph = 0;
        for (index, marker) in self.markers.iter().enumerate() {
            for heading in self.paragraphs.get(paragraph..=marker.paragraph).unwrap_or_default() {
                if let Some(depth) = heading.heading_depth {
                    self.divide(depth);
                }
            }
            paragraph = marker.paragraph + 1;
            match self.continued(marker) {
                Some(place) => self.append(self.usurped(index, place, marker).unwrap_or(place), marker),
                None => self.place_irregular(index, marker),
            }
        }
        self.series
    }

    /// A Markdown heading of this depth begins: what is numbered below the one before it ends, and so do headings of
    /// greater depth.
    fn divide(&mut self, depth: u8) {
        let stays = |frame: &Frame| {
            let item = self.last_item(frame).and_then(|item| self.paragraphs.get(item.paragraph));
            item.and_then(|paragraph| paragraph.heading_depth).is_some_and(|other| other <= depth)
        };
        let keep = self.frames.iter().take_while(|frame| stays(frame)).count();
        self.frames.truncate(keep);
    }

    /// A marker that continues nothing that is open: it was misnumbered or restyled, numbers on from an earlier
    /// section, or starts a series.
    fn place_irregular(&mut self, index: usize, marker: &Marker) {
        if let Some(place) = self.restyled(index, marker, Self::is_missed) {
            self.append(place, marker);
        } else if marker.is_doubtful {
            // Alone it would as likely be something else.
            if let Some(place) = self.restyled(index, marker, Self::ends_list) {
                self.append(place, marker);
            }
        } else if let Some(place) = self.misnumbered(index, marker, Frame::takes_misnumbered) {
            self.append(place, marker);
        } else if let Some(series) = self.numbered_through(index, marker) {
            self.resume(series, marker);
        } else if let Some(place) = self.restyled(index, marker, Self::may_be_missed) {
            self.append(place, marker);
        } else if let Some(place) =
            self.misnumbered(index, marker, |frame, last, marker, _| frame.takes_far_off(last, marker))
        {
            self.append(place, marker);
        } else {
            self.start(marker);
        }
    }

    /// The closed series that a level marker numbers on from: （五） under 二、 after （四） under 一、, and articles,
    /// which count through chapters.
    fn numbered_through(&self, index: usize, marker: &Marker) -> Option<usize> {
        let starts_afresh = || self.following(index, self.frames.len(), marker).is_some_and(|next| next.number == 2);
        if marker.kind.is_free() || marker.number == 1 || !marker.at_start || starts_afresh() {
            return None;
        }
        let earlier = *self.latest.get(&marker.kind)?;
        let last = self.series.get(earlier)?.items.last()?.number;
        let is_near = marker.number.saturating_sub(last) <= MAX_GAP + 1 || marker.kind == Kind::Article('条');
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
        let is_near = |frame: &Frame| {
            let last = self.last_item(frame).map_or(0, |last| last.paragraph);
            !marker.kind.is_free() || marker.paragraph - last <= MAX_SECTION
        };
        let continues =
            |frame: &Frame| marker.number == frame.last + 1 || (marker.number == frame.meant + 1 && is_near(frame));
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
    fn misnumbered(
        &self,
        index: usize,
        marker: &Marker,
        takes: impl Fn(&Frame, &Marker, &Marker, Option<u32>) -> bool,
    ) -> Option<usize> {
        if matches!(marker.kind, Kind::Stage(_) | Kind::Come | Kind::Adverb) {
            return None;
        }
        let place = self.nearest_alike(marker).or_else(|| self.adverbs_before(marker))?;
        let frame = self.frames.get(place)?;
        let last = self.last_item(frame)?;
        let next = self.following(index, place, marker).map(|next| next.number);
        takes(frame, last, marker, next).then_some(place)
    }

    /// The innermost series of 首先 and 其次, which goes on with 第三.
    fn adverbs_before(&self, marker: &Marker) -> Option<usize> {
        let is_adverb = |frame: &Frame| {
            self.last_item(frame).is_some_and(|last| last.kind == Kind::Adverb && stand_alike(last, marker))
        };
        self.frames.iter().rposition(is_adverb).filter(|_| marker.kind == Kind::Ordinal && marker.number > 1)
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
        let parents: Vec<&Marker> = self.frames.iter().take(place).filter_map(|frame| self.last_item(frame)).collect();
        // 一是 and the like may stand below one of their own class: after 首先, only the next number is the parent's.
        let is_adverb = self
            .frames
            .get(place)
            .and_then(|frame| self.last_item(frame))
            .is_some_and(|last| last.kind == Kind::Adverb);
        let is_next = |parent: &Marker, next: &Marker| {
            is_adverb && parent.number + 1 == next.number && parent.at_start && next.at_start
        };
        let goes_on = |parent: &Marker, next: &Marker| {
            parent.kind == next.kind && (!parent.kind.is_free() || is_next(parent, next))
        };
        self.markers
            .iter()
            .skip(index + 1)
            .take(LOOKAHEAD)
            .take_while(|next| {
                let leaves = next.kind == Kind::HanComma && marker.kind != Kind::HanComma;
                !leaves && !parents.iter().any(|parent| goes_on(parent, next))
            })
            .find(|next| next.kind == marker.kind)
            .copied()
    }

    /// The open series of another class whose next number this is, and which misses such an item of its own.
    fn restyled(
        &self,
        index: usize,
        marker: &Marker,
        misses: impl Fn(&Self, usize, usize, &Marker, &Marker) -> bool,
    ) -> Option<usize> {
        if marker.number < 2 || !may_change_style(marker.kind) {
            return None;
        }
        (0..self.frames.len()).rev().find(|&place| {
            self.frames.get(place).is_some_and(|frame| {
                marker.number == frame.last + 1
                    && self.last_item(frame).is_some_and(|last| {
                        last.kind != marker.kind
                            && may_change_style(last.kind)
                            && misses(self, index, place, last, marker)
                    })
            })
        })
    }

    /// Whether the series of `last` goes on with the number after this one: this one must be its.
    fn is_missed(&self, index: usize, place: usize, last: &Marker, marker: &Marker) -> bool {
        last.kind != Kind::Adverb
            && stand_alike(last, marker)
            && self.following(index, place, last).is_some_and(|next| next.number == marker.number + 1)
            && self.following(index, place, marker).is_none_or(|next| next.number != marker.number + 1)
    }

    /// Whether `marker` comes third or later right after `last` in the same paragraph: 一是…；二是…；3.….
    fn ends_list(&self, index: usize, _place: usize, last: &Marker, marker: &Marker) -> bool {
        let previous = index.checked_sub(1).and_then(|before| self.markers.get(before));
        let is_next = previous.is_some_and(|previous| previous.range == last.range);
        is_next && marker.number > 2 && last.paragraph == marker.paragraph && !last.at_start
    }

    /// Whether the series of `last` has no such item of its own, and the two classes are often taken for one another.
    fn may_be_missed(&self, index: usize, place: usize, last: &Marker, marker: &Marker) -> bool {
        let same_line = last.paragraph == marker.paragraph || (last.at_start && marker.at_start);
        let next = self.following(index, place, marker).map(|next| next.number);
        if last.kind == Kind::Adverb {
            // 首先 without a comma is mostly an adverb; 首先， opens a series wherever it goes on.
            let opens_series = last.range.len() > last.number_range.len();
            return marker.kind.is_free() && (opens_series || same_line) && next != Some(1);
        }
        let both_free = last.kind.is_free() && marker.kind.is_free();
        let both_open_lines = last.at_start && marker.at_start;
        let both_in_line = !last.at_start && !marker.at_start;
        let may_join =
            both_free || both_open_lines || (both_in_line && (last.number == 1 || next != Some(marker.number + 1)));
        let own = self.following(index, place, last).map(|next| next.number);
        // Where both classes go on after it, nothing shows that it belongs to the other one.
        let is_missing = |own: u32| own == 1 || (own > marker.number && next != Some(marker.number + 1));
        same_line && may_join && own.is_none_or(is_missing)
    }

    /// A marker that seems to continue the series at `place`, though that series has such an item of its own later
    /// while another one misses it: a （二） written 二、 under 一、.
    fn usurped(&self, index: usize, place: usize, marker: &Marker) -> Option<usize> {
        let next = self.following(index, place, marker).map(|next| next.number);
        let rival = self.restyled(index, marker, Self::is_missed)?;
        // An inner series cannot go on after an item of an outer one.
        let gives_way = if rival > place { next != Some(marker.number + 1) } else { next == Some(1) };
        gives_way.then_some(rival)
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
        self.push(Frame { series: self.series.len(), last: marker.number, meant: 1 });
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
                    // A list in a line may stand inside an item that opens one.
                    (!marker.kind.is_free() && (last.at_start <= marker.at_start))
                        || (last.at_start == marker.at_start && last.paragraph != marker.paragraph)
                })
        };
        // 1. under 5.1 is no sibling of the 5. above it.
        let first = if marker.number == 1 {
            self.frames.iter().rposition(|frame| self.last_item(frame).is_some_and(|last| last.kind == Kind::Decimal))
        } else {
            None
        };
        let first = first.map_or(0, |decimal| decimal + 1);
        let place = self.frames.iter().skip(first).position(finished).map(|place| first + place);
        if let Some(place) = place {
            self.frames.truncate(place);
        }
    }

    fn close_down_to(&mut self, stays: impl Fn(Kind) -> bool) {
        let keep =
            self.frames.iter().take_while(|frame| self.last_item(frame).is_some_and(|last| stays(last.kind))).count();
        self.frames.truncate(keep);
    }
}
