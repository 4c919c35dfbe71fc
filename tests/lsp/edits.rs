//! Edits: order, several at once, and whatever else a client may send.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, on_line};

fn edit(line: u32, characters: std::ops::Range<u32>, text: &str) -> Value {
    json!({"range": on_line(line, characters), "text": text})
}

#[tokio::test]
async fn an_edit_behind_an_emoji_is_made_in_the_right_place() {
    let mut client = Client::start().await;
    client.open(DRAFT, "😀会议强调，，要抓好落实。").await;
    assert_eq!(client.diagnostics(DRAFT, 1).await[0]["range"], on_line(0, 6..8));
    client.change(DRAFT, 2, json!([edit(0, 7..8, "")])).await;
    assert!(client.diagnostics(DRAFT, 2).await.is_empty());
    client.change(DRAFT, 3, json!([edit(0, 0..2, "𠮷林"), edit(0, 7..7, "，")])).await;
    assert_eq!(client.diagnostics(DRAFT, 3).await[0]["range"], on_line(0, 7..9));
}

#[tokio::test]
async fn several_changes_of_a_message_build_on_each_other() {
    let mut client = Client::start().await;
    client.open(DRAFT, "甲").await;
    let changes = json!([
        {"text": "会议强调，要抓好落实。"},
        edit(0, 5..5, "，"),
        edit(0, 0..0, "今年\r\n"),
    ]);
    client.change(DRAFT, 2, changes).await;
    assert_eq!(client.diagnostics(DRAFT, 2).await[0]["range"], on_line(1, 4..6));
}

#[tokio::test]
async fn a_message_older_than_the_text_is_dropped() {
    let mut client = Client::start().await;
    client.open(DRAFT, "会议强调，要抓好落实。").await;
    client.change(DRAFT, 5, json!([{"text": "会议强调，，要抓好落实。"}])).await;
    client.change(DRAFT, 4, json!([{"text": "会议强调，要抓好落实。"}])).await;
    client.change(DRAFT, 6, json!([edit(0, 0..0, "全")])).await;
    assert_eq!(client.diagnostics(DRAFT, 6).await[0]["range"], on_line(0, 5..7));
}

/// Handlers run concurrently; two keystrokes that change places would leave a different text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quick_edits_keep_their_order() {
    let wanted: Vec<char> = "会议强调要抓好落实全面部署重点工作".chars().cycle().take(300).collect();
    let mut client = Client::start().await;
    client.open(DRAFT, "").await;
    for (version, character) in (2..).zip(&wanted) {
        let column = u32::try_from(version - 2).unwrap();
        client.change(DRAFT, version, json!([edit(0, column..column, &character.to_string())])).await;
        if version % 7 == 0 {
            client
                .ask(
                    "textDocument/hover",
                    json!({"textDocument": {"uri": DRAFT}, "position": {"line": 0, "character": 0}}),
                )
                .await;
        }
    }
    // Each comma pair sits where only the right text has it: behind the 17th, 34th, … character.
    let pairs: Vec<Value> = (1..=17).rev().map(|nth| edit(0, nth * 17..nth * 17, "，，")).collect();
    client.change(DRAFT, 1000, Value::Array(pairs)).await;
    let found = client.diagnostics(DRAFT, 1000).await;
    let ranges: Vec<Value> = found.iter().map(|it| it["range"].clone()).collect();
    let expected: Vec<Value> = (1..=17).map(|nth| nth * 17 + (nth - 1) * 2).map(|at| on_line(0, at..at + 2)).collect();
    assert_eq!(ranges, expected);
    let replaced = format!("{}，，", wanted.iter().collect::<String>());
    client.change(DRAFT, 1001, json!([edit(0, 0..400, &replaced)])).await;
    assert_eq!(client.diagnostics(DRAFT, 1001).await[0]["range"], on_line(0, 300..302));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_edits_with_nobody_reading_does_not_jam_the_server() {
    let mut client = Client::start().await;
    let long = "会议强调，，要抓好落实。\n".repeat(200);
    client.open(DRAFT, &long).await;
    for version in 2..=500 {
        client.change(DRAFT, version, json!([edit(0, 0..0, "好")])).await;
    }
    client.change(DRAFT, 501, json!([{"text": "会议强调，，要抓好落实。"}])).await;
    let found = client.diagnostics(DRAFT, 501).await;
    assert_eq!((found.len(), &found[0]["range"]), (1, &on_line(0, 4..6)));
}

#[tokio::test]
async fn absurd_positions_harm_nothing() {
    let mut client = Client::start().await;
    client.open(DRAFT, "😀会议强调，，要抓好落实。").await;
    let absurd = json!({"start": {"line": 4_000_000_000_u32, "character": 4_000_000_000_u32}, "end": {"line": 0, "character": 1}});
    client.hover(DRAFT, u32::MAX, u32::MAX).await;
    assert!(!client.code_actions(DRAFT, absurd.clone(), None).await.is_empty());
    client.change(DRAFT, 2, json!([{"range": absurd, "text": "会议强调，，"}])).await;
    client.change("file:///not-open.txt", 2, json!([{"text": "，，"}])).await;
    assert_eq!(client.hover("file:///not-open.txt", 0, 0).await, Value::Null);
    // The range ran backward from the end of the text to the inside of the emoji, which means its start.
    assert_eq!(client.diagnostics(DRAFT, 2).await[0]["range"], on_line(0, 4..6));
}
