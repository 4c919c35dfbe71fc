//! A client of the real program over standard input and output, which notes when each message came in.

#![allow(dead_code, reason = "each of the two programs uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than this nothing takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// A message and when it was read.
pub(crate) struct Arrival {
    pub(crate) at: Instant,
    pub(crate) message: Value,
}

/// A running server.
pub(crate) struct Client {
    process: Child,
    input: Option<ChildStdin>,
    arrivals: Receiver<(Instant, Vec<u8>)>,
    unread: Vec<Arrival>,
    next_id: i64,
    /// Whether nothing is read, so that the pipe fills up.
    is_paused: Arc<AtomicBool>,
}

impl Client {
    /// Starts the server and shakes hands.
    pub(crate) fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_gaolint"))
            .arg("server")
            // No words of whoever runs this.
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built for this benchmark");
        let output = process.stdout.take().expect("a pipe");
        let (sender, arrivals) = channel();
        let is_paused = Arc::new(AtomicBool::new(false));
        let pause = Arc::clone(&is_paused);
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(body) = read_message(&mut output) {
                let at = Instant::now();
                while pause.load(Ordering::Acquire) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                // Parsed elsewhere, so that the next message is not noted late.
                if sender.send((at, body)).is_err() {
                    return;
                }
            }
        });
        let input = process.stdin.take();
        let mut client = Client { process, input, arrivals, unread: Vec::new(), next_id: 0, is_paused };
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {
                "codeAction": {
                    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                    "dataSupport": true,
                    "resolveSupport": {"properties": ["edit"]},
                },
                "publishDiagnostics": {"relatedInformation": true},
            },
        });
        let asked = client.ask("initialize", json!({"capabilities": capabilities}));
        client.response(asked);
        client.notify("initialized", json!({}));
        client
    }

    /// Stops reading, or goes on.
    pub(crate) fn pause_reading(&self, is_paused: bool) {
        self.is_paused.store(is_paused, Ordering::Release);
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.id()
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().expect("the server is there");
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        input.flush().expect("the server reads");
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    fn next(&mut self, patience: Duration) -> Option<Arrival> {
        let (at, body) = self.arrivals.recv_timeout(patience).ok()?;
        Some(Arrival { at, message: serde_json::from_slice(&body).expect("JSON") })
    }

    /// The first message that is wanted; others are kept.
    pub(crate) fn wait_for(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Arrival {
        if let Some(found) = self.unread.iter().position(|arrival| is_wanted(&arrival.message)) {
            return self.unread.remove(found);
        }
        loop {
            let arrival = self.next(PATIENCE).expect("the server answers");
            if is_wanted(&arrival.message) {
                return arrival;
            }
            self.unread.push(arrival);
        }
    }

    pub(crate) fn response(&mut self, id: i64) -> Arrival {
        self.wait_for(|message| message.get("method").is_none() && message["id"] == id)
    }

    /// The first diagnostics for a version.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i64) -> Arrival {
        self.wait_for(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        })
    }

    /// The next diagnostics for a version, if they come within `patience`.
    pub(crate) fn next_diagnostics(&mut self, uri: &str, version: i64, patience: Duration) -> Option<Arrival> {
        let is_wanted = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        };
        let end = Instant::now() + patience;
        loop {
            let arrival = self.next(end.saturating_duration_since(Instant::now()))?;
            if is_wanted(&arrival.message) {
                return Some(arrival);
            }
            self.unread.push(arrival);
        }
    }

    /// Everything that comes in until nothing has for `pause`.
    pub(crate) fn drain(&mut self, pause: Duration) -> Vec<Value> {
        let mut messages: Vec<Value> = self.unread.drain(..).map(|arrival| arrival.message).collect();
        while let Some(arrival) = self.next(pause) {
            messages.push(arrival.message);
        }
        messages
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let file = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": file}));
    }

    /// Says goodbye as the protocol wants it.
    pub(crate) fn stop(mut self) {
        let asked = self.ask("shutdown", Value::Null);
        self.response(asked);
        self.notify("exit", Value::Null);
        self.input = None;
        let status = self.process.wait().expect("the server ends");
        assert!(status.success(), "{status}");
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.strip_prefix("Content-Length: ") {
            Some(value) => length = value.trim().parse().ok()?,
            None if line == "\r\n" => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(body)
}
