//! What a reader sees on pointing at a finding.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, capabilities, on_line};

#[tokio::test]
async fn pointing_at_a_finding_explains_it() {
    let mut client = Client::start().await;
    client.open(DRAFT, "😀会议强调，，要抓好落实。").await;
    let hover = client.hover(DRAFT, 0, 7).await;
    assert_eq!(hover["range"], on_line(0, 6..8));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let page = hover["contents"]["value"].as_str().unwrap();
    for part in ["**必改**：", "PU208", "依据：", "**是什么**"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(client.hover(DRAFT, 0, 2).await, Value::Null);
}

#[tokio::test]
async fn a_client_without_markdown_gets_plain_text() {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["hover"] = json!({"contentFormat": ["plaintext"]});
    let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
    client.open(DRAFT, "会议强调，，要抓好落实。").await;
    let hover = client.hover(DRAFT, 0, 4).await;
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("必改："));
}

#[tokio::test]
async fn a_hover_reads_the_text_as_it_was_when_asked_for() {
    let mut client = Client::start().await;
    client.open(DRAFT, "会议强调，要抓好落实。").await;
    client.change(DRAFT, 2, json!([{"text": "会议强调，，要抓好落实。"}])).await;
    let position = json!({"textDocument": {"uri": DRAFT}, "position": {"line": 0, "character": 4}});
    let asked = client.ask("textDocument/hover", position).await;
    client.change(DRAFT, 3, json!([{"text": ""}])).await;
    assert_eq!(client.response(asked).await["result"]["range"], on_line(0, 4..6));
}
