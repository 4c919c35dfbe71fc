//! Making a finding go away for good, from the editor.

use serde_json::{Value, json};

use crate::client::{Client, apply, capabilities, on_line};
use crate::project::{MISTAKE, Project};

const TYPO: &str = "各级各部门要再接再励，抓好落实。";

fn able() -> Value {
    let mut capabilities = capabilities();
    capabilities["workspace"]["applyEdit"] = json!(true);
    capabilities
}

async fn start_in(project: &Project) -> Client {
    let mut client = Client::connect_with(Some(project.path("home/gaolint/dictionary.txt")));
    let folders = json!([{"uri": project.uri(""), "name": "稿件"}]);
    client.shake_hands(json!({"capabilities": able(), "workspaceFolders": folders})).await;
    client
}

/// The command of the first action whose title holds `words`.
async fn command(client: &mut Client, uri: &str, words: &[&str]) -> Value {
    let actions = client.code_actions(uri, on_line(0, 0..20), Some(&["quickfix"])).await;
    let is_meant = |action: &&Value| words.iter().all(|word| action["title"].as_str().unwrap().contains(word));
    let action = actions.iter().find(is_meant).unwrap_or_else(|| panic!("{words:?}: {actions:?}"));
    json!({"command": action["command"]["command"], "arguments": action["command"]["arguments"]})
}

/// The codes that are published for a version.
async fn codes(client: &mut Client, uri: &str, version: i64) -> Vec<String> {
    let message = client
        .wait_for(|it| {
            it["method"] == "textDocument/publishDiagnostics"
                && it["params"]["uri"] == uri
                && it["params"]["version"] == version
        })
        .await;
    let diagnostics = message["params"]["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_rule_is_switched_off_in_the_settings_file_whose_remarks_stay() {
    let project = Project::new("# 本办公室的配置\nignore = [\"ST107\"] # 不管\n");
    let mut client = start_in(&project).await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    let command = command(&mut client, &project.draft, &["不再检查", "PU208"]).await;
    client.request("workspace/executeCommand", command).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    assert_eq!(project.read("gaolint.toml"), "# 本办公室的配置\nignore = [\"ST107\", \"PU208\"] # 不管\n");
}

#[tokio::test]
async fn without_a_settings_file_one_is_made_in_the_workspace_folder() {
    let project = Project::bare();
    let mut client = start_in(&project).await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    let command = command(&mut client, &project.draft, &["不再检查", "PU208"]).await;
    client.request("workspace/executeCommand", command).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    assert_eq!(project.read("gaolint.toml"), "ignore = [\"PU208\"]\n");
}

#[tokio::test]
async fn a_word_is_entered_for_the_project_or_for_the_user() {
    for (name, file) in [("本项目词典", "gaolint.toml"), ("个人词典", "home/gaolint/dictionary.txt")] {
        let project = Project::bare();
        let mut client = start_in(&project).await;
        client.open(&project.draft, TYPO).await;
        let before = codes(&mut client, &project.draft, 1).await;
        assert!(before.iter().any(|code| code.starts_with("WD")), "{before:?}");
        let command = command(&mut client, &project.draft, &["再接再励", name]).await;
        client.request("workspace/executeCommand", command).await;
        let after = codes(&mut client, &project.draft, 1).await;
        assert!(after.iter().all(|code| !code.starts_with("WD")), "{after:?}");
        assert!(project.read(file).contains("再接再励"), "{name}");
    }
}

#[tokio::test]
async fn a_settings_file_that_is_open_is_changed_by_the_editor() {
    let project = Project::new("# 配置\n");
    let mut client = start_in(&project).await;
    client.open(&project.settings, "# 配置，还没有保存\n").await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    let command = command(&mut client, &project.draft, &["不再检查", "PU208"]).await;
    client.request("workspace/executeCommand", command).await;
    let request = client.wait_for_method("workspace/applyEdit").await;
    let change = &request["params"]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], project.settings);
    let text = apply("# 配置，还没有保存\n", change["edits"].as_array().unwrap());
    assert!(text.starts_with("# 配置，还没有保存\n") && text.contains("ignore = [\"PU208\"]"), "{text}");
    assert_eq!(project.read("gaolint.toml"), "# 配置\n");
}

#[tokio::test]
async fn a_wrong_settings_file_is_left_alone_and_named() {
    let project = Project::new("\nignorr = []\n");
    let mut client = start_in(&project).await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    let command = command(&mut client, &project.draft, &["不再检查", "PU208"]).await;
    let error = client.refusal("workspace/executeCommand", command).await;
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("gaolint.toml") && message.contains("第 2 行"), "{message}");
    assert_eq!(project.read("gaolint.toml"), "\nignorr = []\n");
}

#[tokio::test]
async fn where_the_editor_overrides_the_file_nothing_is_written_in_vain() {
    let project = Project::new("");
    let mut client = start_in(&project).await;
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"gaolint": {"ignore": ["ST107"]}}})).await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    let command = command(&mut client, &project.draft, &["不再检查", "PU208"]).await;
    let error = client.refusal("workspace/executeCommand", command).await;
    assert!(error["message"].as_str().unwrap().contains("gaolint.ignore"), "{error}");
    assert_eq!(project.read("gaolint.toml"), "");
}

#[tokio::test]
async fn a_draft_without_a_place_has_no_settings_file() {
    let mut client = Client::start().await;
    client.open("untitled:a", MISTAKE).await;
    let arguments = json!([{"uri": "untitled:a", "code": "PU208"}]);
    let command = json!({"command": "gaolint.ignoreRule", "arguments": arguments});
    let error = client.refusal("workspace/executeCommand", command).await;
    assert!(error["message"].as_str().unwrap().contains("保存"), "{error}");
}

/// The finding is known again after the draft has changed around it, and others of its kind are still told of.
#[tokio::test]
async fn one_finding_is_left_and_others_like_it_are_not() {
    let project = Project::new("");
    let mut client = start_in(&project).await;
    client.open(&project.draft, &format!("{MISTAKE}\n各地要，，迅速行动。\n")).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 2);
    let command = command(&mut client, &project.draft, &["这一处“，，”", "PU208"]).await;
    client.request("workspace/executeCommand", command.clone()).await;
    let left = client.diagnostics(&project.draft, 1).await;
    assert_eq!(left[0]["range"], on_line(1, 3..5));
    assert!(project.read("gaolint-baseline.json").contains("drafts/a.txt"));
    let start = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    client.change(&project.draft, 2, json!([{"range": start, "text": "标题\n"}])).await;
    assert_eq!(client.diagnostics(&project.draft, 2).await.len(), 1);
    // What is left is not repaired either.
    let actions = client.code_actions(&project.draft, on_line(0, 0..0), Some(&["source.fixAll"])).await;
    assert_eq!(actions[0]["edit"]["documentChanges"][0]["edits"].as_array().unwrap().len(), 1);
    let error = client.refusal("workspace/executeCommand", command).await;
    assert!(error["message"].as_str().unwrap().contains("不在了"), "{error}");
}

#[tokio::test]
async fn a_baseline_that_cannot_be_read_is_named_and_left_alone() {
    let project = Project::new("");
    project.write("gaolint-baseline.json", "{");
    let mut client = start_in(&project).await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    let shown = client.wait_for_method("window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("gaolint-baseline.json"));
    let command = command(&mut client, &project.draft, &["这一处", "PU208"]).await;
    let error = client.refusal("workspace/executeCommand", command).await;
    assert!(error["message"].as_str().unwrap().contains("没有改动"), "{error}");
    assert_eq!(project.read("gaolint-baseline.json"), "{");
}
