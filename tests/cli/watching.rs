//! `--watch`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::program::{DRAFT, gaolint, mended};

/// Longer than any machine takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn wait_for(lines: &Receiver<String>, wanted: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let line = lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no “{wanted}” in {seen:?}"));
        seen.push(line);
        if seen.last().is_some_and(|line| line.contains(wanted)) {
            return seen;
        }
    }
}

#[test]
fn a_draft_that_changes_is_checked_again_and_the_others_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.path().join(name), DRAFT).unwrap();
    }
    let mut command = gaolint(folder.path(), ["check", "--watch", "--no-cache"]);
    command.env("XDG_CONFIG_HOME", home.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = channel();
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let other = sender.clone();
    std::thread::spawn(move || {
        BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
    });
    std::thread::spawn(move || BufReader::new(err).lines().map_while(Result::ok).try_for_each(|line| other.send(line)));

    // The two streams come in any order: wait for both.
    let first = wait_for(&lines, "正在监视");
    if !first.iter().any(|line| line.contains("共检查 2 个文件")) {
        wait_for(&lines, "共检查 2 个文件");
    }
    fs::write(folder.path().join("a.txt"), mended()).unwrap();
    let again = wait_for(&lines, "共检查 1 个文件");
    assert!(again.last().unwrap().contains("没有发现问题"), "{again:?}");
    // A settings file is about all of them.
    fs::write(folder.path().join("gaolint.toml"), "ignore = ['PU208']\n").unwrap();
    wait_for(&lines, "共检查 2 个文件，没有发现问题");
    child.kill().unwrap();
    child.wait().unwrap();
}
