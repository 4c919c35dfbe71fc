//! What a run writes, where, and that it says so only of what it wrote.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::path::Path;

use crate::program::{DRAFT, feed, gaolint, mended, stderr, stdout};

/// A Word document with something to mend.
const DOCUMENT: &[u8] = include_bytes!("../docx/corpus/python-docx-runs.docx");

/// Runs the program in `folder`; its exit code and all that it said.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = gaolint(folder, arguments).output().unwrap();
    (output.status.code(), stdout(&output) + &stderr(&output))
}

#[test]
fn a_copy_is_announced_when_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    fs::write(folder.path().join("b.txt"), mended()).unwrap();
    for (draft, copy) in [("a.txt", "从a.txt"), ("b.txt", "从b.txt")] {
        let (code, said) = run(folder.path(), &["check", "--fix", draft, "-o", copy]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains(&format!("改好的稿件已写到 {copy}")), "{said}");
        assert_eq!(fs::read_to_string(folder.path().join(copy)).unwrap(), mended());
    }
}

#[test]
fn a_copy_of_nothing_is_neither_written_nor_announced() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("空")).unwrap();
    fs::create_dir(folder.path().join("图")).unwrap();
    fs::write(folder.path().join("图/a.txt"), b"\x89PNG\r\n\0\0").unwrap();
    for (flag, drafts, copy) in [
        ("--fix", "空", "z.txt"),
        ("--fix-only", "空", "z.txt"),
        ("--annotate", "空", "z.docx"),
        ("--fix", "图", "z.txt"),
    ] {
        let (code, said) = run(folder.path(), &["check", flag, drafts, "-o", copy]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(&format!("错误：{copy}：没有写：没有能检查的稿件")), "{said}");
        assert!(!said.contains("已写到"), "{said}");
        assert!(!folder.path().join(copy).exists());
    }
}

#[test]
fn a_filter_that_is_to_write_a_file_keeps_standard_output_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = gaolint(folder.path(), ["check", "--fix", "-", "-o", "z.txt"]);
    let output = feed(&mut command, b"a\0b");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    assert!(stderr(&output).contains("不是纯文本文件"), "{}", stderr(&output));
    assert!(!folder.path().join("z.txt").exists());
}

#[test]
fn no_draft_is_written_under_the_name_of_another_kind() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    fs::write(folder.path().join("b.txt"), mended()).unwrap();
    fs::write(folder.path().join("a.docx"), DOCUMENT).unwrap();
    let (code, said) = run(folder.path(), &["check", "--fix", "a.docx", "-o", "b.docx"]);
    assert_eq!(code, Some(0), "{said}");
    for (draft, copy, kind) in [
        ("a.docx", "z.txt", " Word 文档"),
        ("b.docx", "z.txt", " Word 文档"),
        ("a.txt", "z.docx", "纯文本"),
        ("b.txt", "z.docx", "纯文本"),
        ("b.txt", "z.WPS", "纯文本"),
    ] {
        for command in [["check", "--fix", draft, "-o", copy].as_slice(), &["clean", draft, "-o", copy]] {
            let (code, said) = run(folder.path(), command);
            assert_eq!(code, Some(2), "{command:?}: {said}");
            assert!(said.contains(&format!("错误：{copy}：没有写：稿件是{kind}")), "{said}");
            assert!(!folder.path().join(copy).exists());
        }
    }
}

#[test]
fn a_single_file_is_written_where_killed_runs_left_something_and_that_goes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), format!("{DRAFT}\n-1-\n")).unwrap();
    fs::create_dir(folder.path().join("新")).unwrap();
    let left = folder.path().join("新/.gaolint-left.tmp");
    for command in [
        ["check", "--output", "新/报告.txt", "a.txt"],
        ["check", "--fix", "-o=新/稿.txt", "a.txt"],
        ["clean", "--quiet", "-o=新/稿.txt", "a.txt"],
    ] {
        fs::write(&left, "半").unwrap();
        run(folder.path(), &command);
        assert!(!left.exists(), "{command:?}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_written_to_and_stay() {
    use std::os::unix::fs::FileTypeExt;
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let pipe = folder.path().join("管道");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (arguments, content) in [
        (["check", "--quiet", "a.txt", "--output", "管道"].as_slice(), "a.txt:2:13: 必改[PU208]"),
        (&["check", "--quiet", "a.txt", "--fix", "-o", "管道"], &mended()),
        (&["clean", "--quiet", "a.txt", "-o", "管道"], DRAFT),
    ] {
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        let output = gaolint(folder.path(), arguments).output().unwrap();
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo(), "{arguments:?}");
        // Nobody writes to the reader then.
        assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        let read = reader.join().unwrap();
        assert!(read.contains(content), "{arguments:?}: {read}");
    }
    let (code, said) = run(folder.path(), &["check", "a.txt", "--output", "/dev/null"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

/// `gaolint … --output /dev/stdout >> 记录.txt`
#[cfg(target_os = "linux")]
#[test]
fn what_standard_output_is_appended_to_keeps_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let record = folder.path().join("记录.txt");
    fs::write(&record, "昨天的记录\n").unwrap();
    let mut command = gaolint(folder.path(), ["check", "a.txt", "--output", "/dev/stdout"]);
    command.stdout(fs::File::options().append(true).open(&record).unwrap());
    assert_eq!(command.status().unwrap().code(), Some(1));
    let record = fs::read_to_string(&record).unwrap();
    assert!(record.starts_with("昨天的记录\n") && record.contains("必改[PU208]"), "{record}");
}

#[cfg(unix)]
#[test]
fn a_draft_out_of_a_pipe_cannot_be_mended_in_its_place() {
    use std::os::unix::fs::FileTypeExt;
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("管道");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, DRAFT).unwrap()
    });
    let (code, said) = run(folder.path(), &["check", "--fix", "管道"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("没有修改：这不是普通文件"), "{said}");
    writer.join().unwrap();
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}
