//! A draft that is hard on the server is hard on nobody else.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, capabilities, on_line};

/// One line of nearly a megabyte with a hundred thousand findings.
fn hostile() -> String {
    "好，，".repeat(100_000)
}

const SECOND: &str = "file:///second.txt";

/// A client whose user wants doubled marks only, so that checks are a matter of how much there is.
async fn start() -> Client {
    let options = json!({"select": ["PU208"]});
    Client::start_with(json!({"capabilities": capabilities(), "initializationOptions": options})).await
}

fn is_about(message: &Value, uri: &str) -> bool {
    message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
}

/// What is found in the long line comes after what is found in a draft that is opened behind it, and requests are
/// answered in between.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_of_a_megabyte_holds_nobody_up() {
    let mut client = start().await;
    client.open(DRAFT, &hostile()).await;
    client.open(SECOND, "会议强调，，要抓好落实。").await;
    let asked = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": SECOND}})).await;
    let first = client.wait_for(|it| is_about(it, SECOND) || is_about(it, DRAFT)).await;
    assert_eq!(first["params"]["uri"], SECOND);
    client.response(asked).await;
    // At every edit it is the same.
    client.wait_for(|it| is_about(it, DRAFT)).await;
    client.forget_unread();
    client.change(DRAFT, 2, json!([{"range": on_line(0, 0..0), "text": "会"}])).await;
    client.change(SECOND, 2, json!([{"text": "会议强调，要抓好落实。"}])).await;
    assert!(client.diagnostics(SECOND, 2).await.is_empty());
    let shown = client.diagnostics(DRAFT, 2).await;
    assert_eq!(
        (shown.len(), &shown[0]["range"], &shown[999]["range"]),
        (1000, &on_line(0, 2..4), &on_line(0, 2999..3001))
    );
}

/// More requests than the server has threads wait for the first check of a long draft; what is asked about another one
/// is answered before any of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_about_a_draft_under_its_first_check_hold_nobody_up() {
    let mut client = Client::start().await;
    let lines =
        |number: usize| format!("第{number}次会议强调，，要抓好落实，再接再励，做好{}号文件的落实。\n", number * 7);
    client.open(DRAFT, &(0..4000).map(lines).collect::<String>()).await;
    client.open(SECOND, "讲话\n一、甲\n二、乙\n").await;
    let mut slow = Vec::new();
    for _ in 0..12 {
        let context = json!({"diagnostics": []});
        let params = json!({"textDocument": {"uri": DRAFT}, "range": on_line(0, 0..0), "context": context});
        slow.push(client.ask("textDocument/codeAction", params).await);
    }
    let asked = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": SECOND}})).await;
    let first = client.wait_for(|it| it.get("method").is_none()).await;
    assert_eq!(first["id"], asked);
    // A draft that is closed needs no check any more: whoever waits for it is told so.
    client.close(DRAFT).await;
    for id in slow {
        client.response(id).await;
    }
}
