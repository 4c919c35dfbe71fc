//! Growing the selection.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, on_line};

/// The ranges of a chain, the narrowest first.
fn ranges(chain: &Value) -> Vec<Value> {
    let mut ranges = Vec::new();
    let mut link = chain;
    while !link.is_null() {
        ranges.push(link["range"].clone());
        link = &link["parent"];
    }
    ranges
}

#[tokio::test]
async fn a_selection_grows_from_the_word_to_the_draft() {
    let mut client = Client::start().await;
    client.open(DRAFT, "😀讲话\n要求：一是甲乙，丙丁。戊；二是己。\n").await;
    let positions = json!([{"line": 1, "character": 6}, {"line": 9, "character": 9}]);
    let params = json!({"textDocument": {"uri": DRAFT}, "positions": positions});
    let chains = client.request("textDocument/selectionRange", params).await;
    let to = |end: Value| json!({"start": {"line": 0, "character": 0}, "end": end});
    let [word, clause, sentence, item] = [6..7, 3..8, 3..11, 3..13].map(|columns| on_line(1, columns));
    let document = to(json!({"line": 1, "character": 17}));
    let file = to(json!({"line": 2, "character": 0}));
    assert_eq!(ranges(&chains[0]), [word, clause, sentence, item, document, file.clone()]);
    assert_eq!(ranges(&chains[1]), [file]);
}
