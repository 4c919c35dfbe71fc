//! A safe fix takes nothing away: no character, no digit, no letter and no line.

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Finding};
use gaolint::fix;
use gaolint::text::Document;
use proptest::prelude::*;

use crate::drafts::draft;

/// Rules whose safe fixes may take something away, each with a proof that the text bears out.
const PROVEN: [&str; 8] = ["NU304", "NU312", "PU214", "PU215", "RS601", "RS603", "RS606", "RS607"];

/// The characters of words and numbers in `text`, whatever their width, and numbers in circles as digits.
fn words(text: &str) -> String {
    text.chars().flat_map(unfolded).filter(|c| c.is_alphanumeric()).collect()
}

fn unfolded(c: char) -> Vec<char> {
    let code = u32::from(c);
    match c {
        '！'..='～' => char::from_u32(code - 0xfee0).into_iter().collect(),
        '①'..='⑳' => (code - 0x245f).to_string().chars().collect(),
        '⑴'..='⒇' => (code - 0x2473).to_string().chars().collect(),
        '⒈'..='⒛' => (code - 0x2487).to_string().chars().collect(),
        '㈠'..='㈩' => "一二三四五六七八九十".chars().nth((code - 0x3220) as usize).into_iter().collect(),
        _ => vec![c],
    }
}

fn line_ends(text: &str) -> usize {
    text.matches('\n').count()
}

fn is_kept(old: &str, new: &str) -> bool {
    let mut new = new.chars();
    old.chars().all(|old| new.any(|new| new == old))
}

#[test]
fn safe_fixes_keep_every_word_and_line() {
    let mut ignore: Vec<String> = PROVEN.map(str::to_owned).to_vec();
    // The shipped list says of its words that they are wrong wherever they stand.
    ignore.push("WD401".to_owned());
    let checker = Checker::with_model(Config { ignore, ..Config::default() }, None).unwrap();
    let check = |text: &str| checker.check(&Document::new(text)).findings;
    proptest!(|(text in draft())| {
        let fixed = fix::fix_until_stable(&text, Applicability::Safe, check).text;
        prop_assert!(is_kept(&words(&text), &words(&fixed)), "{fixed:?}");
        prop_assert_eq!(line_ends(&text), line_ends(&fixed), "{:?}", fixed);
    });
}

/// With all rules: what goes has a proof. Everything that a rule with proofs takes away in a draft of one word is told.
#[test]
fn what_safe_fixes_take_away_was_claimed_with_a_proof() {
    let checker = Checker::with_model(Config::default(), None).unwrap();
    let takes = |text: &str, finding: &Finding| {
        let safe = finding.preferred_fix().filter(|fix| fix.applicability == Applicability::Safe);
        safe.is_some_and(|fix| {
            let fixed = fix::apply(text, [fix]).text;
            !is_kept(&words(text), &words(&fixed)) || line_ends(&fixed) < line_ends(text)
        })
    };
    proptest!(|(text in draft())| {
        for finding in checker.check(&Document::new(text.as_str())).findings {
            let may = PROVEN.contains(&finding.code()) || finding.code() == "WD401";
            prop_assert!(may || !takes(&text, &finding), "{finding:?}");
        }
    });
}
