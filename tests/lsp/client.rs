//! A small client: it sends what a test says and reads only when told to.

use std::path::PathBuf;
use std::time::Duration;

use gaolint::lsp::{Ending, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;

/// The draft most tests are about.
pub(crate) const DRAFT: &str = "file:///draft.txt";

/// Fails a test that would otherwise hang; far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Client {
    to_server: Option<WriteHalf<DuplexStream>>,
    from_server: BufReader<ReadHalf<DuplexStream>>,
    server: JoinHandle<Ending>,
    next_id: i64,
    /// Read while looking for something else.
    unread: Vec<Value>,
    /// What the server answered to `initialize`.
    pub(crate) welcome: Value,
}

/// What a modern editor declares.
pub(crate) fn capabilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}},
        },
    })
}

impl Client {
    /// A client with the usual capabilities, past the handshake.
    pub(crate) async fn start() -> Self {
        Client::start_with(json!({"capabilities": capabilities()})).await
    }

    /// A client that opens with these `initialize` parameters.
    pub(crate) async fn start_with(params: Value) -> Self {
        let mut client = Client::connect();
        client.shake_hands(params).await;
        client
    }

    /// Opens the conversation with these `initialize` parameters.
    pub(crate) async fn shake_hands(&mut self, params: Value) {
        self.welcome = self.request("initialize", params).await;
        self.notify("initialized", json!({})).await;
    }

    /// A client that has said nothing yet. The pipe is narrow on purpose: it soon blocks when nobody reads.
    pub(crate) fn connect() -> Self {
        Client::connect_with(None)
    }

    /// The same, of a user with a dictionary.
    pub(crate) fn connect_with(user_dictionary: Option<PathBuf>) -> Self {
        let (here, there) = tokio::io::duplex(4096);
        let (input, output) = tokio::io::split(there);
        let (reader, writer) = tokio::io::split(here);
        Client {
            to_server: Some(writer),
            from_server: BufReader::new(reader),
            server: tokio::spawn(serve(input, output, user_dictionary)),
            next_id: 0,
            unread: Vec::new(),
            welcome: Value::Null,
        }
    }

    pub(crate) async fn send_raw(&mut self, body: &str) {
        self.send_bytes(b"Content-Length: ", body.as_bytes()).await;
    }

    /// Sends a message whose length stands behind `header`.
    pub(crate) async fn send_bytes(&mut self, header: &[u8], body: &[u8]) {
        let message = [header, format!("{}\r\n\r\n", body.len()).as_bytes(), body].concat();
        let writer = self.to_server.as_mut().expect("the connection is open");
        tokio::time::timeout(PATIENCE, writer.write_all(&message)).await.expect("the server reads").unwrap();
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send_raw(&json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string()).await;
    }

    /// Sends a request and returns its number.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send_raw(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()).await;
        id
    }

    /// The whole response to request `id`.
    pub(crate) async fn response(&mut self, id: i64) -> Value {
        self.wait_for(|message| message.get("method").is_none() && message["id"] == id).await
    }

    /// Sends a request and returns its result.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        let mut response = self.response(id).await;
        assert_eq!(response.get("error"), None, "{method}");
        response["result"].take()
    }

    /// Sends a request that is to be refused and returns the error.
    pub(crate) async fn refusal(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        let mut response = self.response(id).await;
        assert_eq!(response.get("result"), None, "{method}");
        response["error"].take()
    }

    /// Answers a request of the server's.
    pub(crate) async fn answer(&mut self, request: &Value, result: Value) {
        self.send_raw(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}).to_string()).await;
    }

    /// The first message that `is_wanted`; others are kept for later.
    pub(crate) async fn wait_for(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(found) = self.unread.iter().position(&is_wanted) {
            return self.unread.remove(found);
        }
        loop {
            let message = self.read().await.expect("the server is still there");
            if is_wanted(&message) {
                return message;
            }
            self.unread.push(message);
        }
    }

    /// Drops what was read while looking for something else: what is found from now on came later.
    pub(crate) fn forget_unread(&mut self) {
        self.unread.clear();
    }

    /// The next message of this method.
    pub(crate) async fn wait_for_method(&mut self, method: &str) -> Value {
        self.wait_for(|message| message["method"] == method).await
    }

    async fn read(&mut self) -> Option<Value> {
        tokio::time::timeout(PATIENCE, self.read_message()).await.expect("the server answers in time")
    }

    async fn read_message(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.from_server.read_line(&mut line).await.unwrap() == 0 {
                return None;
            }
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            } else if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.from_server.read_exact(&mut body).await.unwrap();
        Some(serde_json::from_slice(&body).unwrap())
    }

    /// Closes this end and returns how the server took it, and all it still had to say.
    pub(crate) async fn hang_up(mut self) -> (Ending, Vec<Value>) {
        if let Some(mut writer) = self.to_server.take() {
            writer.shutdown().await.unwrap();
        }
        self.farewell().await
    }

    /// Waits for the server to end by itself.
    pub(crate) async fn farewell(mut self) -> (Ending, Vec<Value>) {
        let mut messages = std::mem::take(&mut self.unread);
        while let Some(message) = self.read().await {
            messages.push(message);
        }
        let ending = tokio::time::timeout(PATIENCE, self.server).await.expect("the server ends").unwrap();
        (ending, messages)
    }
}

/// The everyday messages.
impl Client {
    pub(crate) async fn open(&mut self, uri: &str, text: &str) {
        let file = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": file})).await;
    }

    pub(crate) async fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.notify("textDocument/didChange", params).await;
    }

    pub(crate) async fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}})).await;
    }

    /// The next diagnostics of PU208 in `uri` for `version`.
    pub(crate) async fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        doubled_marks_in(&self.all_diagnostics(uri, version).await)
    }

    /// The next diagnostics of all rules.
    pub(crate) async fn all_diagnostics(&mut self, uri: &str, version: i64) -> Value {
        let mut message = self
            .wait_for(|message| {
                message["method"] == "textDocument/publishDiagnostics"
                    && message["params"]["uri"] == uri
                    && message["params"]["version"] == version
            })
            .await;
        message["params"]["diagnostics"].take()
    }

    /// The code actions at a range, of the given kinds.
    pub(crate) async fn code_actions(&mut self, uri: &str, range: Value, only: Option<&[&str]>) -> Vec<Value> {
        let mut context = json!({"diagnostics": []});
        if let Some(only) = only {
            context["only"] = json!(only);
        }
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        match self.request("textDocument/codeAction", params).await {
            Value::Array(actions) => actions,
            _ => Vec::new(),
        }
    }

    pub(crate) async fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        let position = json!({"line": line, "character": character});
        self.request("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": position})).await
    }
}

/// The diagnostics of PU208 in a message that publishes some.
pub(crate) fn doubled_marks(message: &Value) -> Vec<Value> {
    doubled_marks_in(&message["params"]["diagnostics"])
}

/// The diagnostics of PU208 in a list.
pub(crate) fn doubled_marks_in(diagnostics: &Value) -> Vec<Value> {
    let all = diagnostics.as_array().expect("a list of diagnostics");
    all.iter().filter(|diagnostic| diagnostic["code"] == "PU208").cloned().collect()
}

/// A range within one line.
pub(crate) fn on_line(line: u32, characters: std::ops::Range<u32>) -> Value {
    json!({"start": {"line": line, "character": characters.start}, "end": {"line": line, "character": characters.end}})
}

/// The edits of an action for [`DRAFT`], in either form.
pub(crate) fn edits_of(action: &Value) -> Vec<Value> {
    let edit = &action["edit"];
    if edit["changes"].is_null() { edits_in(action) } else { edit["changes"][DRAFT].as_array().expect("edits").clone() }
}

/// The edits of an action for a client that takes edits of versions.
pub(crate) fn edits_in(action: &Value) -> Vec<Value> {
    action["edit"]["documentChanges"][0]["edits"].as_array().expect("edits").clone()
}

/// Does to `text` what an editor would, columns in UTF-16. Written without the code under test.
pub(crate) fn apply(text: &str, edits: &[Value]) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let offset = |units: &[u16], position: &Value| {
        let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let ends = units.iter().enumerate().filter(|(_, unit)| **unit == u16::from(b'\n')).map(|(at, _)| at + 1);
        let start = std::iter::once(0).chain(ends).nth(line).unwrap();
        start + usize::try_from(position["character"].as_u64().unwrap()).unwrap()
    };
    for edit in edits.iter().rev() {
        let range = offset(&units, &edit["range"]["start"])..offset(&units, &edit["range"]["end"]);
        units.splice(range, edit["newText"].as_str().unwrap().encode_utf16());
    }
    String::from_utf16(&units).unwrap()
}
