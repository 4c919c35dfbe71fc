//! Messages that are none, or not quite.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, on_line};

const MISTAKE: &str = "会议强调，，要抓好落实。";

fn opening(text: &[u8]) -> Vec<u8> {
    let head = br#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///draft.txt","languageId":"plaintext","version":1,"text":""#;
    [head.as_slice(), text, br#""}}}"#].concat()
}

/// The server still reads and answers.
async fn assert_alive(client: &mut Client) {
    client.open("file:///other.txt", MISTAKE).await;
    assert_eq!(client.diagnostics("file:///other.txt", 1).await.len(), 1);
    client.close("file:///other.txt").await;
}

#[tokio::test]
async fn nothing_that_is_sent_ends_the_conversation() {
    let mut client = Client::start().await;
    let bodies: [&[u8]; 8] = [
        b"{bad json}",
        br#"[{"jsonrpc":"2.0","id":500,"method":"shutdown"}]"#,
        br#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#,
        br#"{"jsonrpc":"2.0","id":501,"id":501,"method":"no/suchThing"}"#,
        br#"{"jsonrpc":"2.0","id":502,"method":"textDocument/hover","params":{"#,
        b"\xff\xfe",
        b"null",
        b"",
    ];
    for body in bodies {
        client.send_bytes(b"content-length: ", body).await;
        assert_alive(&mut client).await;
    }
    for (id, code) in [(500, -32600), (501, -32601), (502, -32700)] {
        assert_eq!(client.response(id).await["error"]["code"], code, "{id}");
    }
    let complaint = client.wait_for_method("window/logMessage").await;
    assert_eq!(complaint["params"]["type"], 1);
}

/// What an editor writes for half an emoji, and a character that is cut in the middle.
#[tokio::test]
async fn a_draft_with_half_a_character_is_checked_at_its_places() {
    let mut client = Client::start().await;
    let cut = "同".as_bytes().get(..2).unwrap();
    for half in [br"\ud83d".as_slice(), br"\uDE00", cut] {
        let text = [half, "好，，".as_bytes()].concat();
        client.send_bytes(b"Content-Length: ", &opening(&text)).await;
        assert_eq!(client.diagnostics(DRAFT, 1).await[0]["range"], on_line(0, 2..4));
        client.close(DRAFT).await;
        client.forget_unread();
    }
}

/// Nothing is said, and nothing offered, about a text that nobody knows.
#[tokio::test]
async fn after_a_change_that_cannot_be_read_the_whole_text_is_waited_for() {
    let mut client = Client::start().await;
    client.open(DRAFT, MISTAKE).await;
    assert_eq!(client.diagnostics(DRAFT, 1).await.len(), 1);
    let change = json!({"textDocument": {"uri": DRAFT, "version": 2}, "contentChanges": [{"text": 7}]});
    client.notify("textDocument/didChange", change).await;
    client.wait_for(|it| it["params"]["uri"] == DRAFT && it["params"]["diagnostics"] == json!([])).await;
    assert!(client.wait_for_method("window/showMessage").await["params"]["message"].as_str().unwrap().contains(DRAFT));
    client.change(DRAFT, 3, json!([{"range": on_line(0, 0..0), "text": "好"}])).await;
    assert_eq!(client.hover(DRAFT, 0, 4).await, Value::Null);
    client.change(DRAFT, 4, json!([{"text": format!("好{MISTAKE}")}])).await;
    assert_eq!(client.diagnostics(DRAFT, 4).await[0]["range"], on_line(0, 5..7));
}
