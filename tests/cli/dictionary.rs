//! The user's own dictionary, which the editor shares.

use std::fs;

use crate::program::{gaolint, stderr, stdout};

/// A draft with a doubtful word.
const DRAFT: &str = "　　会议强调，要以身做则，带头落实。\n";

#[cfg(target_os = "linux")]
#[test]
fn words_of_the_user_are_right_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let output = gaolint(folder.path(), ["check", "a.txt"]).output().unwrap();
    assert!(stdout(&output).contains("以身做则"), "{}", stdout(&output));
    let home = folder.path().join(".config/gaolint");
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("dictionary.txt"), "# 本单位\r\n以身做则 # 活动名称\r\n").unwrap();
    for arguments in [["check", "a.txt"].as_slice(), &["check", "--select", "WD", "a.txt"]] {
        let output = gaolint(folder.path(), arguments).output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{}", stdout(&output));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_dictionary_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let home = folder.path().join(".config/gaolint");
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("dictionary.txt"), b"\0\0").unwrap();
    let output = gaolint(folder.path(), ["check", "a.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("dictionary.txt：不是纯文本文件"), "{}", stderr(&output));
}
