//! What must hold whatever happens first: each test puts things into the order that it is about.

use crate::text::Span;
use std::str::FromStr;
use std::sync::Arc;

use futures::{FutureExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp_server::jsonrpc::Request;
use tower_lsp_server::ls_types::{
    CodeActionContext, CodeActionOrCommand, CodeActionParams, PartialResultParams, Range,
    TextDocumentContentChangeEvent, TextDocumentIdentifier, Uri, WorkDoneProgressParams,
};
use tower_lsp_server::{ClientSocket, LspService};
use tower_service::Service;

use super::requests::code_actions::code_actions;
use super::requests::symbols::document_symbols;
use super::server::Server;
use super::session::Session;
use super::state::snapshot::{Checked, Found, Snapshot};
use super::transport::outbox::{Mail, Outbox, outbox};
use crate::draft::DraftKind;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::text::PositionEncoding;

/// A server past the handshake, whose messages a test takes one by one.
struct Desk {
    session: Arc<Session>,
    socket: ClientSocket,
    outbox: Outbox,
    mail: Mail,
    _service: LspService<Server>,
}

impl Desk {
    async fn new() -> Self {
        let (outbox, mail) = outbox();
        let (mut service, socket) = LspService::new(|client| Server::new(client, None, outbox.room()));
        let code_actions = json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}});
        let capabilities = json!({"capabilities": {"textDocument": {"codeAction": code_actions}}});
        let welcome = service.call(Request::build("initialize").id(1).params(capabilities).finish()).await.unwrap();
        assert!(welcome.unwrap().is_ok());
        Desk { session: service.inner().session(), socket, outbox, mail, _service: service }
    }

    fn open(&self, name: &str, text: &str) -> Snapshot {
        let uri = Uri::from_str(&format!("file:///{name}.txt")).unwrap();
        self.session.documents.open(uri.clone(), 1, DraftKind::Plain, text);
        self.session.documents.snapshot(&uri).unwrap()
    }

    fn edit(&self, snapshot: &Snapshot, version: i32, text: &str) -> Snapshot {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: text.to_owned() };
        self.session.documents.change(&snapshot.uri, version, vec![whole], PositionEncoding::Utf16);
        self.session.documents.snapshot(&snapshot.uri).unwrap()
    }

    /// The diagnostics that have been sent by now, if there are any.
    fn sent(&mut self) -> Option<Value> {
        let message = self.socket.next().now_or_never()??;
        assert_eq!(message.method(), "textDocument/publishDiagnostics");
        message.params().cloned()
    }
}

/// Long enough for its check to be taken for a long one, and soon checked: every line is the same.
fn long_text() -> String {
    "各级各部门要迅速行动。\n".repeat(1000)
}

fn found_nothing(snapshot: &Snapshot) -> Checked {
    Checked { snapshot: snapshot.clone(), found: Arc::default() }
}

fn actions_at_the_start(snapshot: &Snapshot) -> CodeActionParams {
    CodeActionParams {
        text_document: TextDocumentIdentifier { uri: snapshot.uri.clone() },
        range: Range::default(),
        context: CodeActionContext::default(),
        work_done_progress_params: WorkDoneProgressParams::default(),
        partial_result_params: PartialResultParams::default(),
    }
}

#[tokio::test]
async fn nothing_is_published_of_a_text_that_is_gone() {
    let mut desk = Desk::new().await;
    let old = desk.open("a", "好，，");
    let checked = desk.session.check(old.clone()).await.unwrap();
    let new = desk.edit(&old, 2, "好");
    desk.session.publish_if_current(&checked).await;
    assert_eq!(desk.sent(), None);
    let checked = desk.session.check(new).await.unwrap();
    desk.session.publish_if_current(&checked).await;
    assert_eq!(desk.sent().unwrap()["version"], 2);
}

#[tokio::test]
async fn a_quick_answer_never_follows_a_complete_one() {
    let mut desk = Desk::new().await;
    let snapshot = desk.open("a", "好，，");
    let quick = found_nothing(&snapshot);
    desk.session.publish_if_current(&quick).await;
    assert_eq!(desk.sent().unwrap()["diagnostics"], json!([]));
    let complete = desk.session.check(snapshot).await.unwrap();
    desk.session.publish_if_current(&complete).await;
    assert_eq!(desk.sent().unwrap()["diagnostics"][0]["code"], "PU208");
    desk.session.publish_if_current(&quick).await;
    assert_eq!(desk.sent(), None);
}

#[tokio::test]
async fn a_client_that_does_not_read_is_sent_only_the_newest_state() {
    let mut desk = Desk::new().await;
    let old = desk.open("a", "好，，");
    let session = Arc::clone(&desk.session);
    desk.outbox.post(&"还没有读的".repeat(1 << 14));
    let late = found_nothing(&old);
    let mut publishing = std::pin::pin!(session.publish_if_current(&late));
    assert!(futures::poll!(publishing.as_mut()).is_pending());
    assert_eq!(desk.sent(), None);
    desk.edit(&old, 2, "好");
    drop(desk.outbox);
    desk.mail.deliver(tokio::io::sink()).await;
    publishing.await;
    assert!(desk.socket.next().now_or_never().is_none());
}

#[tokio::test]
async fn files_do_not_wait_for_each_other() {
    let mut desk = Desk::new().await;
    let (one, other) = (desk.open("a", "好，，"), desk.open("b", "好，，"));
    let session = Arc::clone(&desk.session);
    let turn = session.turns.wait(&one.uri).await;
    let nothing = found_nothing(&one);
    let mut waiting = std::pin::pin!(session.publish_if_current(&nothing));
    assert!(futures::poll!(waiting.as_mut()).is_pending());
    session.publish_if_current(&found_nothing(&other)).await;
    assert_eq!(desk.sent().unwrap()["uri"], other.uri.as_str());
    drop(turn);
    waiting.await;
    assert_eq!(desk.sent().unwrap()["uri"], one.uri.as_str());
}

/// More requests than there are threads wait for one check, and everything else goes on.
#[tokio::test]
async fn requests_that_wait_for_a_check_take_no_threads() {
    let desk = Desk::new().await;
    let (busy, other) = (desk.open("a", &long_text()), desk.open("b", "讲话\n一、甲\n二、乙\n"));
    let (sender, gate) = oneshot::channel::<()>();
    let known = Arc::clone(&busy.known);
    let check = tokio::spawn(async move {
        let held = known.found.get_or_init(|| async {
            gate.await.unwrap();
            Some(Arc::default())
        });
        held.await.is_some()
    });
    tokio::task::yield_now().await;
    let requests: Vec<_> = (0..20)
        .map(|_| {
            let (session, busy) = (Arc::clone(&desk.session), busy.clone());
            tokio::spawn(async move { code_actions(&session, busy.clone(), actions_at_the_start(&busy)).await })
        })
        .collect();
    let outline = document_symbols(&desk.session, other.clone()).await;
    assert!(outline.is_some());
    assert_eq!(desk.session.check(other).await.unwrap().findings(), []);
    assert!(requests.iter().all(|request| !request.is_finished()));
    sender.send(()).unwrap();
    for request in requests {
        assert!(request.await.unwrap().is_some());
    }
    assert!(check.await.unwrap());
}

#[tokio::test]
async fn whoever_gives_up_leaves_the_check_to_those_who_wait() {
    let desk = Desk::new().await;
    let snapshot = desk.open("a", "好，，");
    let mut first = Box::pin(desk.session.check(snapshot.clone()));
    assert!(futures::poll!(first.as_mut()).is_pending());
    drop(first);
    let found = desk.session.check(snapshot.clone()).await.unwrap().found;
    assert!(Arc::ptr_eq(&found, snapshot.known.found.get().unwrap().as_ref().unwrap()));
    assert_eq!(found.findings.len(), found.diagnostics.len());
}

#[tokio::test]
async fn a_long_check_of_a_text_that_is_gone_is_given_up() {
    let desk = Desk::new().await;
    let old = desk.open("a", &long_text());
    let new = desk.edit(&old, 2, "好");
    assert!(desk.session.check(old).await.is_none());
    assert!(desk.session.check(new).await.is_some());
}

/// Numbers depend on the numbers before them: what was right before an edit is offered only once a check has said so.
#[tokio::test]
async fn repairs_of_the_numbering_wait_for_the_complete_check() {
    let desk = Desk::new().await;
    let snapshot = desk.open("a", &format!("二、好，，\n{}", long_text()));
    let finding = |code, title: &str| Finding {
        rule: crate::rules::find(code).unwrap(),
        severity: Severity::Error,
        range: Span::new(0, 3),
        message: "可能已经过时。".to_owned(),
        related: Vec::new(),
        fixes: vec![Fix::likely(title, vec![Edit::replace(0..3, "七")])],
    };
    let titles = async |snapshot: &Snapshot| -> Vec<String> {
        let actions = code_actions(&desk.session, snapshot.clone(), actions_at_the_start(snapshot)).await.unwrap();
        let title = |action| match action {
            CodeActionOrCommand::CodeAction(action) => action.title,
            CodeActionOrCommand::Command(command) => command.title,
        };
        actions.into_iter().map(title).collect()
    };
    let quickly = |finding| Some(Arc::new(Found { findings: vec![finding], ..Found::default() }));
    snapshot.known.quick.set(quickly(finding("ST106", "改为“七”"))).unwrap();
    assert!(!titles(&snapshot).await.contains(&"改为“七”".to_owned()));
    // What hangs on nothing but its line is offered at once.
    let snapshot = desk.edit(&snapshot, 2, &format!("二、好，，\n{}", long_text()));
    desk.session.documents.remember_cost(&snapshot.uri, std::time::Duration::from_secs(1));
    snapshot.known.quick.set(quickly(finding("PU208", "改为“八”"))).unwrap();
    assert!(titles(&snapshot).await.contains(&"改为“八”".to_owned()));
}

#[tokio::test]
async fn more_is_found_than_shown_and_that_is_said() {
    let desk = Desk::new().await;
    let snapshot = desk.open("a", &"好，，".repeat(3000));
    let found = desk.session.check(snapshot).await.unwrap().found;
    assert!(found.findings.len() >= 3000);
    let (note, shown) = found.diagnostics.split_last().unwrap();
    let hidden = found.findings.len() - shown.len();
    assert_eq!((shown.len(), note.code.is_none()), (1000, true));
    assert!(note.message.contains(&format!("还有 {hidden} 处")), "{}", note.message);
    assert!(shown.iter().all(|shown| shown.code.is_some()));
    assert!(shown.is_sorted_by_key(|shown| (shown.range.start.line, shown.range.start.character)));
}
