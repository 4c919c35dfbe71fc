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
        column.sort_by_key(|reading| (reading.meant, reading.cost));
        column.dedup_by_key(|reading| reading.meant);
        column.sort_by_key(|reading| reading.cost);
        column.truncate(BEAM);
        columns.push(column);
    }
    trace(&columns)
}

fn first_readings(number: u32) -> Vec<Reading> {
    let as_one = reading(1, number, Step::InOrder, 0, 0);
    if number == 1 {
        return vec![as_one];
    }
    vec![as_one, Reading { meant: number, cost: LATE_START, step: Step::LateStart, previous: 0 }]
}

fn next_readings(place: usize, from: &Reading, number: u32) -> Vec<Reading> {
    let next = from.meant + 1;
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
    readings
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
    let mut place = 0;
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
        let cases: [(&[u32], &[Step]); 11] = [
            (&[1, 2, 3], &[InOrder, InOrder, InOrder]),
            (&[2, 2], &[Misnumbered { meant: 1 }, InOrder]),
            (&[1, 3, 4, 5], &[InOrder, AfterGap { missing_from: 2 }, InOrder, InOrder]),
            (&[1, 2, 5], &[InOrder, InOrder, Misnumbered { meant: 3 }]),
            (&[1, 2, 4, 4], &[InOrder, InOrder, Misnumbered { meant: 3 }, InOrder]),
            (&[1, 2, 2, 3, 4], &[InOrder, InOrder, Repeated { meant: 3 }, InOrder, InOrder]),
            (&[1, 3, 2, 4], &[InOrder, Misnumbered { meant: 2 }, Misnumbered { meant: 3 }, InOrder]),
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
