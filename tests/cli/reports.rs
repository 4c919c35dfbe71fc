//! Reports for other programs keep to the schemas of their formats.

use std::fs;

use crate::program::{DRAFT, gaolint, stdout};

#[test]
fn sarif_is_valid_against_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let numbering = "一是抓落实。\n二是抓长效。\n第三，抓作风。\n";
    for (name, text) in [("稿 1.txt", DRAFT), ("净.txt", "同志们：\n"), ("序号.txt", numbering)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    // The published schema has a bracket too many in two patterns, which a strict validator refuses to read.
    let schema = include_str!("../reports/sarif-2.1.0.schema.json").replace("{2}]?$", "{2}$");
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for paths in [vec!["."], vec!["净.txt"], vec![".", "missing.txt"]] {
        let arguments = [vec!["check", "--format", "sarif"], paths].concat();
        let report: serde_json::Value =
            serde_json::from_str(&stdout(&gaolint(folder.path(), arguments).output().unwrap())).unwrap();
        let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    // The schema is one that can be broken.
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{"tool": {}}]})));
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("报告.json");
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    fs::write(&report, "旧").unwrap();
    let output =
        gaolint(folder.path(), ["check", "--format", "json", "--output", "报告.json", "a.txt"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let written = fs::read(&report).unwrap();
    let printed = gaolint(folder.path(), ["check", "--format", "json", "a.txt"]).output().unwrap().stdout;
    assert_eq!(written, printed);
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| name != ".cache");
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn completions_are_there_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = gaolint(folder.path(), ["completions", shell]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(stdout(&output).contains("max-findings"), "{shell}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let output = gaolint(folder.path(), ["man", "pages"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    for page in ["gaolint.1", "gaolint-check.1", "gaolint-learn-build.1"] {
        let text = fs::read_to_string(folder.path().join("pages").join(page)).unwrap();
        assert!(text.contains(".SH 名称") && text.contains(".SH 用法"), "{page}:\n{text}");
    }
}
