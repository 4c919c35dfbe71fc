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

/// More drafts than are checked before the first is written.
#[test]
fn reports_of_many_drafts_are_the_same_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..600 {
        let text = format!("同志们：\n　　这是第{number}份稿件，，请阅。\n").repeat(1 + number % 3);
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let report = |format: &str, jobs: &str| {
        let arguments = ["check", "--format", format, "--jobs", jobs, "--select", "PU208"];
        stdout(&gaolint(folder.path(), arguments).output().unwrap())
    };
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"] {
        let one = report(format, "1");
        assert_eq!(one, report(format, "5"), "{format}");
        let (first, last) = (one.find("0.txt"), one.rfind("599.txt"));
        assert!(first.is_some() && first < last, "{format}");
    }
    let json: serde_json::Value = serde_json::from_str(&report("json", "3")).unwrap();
    assert_eq!(json["files"].as_array().unwrap().len(), 600);
}

#[test]
fn a_report_that_cannot_be_written_is_said_before_any_draft_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), DRAFT).unwrap();
    let output = gaolint(folder.path(), ["check", "--fix", "--output", "无/报告.txt", "a.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), DRAFT);
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
    let of_learn = if cfg!(feature = "learn") { "gaolint-learn-build.1" } else { "gaolint-learn.1" };
    for page in ["gaolint.1", "gaolint-check.1", of_learn] {
        let text = fs::read_to_string(folder.path().join("pages").join(page)).unwrap();
        assert!(text.contains(".SH 名称") && text.contains(".SH 用法"), "{page}:\n{text}");
    }
}
