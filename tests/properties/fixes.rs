//! Applying fixes that no rule would make: out of order, over one another, through the middle of characters.

use std::ops::Range;

use gaolint::finding::{Edit, Fix};
use gaolint::fix::{self, Applied};
use proptest::prelude::*;

use crate::oracle;

/// Characters of one to four bytes, graphemes of several characters, line ends of two.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(&["a", "甲", "乙", "\r\n", "e\u{301}", "👍\u{1f3fd}", "\u{20000}", "，"][..]);
    prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
}

/// Mostly ranges between two characters, now and then any two numbers.
fn range(text: &str) -> impl Strategy<Value = Range<usize>> + use<> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let place = prop::sample::select(starts);
    prop_oneof![
        8 => (place.clone(), place.clone()).prop_map(|(a, b)| a.min(b)..a.max(b)),
        3 => place.prop_map(|at| at..at),
        1 => (0..text.len() + 2, 0..text.len() + 2).prop_map(|(start, end)| start..end),
    ]
}

fn text_and_fixes() -> impl Strategy<Value = (String, Vec<Fix>)> {
    text().prop_flat_map(|text| {
        let edit = (range(&text), prop::sample::select(&["", "丙", "xy"][..]))
            .prop_map(|(range, new_text)| Edit::replace(range, new_text));
        let fix = prop::collection::vec(edit, 0..4).prop_map(|edits| Fix::safe("改", edits));
        (Just(text), prop::collection::vec(fix, 0..6))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn fixes_that_fit_are_made_and_no_others((text, fixes) in text_and_fixes()) {
        let Applied { text: fixed, count } = fix::apply(&text, &fixes);
        prop_assert_eq!((fixed, count), oracle::apply(&text, fixes.iter()));
    }
}
