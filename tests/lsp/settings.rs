//! `gaolint.toml` and the editor's settings.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, on_line};
use crate::project::{MISTAKE, Project};

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
    project.write("gaolint.toml", "");
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
    project.write("gaolint.toml", "");
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

#[tokio::test]
async fn the_log_speaks_as_loudly_as_wished() {
    for (level, wanted) in [("debug", true), ("warning", false)] {
        let options = json!({"capabilities": capabilities(), "initializationOptions": {"logLevel": level}});
        let mut client = Client::start_with(options).await;
        client.open("untitled:a", MISTAKE).await;
        client.diagnostics("untitled:a", 1).await;
        client.request("shutdown", json!(null)).await;
        let (_, messages) = client.hang_up().await;
        let is_timing = |it: &Value| it["method"] == "window/logMessage" && it["params"]["type"] == 4;
        assert_eq!(messages.iter().any(is_timing), wanted, "{level}: {messages:?}");
    }
}

#[tokio::test]
async fn a_wrong_option_is_named_and_survived() {
    let options = json!({"capabilities": capabilities(), "initializationOptions": {"logLevel": "loud"}});
    let mut client = Client::start_with(options).await;
    let shown = client.wait_for_method("window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("gaolint.logLevel"));
    client.open("untitled:a", MISTAKE).await;
    assert_eq!(client.diagnostics("untitled:a", 1).await.len(), 1);
}

#[tokio::test]
async fn a_very_long_draft_is_checked_in_part_and_says_so() {
    let options = json!({"capabilities": capabilities(), "initializationOptions": {"maxCharacters": 30}});
    let mut client = Client::start_with(options).await;
    client.open("file:///长稿.txt", &format!("{MISTAKE}\n").repeat(4)).await;
    let uri = "file:///%E9%95%BF%E7%A8%BF.txt";
    let message = client.wait_for_method("textDocument/publishDiagnostics").await;
    let diagnostics = message["params"]["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.iter().filter(|it| it["code"] == "PU208").count(), 2);
    let note = diagnostics.last().unwrap();
    assert_eq!((&note["range"]["start"]["line"], note.get("code")), (&json!(2), None));
    assert!(note["message"].as_str().unwrap().contains("没有检查"));
    let shown = client.wait_for_method("window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("长稿.txt"));
    // Once is enough, and a larger limit is obeyed at once.
    client.change(uri, 2, json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "好"}])).await;
    assert_eq!(client.diagnostics(uri, 2).await.len(), 2);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"gaolint": {"maxCharacters": 0}}})).await;
    assert_eq!(client.diagnostics(uri, 2).await.len(), 4);
    let (_, rest) = client.hang_up().await;
    assert!(rest.iter().all(|it| it["method"] != "window/showMessage"));
}

#[tokio::test]
async fn an_unsaved_draft_has_the_settings_of_the_first_folder_whichever_that_is() {
    let (strict, lenient) = (Project::new(""), Project::new("ignore = ['PU208']"));
    let folder = |project: &Project| json!({"uri": project.uri(""), "name": "稿件"});
    let params = json!({"capabilities": capabilities(), "workspaceFolders": [folder(&lenient)]});
    let mut client = Client::start_with(params).await;
    client.open("untitled:a", MISTAKE).await;
    assert!(client.diagnostics("untitled:a", 1).await.is_empty());
    let event = json!({"event": {"added": [folder(&strict)], "removed": [folder(&lenient)]}});
    client.notify("workspace/didChangeWorkspaceFolders", event).await;
    assert_eq!(client.diagnostics("untitled:a", 1).await.len(), 1);
}

/// What settings build on counts as much as they do.
#[tokio::test]
async fn files_that_settings_name_are_watched_too() {
    let project = Project::new("extend = 'base.toml'\nterms = ['words.txt']");
    project.write("base.toml", "ignore = ['WD']");
    project.write("words.txt", "甲\n");
    let mut client = Client::start_with(watching()).await;
    let registration = client.wait_for_method("client/registerCapability").await;
    client.answer(&registration, json!(null)).await;
    let text = "全体党员千部，，踊跃报名。";
    client.open(&project.draft, text).await;
    let registration = client.wait_for_method("client/registerCapability").await;
    client.answer(&registration, json!(null)).await;
    let watchers = registration["params"]["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap();
    let globs: Vec<&Value> = watchers.iter().map(|watcher| &watcher["globPattern"]).collect();
    assert_eq!(globs, ["**/base.toml", "**/words.txt"]);

    let codes = async |client: &mut Client| -> Vec<String> {
        let found = client.all_diagnostics(&project.draft, 1).await;
        let codes = found.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned());
        codes.filter(|code| ["PU208", "WD401"].contains(&code.as_str())).collect()
    };
    let changed = |name: &str| json!({"changes": [{"uri": project.uri(name), "type": 2}]});
    assert_eq!(codes(&mut client).await, ["PU208"]);
    project.write("base.toml", "ignore = ['PU']");
    client.notify("workspace/didChangeWatchedFiles", changed("base.toml")).await;
    assert_eq!(codes(&mut client).await, ["WD401"]);
    project.write("words.txt", "党员千部\n");
    client.notify("workspace/didChangeWatchedFiles", changed("words.txt")).await;
    assert!(codes(&mut client).await.is_empty());
}

/// A slip of the pen in a settings file lets go of nothing that it protects, least of all under a repair.
#[tokio::test]
async fn a_settings_file_that_becomes_wrong_stays_in_force_as_it_was() {
    let project = Project::new("ignore = ['PU208']");
    let mut client = Client::start_with(watching()).await;
    client.open(&project.draft, MISTAKE).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    project.write("gaolint.toml", "ignore = ['PU208']\nselekt = 1\n");
    let changes = json!({"changes": [{"uri": project.settings, "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes).await;
    assert!(client.diagnostics(&project.draft, 1).await.is_empty());
    let shown = client.wait_for_method("window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("沿用"), "{shown}");
    let actions = client.code_actions(&project.draft, crate::client::on_line(0, 0..8), Some(&["source.fixAll"])).await;
    assert!(actions.is_empty(), "{actions:?}");
}

/// Words that the house replaces are as new as the file, and as old as it was when it was last right.
#[tokio::test]
async fn words_to_be_replaced_are_reloaded_and_a_broken_file_keeps_the_last() {
    let project = Project::new("[replace]\n'帐号' = '账号'");
    let mut client = Client::start_with(watching()).await;
    let registration = client.wait_for_method("client/registerCapability").await;
    client.answer(&registration, json!(null)).await;
    client.open(&project.draft, "请开通帐号，争当亩均英雄。").await;
    let told = |diagnostics: &Value| -> Vec<String> {
        let of_rule = diagnostics.as_array().unwrap().iter().filter(|it| it["code"] == "WD403");
        of_rule.map(|it| it["message"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(told(&client.all_diagnostics(&project.draft, 1).await), ["“帐号”应为“账号”（按配置里的 replace）。"]);
    let actions = client.code_actions(&project.draft, on_line(0, 3..5), Some(&["quickfix"])).await;
    let fix = actions.iter().find(|it| it["kind"] == "quickfix").expect("a quick fix is offered");
    assert_eq!((&fix["title"], &fix["isPreferred"]), (&json!("改为“账号”"), &json!(true)));
    let changes = json!({"changes": [{"uri": project.settings, "type": 2}]});
    project.write("gaolint.toml", "[replace]\n'帐号' = '帐号'");
    client.notify("workspace/didChangeWatchedFiles", changes.clone()).await;
    let shown = client.wait_for_method("window/showMessage").await;
    assert!(shown["params"]["message"].as_str().unwrap().contains("第 2 行"), "{shown}");
    client.change(&project.draft, 2, json!([{"text": "请开通帐号，争当亩均英雄！"}])).await;
    assert_eq!(told(&client.all_diagnostics(&project.draft, 2).await), ["“帐号”应为“账号”（按配置里的 replace）。"]);
    project.write("gaolint.toml", "[replace]\n'亩均英雄' = { reason = '不用的提法' }");
    client.notify("workspace/didChangeWatchedFiles", changes).await;
    client.change(&project.draft, 3, json!([{"text": "请开通帐号，争当亩均英雄。"}])).await;
    // What was found by the old settings may come in once more; in the end the new ones hold.
    while told(&client.all_diagnostics(&project.draft, 3).await)
        != ["“亩均英雄”是不用的词，请换一种说法（不用的提法）。"]
    {}
}
