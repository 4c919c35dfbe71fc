//! A series that may still go on, and what it takes for its next item although the number does not follow.

use super::marker::{Kind, Marker};

/// A number so far beyond the last one leaves a gap; what is farther off must fit nowhere else.
pub(super) const MAX_GAP: u32 = 2;

/// An item of a free series that is out of order belongs to a series so many paragraphs back at most.
const MAX_DISTANCE: usize = 4;

/// An item of a free series whose successor is in order belongs to a series so many paragraphs back at most.
pub(super) const MAX_SECTION: usize = 12;

/// A series that may still go on.
pub(super) struct Frame {
    pub(super) series: usize,
    /// The number of the last item.
    pub(super) last: u32,
    /// The number the last item should have had, where it broke the order.
    pub(super) meant: u32,
}

impl Frame {
    /// Whether `marker`, of the same class, was meant to come after `last` although its number does not follow.
    /// `next` is the number of the marker of this class that comes after it in the same section.
    pub(super) fn takes_misnumbered(&self, last: &Marker, marker: &Marker, next: Option<u32>) -> bool {
        let distance = marker.paragraph - last.paragraph;
        let opens_lines = marker.at_start && last.at_start;
        let is_level = !marker.kind.is_free();
        let near = distance <= MAX_DISTANCE || is_level;
        let close = distance == 0 || (opens_lines && distance <= MAX_DISTANCE);
        // What comes next counts this one as the number that was due.
        let goes_on = next == Some(self.meant + 2) || next == Some(self.last + 2);
        // The one before took the number of this one, or this one that of the next.
        let is_swapped = marker.number == self.meant && self.last == self.meant + 1;
        let is_early = marker.number == self.meant + 2 && next == Some(self.meant + 1);
        match marker.number {
            1 if is_swapped => next == Some(3) || (next.is_none() && (close || (is_level && opens_lines))),
            1 if self.last == 1 && marker.kind == Kind::HanComma && marker.at_start => true,
            1 if self.last == 1 && next == Some(2) => distance <= 1 && is_level && last.at_start == marker.at_start,
            1 => (goes_on && near) || (next.is_none() && close),
            _ if is_swapped || is_early || goes_on => is_level || distance <= MAX_SECTION,
            number if number == self.last => near,
            number if number > self.last => distance == 0 || (number - self.last <= MAX_GAP && near),
            _ => next == Some(self.last + 1) || distance == 0 || (next.is_none() && close),
        }
    }

    /// Whether `marker`, which fits nowhere else, belongs after `last` though many numbers are missing between them.
    pub(super) fn takes_far_off(&self, last: &Marker, marker: &Marker) -> bool {
        let is_close = marker.paragraph - last.paragraph <= MAX_DISTANCE && marker.number - 1 <= self.last + MAX_GAP;
        let is_level = !marker.kind.is_free() && marker.at_start && last.at_start;
        marker.number > self.last && (is_close || is_level)
    }
}

/// Whether two markers open their paragraphs, or stand in the same one.
pub(super) fn stand_alike(a: &Marker, b: &Marker) -> bool {
    (a.at_start && b.at_start) || a.paragraph == b.paragraph
}

/// Whether an item of the class may carry a marker of another one by mistake.
pub(super) fn may_change_style(kind: Kind) -> bool {
    !matches!(kind, Kind::Stage(_) | Kind::Come | Kind::Article(_) | Kind::Decimal)
}
