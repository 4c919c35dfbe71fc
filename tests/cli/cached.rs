//! The cache shows in the time a run takes and in nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{DRAFT, gaolint, stdout};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(entries(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    stdout(&gaolint(folder, arguments).output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_second_run_says_the_same_whatever_has_become_of_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join(".cache");
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    fs::write(folder.path().join("b.md"), DRAFT).unwrap();
    let check = ["check", "--format", "json"];
    let uncached = run(folder.path(), &["check", "--format", "json", "--no-cache"]);
    assert!(uncached.contains("PU208") && entries(&cache).is_empty());
    assert_eq!(run(folder.path(), &check), uncached);
    let kept = entries(&cache);
    assert_eq!(kept.len(), 2, "a draft and its twin in Markdown are two");
    assert_eq!(run(folder.path(), &check), uncached);
    for path in &kept {
        fs::write(path, "[]").unwrap();
    }
    assert_eq!(run(folder.path(), &check), uncached);
    assert!(entries(&cache).iter().all(|path| fs::read(path).unwrap() != b"[]"), "damaged entries are replaced");
    // What it holds of these drafts under these settings is no answer under others.
    assert!(!run(folder.path(), &["check", "--format", "json", "--ignore", "PU"]).contains("PU208"));
    assert!(run(folder.path(), &["cache", "clean"]).contains("已清空缓存"));
    assert!(entries(&cache).is_empty());
    assert!(run(folder.path(), &["cache", "clean"]).contains("本来就是空的"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_cache_holds_is_really_used() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    run(folder.path(), &["check"]);
    let [entry] = entries(&folder.path().join(".cache")).try_into().unwrap();
    let content = b"[]";
    let forged = [blake3::hash(content).as_bytes().as_slice(), content].concat();
    fs::write(entry, forged).unwrap();
    assert!(run(folder.path(), &["check"]).contains("没有发现问题"));
    assert!(run(folder.path(), &["check", "--no-cache"]).contains("PU208"));
}

#[test]
fn a_cache_that_cannot_be_written_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    fs::write(folder.path().join(".cache"), "a file where the folder should be").unwrap();
    assert!(run(folder.path(), &["check"]).contains("PU208"));
}
