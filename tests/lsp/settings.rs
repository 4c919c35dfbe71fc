//! `gaolint.toml` and the editor's settings.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, capabilities};

const MISTAKE: &str = "会议强调，，要抓好落实。";

/// A folder with a settings file, and the URIs of that file and of a draft below it.
struct Project {
    folder: tempfile::TempDir,
    draft: String,
    settings: String,
}

impl Project {
    fn new(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("gaolint.toml"), settings).unwrap();
        let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
        Project { draft: uri("drafts/a.txt"), settings: uri("gaolint.toml"), folder }
    }

    fn write(&self, settings: &str) {
        fs::write(self.folder.path().join("gaolint.toml"), settings).unwrap();
    }
}

fn watching() -> Value {
    let mut capabilities = capabilities();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    json!({"capabilities": capabilities})
}

#[tokio::test]
async fn a_file_above_the_draft_holds_and_a_change_to_it_is_noticed() {
    let project = Project::new("ignore = ['PU208']");
    let mut client = Client::start_with(watching()).await;
    let registration = client.wait_for_method("client/registerCapability").await;
    assert_eq!(registration["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.answer(&registration, json!(null)).await;
    client.open(&project.draft, MISTAKE).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    project.write("");
    let changes = json!({"changes": [{"uri": project.settings, "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
}

#[tokio::test]
async fn a_client_that_watches_nothing_gets_new_settings_on_saving() {
    let project = Project::new("ignore = ['PU208']");
    let mut client = Client::start().await;
    client.open(&project.draft, MISTAKE).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    project.write("");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": project.draft}})).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
}

#[tokio::test]
async fn a_wrong_file_is_reported_once_and_the_draft_is_still_checked() {
    let project = Project::new("ignorr = ['PU208']");
    let mut client = Client::start().await;
    client.open(&project.draft, MISTAKE).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
    for version in 2..5 {
        client.change(&project.draft, version, json!([{"text": MISTAKE}])).await;
        client.diagnostics(&project.draft, version).await;
        client.notify("textDocument/didSave", json!({"textDocument": {"uri": project.draft}})).await;
    }
    let shown = client.wait_for_method("window/showMessage").await;
    let message = shown["params"]["message"].as_str().unwrap();
    assert!(message.contains("ignorr") && message.contains("gaolint.toml"), "{message}");
    let (_, rest) = client.hang_up().await;
    assert_eq!(rest.iter().filter(|it| it["method"] == "window/showMessage").count(), 0);
}

#[tokio::test]
async fn the_editor_overrides_at_the_start_and_later() {
    let project = Project::new("");
    let options = json!({"capabilities": capabilities(), "initializationOptions": {"ignore": ["PU208"]}});
    let mut client = Client::start_with(options).await;
    client.open(&project.draft, MISTAKE).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    let settings = json!({"settings": {"gaolint": {"severity": {"PU208": "info"}}}});
    client.notify("workspace/didChangeConfiguration", settings).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await[0]["severity"], 3);
}

#[tokio::test]
async fn a_client_that_keeps_its_settings_is_asked_for_them() {
    let mut capabilities = capabilities();
    capabilities["workspace"]["configuration"] = json!(true);
    let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
    let question = client.wait_for_method("workspace/configuration").await;
    assert_eq!(question["params"]["items"][0]["section"], "gaolint");
    client.answer(&question, json!([{"ignore": ["PU208"]}])).await;
    client.open("untitled:a", MISTAKE).await;
    // The answer may come in before or after the draft; in the end it holds.
    while !client.diagnostics("untitled:a", 1).await.is_empty() {}
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    let question = client.wait_for_method("workspace/configuration").await;
    client.answer(&question, json!([null])).await;
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"ignore": []}})).await;
    assert_eq!(client.diagnostics("untitled:a", 1).await.len(), 1);
}
