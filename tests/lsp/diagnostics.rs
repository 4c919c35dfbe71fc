//! What is published, when, and in which columns.

use serde_json::json;

use crate::client::{Client, DRAFT, capabilities, doubled_marks, on_line};

#[tokio::test]
async fn an_opened_draft_gets_complete_diagnostics() {
    let mut client = Client::start().await;
    client.open(DRAFT, "会议强调，，要抓好落实。\n").await;
    let diagnostics = client.diagnostics(DRAFT, 1).await;
    let [diagnostic] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!(diagnostic["range"], on_line(0, 4..6));
    assert_eq!(diagnostic["severity"], 1);
    assert_eq!(diagnostic["source"], "gaolint");
    assert_eq!(diagnostic["data"]["name"], "doubled-marks");
    let page = diagnostic["codeDescription"]["href"].as_str().unwrap();
    assert!(page.ends_with("/rules/punctuation/PU208-doubled-marks.md"), "{page}");
    assert!(diagnostic["message"].as_str().unwrap().contains("，，"));
}

#[tokio::test]
async fn columns_are_counted_as_agreed() {
    let offers = [
        (json!(["utf-32", "utf-16", "utf-8"]), "utf-8", 16..22),
        (json!(["utf-32", "utf-16"]), "utf-16", 6..8),
        (json!(["utf-32"]), "utf-32", 5..7),
        (json!(null), "utf-16", 6..8),
    ];
    for (offered, agreed, characters) in offers {
        let mut capabilities = capabilities();
        capabilities["general"] = json!({"positionEncodings": offered});
        let mut client = Client::start_with(json!({"capabilities": capabilities})).await;
        assert_eq!(client.welcome["capabilities"]["positionEncoding"], agreed);
        client.open(DRAFT, "前文。\r\n😀会议强调，，要抓好落实。").await;
        assert_eq!(client.diagnostics(DRAFT, 1).await[0]["range"], on_line(1, characters), "{agreed}");
    }
}

/// Both drafts are long enough to be still under check when the next message arrives.
#[tokio::test]
async fn closing_clears_and_nothing_comes_after() {
    let long = "会议强调，，要抓好落实。\n".repeat(500);
    let mut client = Client::start().await;
    client.open(DRAFT, &long).await;
    client.change(DRAFT, 2, json!([{"text": &long}])).await;
    client.close(DRAFT).await;
    client.wait_for(|it| it["params"]["diagnostics"] == json!([]) && it["params"].get("version").is_none()).await;
    client.forget_unread();
    // By the time a longer draft has been checked, a check of the first would be over, too.
    client.open("file:///other.txt", &long.repeat(2)).await;
    assert_eq!(client.diagnostics("file:///other.txt", 1).await.len(), 1000);
    let (_, late) = client.hang_up().await;
    assert!(late.iter().all(|message| message["params"]["uri"] != DRAFT));
}

#[tokio::test]
async fn a_draft_reopened_under_the_same_version_is_checked_anew() {
    let mut client = Client::start().await;
    client.open(DRAFT, "会议强调，，要抓好落实。").await;
    client.close(DRAFT).await;
    client.open(DRAFT, "会议强调，要抓好落实。").await;
    // However the three messages were bundled, the last word is about the last text.
    let last = loop {
        let found = client.diagnostics(DRAFT, 1).await;
        if found.is_empty() {
            break found;
        }
    };
    assert!(last.is_empty());
}

#[tokio::test]
async fn two_drafts_do_not_mix() {
    let mut client = Client::start().await;
    client.open("file:///a.txt", "会议强调，，要抓好落实。").await;
    client.open("file:///b.txt", "会议强调，要抓好落实。").await;
    assert_eq!(client.diagnostics("file:///a.txt", 1).await.len(), 1);
    assert!(client.diagnostics("file:///b.txt", 1).await.is_empty());
}

#[tokio::test]
async fn a_settings_file_is_no_draft() {
    let mut client = Client::start().await;
    client.open("file:///nowhere/gaolint.toml", "dictionary = ['，，']").await;
    assert!(client.diagnostics("file:///nowhere/gaolint.toml", 1).await.is_empty());
}

/// Text after text, each wholly new to the server, in a draft whose check takes long: what is said last of each is what
/// a fresh server says of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_word_on_every_text_is_a_complete_one() {
    let line = "会议强调，要抓好落实，再接再励。各级各部门要迅速行动，抓好秋粮收购。\n";
    let heads = ["要做到：一是抓落实；三是抓督查。\n", "二是好，，\r三是、、好。\r\n", "会议强调，，要抓好。\n", ""];
    let texts = heads.map(|head| format!("{head}{}{head}", line.repeat(150)));
    let mut expected = Vec::new();
    for text in &texts {
        let mut fresh = Client::start().await;
        fresh.open(DRAFT, text).await;
        expected.push(fresh.all_diagnostics(DRAFT, 1).await);
    }
    let mut client = Client::start().await;
    let text_of = |version: usize| (version * version + version / 3) % texts.len();
    client.open(DRAFT, &texts[text_of(1)]).await;
    client.all_diagnostics(DRAFT, 1).await;
    const VERSIONS: usize = 24;
    for version in 2..VERSIONS {
        let number = i64::try_from(version).unwrap();
        client.change(DRAFT, number, json!([{"text": texts[text_of(version)]}])).await;
        while client.all_diagnostics(DRAFT, number).await != expected[text_of(version)] {}
    }
    client.request("shutdown", json!(null)).await;
    // A quick answer may have been right already; what came after it must be the same.
    let (_, late) = client.hang_up().await;
    for message in late.iter().filter(|it| it["method"] == "textDocument/publishDiagnostics") {
        let version = usize::try_from(message["params"]["version"].as_u64().unwrap()).unwrap();
        assert_eq!(message["params"]["diagnostics"], expected[text_of(version)], "{version}");
    }
}

#[tokio::test]
async fn a_draft_that_was_never_saved_is_checked_too() {
    let mut client = Client::start().await;
    client.open("untitled:Untitled-1", "会议强调，，要抓好落实。").await;
    let message = client.wait_for_method("textDocument/publishDiagnostics").await;
    assert_eq!(doubled_marks(&message).len(), 1);
}

/// A check of this draft takes long, so that an edit is answered before the check is through, and then once more.
#[tokio::test]
async fn a_long_draft_is_answered_at_once_and_then_completely() {
    let line = "会议强调，，要抓好落实，再接再励。各级各部门要迅速行动，抓好秋粮收购。\n";
    let text = format!("要做到：一是抓落实；三是抓督查。\n{}", line.repeat(300));
    let mut client = Client::start().await;
    client.open(DRAFT, &text).await;
    assert_eq!(client.diagnostics(DRAFT, 1).await.len(), 300);
    client.change(DRAFT, 2, json!([{"range": on_line(0, 0..0), "text": "，，要，，"}])).await;
    // The pair at the start of the line is no finding; the one behind the word is.
    let first = client.diagnostics(DRAFT, 2).await;
    assert_eq!((first.len(), &first[0]["range"]), (301, &on_line(0, 3..5)));
    assert_eq!(first[1]["range"], on_line(1, 4..6));
    let mut fresh = Client::start().await;
    fresh.open(DRAFT, &format!("，，要，，{text}")).await;
    let expected = fresh.all_diagnostics(DRAFT, 1).await;
    client.change(DRAFT, 3, json!([])).await;
    while client.all_diagnostics(DRAFT, 3).await != expected {}
}
