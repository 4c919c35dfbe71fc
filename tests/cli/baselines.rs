//! What a baseline knows of a habit: all of its places.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::path::Path;

use crate::program::{gaolint, stderr, stdout};

/// Lines with dashes as a typewriter has them, a habit.
fn draft(first: usize) -> String {
    let line = |number: usize| format!("第{number}次会议强调一个问题--落实的问题，这是第{number}批工程。\n");
    (first..first + 12).map(line).collect()
}

fn check(folder: &Path, arguments: &[&str]) -> String {
    let output = gaolint(folder, [&["check", "--select", "PU210"], arguments, &["a.txt"]].concat()).output().unwrap();
    stdout(&output) + &stderr(&output)
}

#[test]
fn a_habit_is_known_at_all_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, draft(100)).unwrap();
    let said = check(folder.path(), &[]);
    assert!(said.contains("全文12处"), "{said}");
    check(folder.path(), &["--write-baseline"]);
    assert!(check(folder.path(), &[]).contains("另有 12 处已记入基线"));

    // One place is mended: the others are no news.
    fs::write(&path, draft(100).replacen("--", "——", 1)).unwrap();
    let said = check(folder.path(), &[]);
    assert!(said.contains("另有 11 处已记入基线") && !said.contains("只报一次"), "{said}");

    // One more is.
    fs::write(&path, draft(100) + "第900次会议强调一件大事--秋粮收购，这是第900批工程。\n").unwrap();
    let said = check(folder.path(), &[]);
    assert!(said.contains("a.txt:13:") && said.contains("另有 12 处已记入基线"), "{said}");
}
