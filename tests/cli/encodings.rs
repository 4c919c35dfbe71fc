//! Files keep their encoding, byte-order mark and line ends when they are fixed.

use std::fs;

use gaolint::text::{Charset, Encoding};

use crate::program::{DRAFT, gaolint, mended, stderr, stdout};

fn encodings() -> impl Iterator<Item = Encoding> {
    [Charset::Utf8, Charset::Utf16Le, Charset::Utf16Be, Charset::Gb18030]
        .into_iter()
        .flat_map(|charset| [false, true].map(|bom| Encoding { charset, bom }))
}

#[test]
fn a_fix_changes_nothing_but_what_it_fixes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.txt");
    for encoding in encodings() {
        for line_end in ["\n", "\r\n", "\r"] {
            let written = |text: &str| encoding.encode(&text.replace('\n', line_end)).unwrap();
            fs::write(&path, written(DRAFT)).unwrap();
            let output = gaolint(folder.path(), ["check", "--fix", "draft.txt"]).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{encoding:?} {line_end:?} {}", stdout(&output));
            assert_eq!(fs::read(&path).unwrap(), written(&mended()), "{encoding:?} {line_end:?}");
        }
    }
}

#[test]
fn cleaning_changes_nothing_but_what_it_removes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let page = |residue: &str| {
        format!("同志们：\n各单位要认真学习领会会议精神，\n{residue}抓好贯彻落实，确保完成全年任务。\n")
    };
    for encoding in encodings() {
        let written = |text: &str| encoding.encode(&text.replace('\n', "\r\n")).unwrap();
        fs::write(&path, written(&page("— 3 —\n"))).unwrap();
        let output = gaolint(folder.path(), ["clean", "page.txt"]).output().unwrap();
        assert_eq!((output.status.code(), &output.stdout), (Some(0), &written(&page(""))), "{encoding:?}");
        let output = gaolint(folder.path(), ["clean", "-o", "new.txt", "page.txt"]).output().unwrap();
        assert!(stdout(&output).contains("第 3 行 RS603"), "{encoding:?}");
        assert_eq!(fs::read(folder.path().join("new.txt")).unwrap(), written(&page("")), "{encoding:?}");
    }
}

#[test]
fn positions_do_not_depend_on_the_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.txt");
    let reports: Vec<serde_json::Value> = encodings()
        .map(|encoding| {
            fs::write(&path, encoding.encode(DRAFT).unwrap()).unwrap();
            let output = gaolint(folder.path(), ["check", "--format", "json", "draft.txt"]).output().unwrap();
            let mut report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(report["files"][0]["encoding"].take(), encoding.name());
            report
        })
        .collect();
    assert!(reports.windows(2).all(|pair| pair[0] == pair[1]));
    let place = serde_json::json!({"line": 2, "column": 13, "offset": 49});
    assert_eq!(reports[0]["files"][0]["findings"][0]["range"]["start"], place);
}

#[test]
fn bytes_that_an_encoder_would_write_otherwise_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.txt");
    let encode = |text: &str| Encoding { charset: Charset::Gb18030, bom: false }.encode(text).unwrap();
    // The second spelling of the wide space, here as the indent of every paragraph.
    let written = |text: &str| {
        let (indent, second) = (encode("\u{3000}\u{3000}"), [0xa3, 0xa0, 0xa3, 0xa0]);
        let mut bytes = encode(text);
        while let Some(at) = bytes.windows(4).position(|bytes| bytes == indent) {
            bytes.splice(at..at + 4, second);
        }
        bytes
    };
    fs::write(&path, written(DRAFT)).unwrap();
    let output = gaolint(folder.path(), ["check", "--fix", "draft.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output) + &stderr(&output));
    assert_eq!(fs::read(&path).unwrap(), written(&mended()));
}

#[test]
fn big5_is_mended_in_big5() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.txt");
    let draft = "各位來賓：\n　　今天我們在這裡舉行會議，，討論明年的工作計畫，請大家踴躍發言，共同努力。\n";
    let encoding = Encoding { charset: Charset::Big5, bom: false };
    for forced in [false, true] {
        fs::write(&path, encoding.encode(draft).unwrap()).unwrap();
        let mut arguments = vec!["check", "--select", "PU208", "--fix", "-v", "draft.txt"];
        arguments.extend(if forced { ["--encoding", "big5"].as_slice() } else { &[] });
        let output = gaolint(folder.path(), arguments).output().unwrap();
        let how = if forced { "确定" } else { "很可能" };
        assert!(stderr(&output).contains(&format!("draft.txt：按 Big5 编码读（{how}）")), "{}", stderr(&output));
        assert_eq!(fs::read(&path).unwrap(), encoding.encode(&draft.replace("，，", "，")).unwrap());
    }
}

#[test]
fn broken_text_is_placed() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = DRAFT.as_bytes();
    fs::write(folder.path().join("cut.txt"), &bytes[..bytes.len() - 2]).unwrap();
    fs::write(folder.path().join("half.txt"), [0xff, 0xfe, 0x2d, 0x4e, 0x2d]).unwrap();
    fs::write(folder.path().join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let output = gaolint(folder.path(), ["check", "cut.txt", "half.txt", "picture.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let complaints = stderr(&output);
    assert!(complaints.contains("cut.txt：看来是 UTF-8 编码，但第 3 行"), "{complaints}");
    assert!(complaints.contains("half.txt：看来是 UTF-16LE 编码，但第 1 行（文件第 4 字节起）"), "{complaints}");
    assert!(complaints.contains("picture.txt：不是纯文本文件"), "{complaints}");
}
