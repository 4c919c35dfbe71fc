//! Quick-fixes and the repair of a whole draft.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, apply, capabilities, edits_of, on_line};

const TWO_MISTAKES: &str = "😀会议强调，，要抓好落实，，全面部署。\n";

fn quick_fixes(actions: &[Value]) -> Vec<&Value> {
    let is_fix = |it: &&Value| it["kind"] == "quickfix" && it["diagnostics"][0]["code"] == "PU208";
    actions.iter().filter(is_fix).filter(|it| it.get("edit").is_some()).collect()
}

#[tokio::test]
async fn a_quick_fix_names_its_diagnostic_and_its_version() {
    let mut client = Client::start().await;
    client.open(DRAFT, TWO_MISTAKES).await;
    let published = client.diagnostics(DRAFT, 1).await;
    let actions = client.code_actions(DRAFT, on_line(0, 7..7), None).await;
    let fixes = quick_fixes(&actions);
    let [fix] = fixes.as_slice() else { panic!("{actions:?}") };
    assert_eq!(fix["isPreferred"], true);
    assert_eq!(fix["diagnostics"], json!([published[0]]));
    let file = &fix["edit"]["documentChanges"][0]["textDocument"];
    assert_eq!(*file, json!({"uri": DRAFT, "version": 1}));
    assert_eq!(apply(TWO_MISTAKES, &edits_of(fix)), "😀会议强调，要抓好落实，，全面部署。\n");
}

#[tokio::test]
async fn a_client_without_versioned_edits_gets_plain_ones() {
    let mut capabilities = capabilities();
    capabilities["workspace"] = json!({});
    let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
    client.open(DRAFT, TWO_MISTAKES).await;
    let actions = client.code_actions(DRAFT, on_line(0, 7..7), Some(&["quickfix"])).await;
    assert_eq!(actions[0]["edit"].get("documentChanges"), None);
    assert_eq!(actions[0]["edit"]["changes"][DRAFT].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_client_that_takes_only_commands_gets_nothing() {
    let mut client = Client::start_with(json!({"capabilities": {}})).await;
    client.open(DRAFT, TWO_MISTAKES).await;
    assert!(client.code_actions(DRAFT, on_line(0, 0..20), None).await.is_empty());
}

/// Neovim 0.10 asks about the end of a Chinese line wherever the cursor stands, and names the line's diagnostics.
#[tokio::test]
async fn a_named_diagnostic_counts_where_the_range_touches_none() {
    let mut client = Client::start().await;
    client.open(DRAFT, TWO_MISTAKES).await;
    let named = client.diagnostics(DRAFT, 1).await;
    let mut ask = async |range: Value, named: &[Value]| {
        let context = json!({"diagnostics": named, "only": ["quickfix"]});
        let params = json!({"textDocument": {"uri": DRAFT}, "range": range, "context": context});
        quick_fixes(client.request("textDocument/codeAction", params).await.as_array().unwrap()).len()
    };
    assert_eq!(ask(on_line(0, 21..21), &named).await, 2);
    assert_eq!(ask(on_line(0, 7..7), &named).await, 1);
    let mut moved = named[0].clone();
    moved["range"] = on_line(0, 2..4);
    assert_eq!(ask(on_line(0, 21..21), &[moved]).await, 0);
}

/// The second fix is asked for at once, before any diagnostics of the changed text exist.
#[tokio::test]
async fn two_fixes_in_a_row_are_both_right() {
    let mut client = Client::start().await;
    let mut text = TWO_MISTAKES.to_owned();
    client.open(DRAFT, &text).await;
    for version in 2..=3 {
        let actions = client.code_actions(DRAFT, on_line(0, 0..30), Some(&["quickfix"])).await;
        let edits = edits_of(quick_fixes(&actions)[0]);
        text = apply(&text, &edits);
        let changes: Vec<Value> =
            edits.iter().rev().map(|edit| json!({"range": edit["range"], "text": edit["newText"]})).collect();
        client.change(DRAFT, version, Value::Array(changes)).await;
    }
    assert_eq!(text, "😀会议强调，要抓好落实，全面部署。\n");
    let actions = client.code_actions(DRAFT, on_line(0, 0..30), Some(&["quickfix"])).await;
    assert!(quick_fixes(&actions).is_empty());
}

#[tokio::test]
async fn everything_safe_is_repaired_with_small_edits() {
    let text = "会议强调，，要抓好落实。\n".repeat(30);
    let mut client = Client::start().await;
    client.open(DRAFT, &text).await;
    for only in ["source.fixAll.gaolint", "source.fixAll", "source"] {
        let actions = client.code_actions(DRAFT, on_line(0, 0..0), Some(&[only])).await;
        let [action] = actions.as_slice() else { panic!("{only}: {actions:?}") };
        assert_eq!(action["kind"], "source.fixAll.gaolint");
        let edits = edits_of(action);
        assert_eq!(apply(&text, &edits), text.replace("，，", "，"));
        assert_eq!(edits.len(), 30);
    }
}

#[tokio::test]
async fn only_the_kinds_asked_for_are_offered() {
    let mut client = Client::start().await;
    client.open(DRAFT, TWO_MISTAKES).await;
    let kinds = |actions: Vec<Value>| {
        let mut kinds: Vec<String> = actions.iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(client.code_actions(DRAFT, on_line(0, 7..7), None).await), ["quickfix", "source.fixAll.gaolint"]);
    assert_eq!(kinds(client.code_actions(DRAFT, on_line(0, 7..7), Some(&["quickfix"])).await), ["quickfix"]);
    assert!(
        client.code_actions(DRAFT, on_line(0, 7..7), Some(&["refactor", "source.organizeImports"])).await.is_empty()
    );
    assert!(client.code_actions(DRAFT, on_line(0, 7..7), Some(&["source.fixAll.other"])).await.is_empty());
}

#[tokio::test]
async fn an_impeccable_draft_offers_nothing() {
    let mut client = Client::start().await;
    client.open(DRAFT, "会议强调，要抓好落实。").await;
    let actions = client.code_actions(DRAFT, on_line(0, 0..11), None).await;
    assert!(quick_fixes(&actions).is_empty());
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn actions_come_in_one_order_preferred_ones_first() {
    let mut client = Client::start().await;
    client.open(DRAFT, TWO_MISTAKES).await;
    let actions = client.code_actions(DRAFT, on_line(0, 7..7), None).await;
    assert_eq!(actions[0]["isPreferred"], true);
    let all = titles(&actions);
    let [_, of_rule, here, off, whole] = all.as_slice() else { panic!("{all:?}") };
    assert!(of_rule.starts_with("改正全文的") && of_rule.contains("PU208，2 处"), "{of_rule}");
    assert!(here.starts_with("这一处“，，”不再提示"), "{here}");
    assert!(off.starts_with("不再检查") && off.contains("PU208"), "{off}");
    assert!(whole.starts_with("改正全部"), "{whole}");
    assert_eq!(titles(&client.code_actions(DRAFT, on_line(0, 7..7), None).await), all);
}

#[tokio::test]
async fn all_findings_of_one_rule_are_repaired_and_no_other() {
    let text = "会议强调，，要抓好落实，，全面部署。。\n会议（要求，各地（落实。\n";
    let mut client = Client::start().await;
    client.open(DRAFT, text).await;
    let actions = client.code_actions(DRAFT, on_line(0, 5..5), Some(&["quickfix"])).await;
    let of_rule = actions.iter().find(|it| it["title"].as_str().unwrap().starts_with("改正全文的")).unwrap();
    assert_eq!(apply(text, &edits_of(of_rule)), "会议强调，要抓好落实，全面部署。\n会议（要求，各地（落实。\n");
}

fn resolving() -> Value {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = json!({"properties": ["edit"]});
    json!({"capabilities": capabilities})
}

#[tokio::test]
async fn large_edits_wait_until_they_are_chosen() {
    let mut client = Client::start_with(resolving()).await;
    assert_eq!(client.welcome["capabilities"]["codeActionProvider"]["resolveProvider"], true);
    client.open(DRAFT, TWO_MISTAKES).await;
    for (kind, start) in [("quickfix", "改正全文的"), ("source", "改正全部")] {
        let actions = client.code_actions(DRAFT, on_line(0, 7..7), Some(&[kind])).await;
        let lazy = actions.iter().find(|it| it["title"].as_str().unwrap().starts_with(start)).unwrap();
        assert!(lazy.get("edit").is_none() && lazy.get("data").is_some());
        let mut returned = lazy.clone();
        // Some clients drop what is null.
        returned["data"].as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let resolved = client.request("codeAction/resolve", returned).await;
        assert_eq!(resolved["title"], lazy["title"]);
        assert_eq!(apply(TWO_MISTAKES, &edits_of(&resolved)), "😀会议强调，要抓好落实，全面部署。\n");
    }
}

#[tokio::test]
async fn an_action_of_an_older_text_is_not_resolved() {
    let mut client = Client::start_with(resolving()).await;
    client.open(DRAFT, TWO_MISTAKES).await;
    let actions = client.code_actions(DRAFT, on_line(0, 7..7), Some(&["source"])).await;
    client.change(DRAFT, 2, json!([{"range": on_line(0, 0..0), "text": "好"}])).await;
    let error = client.refusal("codeAction/resolve", actions[0].clone()).await;
    assert_eq!(error["code"], -32801);
    let mut nonsense = actions[0].clone();
    nonsense["data"] = json!({"uri": 3});
    assert_eq!(client.request("codeAction/resolve", nonsense.clone()).await, nonsense);
}
