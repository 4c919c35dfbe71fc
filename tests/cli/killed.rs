//! A run that is killed in the middle of mending a folder.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{DRAFT, gaolint, mended};

/// So many drafts in the folder, and so many runs.
const DRAFTS: usize = 24;
const RUNS: u32 = 100;

/// The `number`th draft, as it is before or after.
fn draft(number: usize, text: &str) -> String {
    format!("{text}{}", "　　请大家认真听会，做好记录，会后传达到位。\n".repeat(number))
}

fn write_all(folder: &Path) {
    for number in 0..DRAFTS {
        fs::write(folder.join(format!("{number}.txt")), draft(number, DRAFT)).unwrap();
    }
}

/// How many of the drafts are mended; fails where one is neither old nor new.
fn count_mended(folder: &Path) -> usize {
    let is_mended = |number: &usize| {
        let content = fs::read_to_string(folder.join(format!("{number}.txt"))).unwrap();
        let is_old = content == draft(*number, DRAFT);
        assert!(is_old || content == draft(*number, &mended()), "draft {number} is neither old nor new:\n{content}");
        !is_old
    };
    (0..DRAFTS).filter(is_mended).count()
}

fn leftovers(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().filter(|entry| !entry.as_ref().unwrap().path().ends_with(".cache")).count() - DRAFTS
}

#[test]
fn every_draft_is_old_or_new_and_nothing_piles_up() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("稿件");
    fs::create_dir(&folder).unwrap();
    let fix = || {
        let mut command = gaolint(&folder, ["check", "--fix-only", "--quiet", "--no-cache", "--jobs", "4"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    write_all(&folder);
    let start = Instant::now();
    assert!(fix().status().unwrap().success());
    let whole = start.elapsed();
    assert_eq!((count_mended(&folder), leftovers(&folder)), (DRAFTS, 0));

    let mut partly = 0;
    for run in 0..RUNS {
        write_all(&folder);
        let mut child = fix().spawn().unwrap();
        std::thread::sleep(whole.mul_f64(f64::from(run) / f64::from(RUNS)).min(Duration::from_secs(2)));
        child.kill().unwrap();
        child.wait().unwrap();
        let mended = count_mended(&folder);
        partly += usize::from(mended > 0 && mended < DRAFTS);
        // What one run leaves the next one sweeps: at most a file for each of its threads.
        assert!(leftovers(&folder) <= 4, "{} files are left", leftovers(&folder));
    }
    eprintln!("{partly} of {RUNS} runs were killed between the first and the last draft");
    write_all(&folder);
    assert!(fix().status().unwrap().success());
    assert_eq!((count_mended(&folder), leftovers(&folder)), (DRAFTS, 0));
}
