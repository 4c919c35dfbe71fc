//! A run that is killed in the middle of mending a folder, or of its report.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{DRAFT, feed, gaolint, mended};

/// So many drafts in the folder, and so many runs.
const DRAFTS: usize = 24;
const RUNS: u32 = 100;

/// A draft before and after.
struct Draft {
    name: String,
    old: Vec<u8>,
    new: Vec<u8>,
}

fn write_all(folder: &Path, drafts: &[Draft]) {
    for Draft { name, old, .. } in drafts {
        fs::write(folder.join(name), old).unwrap();
    }
}

/// How many of the drafts are mended; fails where one is neither old nor new.
fn count_mended(folder: &Path, drafts: &[Draft]) -> usize {
    let is_mended = |draft: &&Draft| {
        let content = fs::read(folder.join(&draft.name)).unwrap();
        assert!(content == draft.old || content == draft.new, "{} is neither old nor new", draft.name);
        content == draft.new
    };
    drafts.iter().filter(is_mended).count()
}

fn leftovers(folder: &Path, drafts: &[Draft]) -> usize {
    let entries = fs::read_dir(folder).unwrap();
    entries.filter(|entry| !entry.as_ref().unwrap().path().ends_with(".cache")).count() - drafts.len()
}

#[test]
fn every_draft_is_old_or_new_and_nothing_piles_up() {
    let more = |number: usize| "　　请大家认真听会，做好记录，会后传达到位。\n".repeat(number);
    let draft = |number: usize| Draft {
        name: format!("{number}.txt"),
        old: (DRAFT.to_owned() + &more(number)).into_bytes(),
        new: (mended() + &more(number)).into_bytes(),
    };
    let partly = survives(&(0..DRAFTS).map(draft).collect::<Vec<_>>());
    eprintln!("{partly} of {RUNS} runs were killed between the first and the last draft");
}

#[test]
fn so_is_every_word_document() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx/corpus/python-docx-runs.docx");
    let old = fs::read(&corpus).unwrap();
    let mend = ["check".as_ref(), "--fix-only".as_ref(), "-o".as_ref(), "new.docx".as_ref(), corpus.as_os_str()];
    assert!(gaolint(folder.path(), mend).status().unwrap().success());
    let new = fs::read(folder.path().join("new.docx")).unwrap();
    assert_ne!(old, new);
    let draft = |number: usize| Draft { name: format!("{number}.docx"), old: old.clone(), new: new.clone() };
    let partly = survives(&(0..DRAFTS).map(draft).collect::<Vec<_>>());
    eprintln!("{partly} of {RUNS} runs were killed between the first and the last draft");
}

#[test]
fn a_report_is_whole_or_not_there_and_nothing_piles_up() {
    let home = tempfile::tempdir().unwrap();
    let reports = home.path().join("报告");
    fs::create_dir(&reports).unwrap();
    let names = || fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let report = || {
        let mut command = gaolint(home.path(), ["check", "--quiet", "--output", "报告/报告.txt", "-"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    for _ in 0..3 {
        // The report is begun, and its draft does not come.
        let before = names();
        let mut child = report().stdin(Stdio::piped()).spawn().unwrap();
        let start = Instant::now();
        while names().iter().all(|name| before.contains(name)) {
            assert!(start.elapsed() < Duration::from_secs(60), "the report is not begun");
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(names().len(), 1, "{:?}", names());
    }
    feed(&mut report(), DRAFT.as_bytes());
    assert_eq!(names(), ["报告.txt"]);
    assert!(fs::read_to_string(reports.join("报告.txt")).unwrap().contains("PU208"));
}

/// Kills runs that mend these drafts, again and again; how many of them between the first and the last draft.
fn survives(drafts: &[Draft]) -> usize {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("稿件");
    fs::create_dir(&folder).unwrap();
    let fix = || {
        let flags = ["check", "--fix-only", "--in-place", "--quiet", "--no-cache", "--jobs", "4"];
        let mut command = gaolint(&folder, flags);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    write_all(&folder, drafts);
    let start = Instant::now();
    assert!(fix().status().unwrap().success());
    let whole = start.elapsed();
    assert_eq!((count_mended(&folder, drafts), leftovers(&folder, drafts)), (DRAFTS, 0));

    let mut partly = 0;
    for run in 0..RUNS {
        write_all(&folder, drafts);
        let mut child = fix().spawn().unwrap();
        std::thread::sleep(whole.mul_f64(f64::from(run) / f64::from(RUNS)).min(Duration::from_secs(2)));
        child.kill().unwrap();
        child.wait().unwrap();
        let mended = count_mended(&folder, drafts);
        partly += usize::from(mended > 0 && mended < DRAFTS);
        // What one run leaves the next one sweeps: at most a file for each of its threads.
        assert!(leftovers(&folder, drafts) <= 4, "{} files are left", leftovers(&folder, drafts));
    }
    write_all(&folder, drafts);
    assert!(fix().status().unwrap().success());
    assert_eq!((count_mended(&folder, drafts), leftovers(&folder, drafts)), (DRAFTS, 0));
    partly
}
