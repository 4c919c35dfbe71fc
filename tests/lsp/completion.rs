//! The marker of the next item.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, apply, on_line};

/// What is offered at the end of `head` in the draft `head` + `tail`.
async fn offered(head: &str, tail: &str) -> Value {
    let mut client = Client::start().await;
    client.open(DRAFT, &format!("{head}{tail}")).await;
    let line = head.matches('\n').count();
    let character = head.rsplit('\n').next().unwrap().encode_utf16().count();
    let position = json!({"line": line, "character": character});
    client.request("textDocument/completion", json!({"textDocument": {"uri": DRAFT}, "position": position})).await
}

/// What accepting the first offer makes of the draft.
async fn accepted(head: &str, tail: &str) -> String {
    let offered = offered(head, tail).await;
    apply(&format!("{head}{tail}"), &[offered["items"][0]["textEdit"].clone()])
}

#[tokio::test]
async fn the_next_item_is_offered_after_the_end_of_one() {
    let offered = offered("😀要做到：一是抓部署；", "\n一、别的\n").await;
    assert_eq!(offered["isIncomplete"], false);
    let [item] = offered["items"].as_array().unwrap().as_slice() else { panic!("{offered}") };
    assert_eq!(item["label"], "二是");
    assert_eq!(item["detail"], "接在“一是”之后");
    assert_eq!(item["textEdit"], json!({"newText": "二是", "range": on_line(0, 12..12)}));
}

#[tokio::test]
async fn a_new_line_offers_the_levels_that_are_open_in_order() {
    let offered = offered("一、甲\n（一）子\n（二）丑\n", "").await;
    let labels: Vec<&str> =
        offered["items"].as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["（三）", "二、"]);
    let sorted: Vec<&str> =
        offered["items"].as_array().unwrap().iter().map(|it| it["sortText"].as_str().unwrap()).collect();
    assert!(sorted.is_sorted());
}

#[tokio::test]
async fn what_is_written_already_is_replaced() {
    assert_eq!(accepted("一、甲\n二", "\n").await, "一、甲\n二、\n");
    assert_eq!(accepted("（一）甲\n（", "）").await, "（一）甲\n（二）");
    let narrow = offered("（一）甲\n(", "").await;
    assert_eq!(narrow["items"][0]["filterText"], "(二）");
    assert_eq!(accepted("（一）甲\n(", "").await, "（一）甲\n（二）");
}

#[tokio::test]
async fn nothing_is_offered_in_the_middle_of_a_sentence() {
    for head in ["一是抓部署", "一是抓部署，", "会议强调，要抓落实。", "会议强调：", ""] {
        assert_eq!(offered(head, "").await, Value::Null, "{head}");
    }
}

#[tokio::test]
async fn the_marks_that_end_an_item_ask_for_it() {
    let client = Client::start().await;
    assert_eq!(client.welcome["capabilities"]["completionProvider"]["triggerCharacters"], json!(["；", "。", ";"]));
}
