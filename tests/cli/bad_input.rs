//! The table in `docs/bad-input.md`, row by row: what damaged and hostile input is answered, and with which exit code.
//! Every message must stand in the table as it is tested here.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::path::Path;

use crate::program::{DRAFT, feed, gaolint, stderr, stdout};

const TABLE: &str = include_str!("../../docs/bad-input.md");

/// Runs the program on what `prepare` leaves in a folder; its answer must hold `message` and the table too.
#[track_caller]
fn answers(arguments: &[&str], code: i32, message: &str, prepare: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let output = gaolint(folder.path(), arguments).output().unwrap();
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains(message), "{message} is not in:\n{said}");
    assert_eq!(output.status.code(), Some(code), "{said}");
    let row = TABLE.lines().find(|line| line.contains(message));
    let row = row.unwrap_or_else(|| panic!("the table does not say: {message}"));
    assert!(row.ends_with(&format!("| {code} |")), "{row}");
}

/// Puts one file into the folder.
fn file(name: &str, content: impl AsRef<[u8]>) -> impl FnOnce(&Path) {
    move |folder| fs::write(folder.join(name), content).unwrap()
}

#[test]
fn files_that_are_no_text() {
    answers(&["check", "a.txt"], 0, "共检查 1 个文件，没有发现问题", file("a.txt", ""));
    answers(&["check", "a.txt"], 2, "不是纯文本文件（含有空字节）", file("a.txt", b"\x89PNG\r\n\0\0"));
    for named in ["q.pdf", "q*.pdf"] {
        answers(&["check", named], 2, "q.pdf：是 PDF 文件，gaolint 读不了", file("q.pdf", "%PDF-1.4\n\0"));
    }
    answers(&["check", "."], 0, "已跳过 a.txt：不是纯文本文件", file("a.txt", b"\x89PNG\r\n\0\0"));
    answers(&["check", "-v", "."], 0, "已跳过 .a.txt：隐藏的文件或文件夹", file(".a.txt", DRAFT));
    answers(
        &["check", "-v", "."],
        0,
        "已跳过 a.log：不是 .txt、.text、.md、.markdown、.docx 文件",
        file("a.log", DRAFT),
    );
}

#[test]
fn broken_encodings() {
    let cut = &DRAFT.as_bytes()[..DRAFT.len() - 2];
    answers(&["check", "a.txt"], 2, "看来是 UTF-8 编码，但第 3 行", file("a.txt", cut));
    answers(&["check", "a.txt"], 2, "看来是 UTF-16LE 编码，但第 1 行", file("a.txt", [0xff, 0xfe, 0x2d, 0x4e, 0x2d]));
    let nul = DRAFT.replace("同志", "\0");
    answers(&["check", "nul.txt"], 2, "nul.txt：不是纯文本文件", file("nul.txt", nul));
    let forced = ["check", "--encoding", "utf-8", "a.txt"];
    answers(&forced, 2, "看来是 UTF-8 编码，但第 1 行", file("a.txt", b"\xb8\xf7\xce\xbb"));
}

#[test]
fn too_long_and_too_large() {
    let line = format!("　　会议强调，，{}。\n", "要认真学习领会会议精神，抓好贯彻落实，".repeat(5_000));
    answers(
        &["check", "--quiet", "--select", "PU208", "line.txt"],
        1,
        "line.txt:1:7: 必改[PU208]",
        file("line.txt", line),
    );
    answers(&["check", "a.txt"], 2, "文件超过 10 MB，没有检查", file("a.txt", vec![b'a'; 50_000_000]));
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read() {
    use std::os::unix::fs::symlink;
    answers(&["check", "none.txt"], 2, "没有这个文件或文件夹，请核对路径", |_| {});
    answers(&["check", "link.txt"], 2, "link.txt：读不出：没有这个文件或文件夹", |folder| {
        symlink("none.txt", folder.join("link.txt")).unwrap();
    });
    answers(
        &["check", "-v", "."],
        0,
        "已跳过 link.txt：不是普通文件，或是指向不明的链接",
        |folder| {
            symlink("none.txt", folder.join("link.txt")).unwrap();
        },
    );
    answers(&["check", "--quiet", "."], 1, "inner/a.txt:2:13: 必改[PU208]", |folder| {
        fs::create_dir(folder.join("inner")).unwrap();
        symlink("..", folder.join("inner/loop")).unwrap();
        fs::write(folder.join("inner/a.txt"), DRAFT).unwrap();
    });
    answers(&["check", "*.txt"], 2, "没有文件与这个通配路径相符", |_| {});
}

/// The superuser reads everything: there is nothing to see as one.
#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, DRAFT).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let message = "没有权限，请检查文件和所在文件夹的权限";
    assert!(TABLE.contains(message));
    if fs::read(&path).is_err() {
        let output = gaolint(folder.path(), ["check", "a.txt"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

#[test]
fn broken_files_of_the_users_own() {
    let with = |name: &'static str, content: &'static str| {
        move |folder: &Path| {
            fs::write(folder.join("a.txt"), DRAFT).unwrap();
            fs::write(folder.join(name), content).unwrap();
        }
    };
    let check = ["check", "a.txt"];
    answers(&check, 2, "没有“selekt”这一项，是否想写“select”？", with("gaolint.toml", "selekt = []"));
    answers(&check, 2, "gaolint.toml:1：配置有误：不合 TOML 的写法", with("gaolint.toml", "select = ["));
    answers(&check, 2, "extend 绕成了圈", with("gaolint.toml", "extend = 'gaolint.toml'"));
    answers(&check, 2, "gaolint-baseline.json:1：基线文件有误", with("gaolint-baseline.json", "{"));
    answers(&check, 2, "模型用不了", with("gaolint.toml", "model = 'a.txt'"));
    answers(&["check", "--files-from", "none"], 2, "读不出文件清单", with("gaolint.toml", ""));
}

#[test]
fn wrong_arguments() {
    answers(&["check", "--fromat", "json"], 2, "没有“--fromat”这个参数，是否想写“--format”？", |_| {});
    answers(&["check", "--jobs", "0"], 2, "“--jobs”的值“0”有误", |_| {});
    answers(&["check", "--encoding", "latin1"], 2, "“--encoding”的值不能是“latin1”", |_| {});
    answers(&["check", "--select", "PU999"], 2, "没有规则“PU999”", |_| {});
    answers(&["check", "-", "--files-from", "-"], 2, "标准输入不能既是稿件又是文件清单", |_| {});
}

#[test]
fn comments_that_suppress_wrongly() {
    let unknown = format!("<!-- gaolint-ignore PU999 -->\n{DRAFT}");
    answers(&["check", "a.md"], 1, "注意：a.md:1：gaolint-ignore 写错了：没有规则“PU999”", file("a.md", unknown));
    let idle = file("a.md", "<!-- gaolint-ignore -->\n同志们：\n");
    answers(&["check", "a.md"], 0, "注意：a.md:1：gaolint-ignore 没有用上，可以删去", idle);
}

#[test]
fn what_is_to_be_written_and_cannot() {
    let report = ["check", "--output", "无/报告.txt", "a.txt"];
    answers(&report, 2, "无/报告.txt：写不进去，原文件未动：没有这个文件或文件夹", file("a.txt", DRAFT));
    let document = include_bytes!("../docx/corpus/python-docx-runs.docx");
    answers(&["check", "--fix", "a.docx"], 2, "没有修改：请用 -o 指明改好的文档写到哪个文件", file("a.docx", document));
    let other = ["check", "--fix", "a.docx", "-o", "a.txt"];
    answers(&other, 2, "没有写：稿件是 Word 文档，请让 -o 的文件名以 .docx 结尾", file("a.docx", document));
    let other = ["clean", "a.docx", "-o", "a.txt"];
    answers(&other, 2, "没有写：稿件是 Word 文档，请让 -o 的文件名以 .docx 结尾", file("a.docx", document));
    let other = ["check", "--fix", "a.txt", "-o", "a.docx"];
    answers(&other, 2, "没有写：稿件是纯文本，请让 -o 的文件名以 .txt 结尾", file("a.txt", DRAFT));
    let other = ["clean", "a.txt", "-o", "a.docx"];
    answers(&other, 2, "没有写：稿件是纯文本，请让 -o 的文件名以 .txt 结尾", file("a.txt", DRAFT));
    let nothing = ["check", "--fix", ".", "-o", "b.txt"];
    answers(&nothing, 2, "b.txt：没有写：没有能检查的稿件", file("a.txt", "\0"));
    let itself = ["check", "--fix", "a.txt", "-o", "./a.txt"];
    answers(&itself, 2, "没有写：-o 指的就是原文件", file("a.txt", DRAFT));
    let comments = ["check", "--annotate", "a.txt", "-o", "b.docx"];
    answers(&comments, 2, "没有写批注：批注只能加在 Word 文档（.docx）里", file("a.txt", DRAFT));
    answers(&["check", "."], 0, "注意：有 1 份文档没有检查（旧.doc）", file("旧.doc", b"\xd0\xcf\x11\xe0"));
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_being_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.txt"), b"\xff\xff").unwrap();
    fs::write(folder.path().join("good.txt"), DRAFT).unwrap();
    let output = gaolint(folder.path(), ["check", "bad.txt", "good.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("good.txt:2:13") && stderr(&output).contains("bad.txt："));
}

#[test]
fn endless_standard_input_is_not_read_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gaolint.toml"), "[limits]\nmax-file-size = 1\n").unwrap();
    let mut command = gaolint(folder.path(), ["check", "-"]);
    let output = feed(&mut command, "甲".repeat(333_334).as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("文件超过 1 MB，没有检查"), "{}", stderr(&output));
}
