//! The program as a filter.

use gaolint::text::{Charset, Encoding};

use crate::program::{DRAFT, feed, gaolint, mended, stderr, stdout};

#[test]
fn standard_input_is_a_draft_too() {
    let folder = tempfile::tempdir().unwrap();
    let output = feed(&mut gaolint(folder.path(), ["check", "-"]), DRAFT.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("-:2:13: 必改[PU208]"), "{}", stdout(&output));
}

#[test]
fn a_fixed_draft_goes_to_standard_output_in_its_encoding_and_the_report_aside() {
    let folder = tempfile::tempdir().unwrap();
    for charset in [Charset::Utf8, Charset::Utf16Le, Charset::Gb18030] {
        let encoding = Encoding { charset, bom: false };
        let input = encoding.encode(DRAFT).unwrap();
        let output = feed(&mut gaolint(folder.path(), ["check", "--fix", "-"]), &input);
        assert_eq!(output.stdout, encoding.encode(&mended()).unwrap());
        assert_eq!(stderr(&output), "共检查 1 个文件，修改 1 个文件中的 2 处，没有剩下的问题\n");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn a_filter_passes_on_what_needs_no_fix_or_cannot_be_fixed() {
    let folder = tempfile::tempdir().unwrap();
    for (input, code) in [(b"".as_slice(), 0), ("同志们：\r\n".as_bytes(), 0), (b"\xff\xff", 2), (b"a\0b", 2)] {
        let output = feed(&mut gaolint(folder.path(), ["check", "--fix", "-"]), input);
        assert_eq!(output.stdout, input);
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    }
}

#[test]
fn a_preview_of_standard_input_is_a_diff() {
    let folder = tempfile::tempdir().unwrap();
    let output = feed(&mut gaolint(folder.path(), ["check", "--diff", "-"]), DRAFT.as_bytes());
    assert!(stdout(&output).starts_with("--- -\n+++ -\n@@ "), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), DRAFT.repeat(1_000)).unwrap();
    let mut command = gaolint(folder.path(), ["check", "--format", "json", "a.txt"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn standard_input_has_an_outline_in_any_encoding() {
    let folder = tempfile::tempdir().unwrap();
    for charset in [Charset::Utf8, Charset::Gb18030] {
        let input = Encoding { charset, bom: false }.encode("在全县工作会议上的讲话\n一、抓好工作落实\n").unwrap();
        let output = feed(&mut gaolint(folder.path(), ["outline", "-"]), &input);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("2    一、抓好工作落实\n"), "{}", stdout(&output));
    }
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("会议");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("gaolint.toml"), "severity = { PU208 = 'info' }\n").unwrap();
    let draft = format!("{DRAFT}\n```\n甲，，乙\n```\n");
    let arguments = ["check", "--stdin-filename", "会议/稿.md", "-"];
    let output = feed(&mut gaolint(folder.path(), arguments), draft.as_bytes());
    assert!(stdout(&output).contains("会议/稿.md:2:13: 提示[PU208]"), "{}", stdout(&output));
    assert!(stdout(&output).contains("发现 提示 2"), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_list_of_files_comes_by_lines_or_nul_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "有 空格.txt", "c.txt"] {
        std::fs::write(folder.path().join(name), DRAFT).unwrap();
    }
    for list in ["a.txt\r\n\n有 空格.txt\n", "a.txt\0有 空格.txt\0"] {
        let mut command = gaolint(folder.path(), ["check", "--files-from", "-"]);
        let output = feed(&mut command, list.as_bytes());
        assert!(stdout(&output).contains("共检查 2 个文件，发现 必改 4"), "{}", stdout(&output));
    }
    let output = feed(&mut gaolint(folder.path(), ["check", "--files-from", "-"]), b"");
    assert!(stderr(&output).contains("没有找到可检查的文件"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn names_in_a_list_need_not_be_utf8() {
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    for name in [b"b.txt".as_slice(), b"bad\xff.txt"] {
        std::fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), DRAFT).unwrap();
    }
    let output = feed(&mut gaolint(folder.path(), ["check", "--files-from", "-"]), b"b.txt\0bad\xff.txt\0");
    assert!(stdout(&output).contains("共检查 2 个文件，发现 必改 4"), "{}", stdout(&output));
    let output = feed(&mut gaolint(folder.path(), ["check", "--files-from", "-"]), b"\xff\xfeb\0.\0");
    assert!(stderr(&output).contains("不是 UTF-8"), "{}", stderr(&output));
}
