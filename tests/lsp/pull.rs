//! Diagnostics for clients that ask for them.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, capabilities, doubled_marks_in, on_line};
use crate::project::{MISTAKE, Project};

/// What a client declares that pulls and can be told to pull again.
fn pulling() -> Value {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({"relatedDocumentSupport": false});
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    capabilities
}

async fn start() -> Client {
    Client::start_with(json!({"capabilities": pulling()})).await
}

async fn start_in(project: &Project) -> Client {
    let folders = json!([{"uri": project.uri(""), "name": "稿件"}]);
    Client::start_with(json!({"capabilities": pulling(), "workspaceFolders": folders})).await
}

fn question(uri: &str, previous: Option<&Value>) -> Value {
    let mut question = json!({"textDocument": {"uri": uri}});
    if let Some(previous) = previous {
        question["previousResultId"] = previous.clone();
    }
    question
}

#[tokio::test]
async fn a_client_that_pulls_is_answered_and_never_pushed_to() {
    let mut client = start().await;
    let offered = &client.welcome["capabilities"]["diagnosticProvider"];
    assert_eq!((&offered["identifier"], &offered["workspaceDiagnostics"]), (&json!("gaolint"), &json!(true)));
    client.open(DRAFT, MISTAKE).await;
    let report = client.request("textDocument/diagnostic", question(DRAFT, None)).await;
    assert_eq!(report["kind"], "full");
    assert_eq!(doubled_marks_in(&report["items"])[0]["range"], on_line(0, 4..6));
    client.change(DRAFT, 2, json!([{"range": on_line(0, 0..0), "text": "好"}])).await;
    let report = client.request("textDocument/diagnostic", question(DRAFT, None)).await;
    assert_eq!(doubled_marks_in(&report["items"])[0]["range"], on_line(0, 5..7));
    client.close(DRAFT).await;
    client.request("shutdown", json!(null)).await;
    let (_, messages) = client.hang_up().await;
    assert!(messages.iter().all(|it| it["method"] != "textDocument/publishDiagnostics"), "{messages:?}");
}

#[tokio::test]
async fn a_client_that_cannot_be_told_to_pull_again_is_pushed_to() {
    let mut capabilities = pulling();
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": false});
    let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
    assert_eq!(client.welcome["capabilities"].get("diagnosticProvider"), None);
    client.open(DRAFT, MISTAKE).await;
    assert_eq!(client.diagnostics(DRAFT, 1).await.len(), 1);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let mut client = start().await;
    client.open(DRAFT, MISTAKE).await;
    let first = client.request("textDocument/diagnostic", question(DRAFT, None)).await;
    let again = client.request("textDocument/diagnostic", question(DRAFT, Some(&first["resultId"]))).await;
    assert_eq!(again, json!({"kind": "unchanged", "resultId": first["resultId"]}));
    // A change behind the last finding moves nothing; one before it does.
    client.change(DRAFT, 2, json!([{"range": on_line(0, 7..7), "text": "全面"}])).await;
    let again = client.request("textDocument/diagnostic", question(DRAFT, Some(&first["resultId"]))).await;
    assert_eq!(again["kind"], "unchanged");
    client.change(DRAFT, 3, json!([{"range": on_line(0, 0..0), "text": "\n"}])).await;
    let again = client.request("textDocument/diagnostic", question(DRAFT, Some(&first["resultId"]))).await;
    assert_eq!(again["kind"], "full");
    assert_eq!(doubled_marks_in(&again["items"])[0]["range"], on_line(1, 4..6));
}

#[tokio::test]
async fn a_file_that_is_not_open_has_nothing_to_report() {
    let mut client = start().await;
    let report = client.request("textDocument/diagnostic", question(DRAFT, None)).await;
    assert_eq!(report, json!({"kind": "full", "items": []}));
}

/// An answer about a text that has changed since would put squiggles in the wrong places.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_about_the_text_as_it_is_or_there_is_none() {
    let mut client = start().await;
    client.open(DRAFT, &format!("{MISTAKE}\n").repeat(500)).await;
    let mut asked = Vec::new();
    for version in 2..30 {
        asked.push(client.ask("textDocument/diagnostic", question(DRAFT, None)).await);
        client.change(DRAFT, version, json!([{"range": on_line(0, 0..0), "text": "好"}])).await;
    }
    for id in asked {
        let response = client.response(id).await;
        let code = &response["error"]["code"];
        let is_given_up = *code == -32802 && response["error"]["data"]["retriggerRequest"] == true;
        assert!(is_given_up || response["result"]["kind"] == "full", "{response}");
    }
    let last = client.request("textDocument/diagnostic", question(DRAFT, None)).await;
    assert_eq!(doubled_marks_in(&last["items"])[0]["range"], on_line(0, 32..34));
}

#[tokio::test]
async fn new_settings_make_the_client_ask_again() {
    let project = Project::new("");
    let mut client = start_in(&project).await;
    client.open(&project.draft, MISTAKE).await;
    let report = client.request("textDocument/diagnostic", question(&project.draft, None)).await;
    assert_eq!(doubled_marks_in(&report["items"]).len(), 1);
    project.write("gaolint.toml", "ignore = ['PU208']");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": project.settings}})).await;
    let refresh = client.wait_for_method("workspace/diagnostic/refresh").await;
    client.answer(&refresh, json!(null)).await;
    let report = client.request("textDocument/diagnostic", question(&project.draft, None)).await;
    assert!(doubled_marks_in(&report["items"]).is_empty());
}

/// The reports by the name of their file, in order.
fn names(reports: &[Value]) -> Vec<&str> {
    reports.iter().map(|report| report["uri"].as_str().unwrap().rsplit('/').next().unwrap()).collect()
}

fn damaged_project() -> Project {
    let project = Project::new("");
    project.write("b.md", MISTAKE);
    project.write("c.txt", "会议强调，要抓好落实。");
    project.write("left-out/d.txt", MISTAKE);
    project.write("e.docx", MISTAKE);
    project.write(".gitignore", "left-out/");
    project
}

#[tokio::test]
async fn the_workspace_is_what_is_open_and_every_draft_below_its_folders() {
    let project = damaged_project();
    let mut client = start_in(&project).await;
    // What is open counts as it is in the editor.
    client.open(&project.uri("c.txt"), MISTAKE).await;
    let answer = client.request("workspace/diagnostic", json!({"previousResultIds": []})).await;
    let items = answer["items"].as_array().unwrap();
    assert_eq!(names(items), ["c.txt", "b.md"]);
    assert_eq!((&items[0]["version"], &items[1]["version"]), (&json!(1), &json!(null)));
    assert!(items.iter().all(|item| doubled_marks_in(&item["items"]).len() == 1));

    let known: Vec<Value> = items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    project.write("f.txt", MISTAKE);
    std::fs::remove_file(project.path("b.md")).unwrap();
    let answer = client.request("workspace/diagnostic", json!({"previousResultIds": known})).await;
    let items = answer["items"].as_array().unwrap();
    assert_eq!(names(items), ["c.txt", "f.txt", "b.md"]);
    let kinds: Vec<&str> = items.iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["unchanged", "full", "full"]);
    assert_eq!(items[2]["items"], json!([]));
}

#[tokio::test]
async fn an_answer_comes_in_parts_where_the_client_takes_them_with_progress() {
    let project = damaged_project();
    let mut client = start_in(&project).await;
    let tokens = json!({"previousResultIds": [], "partialResultToken": "parts", "workDoneToken": 7});
    let answer = client.request("workspace/diagnostic", tokens).await;
    assert_eq!(answer, json!({"items": []}));
    client.request("shutdown", json!(null)).await;
    let (_, messages) = client.hang_up().await;
    let of = |token: Value| messages.iter().filter(move |it| it["params"]["token"] == token);
    let parts: Vec<Value> =
        of(json!("parts")).flat_map(|it| it["params"]["value"]["items"].as_array().unwrap().clone()).collect();
    assert_eq!(names(&parts), ["b.md", "c.txt"]);
    let steps: Vec<&str> = of(json!(7)).map(|it| it["params"]["value"]["kind"].as_str().unwrap()).collect();
    assert_eq!((steps.first(), steps.last()), (Some(&"begin"), Some(&"end")));
}

#[tokio::test]
async fn files_that_are_not_open_can_be_left_out() {
    let project = damaged_project();
    let folders = json!([{"uri": project.uri(""), "name": "稿件"}]);
    let options = json!({"workspaceDiagnostics": false});
    let params = json!({"capabilities": pulling(), "workspaceFolders": folders, "initializationOptions": options});
    let mut client = Client::start_with(params).await;
    client.open(&project.uri("c.txt"), MISTAKE).await;
    let answer = client.request("workspace/diagnostic", json!({"previousResultIds": []})).await;
    assert_eq!(names(answer["items"].as_array().unwrap()), ["c.txt"]);
}

#[tokio::test]
async fn asking_about_the_workspace_can_be_cancelled() {
    let project = Project::new("");
    for number in 0..40 {
        project.write(&format!("{number}.txt"), &format!("{MISTAKE}\n").repeat(300));
    }
    let mut client = start_in(&project).await;
    let question = json!({"previousResultIds": [], "workDoneToken": "work"});
    let asked = client.ask("workspace/diagnostic", question.clone()).await;
    client.wait_for(|it| it["params"]["token"] == "work" && it["params"]["value"]["kind"] == "report").await;
    client.notify("window/workDoneProgress/cancel", json!({"token": "work"})).await;
    assert_eq!(client.response(asked).await["error"]["code"], -32800);

    let asked = client.ask("workspace/diagnostic", question).await;
    client.notify("$/cancelRequest", json!({"id": asked})).await;
    assert_eq!(client.response(asked).await["error"]["code"], -32800);
    // And nobody is the worse for it.
    client.open(DRAFT, MISTAKE).await;
    client.request("textDocument/diagnostic", json!({"textDocument": {"uri": DRAFT}})).await;
}
