//! Formatting: layout and punctuation, nothing else.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, apply};

const DRAFT_TEXT: &str = "会议强调，，要抓好落实，，再接再励。\n一是抓落实；三是抓督查。。\n";

async fn formatted(client: &mut Client, method: &str, range: Option<Value>) -> String {
    let mut params = json!({"textDocument": {"uri": DRAFT}, "options": {"tabSize": 4, "insertSpaces": true}});
    if let Some(range) = range {
        params["range"] = range;
    }
    let edits = client.request(method, params).await;
    apply(DRAFT_TEXT, edits.as_array().unwrap())
}

#[tokio::test]
async fn marks_are_mended_and_words_and_numbers_stay() {
    let mut client = Client::start().await;
    client.open(DRAFT, DRAFT_TEXT).await;
    let text = formatted(&mut client, "textDocument/formatting", None).await;
    assert_eq!(text, "会议强调，要抓好落实，再接再励。\n一是抓落实；三是抓督查。\n");
}

#[tokio::test]
async fn a_range_is_formatted_and_the_rest_stays() {
    let mut client = Client::start().await;
    client.open(DRAFT, DRAFT_TEXT).await;
    let range = json!({"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 18}});
    let text = formatted(&mut client, "textDocument/rangeFormatting", Some(range)).await;
    assert_eq!(text, "会议强调，，要抓好落实，再接再励。\n一是抓落实；三是抓督查。。\n");
}
