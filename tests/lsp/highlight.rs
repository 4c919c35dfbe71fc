//! Siblings under the cursor.

use serde_json::{Value, json};

use crate::client::{Client, DRAFT, on_line};

async fn highlights(client: &mut Client, line: u32, character: u32) -> Value {
    let position = json!({"line": line, "character": character});
    client
        .request("textDocument/documentHighlight", json!({"textDocument": {"uri": DRAFT}, "position": position}))
        .await
}

#[tokio::test]
async fn a_marker_lights_up_its_series_and_a_mark_its_partner() {
    let mut client = Client::start().await;
    client.open(DRAFT, "要做到：一是抓落实；二是抓督查（月月查）。\n他说：“三是抓考核。”\n").await;
    let series = highlights(&mut client, 0, 5).await;
    let ranges: Vec<&Value> = series.as_array().unwrap().iter().map(|it| &it["range"]).collect();
    assert_eq!(ranges, [&on_line(0, 4..6), &on_line(0, 10..12)]);
    let pair = highlights(&mut client, 0, 15).await;
    let ranges: Vec<&Value> = pair.as_array().unwrap().iter().map(|it| &it["range"]).collect();
    assert_eq!(ranges, [&on_line(0, 15..16), &on_line(0, 19..20)]);
    assert_eq!(highlights(&mut client, 0, 8).await, Value::Null);
}
