//! What can be folded away.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, capabilities};

const SPEECH: &str = "讲话\n一、抓落实\n（一）抓部署\n正文。\n二、抓长效\n正文。\n";

async fn folds(folding: Value) -> Value {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["foldingRange"] = folding;
    let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
    client.open(DRAFT, SPEECH).await;
    client.request("textDocument/foldingRange", json!({"textDocument": {"uri": DRAFT}})).await
}

#[tokio::test]
async fn folds_begin_at_the_end_of_a_heading() {
    let section = json!({"startLine": 1, "startCharacter": 5, "endLine": 3, "endCharacter": 3});
    let folds = folds(json!({})).await;
    assert_eq!((folds.as_array().unwrap().len(), &folds[1]), (4, &section));
}

#[tokio::test]
async fn a_client_that_folds_lines_gets_lines_and_no_more_than_it_wants() {
    let folds = folds(json!({"lineFoldingOnly": true, "rangeLimit": 3})).await;
    let lines = |start: u32, end: u32| json!({"startLine": start, "endLine": end});
    assert_eq!(folds, json!([lines(0, 5), lines(1, 3), lines(4, 5)]));
}
