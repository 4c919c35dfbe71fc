//! Coming, going, and talking nonsense.

use gaolint::lsp::Ending;
use serde_json::json;

use crate::client::{Client, DRAFT, on_line};

#[tokio::test]
async fn shutdown_then_exit_is_orderly() {
    let mut client = Client::start().await;
    assert!(client.request("shutdown", json!(null)).await.is_null());
    let refused = client
        .ask("textDocument/hover", json!({"textDocument": {"uri": DRAFT}, "position": {"line": 0, "character": 0}}))
        .await;
    assert!(client.response(refused).await["error"]["code"].is_i64());
    client.notify("exit", json!(null)).await;
    assert_eq!(client.farewell().await.0, Ending::Orderly);
}

#[tokio::test]
async fn exit_without_shutdown_is_abrupt() {
    let mut client = Client::start().await;
    client.open(DRAFT, "会议强调，，要抓好落实。").await;
    client.notify("exit", json!(null)).await;
    assert_eq!(client.farewell().await.0, Ending::Abrupt);
}

#[tokio::test]
async fn a_client_that_hangs_up_ends_the_server() {
    let client = Client::start().await;
    assert_eq!(client.hang_up().await.0, Ending::Abrupt);
    assert_eq!(Client::connect().hang_up().await.0, Ending::Abrupt);
}

#[cfg(unix)]
#[tokio::test]
async fn a_client_whose_process_is_gone_ends_the_server() {
    let mut editor = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let client = Client::start_with(json!({"processId": editor.id(), "capabilities": {}})).await;
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.farewell().await.0, Ending::Abrupt);
}

#[tokio::test]
async fn a_request_before_the_handshake_is_refused() {
    let mut client = Client::connect();
    let asked = client
        .ask("textDocument/hover", json!({"textDocument": {"uri": DRAFT}, "position": {"line": 0, "character": 0}}))
        .await;
    assert_eq!(client.response(asked).await["error"]["code"], -32002);
}

#[tokio::test]
async fn nonsense_is_refused_and_survived() {
    let mut client = Client::start().await;
    client.notify("textDocument/didOpen", json!({"textDocument": 3})).await;
    client.notify("$/whatEver", json!({})).await;
    client.notify("no/suchThing", json!({})).await;
    let unknown = client.ask("no/suchRequest", json!({})).await;
    assert_eq!(client.response(unknown).await["error"]["code"], -32601);
    client.open(DRAFT, "会议强调，，要抓好落实。").await;
    assert_eq!(client.diagnostics(DRAFT, 1).await[0]["range"], on_line(0, 4..6));
}

/// The protocol wants URIs encoded; not every client does it.
#[tokio::test]
async fn a_raw_chinese_file_name_is_understood() {
    let mut client = Client::start().await;
    client.open("file:///讲话稿 [定稿].txt", "会议强调，，要抓好落实。").await;
    let encoded = "file:///%E8%AE%B2%E8%AF%9D%E7%A8%BF%20%5B%E5%AE%9A%E7%A8%BF%5D.txt";
    assert_eq!(client.diagnostics(encoded, 1).await.len(), 1);
    client.change("file:///讲话稿 [定稿].txt", 2, json!([{"text": ""}])).await;
    assert!(client.diagnostics(encoded, 2).await.is_empty());
}
