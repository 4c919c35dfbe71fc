//! Symbols, folding, selections, the next marker, and renumbering.

use serde_json::{Value, json};

use crate::client::{Client, apply, capabilities, edits_of, on_line};

const DRAFT: &str = "file:///讲话.txt";

const SPEECH: &str =
    "讲话\n一、抓春耕\n（一）备好农资\n要做到：一是备种。二是备肥。\n（二）管好水利\n二、抓防汛\n正文。";

/// The names of a tree of symbols, indented.
fn names(symbols: &Value, depth: usize, names_so_far: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        names_so_far.push(format!("{}{}", "-".repeat(depth), symbol["name"].as_str().unwrap()));
        names(&symbol["children"], depth + 1, names_so_far);
    }
}

fn with(path: &[&str], value: Value) -> Value {
    let mut all = capabilities();
    let mut place = &mut all;
    for key in path {
        place = &mut place[*key];
    }
    *place = value;
    json!({"capabilities": all})
}

#[tokio::test]
async fn symbols_are_a_tree_of_documents_headings_and_items() {
    let params = with(&["textDocument", "documentSymbol"], json!({"hierarchicalDocumentSymbolSupport": true}));
    let mut client = Client::start_with(params).await;
    client.open(DRAFT, SPEECH).await;
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": DRAFT}})).await;
    let mut found = Vec::new();
    names(&symbols, 0, &mut found);
    let expected =
        ["讲话", "-一、抓春耕", "--（一）备好农资", "---一是备种", "---二是备肥", "--（二）管好水利", "-二、抓防汛"];
    assert_eq!(found, expected);
    assert_eq!(symbols[0]["children"][0]["selectionRange"], on_line(1, 0..5));
}

#[tokio::test]
async fn a_client_without_trees_gets_a_list() {
    let mut client = Client::start().await;
    client.open(DRAFT, SPEECH).await;
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": DRAFT}})).await;
    assert_eq!(symbols.as_array().map(Vec::len), Some(7));
    assert_eq!(symbols[1]["containerName"], "讲话");
}

#[tokio::test]
async fn whatever_spans_lines_folds() {
    let mut client = Client::start().await;
    client.open(DRAFT, SPEECH).await;
    let ranges = client.request("textDocument/foldingRange", json!({"textDocument": {"uri": DRAFT}})).await;
    let lines: Vec<(i64, i64)> = ranges
        .as_array()
        .unwrap()
        .iter()
        .map(|range| (range["startLine"].as_i64().unwrap(), range["endLine"].as_i64().unwrap()))
        .collect();
    assert_eq!(lines, [(0, 6), (1, 4), (2, 3), (5, 6)]);
}

#[tokio::test]
async fn a_selection_grows_from_the_clause_to_the_draft() {
    let mut client = Client::start().await;
    client.open(DRAFT, SPEECH).await;
    let params = json!({"textDocument": {"uri": DRAFT}, "positions": [{"line": 3, "character": 7}]});
    let chains = client.request("textDocument/selectionRange", params).await;
    let mut lengths = Vec::new();
    let mut at = &chains[0];
    while !at.is_null() {
        let range = &at["range"];
        lengths.push((range["start"].clone(), range["end"].clone()));
        at = &at["parent"];
    }
    assert!(lengths.len() >= 5, "{lengths:?}");
    assert_eq!(lengths.last().unwrap().0, json!({"line": 0, "character": 0}));
}

#[tokio::test]
async fn the_next_marker_is_offered_where_an_item_may_begin() {
    let mut client = Client::start().await;
    client.open(DRAFT, "要做到：一是备种；\n（一）甲\n").await;
    let ask = |line: u32, character: u32| json!({"textDocument": {"uri": DRAFT}, "position": {"line": line, "character": character}});
    let items = client.request("textDocument/completion", ask(0, 9)).await;
    assert_eq!(items[0]["label"], "二是");
    let items = client.request("textDocument/completion", ask(2, 0)).await;
    assert_eq!(items[0]["label"], "（二）");
    let items = client.request("textDocument/completion", ask(0, 7)).await;
    assert!(items.as_array().is_none_or(Vec::is_empty), "{items}");
}

#[tokio::test]
async fn a_series_is_renumbered_in_one_action() {
    let text = "一、甲\n三、乙\n四、丙";
    let mut client = Client::start().await;
    client.open(DRAFT, text).await;
    let actions = client.code_actions(DRAFT, on_line(1, 0..0), Some(&["refactor.rewrite"])).await;
    let repaired: Vec<String> = actions.iter().map(|action| apply(text, &edits_of(action))).collect();
    assert!(repaired.contains(&"一、甲\n二、乙\n三、丙".to_owned()), "{repaired:?}");
    let in_order = "一、甲\n二、乙";
    client.open("file:///b.txt", in_order).await;
    assert!(client.code_actions("file:///b.txt", on_line(1, 0..0), Some(&["refactor.rewrite"])).await.is_empty());
}
