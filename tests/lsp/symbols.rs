//! The outline that an editor shows.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::client::{Client, DRAFT, capabilities, on_line};

const TWO_PIECES: &str = "第一篇：春耕\n一、抓落实\n（一）抓部署。要求：一是快；二是实。\n第二篇：秋收\n一、😀抓收割\n";

async fn client(tree: bool) -> Client {
    let mut capabilities = capabilities();
    capabilities["textDocument"]["documentSymbol"] = json!({"hierarchicalDocumentSymbolSupport": tree});
    Client::start_with(json!({"capabilities": capabilities})).await
}

async fn symbols(client: &mut Client) -> Vec<Value> {
    let answer = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": DRAFT}})).await;
    answer.as_array().expect("symbols").clone()
}

/// Names, indented by depth.
fn names(symbols: &[Value], depth: usize) -> Vec<String> {
    let of = |symbol: &Value| {
        let name = format!("{}{}", "-".repeat(depth), symbol["name"].as_str().unwrap());
        let children = symbol["children"].as_array().cloned().unwrap_or_default();
        std::iter::once(name).chain(names(&children, depth + 1)).collect::<Vec<_>>()
    };
    symbols.iter().flat_map(of).collect()
}

#[tokio::test]
async fn each_document_is_a_root_and_items_nest() {
    let mut client = client(true).await;
    client.open(DRAFT, TWO_PIECES).await;
    let symbols = symbols(&mut client).await;
    assert_eq!(
        names(&symbols, 0),
        ["第一篇：春耕", "-一、抓落实", "--（一）抓部署", "---一是快", "---二是实", "第二篇：秋收", "-一、😀抓收割"]
    );
    let section = &symbols[0]["children"][0];
    let item = &section["children"][0];
    let kinds = [&symbols[0], section, item, &item["children"][1]].map(|it| it["kind"].as_u64().unwrap());
    assert_eq!(kinds, [1, 2, 3, 15]);
    assert_eq!(symbols[1]["children"][0]["selectionRange"], on_line(4, 0..7));
}

#[tokio::test]
async fn a_client_that_knows_no_tree_gets_a_list() {
    let mut client = client(false).await;
    client.open(DRAFT, "讲话\n一、甲\n（一）乙\n").await;
    let symbols = symbols(&mut client).await;
    let flat: Vec<(&str, &str)> = symbols
        .iter()
        .map(|it| (it["name"].as_str().unwrap(), it["containerName"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(flat, [("讲话", ""), ("一、甲", "讲话"), ("（一）乙", "一、甲")]);
    assert_eq!(symbols[2]["location"], json!({"uri": DRAFT, "range": on_line(2, 0..4)}));
}

#[tokio::test]
async fn symbols_are_those_of_the_text_when_they_were_asked_for() {
    let mut client = client(true).await;
    client.open(DRAFT, "一、甲\n").await;
    let asked = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": DRAFT}})).await;
    client.change(DRAFT, 2, json!([{"text": "一、甲\n二、乙\n"}])).await;
    assert_eq!(client.response(asked).await["result"][0]["children"].as_array().unwrap().len(), 1);
    assert_eq!(symbols(&mut client).await[0]["children"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn settings_and_unknown_files_have_no_symbols() {
    let mut client = client(true).await;
    client.open("file:///gaolint.toml", "一、甲\n").await;
    for uri in ["file:///gaolint.toml", "file:///other.txt"] {
        let answer = client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}})).await;
        assert_eq!(answer, Value::Null, "{uri}");
    }
}

fn place(position: &Value) -> (u64, u64) {
    (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap())
}

/// Whether `inner` lies within `outer`.
fn holds(outer: &Value, inner: &Value) -> bool {
    place(&outer["start"]) <= place(&inner["start"]) && place(&inner["end"]) <= place(&outer["end"])
}

fn check_nesting(symbol: &Value) -> Result<(), TestCaseError> {
    prop_assert!(holds(&symbol["range"], &symbol["selectionRange"]), "{}", symbol);
    prop_assert!(!symbol["name"].as_str().unwrap().trim().is_empty());
    let children = symbol["children"].as_array().cloned().unwrap_or_default();
    for pair in children.windows(2) {
        prop_assert!(place(&pair[0]["range"]["end"]) <= place(&pair[1]["range"]["start"]), "{:?}", pair);
    }
    for child in children {
        prop_assert!(holds(&symbol["range"], &child["range"]), "{} in {}", child, symbol);
        check_nesting(&child)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn ranges_nest_in_any_text(
        parts in prop::collection::vec(prop::sample::select(vec![
            "一、", "二、", "（一）", "（二）", "一是", "二是", "三是", "1.", "2.", "第一，", "甲", "乙丙", "，", "；", "。",
            "“", "”", "（", "）", " ", "\n", "\n", "\r\n", "\r", "😀", "百度文库", "谢谢大家！\n同志们：\n", "附件1\n",
        ]), 0..60),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let symbols = runtime.block_on(async {
            let mut client = client(true).await;
            client.open(DRAFT, &parts.concat()).await;
            symbols(&mut client).await
        });
        for symbol in &symbols {
            check_nesting(symbol)?;
        }
    }
}
