//! What must hold on real text. The text is not the project's to ship: it lies in a folder `shared` beside the checkout
//! or at `GAOLINT_SHARED`, and where it does not, these tests say so and pass.

#![allow(
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may panic"
)]

mod gold;
mod random;
mod roundtrip;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Finding, Severity};
use gaolint::fix;
use gaolint::text::{Document, chars};

use gold::Item;
use roundtrip::{Damage, Tally, round_trip};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(Config::default()).unwrap());

fn findings(text: &str) -> Vec<Finding> {
    CHECKER.check(&Document::new(text)).findings
}

/// The place of `path` in the shared data, where they are.
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn shared(path: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("GAOLINT_SHARED").map_or_else(beside, PathBuf::from).join(path);
    if !path.exists() {
        eprintln!("left out: {} is not here", path.display());
    }
    path.exists().then_some(path)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The seed and its marks.
fn marked_draft() -> Option<(String, Vec<Item>)> {
    Some((read(&shared("corpus/seed.txt")?), gold::read(&read(&shared("gold/seed.jsonl")?)).unwrap()))
}

/// The kinds of defect that the rules of the first version are about.
const KINDS: [&str; 5] = ["numbering_gap", "numbering_style", "quote_mismatch", "bracket_mismatch", "watermark"];

/// The rules that are about them.
const CODES: [&str; 5] = ["ST106", "ST107", "PU201", "PU205", "RS601"];

#[test]
fn nine_in_ten_certain_defects_of_a_kind_are_found() {
    let Some((text, items)) = marked_draft() else { return };
    let scores = gold::score(&text, &items, &findings(&text));
    for kind in KINDS {
        let score = scores.by_kind.get(kind).expect("the seed has defects of every kind");
        let missed: Vec<&Item> = scores.missed.iter().filter(|item| item.kind == kind).collect();
        assert!(score.found * 10 >= score.certain * 9, "{kind}: {missed:#?}");
    }
}

#[test]
fn nine_in_ten_findings_of_a_rule_are_right() {
    let Some((text, items)) = marked_draft() else { return };
    let scores = gold::score(&text, &items, &findings(&text));
    for code in CODES {
        let (all, right) = scores.by_code.get(code).expect("every rule finds something in the seed");
        let wrong: Vec<&Finding> = scores.wrong.iter().filter(|finding| finding.code() == code).collect();
        assert!(right * 10 >= all * 9, "{code}: {wrong:#?}");
    }
}

#[test]
fn a_fix_repairs_what_it_is_offered_for() {
    let Some((text, items)) = marked_draft() else { return };
    let scores = gold::score(&text, &items, &findings(&text));
    for (kind, score) in scores.by_kind {
        assert!(score.fixed_right * 10 >= score.fixed * 9, "{kind}: {} of {}", score.fixed_right, score.fixed);
    }
}

#[test]
fn edited_text_raises_next_to_nothing() {
    let Some(folder) = shared("eval/clean") else { return };
    let files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    let mut characters = 0;
    let mut loud = Vec::new();
    for text in files.iter().map(|file| read(file)) {
        characters += text.chars().count();
        loud.extend(
            findings(&text)
                .into_iter()
                .filter(|finding| finding.severity >= Severity::Warning && finding.code() != "RS607"),
        );
    }
    assert!(loud.len() * 20_000 <= characters, "{} in {characters} characters: {loud:#?}", loud.len());
}

/// How many reports are damaged and repaired; each takes several rounds.
const REPAIRED: usize = 3;

#[test]
fn a_report_made_narrow_comes_back_wide() {
    let Some(folder) = shared("eval/clean") else { return };
    let repaired = |text: &str| fix::fix_until_stable(text, Applicability::Unsafe, findings).text;
    let narrow =
        |c: char| "，：；？！（）".chars().position(|wide| wide == c).and_then(|place| ",:;?!()".chars().nth(place));
    for file in folder.read_dir().unwrap().take(REPAIRED) {
        let right = repaired(&read(&file.unwrap().path()));
        let damaged: String = right.chars().map(|c| narrow(c).unwrap_or(c)).collect();
        let places = right.chars().filter(|c| narrow(*c).is_some()).count();
        let result = repaired(&damaged);
        assert_eq!(result.chars().count(), right.chars().count());
        let wrong = result.chars().zip(right.chars()).filter(|(found, right)| found != right).count();
        assert!(places > 100 && wrong * 50 <= places, "{wrong} of {places} are not restored");
    }
}

#[test]
fn fixing_the_seed_twice_changes_nothing_the_second_time() {
    let Some(path) = shared("corpus/seed.txt") else { return };
    let text = read(&path);
    for allowed in [Applicability::Safe, Applicability::Unsafe] {
        let once = fix::fix_until_stable(&text, allowed, findings);
        assert!(once.count > 0, "the seed has something to fix");
        let twice = fix::fix_until_stable(&once.text, allowed, findings);
        assert_eq!((twice.count, twice.text), (0, once.text));
    }
}

/// The clean reports.
fn clean_reports() -> Option<Vec<String>> {
    let folder = shared("eval/clean")?;
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some(files.iter().map(|file| read(file)).collect())
}

#[test]
fn safe_fixes_change_no_chinese_character_of_edited_text() {
    let Some(reports) = clean_reports() else { return };
    // A circle that stands for 〇 is that character in another code.
    let han = |text: &str| text.replace('○', "〇").chars().filter(|c| chars::is_han(*c)).collect::<String>();
    for report in reports {
        let without_web_page = |text: &str| findings(text).into_iter().filter(|f| f.code() != "RS607").collect();
        let fixed = fix::fix_until_stable(&report, Applicability::Safe, without_web_page);
        assert_eq!(han(&fixed.text), han(&report));
    }
}

/// Reports that make the round trip; `measure roundtrip` takes all.
const TRAVELLERS: usize = 4;

#[test]
fn fixes_undo_random_damage_and_change_nothing_else() {
    let Some(reports) = clean_reports() else { return };
    for kinds in Damage::ALL.map(|kind| vec![kind]).into_iter().chain([Damage::ALL.to_vec()]) {
        let mut tally = Tally::default();
        for (seed, report) in (1..).zip(reports.iter().take(TRAVELLERS)) {
            tally.add(round_trip(&CHECKER, report, &kinds, seed));
        }
        assert!(tally.damaged > 0, "{kinds:?}");
        // A space between two whole words may be meant, and is left to the writer; the damage does not ask where words end.
        let least = match kinds.as_slice() {
            [Damage::Spaces] => 90,
            _ => 98,
        };
        assert!(tally.restored * 100 >= tally.damaged * least, "{kinds:?}: {:#?}", tally.left);
        assert!(tally.elsewhere.len() * 500 <= tally.damaged, "{kinds:?}: {:#?}", tally.elsewhere);
    }
}
