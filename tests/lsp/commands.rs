//! Commands about the workspace and about a whole draft.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, apply, capabilities, doubled_marks};
use crate::project::{MISTAKE, Project};

fn command(name: &str, arguments: Value) -> Value {
    json!({"command": name, "arguments": arguments})
}

fn able() -> Value {
    let mut capabilities = capabilities();
    capabilities["workspace"]["applyEdit"] = json!(true);
    capabilities["window"] = json!({"workDoneProgress": true});
    capabilities
}

async fn start_in(project: &Project) -> Client {
    let folders = json!([{"uri": project.uri(""), "name": "稿件"}]);
    Client::start_with(json!({"capabilities": able(), "workspaceFolders": folders})).await
}

#[tokio::test]
async fn every_command_is_offered_and_unknown_ones_are_refused() {
    let mut client = Client::start().await;
    let offered = client.welcome["capabilities"]["executeCommandProvider"]["commands"].clone();
    for name in
        ["checkWorkspace", "restart", "cleanResidue", "addToDictionary", "ignoreRule", "ignoreHere", "status", "rules"]
    {
        assert!(offered.as_array().unwrap().contains(&json!(format!("gaolint.{name}"))), "{name}");
    }
    let error = client.refusal("workspace/executeCommand", command("gaolint.none", json!([]))).await;
    assert_eq!(error["code"], -32602);
    let error = client.refusal("workspace/executeCommand", command("gaolint.cleanResidue", json!([3]))).await;
    assert_eq!(error["code"], -32602);
}

#[tokio::test]
async fn checking_the_workspace_publishes_what_is_not_open_and_takes_it_back_when_it_is_gone() {
    let project = Project::new("");
    project.write("a.txt", MISTAKE);
    project.write("b.txt", "会议强调，要抓好落实。");
    let mut client = start_in(&project).await;
    let asked = client.ask("workspace/executeCommand", command("gaolint.checkWorkspace", json!([]))).await;
    let create = client.wait_for_method("window/workDoneProgress/create").await;
    client.answer(&create, json!(null)).await;
    let result = client.response(asked).await["result"].clone();
    assert_eq!((&result["files"], result["error"].as_u64() >= Some(1)), (&json!(2), true), "{result}");
    let published =
        |uri: String| move |it: &Value| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri;
    let found = client.wait_for(published(project.uri("a.txt"))).await;
    assert_eq!(doubled_marks(&found).len(), 1);
    let end = |it: &Value| it["params"]["token"] == create["params"]["token"] && it["params"]["value"]["kind"] == "end";
    client.wait_for(end).await;

    std::fs::remove_file(project.path("a.txt")).unwrap();
    client.forget_unread();
    let asked = client.ask("workspace/executeCommand", command("gaolint.checkWorkspace", json!([]))).await;
    let create = client.wait_for_method("window/workDoneProgress/create").await;
    client.answer(&create, json!(null)).await;
    client.response(asked).await;
    assert_eq!(client.wait_for(published(project.uri("a.txt"))).await["params"]["diagnostics"], json!([]));
}

#[tokio::test]
async fn residue_is_cleaned_by_an_edit_of_the_open_draft() {
    let text = "会议强调，，要抓好落实。\n本文来源：某某文库网 www.example.com\n- 3 -\n各级各部门要迅速行动。\n";
    let mut client = Client::start_with(json!({"capabilities": able()})).await;
    client.open(DRAFT, text).await;
    let asked = client.ask("workspace/executeCommand", command("gaolint.cleanResidue", json!([DRAFT]))).await;
    let request = client.wait_for_method("workspace/applyEdit").await;
    assert!(client.response(asked).await["result"]["removed"].as_u64() >= Some(1));
    let change = &request["params"]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": DRAFT, "version": 1}));
    let cleaned = apply(text, change["edits"].as_array().unwrap());
    assert!(!cleaned.contains("- 3 -") && cleaned.contains("，，") && cleaned.contains("迅速行动"), "{cleaned}");
    client.answer(&request, json!({"applied": false, "failureReason": "只读"})).await;
    let shown = client.wait_for_method("window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("只读"));
}

#[tokio::test]
async fn a_client_that_makes_no_edits_is_told_so() {
    let mut client = Client::start().await;
    client.open(DRAFT, MISTAKE).await;
    let arguments = json!([{"uri": DRAFT}]);
    let error = client.refusal("workspace/executeCommand", command("gaolint.cleanResidue", arguments)).await;
    assert!(error["message"].as_str().unwrap().contains("gaolint clean"), "{error}");
}

#[tokio::test]
async fn a_restart_reads_everything_anew() {
    let project = Project::new("ignore = ['PU208']");
    let mut client = start_in(&project).await;
    client.open(&project.draft, MISTAKE).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    project.write("gaolint.toml", "");
    client.request("workspace/executeCommand", command("gaolint.restart", json!([]))).await;
    assert_eq!(client.diagnostics(&project.draft, 1).await.len(), 1);
}

#[tokio::test]
async fn the_rules_are_listed_with_their_titles() {
    let mut client = Client::start().await;
    let rules = client.request("workspace/executeCommand", command("gaolint.rules", json!([]))).await;
    let listed = rules.as_array().unwrap();
    assert!(listed.iter().any(|rule| rule["code"] == "PU208" && rule["name"] == "doubled-marks"), "{listed:?}");
    assert!(listed.iter().all(|rule| !rule["title"].as_str().unwrap().is_empty()));
}

#[tokio::test]
async fn the_status_names_the_model_and_the_settings_in_use() {
    let project = Project::new("");
    let mut client = start_in(&project).await;
    let ask = |name: &str| command("gaolint.status", json!([{"uri": project.uri(name)}]));
    let status = client.request("workspace/executeCommand", ask("drafts/a.txt")).await;
    let shipped = gaolint::model::Model::shipped().unwrap();
    assert_eq!(status["model"], json!({"name": shipped.information().name, "file": null}));
    assert_eq!(status["settings"], json!(project.path("gaolint.toml")));

    let own = project.path("own/本单位.model");
    project.write("own/gaolint.toml", "model = '本单位.model'");
    std::fs::write(&own, shipped.bytes()).unwrap();
    let status = client.request("workspace/executeCommand", ask("own/a.txt")).await;
    assert_eq!(status["model"]["file"], json!(own));
    // A model that cannot be used is not in use.
    project.write("other/gaolint.toml", "model = '没有.model'");
    let status = client.request("workspace/executeCommand", ask("other/a.txt")).await;
    assert_eq!(status["model"]["file"], json!(null));
    // Nor are settings that are wrong.
    project.write("wrong/gaolint.toml", "selekt = []");
    let status = client.request("workspace/executeCommand", ask("wrong/a.txt")).await;
    assert_eq!(status["settings"], json!(null));
}

/// Findings of files that are not open go when the file, its name or its folder goes, and change when it changes.
#[tokio::test]
async fn what_was_published_of_files_that_are_not_open_is_kept_true() {
    let project = Project::new("");
    for name in ["a.txt", "b.txt", "c.txt", "d.txt", "below/e.txt"] {
        project.write(name, MISTAKE);
    }
    let mut client = start_in(&project).await;
    let asked = client.ask("workspace/executeCommand", command("gaolint.checkWorkspace", json!([]))).await;
    let create = client.wait_for_method("window/workDoneProgress/create").await;
    client.answer(&create, json!(null)).await;
    assert_eq!(client.response(asked).await["result"]["files"], 5);
    client.forget_unread();
    let published =
        |uri: String| move |it: &Value| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri;
    let count = async |client: &mut Client, name: &str| {
        doubled_marks(&client.wait_for(published(project.uri(name))).await).len()
    };

    std::fs::remove_file(project.path("a.txt")).unwrap();
    // As long as before, so that only its time tells that it is another text.
    project.write("b.txt", &MISTAKE.replace("，，", "，好"));
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    std::fs::File::options().append(true).open(project.path("b.txt")).unwrap().set_modified(later).unwrap();
    let changes =
        json!({"changes": [{"uri": project.uri("a.txt"), "type": 3}, {"uri": project.uri("b.txt"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes).await;
    assert_eq!((count(&mut client, "a.txt").await, count(&mut client, "b.txt").await), (0, 0));

    std::fs::remove_file(project.path("c.txt")).unwrap();
    client.notify("workspace/didDeleteFiles", json!({"files": [{"uri": project.uri("c.txt")}]})).await;
    assert_eq!(count(&mut client, "c.txt").await, 0);

    std::fs::rename(project.path("below"), project.path("beside")).unwrap();
    let files = json!([{"oldUri": project.uri("below"), "newUri": project.uri("beside")}]);
    client.notify("workspace/didRenameFiles", json!({"files": files})).await;
    assert_eq!((count(&mut client, "below/e.txt").await, count(&mut client, "beside/e.txt").await), (0, 1));

    let folder = json!({"uri": project.uri(""), "name": "稿件"});
    let event = json!({"event": {"added": [], "removed": [folder]}});
    client.notify("workspace/didChangeWorkspaceFolders", event).await;
    assert_eq!((count(&mut client, "beside/e.txt").await, count(&mut client, "d.txt").await), (0, 0));
}
