//! The program on Word documents: reports, mended copies, comments, and what it says about files it cannot read.

use std::path::Path;
use std::process::{Command, Output};

use gaolint::text::docx::Docx;

use crate::archive::{archive, part, with_body, with_main};
use crate::corpus::document;
use crate::hostile::large_together;

fn gaolint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaolint"));
    // What the user who runs the tests has must not show.
    command.env("XDG_CONFIG_HOME", folder.join(".config")).env("XDG_CACHE_HOME", folder.join(".cache"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder_with(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

const SPEECH: &str = "<w:p><w:r><w:t>同志们：</w:t></w:r></w:p><w:p><w:r><w:t>要压实责任，</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>，抓好落实。</w:t></w:r></w:p>";

#[test]
fn findings_name_their_paragraph() {
    let folder = folder_with("稿.docx", &with_body(SPEECH));
    let output = gaolint(folder.path(), &["check", "稿.docx"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("稿.docx：正文第 2 段: 必改[PU208]"), "{}", stdout(&output));
    for (format, place) in [
        ("concise", "稿.docx：正文第 2 段: 必改[PU208]"),
        ("json", r#""paragraph":{"place":"正文","number":2}"#),
        ("jsonl", r#""paragraph":{"place":"正文","number":2}"#),
        ("sarif", r#""logicalLocations":[{"kind":"paragraph","name":"正文第 2 段"}]"#),
        ("github", "::正文第 2 段：标点"),
        ("gitlab", "\"正文第 2 段：标点"),
        ("junit", "（正文第 2 段）"),
        ("html", ">正文第 2 段</a>"),
    ] {
        let report = stdout(&gaolint(folder.path(), &["check", "--format", format, "稿.docx"]));
        assert!(report.contains(place), "{report}");
        assert!(!report.contains(" 列"), "{report}");
    }
}

#[test]
fn what_was_not_read_is_said() {
    let body = format!(r#"{SPEECH}<w:altChunk r:id="r9"/><w:p><w:subDoc r:id="r8"/></w:p><w:altChunk r:id="r7"/>"#);
    let folder = folder_with("稿.docx", &with_body(&body));
    let said = "注意：稿.docx：文档里有导入的文件（altChunk） 2 处、子文档 1 处没有检查，请在 Word 中打开后另行检查";
    let output = gaolint(folder.path(), &["check", "稿.docx"]);
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    let output = gaolint(folder.path(), &["check", "--format", "json", "稿.docx"]);
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    let unread = r#""unread":[{"kind":"altChunk","count":2},{"kind":"subDoc","count":1}]"#;
    assert!(stdout(&output).contains(unread), "{}", stdout(&output));
    let output = gaolint(folder_with("稿.docx", &with_body(SPEECH)).path(), &["check", "--format", "json", "稿.docx"]);
    assert!(!stdout(&output).contains("unread") && !stderr(&output).contains("没有检查"), "{}", stdout(&output));
}

#[test]
fn a_document_is_mended_into_another_file_or_in_place() {
    let bytes = with_body(SPEECH);
    let folder = folder_with("稿.docx", &bytes);
    let at = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let refused = gaolint(folder.path(), &["check", "--fix", "稿.docx"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--in-place"), "{}", stderr(&refused));
    assert_eq!(at("稿.docx"), bytes);
    assert_eq!(gaolint(folder.path(), &["check", "--fix", "稿.docx", "-o", "新.docx"]).status.code(), Some(0));
    assert_eq!(at("稿.docx"), bytes);
    assert_eq!(Docx::open(&at("新.docx")).unwrap().text(), "同志们：\n要压实责任，抓好落实。\n");
    assert_eq!(gaolint(folder.path(), &["check", "--fix", "--in-place", "稿.docx"]).status.code(), Some(0));
    assert_eq!(at("稿.docx"), at("新.docx"));
}

#[test]
fn each_finding_becomes_a_comment() {
    let folder = folder_with("稿.docx", &with_body(SPEECH));
    let output = gaolint(folder.path(), &["check", "--annotate", "稿.docx", "-o", "批.docx"]);
    assert_eq!(output.status.code(), Some(1));
    let copy = std::fs::read(folder.path().join("批.docx")).unwrap();
    assert!(part(&copy, "word/comments.xml").contains("PU208"));
    let missing = gaolint(folder.path(), &["check", "--annotate", "稿.docx"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("-o"));
}

#[test]
fn what_was_found_is_remembered_for_the_bytes_of_the_file() {
    let folder = folder_with("稿.docx", &with_body(SPEECH));
    let check = ["check", "--format", "json", "稿.docx"];
    let first = stdout(&gaolint(folder.path(), &check));
    assert_eq!(stdout(&gaolint(folder.path(), &check)), first);
    assert_eq!(stdout(&gaolint(folder.path(), &[check.as_slice(), &["--no-cache"]].concat())), first);
    // The same text, but computed by a field, is another document: it cannot be mended.
    let field = SPEECH.replace("，</w:t></w:r>", "，</w:t></w:r><w:fldSimple w:instr=\" REF a \">");
    let field = field.replace("落实。</w:t></w:r>", "落实。</w:t></w:r></w:fldSimple>");
    std::fs::write(folder.path().join("稿.docx"), with_body(&field)).unwrap();
    let changed = stdout(&gaolint(folder.path(), &check));
    assert_eq!(changed, stdout(&gaolint(folder.path(), &[check.as_slice(), &["--no-cache"]].concat())));
    assert_ne!(changed, first);
}

#[test]
fn folders_are_searched_and_lock_files_passed_over() {
    let folder = folder_with("稿.docx", &with_body(SPEECH));
    std::fs::write(folder.path().join("~$稿.docx"), "lock").unwrap();
    for paths in [&[][..], &["*.docx"], &["~$稿.docx", "稿.docx"]] {
        let output = gaolint(folder.path(), &[&["check"], paths].concat());
        assert!(stdout(&output).contains("共检查 1 个文件"), "{paths:?}: {}", stdout(&output));
        assert_eq!(stderr(&output), "", "{paths:?}");
    }
}

#[test]
fn page_numbers_belong_in_the_margin_and_tables_of_contents_are_not_checked() {
    for name in ["hand-margins", "hand-contents"] {
        let folder = folder_with("稿.docx", &document(name));
        let report = stdout(&gaolint(folder.path(), &["check", "--format", "json", "稿.docx"]));
        assert!(!report.contains("RS603") && !report.contains("ST1"), "{name}: {report}");
    }
}

/// One part more than a document may have.
fn many_parts() -> Vec<u8> {
    let names: Vec<String> = (0..=10_000).map(|number| format!("a/{number}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    archive(&parts)
}

/// The table of `docs/bad-input-docx.md`: a name, the file, and what is said.
fn bad_inputs() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let whole = document("python-docx-runs");
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    vec![
        ("截断.docx", whole[..whole.len() / 2].to_vec(), "压缩包不完整或目录有误"),
        ("坏.docx", with_main("<w:document", &[]), "不是合格的 XML"),
        ("编码.docx", archive(&[("_rels/.rels", &[0xff, 0xfe, b'<'])]), "不是 UTF-8 编码"),
        ("密码.docx", [ole.as_slice(), &encrypted].concat(), "文档有密码保护"),
        ("旧.doc", [ole.as_slice(), b"WordDocument"].concat(), "--convert-to docx"),
        ("旧.wps", ole.to_vec(), "WPS 文字（.wps）"),
        ("文.pdf", b"%PDF-1.7\n".to_vec(), "pdftotext"),
        ("文.rtf", b"{\\rtf1 a}".to_vec(), "RTF 文档"),
        ("文.odt", archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), "OpenDocument 文档"),
        ("表.xlsx", archive(&[("xl/workbook.xml", b"<a/>")]), "Excel 表格"),
        ("片.pptx", archive(&[("ppt/presentation.xml", b"<a/>")]), "PPT 演示文稿"),
        ("包.zip", archive(&[("a.txt", b"a")]), "请先解压"),
        ("炸弹.docx", with_body(&" ".repeat(40 << 20)), "解压后超过 32 MB"),
        ("合计.docx", large_together(), "各部件解压后合计超过 64 MB"),
        ("多部件.docx", many_parts(), "个部件，可能是恶意压缩包"),
        ("多段.docx", with_body(&"<w:p/>".repeat(500_001)), "超过 500000 段"),
        ("实体.docx", with_main(&format!("<!DOCTYPE a><w:document xmlns:w=\"{namespace}\"/>"), &[]), "文档类型声明"),
        ("深.docx", with_body(&"<w:sdt>".repeat(600)), "嵌套过深"),
        ("越界.docx", with_main("<a/>", &[("../evil", b"x")]), "越界的路径"),
        ("同名.docx", with_main("<a/>", &[("WORD/document.xml", b"x")]), "两个部件同名"),
    ]
}

#[test]
fn what_cannot_be_read_is_said_and_the_others_go_on() {
    for (name, bytes, said) in bad_inputs() {
        let folder = folder_with(name, &bytes);
        std::fs::write(folder.path().join("好.txt"), "同志们：\n").unwrap();
        let output = gaolint(folder.path(), &["check", name, "好.txt"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(stderr(&output).starts_with(&format!("错误：{name}：")), "{}", stderr(&output));
        assert!(stderr(&output).contains(said), "{name}: {}", stderr(&output));
        assert!(stdout(&output).contains("共检查 1 个文件"), "{name}: {}", stdout(&output));
        assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), bytes, "{name}");
    }
}

#[test]
fn the_page_on_bad_input_shows_every_message() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bad-input-docx.md")).unwrap();
    for (_, _, said) in bad_inputs() {
        assert!(page.contains(said), "{said}");
    }
}
