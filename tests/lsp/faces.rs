//! The server finds in a file what the command line finds in it.

use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Client, apply, capabilities, edits_in};
use crate::project::Project;

const SETTINGS: &str = "
ignore = ['PU201']
[[overrides]]
files = ['会议/*']
ignore = ['PU208']
severity = { ST = 'info' }
[[overrides]]
files = ['*.md']
dictionary = ['再接再励']
";

/// Something for several families, in what a reader sees, and the same where nobody does.
const MARKDOWN: &str = "---
title: 标题，，不查
---

# 同志们，，好

一是抓好**学习，，教育**。三是抓好落实。

再接再励，决不松懈。见 `代码，，不查` 和 https://a.example/二个方面。

```text
要抓好，，落实。
```

<div title=\"甲，，乙\">

二个方面，，如下：

</div>

<!-- gaolint-ignore PU208 -->
各地要，，迅速行动。
";

const PLAIN: &str =
    "同志们，，好\n\n一是抓好学习，，教育。三是抓好落实。\n再接再励，决不松懈，2月30日前报来。\n    要抓好，，落实。\n";

/// One of every kind of draft that settings tell apart.
fn project() -> Project {
    let project = Project::new(SETTINGS);
    for name in ["稿.md", "会议/稿.Markdown", "会议/稿.md"] {
        project.write(name, MARKDOWN);
    }
    for name in ["稿.txt", "会议/稿.TXT"] {
        project.write(name, PLAIN);
    }
    project.write("旧稿/稿.txt", PLAIN);
    project.write(".gaolintignore", "旧稿/\n");
    project
}

const NAMES: [&str; 5] = ["稿.md", "会议/稿.Markdown", "会议/稿.md", "稿.txt", "会议/稿.TXT"];

fn gaolint(project: &Project, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaolint"));
    command.args(arguments).current_dir(project.path(""));
    command.env("XDG_CONFIG_HOME", project.path(".config")).env("XDG_CACHE_HOME", project.path(".cache"));
    command.output().unwrap().stdout
}

/// What the command line says of the drafts in a folder: for each, where, what and how grave.
fn by_command_line(project: &Project) -> Vec<(String, Vec<Value>)> {
    let report: Value = serde_json::from_slice(&gaolint(project, &["check", "--format", "json", "."])).unwrap();
    let place = |place: &Value| {
        let zero_based = |key: &str| place[key].as_u64().unwrap() - 1;
        json!({"line": zero_based("line"), "character": zero_based("column")})
    };
    let finding = |it: &Value| {
        let range = json!({"start": place(&it["range"]["start"]), "end": place(&it["range"]["end"])});
        json!([it["code"], range, it["message"], it["severity"]])
    };
    let files = report["files"].as_array().unwrap().iter();
    let findings = |file: &Value| file["findings"].as_array().unwrap().iter().map(finding).collect();
    files.map(|file| (file["path"].as_str().unwrap().to_owned(), findings(file))).collect()
}

/// Diagnostics in the same words.
fn in_the_same_words(diagnostics: &Value) -> Vec<Value> {
    let severity =
        |it: &Value| ["error", "warning", "info"][usize::try_from(it["severity"].as_u64().unwrap()).unwrap() - 1];
    let all = diagnostics.as_array().unwrap().iter();
    all.map(|it| json!([it["code"], it["range"], it["message"], severity(it)])).collect()
}

#[tokio::test]
async fn what_is_open_is_checked_as_on_the_command_line() {
    let project = project();
    let expected = by_command_line(&project);
    let mut names: Vec<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
    let mut all = NAMES;
    names.sort_unstable();
    all.sort_unstable();
    assert_eq!(names, all);
    // The settings and the comment do something, or this test shows nothing.
    let codes = |name: &str| {
        let (_, findings) = expected.iter().find(|(known, _)| known == name).unwrap();
        findings.iter().map(|it| it[0].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let count = |name: &str, code: &str| codes(name).iter().filter(|it| *it == code).count();
    assert_eq!(["稿.md", "会议/稿.md", "稿.txt", "会议/稿.TXT"].map(|name| count(name, "PU208")), [3, 0, 3, 0]);
    assert_eq!(["稿.md", "稿.txt"].map(|name| count(name, "WD401")), [0, 1]);

    let mut client = Client::start().await;
    for (name, findings) in &expected {
        let uri = project.uri(name);
        client.open(&uri, &project.read(name)).await;
        assert_eq!(&in_the_same_words(&client.all_diagnostics(&uri, 1).await), findings, "{name}");
    }
}

#[tokio::test]
async fn the_workspace_is_checked_as_on_the_command_line() {
    let project = project();
    let folders = json!([{"uri": project.uri(""), "name": "稿件"}]);
    let mut client = Client::start_with(json!({"capabilities": capabilities(), "workspaceFolders": folders})).await;
    let command = json!({"command": "gaolint.checkWorkspace", "arguments": []});
    let summary = client.request("workspace/executeCommand", command).await;
    assert_eq!(summary["files"], NAMES.len());
    for (name, findings) in by_command_line(&project) {
        let uri = project.uri(&name);
        let published = client.wait_for(|it| it["params"]["uri"] == uri).await;
        assert_eq!(in_the_same_words(&published["params"]["diagnostics"]), findings, "{name}");
    }
}

#[tokio::test]
async fn repairs_are_those_of_the_command_line() {
    let project = project();
    let mut client = Client::start().await;
    let mut repaired = Vec::new();
    for name in NAMES {
        let (uri, text) = (project.uri(name), project.read(name));
        client.open(&uri, &text).await;
        let everywhere = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
        let actions = client.code_actions(&uri, everywhere, Some(&["source.fixAll.gaolint"])).await;
        let edits = actions.first().map(edits_in).unwrap_or_default();
        repaired.push((name, apply(&text, &edits)));
    }
    gaolint(&project, &["check", "--fix", "."]);
    for (name, text) in repaired {
        assert_eq!(text, project.read(name), "{name}");
    }
}

#[tokio::test]
async fn the_editor_may_call_a_text_markdown_that_has_no_such_name() {
    let mut client = Client::start().await;
    for (uri, language, count) in [("untitled:Untitled-1", "markdown", 1), ("untitled:Untitled-2", "plaintext", 2)] {
        let text = "要抓好，，落实。\n\n```\n要抓好，，落实。\n```\n";
        let file = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        client.notify("textDocument/didOpen", json!({"textDocument": file})).await;
        assert_eq!(client.diagnostics(uri, 1).await.len(), count, "{language}");
    }
}

#[tokio::test]
async fn the_outline_of_markdown_leaves_code_out() {
    let project = project();
    let uri = project.uri("纲.md");
    let mut client = Client::start().await;
    client.open(&uri, "# 讲话\n\n## 一、抓学习\n\n```\n二、不算\n```\n\n## 二、抓落实\n").await;
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}})).await;
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["讲话", "一、抓学习", "二、抓落实"]);
}
