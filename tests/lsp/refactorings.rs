//! Renumbering, whether or not anything is wrong.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, apply, edits_of, on_line};

const SECTIONS: &str = "讲话\n一、抓落实\n（一）抓部署\n（二）抓检查\n二、抓长效\n（三）抓制度\n第四，抓考核\n";

async fn actions(client: &mut Client, line: u32, only: &str) -> Vec<Value> {
    client.code_actions(DRAFT, on_line(line, 0..0), Some(&[only])).await
}

#[tokio::test]
async fn a_level_is_renumbered_though_nothing_is_wrong() {
    let text = SECTIONS.replace("第四，", "（四）");
    let mut client = Client::start().await;
    client.open(DRAFT, &text).await;
    let offered = actions(&mut client, 5, "refactor").await;
    let titles: Vec<&Value> = offered.iter().map(|it| &it["title"]).collect();
    assert_eq!(titles, ["重排本篇全部“（一）”一级的序号（共 4 项）"]);
    assert_eq!(offered[0]["kind"], "refactor.rewrite.renumber.level");
    assert_eq!(offered[0]["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    let expected = text.replace("（三）", "（一）").replace("（四）", "（二）");
    assert_eq!(apply(&text, &edits_of(&offered[0])), expected);
}

#[tokio::test]
async fn a_series_is_renumbered_and_restyled() {
    let text = "讲话\n一是抓部署。\n三是抓检查。\n第四，抓考核。\n";
    let mut client = Client::start().await;
    client.open(DRAFT, text).await;
    let offered = actions(&mut client, 1, "refactor.rewrite").await;
    let results: Vec<(&str, String)> =
        offered.iter().map(|it| (it["kind"].as_str().unwrap(), apply(text, &edits_of(it)))).collect();
    assert_eq!(
        results,
        [
            ("refactor.rewrite.renumber.series", text.replace("三是", "二是").replace("第四", "第三")),
            ("refactor.rewrite.restyle", text.replace("第四，", "四是")),
        ]
    );
    let rest = actions(&mut client, 3, "refactor.rewrite.renumber").await;
    assert_eq!(rest.len(), 1);
}

#[tokio::test]
async fn refactorings_come_when_asked_for_and_not_by_themselves() {
    let mut client = Client::start().await;
    client.open(DRAFT, SECTIONS).await;
    let mut kinds = async |trigger: u32| {
        let context = json!({"diagnostics": [], "triggerKind": trigger});
        let params = json!({"textDocument": {"uri": DRAFT}, "range": on_line(5, 1..1), "context": context});
        let actions = client.request("textDocument/codeAction", params).await;
        let is_refactoring = |it: &&Value| it["kind"].as_str().unwrap().starts_with("refactor");
        actions.as_array().unwrap().iter().filter(is_refactoring).count()
    };
    assert_ne!(kinds(1).await, 0);
    assert_eq!(kinds(2).await, 0);
}
