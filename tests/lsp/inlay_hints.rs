//! The expected marker beside a wrong one.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, capabilities, on_line};

const DRAFT_TEXT: &str = "要做到：一是抓落实；二是抓督查；第三，抓考核。\n";

fn question() -> Value {
    json!({"textDocument": {"uri": DRAFT}, "range": on_line(0, 0..30)})
}

#[tokio::test]
async fn hints_are_off_until_they_are_wanted() {
    let mut capabilities = capabilities();
    capabilities["workspace"]["inlayHint"] = json!({"refreshSupport": true});
    let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
    client.open(DRAFT, DRAFT_TEXT).await;
    assert_eq!(client.request("textDocument/inlayHint", question()).await, Value::Null);

    client.notify("workspace/didChangeConfiguration", json!({"settings": {"gaolint": {"inlayHints": true}}})).await;
    let refresh = client.wait_for_method("workspace/inlayHint/refresh").await;
    client.answer(&refresh, json!(null)).await;
    let hints = client.request("textDocument/inlayHint", question()).await;
    let [hint] = hints.as_array().unwrap().as_slice() else { panic!("{hints}") };
    assert!(hint["label"].as_str().unwrap().starts_with("应为三是"), "{hint}");
    assert_eq!(hint["position"]["line"], 0);
    assert!(hint["textEdits"][0]["newText"].as_str().unwrap().contains("三"));
    let elsewhere = json!({"textDocument": {"uri": DRAFT}, "range": on_line(0, 0..3)});
    assert_eq!(client.request("textDocument/inlayHint", elsewhere).await, json!([]));
}
