//! From keystroke to squiggle, over standard input and output of the real program:
//! `cargo bench --bench latency [-- CHARACTERS KEYSTROKES]`.
//!
//! Types into a draft, one character a message, in stretches at random places. For every keystroke: how long until the
//! first diagnostics of that version, and until the complete ones. In a second round a hover and a request for code
//! actions follow each keystroke at once, while the check runs.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark prints, and may stop"
)]

mod client;
mod drafts;

use std::time::{Duration, Instant};

use client::Client;
use drafts::{Random, speech};
use serde_json::{Value, json};

const DRAFT: &str = "file:///draft.txt";

/// What is typed: one stretch at a place.
const TYPED: &str = "我们要继续抓好各项任务的落实，";

/// Between two keystrokes of a quick typist.
const PAUSE: Duration = Duration::from_millis(60);

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(characters), keystrokes) => measure(characters, keystrokes.unwrap_or(300)),
        _ => {
            measure(36_000, 600);
            measure(1_000_000, 200);
        }
    }
}

fn measure(characters: usize, keystrokes: usize) {
    let text = speech(characters, 1);
    println!("{} characters, {} lines, {keystrokes} keystrokes", text.chars().count(), text.lines().count());
    let mut client = Client::start();
    let started = Instant::now();
    client.open(DRAFT, &text);
    let opened = client.diagnostics(DRAFT, 1);
    let findings = opened.message["params"]["diagnostics"].as_array().map_or(0, Vec::len);
    println!("  opened: {} ms, {findings} findings", (opened.at - started).as_millis());
    let mut typist = Typist::new(&text);
    let (mut first, mut complete) = (Vec::new(), Vec::new());
    for _ in 0..keystrokes {
        let (sent, version) = typist.strike(&mut client);
        first.push(client.diagnostics(DRAFT, version).at - sent);
        std::thread::sleep(PAUSE);
    }
    report("first diagnostics", &mut first);
    for _ in 0..keystrokes.min(20) {
        let (sent, version) = typist.strike(&mut client);
        // The last word on a version comes within so long, or the first was the last.
        let mut last = client.diagnostics(DRAFT, version).at;
        let patience = Duration::from_millis(if characters > 100_000 { 6000 } else { 500 });
        while let Some(next) = client.next_diagnostics(DRAFT, version, patience) {
            last = next.at;
        }
        complete.push(last - sent);
    }
    report("complete diagnostics", &mut complete);
    let (mut hovers, mut actions) = (Vec::new(), Vec::new());
    for _ in 0..keystrokes {
        let (_, _) = typist.strike(&mut client);
        let position = typist.position();
        let document = json!({"uri": DRAFT});
        let asked = Instant::now();
        let hover = client.ask("textDocument/hover", json!({"textDocument": document, "position": position}));
        hovers.push(client.response(hover).at - asked);
        let range = json!({"start": position, "end": position});
        let asked = Instant::now();
        let context = json!({"diagnostics": [], "triggerKind": 2});
        let params = json!({"textDocument": document, "range": range, "context": context});
        let action = client.ask("textDocument/codeAction", params);
        actions.push(client.response(action).at - asked);
        std::thread::sleep(PAUSE);
    }
    report("hover during checks", &mut hovers);
    report("code actions during checks", &mut actions);
    client.stop();
}

/// Types into the draft.
struct Typist {
    lines: Vec<usize>,
    random: Random,
    line: usize,
    column: usize,
    typed: usize,
    version: i64,
}

impl Typist {
    fn new(text: &str) -> Self {
        let lines = text.lines().map(|line| line.encode_utf16().count()).collect();
        Typist { lines, random: Random::new(7), line: 0, column: 0, typed: usize::MAX, version: 1 }
    }

    /// Sends the next character; when, and the version it makes.
    fn strike(&mut self, client: &mut Client) -> (Instant, i64) {
        let characters: Vec<char> = TYPED.chars().collect();
        if self.typed >= characters.len() {
            self.typed = 0;
            self.line = self.random.below(self.lines.len());
            self.column = self.lines[self.line];
        }
        let character = characters[self.typed];
        let place = self.position();
        self.typed += 1;
        self.column += 1;
        self.lines[self.line] += 1;
        self.version += 1;
        let change = json!({"range": {"start": place, "end": place}, "text": character.to_string()});
        let document = json!({"uri": DRAFT, "version": self.version});
        let sent = Instant::now();
        client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}));
        (sent, self.version)
    }

    fn position(&self) -> Value {
        json!({"line": self.line, "character": self.column})
    }
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    let [half, most, nearly_all, all] = [50, 90, 99, 100].map(at);
    println!("  {what:28} p50 {half:8.2} ms  p90 {most:8.2} ms  p99 {nearly_all:8.2} ms  max {all:8.2} ms");
}
