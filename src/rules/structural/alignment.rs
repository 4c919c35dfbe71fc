//! The cheapest explanation of a series of numbers: which are right, which are slips, where something is missing.

use crate::structure::numeral;

/// What became of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The number is right.
    InOrder,
    /// The item is right where it is, its number is not.
    Misnumbered {
        /// The number it should have.
        meant: u32,
    },
    /// The number is right and those from `missing_from` up to it are missing.
    AfterGap {
        /// The first missing number.
        missing_from: u32,
    },
    /// The number was given twice; this item and those after it should have one more.
    Repeated {
        /// The number it should have.
        meant: u32,
    },
    /// This item and the next one carry each other's number.
    Swapped {
        /// The number it should have.
        meant: u32,
    },
    /// The second of two swapped items.
    SwappedWithPrevious,
    /// The first item, rightly numbered but not one: the head of the series is missing.
    LateStart,
}

// Costs, in hundredths of a slip. A wrong number costs less where it looks like the right one. A gap costs more the
// more is missing: one missing item is likelier than a slip, several are not, unless the numbers go on after them.
const MISNUMBERED: u32 = 100;
const LOOK_ALIKE: u32 = 90;
const GAP: u32 = 85;
const GAP_EACH: u32 = 10;
const MAX_GAP_EACH: u32 = 3;
const REPEATED: u32 = 120;
const SWAPPED: u32 = 115;
const LATE_START: u32 = 110;

/// Candidates kept at each item. Bounds the work; two or three ever matter.
const BEAM: usize = 8;

/// A reading up to some item: the true number of that item, and how we got there.
#[derive(Debug, Clone, Copy)]
struct Reading {
    meant: u32,
    cost: u32,
    step: Step,
    previous: usize,
}

impl Reading {
    /// Whether the item after this one must hold the number of this one.
    fn awaits_twin(&self) -> bool {
        matches!(self.step, Step::Swapped { .. })
    }
}

/// Explains each of `numbers`, in order.
pub(crate) fn align(numbers: &[u32]) -> Vec<Step> {
    let mut columns: Vec<Vec<Reading>> = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let mut column = match columns.last() {
            // One item alone is no series to be wrong in.
            None if numbers.len() == 1 && number > 1 => return vec![Step::LateStart],
            None => first_readings(number),
            Some(last) => {
                last.iter().enumerate().flat_map(|(place, reading)| next_readings(place, reading, number)).collect()
            }
        };
        column.sort_by_key(|reading| (reading.meant, reading.awaits_twin(), reading.cost));
        column.dedup_by_key(|reading| (reading.meant, reading.awaits_twin()));
        column.sort_by_key(|reading| reading.cost);
        column.truncate(BEAM);
        columns.push(column);
    }
    trace(&columns)
}

fn first_readings(number: u32) -> Vec<Reading> {
    let mut readings = vec![reading(1, number, Step::InOrder, 0, 0)];
    if number > 1 {
        readings.push(Reading { meant: number, cost: LATE_START, step: Step::LateStart, previous: 0 });
    }
    readings.extend(first_of_swapped(1, number, 0, 0));
    readings
}

fn next_readings(place: usize, from: &Reading, number: u32) -> Vec<Reading> {
    let next = from.meant + 1;
    if from.awaits_twin() {
        let step = Step::SwappedWithPrevious;
        let twin = Reading { meant: next, cost: from.cost, step, previous: place };
        return if number == from.meant { vec![twin] } else { Vec::new() };
    }
    let mut readings = vec![reading(next, number, Step::InOrder, from.cost, place)];
    if number > next {
        let step = Step::AfterGap { missing_from: next };
        let cost = from.cost + GAP + GAP_EACH * (number - next).min(MAX_GAP_EACH);
        readings.push(Reading { meant: number, cost, step, previous: place });
    }
    if number == from.meant {
        let step = Step::Repeated { meant: next };
        readings.push(Reading { meant: number, cost: from.cost + REPEATED, step, previous: place });
    }
    readings.extend(first_of_swapped(next, number, from.cost, place));
    readings
}

/// The reading that the item is number `meant` and carries the number of the next one.
fn first_of_swapped(meant: u32, number: u32, cost: u32, previous: usize) -> Option<Reading> {
    (number == meant + 1).then_some(Reading { meant, cost: cost + SWAPPED, step: Step::Swapped { meant }, previous })
}

/// The reading that the item is number `meant`, at the price of a slip where it says otherwise.
fn reading(meant: u32, number: u32, step: Step, cost: u32, previous: usize) -> Reading {
    let (price, step) = if number == meant {
        (0, step)
    } else if numeral::easily_confused(number, meant) {
        (LOOK_ALIKE, Step::Misnumbered { meant })
    } else {
        (MISNUMBERED, Step::Misnumbered { meant })
    };
    Reading { meant, cost: cost + price, step, previous }
}

fn trace(columns: &[Vec<Reading>]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(columns.len());
    // The last item has no twin after it. There is always another reading of it: its number may be a slip.
    let is_whole = |reading: &Reading| !reading.awaits_twin();
    let mut place = columns.last().and_then(|column| column.iter().position(is_whole)).unwrap_or(0);
    for column in columns.iter().rev() {
        let Some(reading) = column.get(place) else { break };
        steps.push(reading.step);
        place = reading.previous;
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::Step::*;
    use super::*;

    #[test]
    fn the_cheapest_explanation_is_found() {
        let cases: [(&[u32], &[Step]); 13] = [
            (&[1, 2, 3], &[InOrder, InOrder, InOrder]),
            (&[2, 2], &[Misnumbered { meant: 1 }, InOrder]),
            (&[1, 3, 4, 5], &[InOrder, AfterGap { missing_from: 2 }, InOrder, InOrder]),
            (&[1, 2, 5], &[InOrder, InOrder, Misnumbered { meant: 3 }]),
            (&[1, 2, 4, 4], &[InOrder, InOrder, Misnumbered { meant: 3 }, InOrder]),
            (&[1, 2, 2, 3, 4], &[InOrder, InOrder, Repeated { meant: 3 }, InOrder, InOrder]),
            (&[1, 3, 2, 4], &[InOrder, Swapped { meant: 2 }, SwappedWithPrevious, InOrder]),
            (&[2, 1, 3], &[Swapped { meant: 1 }, SwappedWithPrevious, InOrder]),
            (&[1, 2, 4, 3], &[InOrder, InOrder, Swapped { meant: 3 }, SwappedWithPrevious]),
            (&[4], &[LateStart]),
            (&[1, 3, 5, 6], &[InOrder, AfterGap { missing_from: 2 }, AfterGap { missing_from: 4 }, InOrder]),
            (&[2, 3, 4], &[LateStart, InOrder, InOrder]),
            (&[1, 2, 1, 4], &[InOrder, InOrder, Misnumbered { meant: 3 }, InOrder]),
        ];
        for (numbers, steps) in cases {
            assert_eq!(align(numbers), steps, "{numbers:?}");
        }
    }

    #[test]
    fn long_series_are_explained_in_linear_work() {
        let numbers: Vec<u32> = (0..20_000).map(|n| n * 7919 % 997 + 1).collect();
        assert_eq!(align(&numbers).len(), numbers.len());
    }
}
