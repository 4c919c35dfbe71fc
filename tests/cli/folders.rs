//! Which files a run looks at, and that the order of its work does not show.

use std::fs;

use crate::program::{DRAFT, gaolint, mended, stderr, stdout};

#[test]
fn ignored_hidden_and_foreign_files_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "B.TXT", "c.md", "d.markdown", "e.text", "ignored.txt", ".hidden.txt", "f.rs"] {
        fs::write(folder.path().join(name), DRAFT).unwrap();
    }
    fs::write(folder.path().join("picture.txt"), "\0").unwrap();
    fs::write(folder.path().join(".gitignore"), "ignored.txt\n").unwrap();
    fs::write(folder.path().join("old.txt"), DRAFT).unwrap();
    fs::write(folder.path().join(".gaolintignore"), "old.*\n").unwrap();
    let output = gaolint(folder.path(), ["check"]).output().unwrap();
    let report = stdout(&output);
    let mut paths: Vec<&str> =
        report.lines().filter(|line| line.contains("PU208")).filter_map(|line| line.split(':').next()).collect();
    paths.dedup();
    assert_eq!(paths, ["B.TXT", "a.txt", "c.md", "d.markdown", "e.text"]);
    assert_eq!(stderr(&output), "已跳过 picture.txt：不是纯文本文件\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_named_file_is_read_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ignored.log"), DRAFT).unwrap();
    fs::write(folder.path().join(".gitignore"), "*.log\n").unwrap();
    let output = gaolint(folder.path(), ["check", "ignored.log"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_folder_without_drafts_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = gaolint(folder.path(), ["check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("没有找到可检查的文件"));
}

#[test]
fn the_output_is_the_same_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..40 {
        let draft = format!("{}{DRAFT}", "　　请大家认真听会。\n".repeat(number % 7));
        fs::write(folder.path().join(format!("{number}.txt")), draft).unwrap();
    }
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"] {
        let run = |threads: &str| {
            let mut command = gaolint(folder.path(), ["check", "--format", format]);
            command.env("RAYON_NUM_THREADS", threads).output().unwrap()
        };
        let alone = run("1");
        assert!(!alone.stdout.is_empty());
        assert_eq!(stdout(&alone), stdout(&run("8")));
    }
}

#[test]
fn one_file_under_two_names_is_checked_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let output = gaolint(folder.path(), ["check", "--fix", "a.txt", "./a.txt", "."]).output().unwrap();
    assert_eq!(stdout(&output), "共检查 1 个文件，修改 1 个文件中的 2 处，没有剩下的问题\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), mended());
}

#[test]
fn colour_is_there_only_when_asked_for_or_watched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let escapes = |arguments: &[&str]| stdout(&gaolint(folder.path(), arguments).output().unwrap()).contains('\u{1b}');
    assert!(!escapes(&["check", "a.txt"]));
    assert!(!escapes(&["check", "--color", "never", "a.txt"]));
    assert!(escapes(&["check", "--color", "always", "a.txt"]));
    assert!(escapes(&["check", "--color", "always", "--diff", "a.txt"]));
}

#[cfg(unix)]
#[test]
fn a_diff_can_be_applied_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let draft = DRAFT.trim_end();
    fs::write(&path, draft).unwrap();
    let output = gaolint(folder.path(), ["check", "--diff", "a.txt"]).output().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), draft);
    let diff = stdout(&output);
    assert!(diff.starts_with("--- a.txt\n+++ a.txt\n@@ "), "{diff}");
    assert!(diff.contains("\\ No newline at end of file"), "{diff}");
}

#[test]
fn a_pattern_is_expanded_where_no_shell_did() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("会议/深处")).unwrap();
    for name in ["会议/a.txt", "会议/深处/b.txt", "会议/c.log", "d.txt"] {
        fs::write(folder.path().join(name), DRAFT).unwrap();
    }
    for (pattern, files) in [("会议/*.txt", 1), ("**/*.txt", 3), ("./会议/?.*", 2), ("会议/**", 3)] {
        let output = gaolint(folder.path(), ["check", pattern]).output().unwrap();
        assert!(stdout(&output).contains(&format!("共检查 {files} 个文件")), "{pattern}: {}", stdout(&output));
    }
}
