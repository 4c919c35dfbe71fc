//! The server under a storm: `cargo bench --bench soak [-- EDITS DOCUMENTS]`.
//!
//! Random edits in many open documents, with requests in between and some of them cancelled, and bursts of 500 edits
//! during which nothing is read. At the end the last diagnostics of every document must be those of the same text in a
//! server that has seen nothing else, which they can only be if every edit has landed where the client made it; and
//! the memory in use may not have grown by more than a tenth from half of the edits to all: what is remembered of lines
//! is bounded, and fills up in the first half. Half of the changes do damage and half write a line anew, so that drafts
//! are about as long and as damaged at the end as in the middle: findings take memory, too.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark prints, and may stop"
)]

mod client;
mod drafts;

use std::cmp::Ordering;
use std::time::{Duration, Instant};

use client::Client;
use drafts::{Random, speech};
use serde_json::{Value, json};

/// What edits put in.
const INSERTED: [&str; 12] =
    ["，", "，，", "好", "再接再励", "😀", "\n", "\r\n", "一是", "“", "”", "2月30日", "各级各部门要抓好落实。"];

/// The text as the client has it, in UTF-16 as its columns count.
struct Copy {
    uri: String,
    units: Vec<u16>,
    /// How many there were at first.
    length: usize,
    /// Its lines as they were at first.
    lines: Vec<Vec<u16>>,
    version: i64,
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (edits, count) = (numbers.next().unwrap_or(10_000), numbers.next().unwrap_or(20));
    let started = Instant::now();
    let mut client = Client::start();
    let mut random = Random::new(42);
    let mut copies: Vec<Copy> = (0..count).map(|number| open(&mut client, number)).collect();
    let mut asked = Vec::new();
    let (mut before, mut cancelled) = (0, 0);
    for number in 0..2 * edits {
        client.pause_reading(true);
        let copy = random.below(copies.len());
        edit(&mut client, &mut copies[copy], &mut random);
        if number % 3 == 0 {
            let id = request(&mut client, &copies[copy], &mut random);
            if random.below(4) == 0 {
                client.notify("$/cancelRequest", json!({"id": id}));
                cancelled += 1;
            }
            asked.push(id);
        }
        // Nobody reads for 500 edits; then everything is.
        if number % 500 == 499 {
            client.pause_reading(false);
            for id in asked.drain(..) {
                client.response(id);
            }
            client.drain(Duration::from_millis(1));
        }
        if number == edits {
            client.pause_reading(false);
            for id in asked.drain(..) {
                client.response(id);
            }
            client.drain(Duration::from_secs(3));
            before = resident(client.process_id());
        }
    }
    client.pause_reading(false);
    for id in asked.drain(..) {
        client.response(id);
    }
    // The last word on every document, made with nothing else going on.
    let last: Vec<Value> = copies.iter_mut().map(|copy| last_word(&mut client, copy)).collect();
    let after = resident(client.process_id());
    client.stop();

    let mut fresh = Client::start();
    for (copy, last) in copies.iter().zip(&last) {
        let text = String::from_utf16(&copy.units).expect("whole characters");
        fresh.open(&copy.uri, &text);
        let expected = fresh.diagnostics(&copy.uri, 1).message["params"]["diagnostics"].take();
        assert_eq!(*last, expected, "{}", copy.uri);
    }
    fresh.stop();
    let growth = (after as f64 / before as f64 - 1.0) * 100.0;
    println!(
        "{} edits in {count} documents, {cancelled} requests cancelled: equal to a fresh check; memory {} MB after half \
         of them, {} MB at the end ({growth:+.1} %); {} s",
        2 * edits,
        before / 1024,
        after / 1024,
        started.elapsed().as_secs()
    );
    assert!(before == 0 || growth <= 10.0, "memory has grown by {growth:.1} %");
}

fn open(client: &mut Client, number: usize) -> Copy {
    let uri = format!("file:///draft-{number}.txt");
    let text = speech(2000 + 400 * number, u64::try_from(number).unwrap_or(0) + 1);
    client.open(&uri, &text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let lines = text.lines().map(|line| line.encode_utf16().collect()).collect();
    Copy { uri, length: units.len(), units, lines, version: 1 }
}

/// Makes one or two random changes, in the copy and in the server.
fn edit(client: &mut Client, copy: &mut Copy, random: &mut Random) {
    let changes: Vec<Value> = (0..=random.below(2)).map(|_| change(copy, random)).collect();
    copy.version += 1;
    let document = json!({"uri": copy.uri, "version": copy.version});
    client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
}

fn change(copy: &mut Copy, random: &mut Random) -> Value {
    let (start, end, text) = if random.below(2) == 0 { damage(copy, random) } else { line_anew(copy, random) };
    let range = json!({"start": position(&copy.units, start), "end": position(&copy.units, end)});
    let message = json!({"range": range, "text": String::from_utf16(&text).expect("whole characters")});
    copy.units.splice(start..end, text);
    message
}

/// Something random in place of a few characters.
fn damage(copy: &Copy, random: &mut Random) -> (usize, usize, Vec<u16>) {
    let start = boundary(&copy.units, random.below(copy.units.len() + 1));
    // A draft stays about as long as it was: otherwise memory would grow with the drafts.
    let most = if copy.units.len() > copy.length { 24 } else { 2 };
    let end = boundary(&copy.units, (start + random.below(most + 1)).min(copy.units.len())).max(start);
    (start, end, random.pick(&INSERTED).encode_utf16().collect())
}

/// One of the first lines in place of a line; nothing in its place in a draft that has become too long, and before it
/// in one that has become too short.
fn line_anew(copy: &Copy, random: &mut Random) -> (usize, usize, Vec<u16>) {
    let is_end = |unit: &u16| matches!(unit, 10 | 13);
    let at = boundary(&copy.units, random.below(copy.units.len() + 1));
    let start = copy.units[..at].iter().rposition(is_end).map_or(0, |before| before + 1);
    let end = copy.units[at..].iter().position(is_end).map_or(copy.units.len(), |after| at + after);
    let line = random.pick(&copy.lines).clone();
    match copy.units.len().cmp(&copy.length) {
        Ordering::Less => (start, start, [line, vec![10]].concat()),
        Ordering::Equal => (start, end, line),
        Ordering::Greater => (start, end, Vec::new()),
    }
}

/// `at`, or the start of the character or line end it lies in.
fn boundary(units: &[u16], at: usize) -> usize {
    let splits = at > 0
        && at < units.len()
        && ((0xdc00..0xe000).contains(&units[at]) || (units[at] == 10 && units[at - 1] == 13));
    if splits { at - 1 } else { at }
}

/// The line and column of a place, counted without the code under test.
fn position(units: &[u16], at: usize) -> Value {
    let (mut line, mut start) = (0, 0);
    for index in 0..at {
        let ends = units[index] == 10 || (units[index] == 13 && units.get(index + 1) != Some(&10));
        if ends {
            line += 1;
            start = index + 1;
        }
    }
    json!({"line": line, "character": at - start})
}

fn request(client: &mut Client, copy: &Copy, random: &mut Random) -> i64 {
    let document = json!({"uri": copy.uri});
    let place = position(&copy.units, boundary(&copy.units, random.below(copy.units.len() + 1)));
    let range = json!({"start": place, "end": place});
    match random.below(6) {
        0 => client.ask("textDocument/hover", json!({"textDocument": document, "position": place})),
        1 => {
            let params = json!({"textDocument": document, "range": range, "context": {"diagnostics": []}});
            client.ask("textDocument/codeAction", params)
        }
        2 => client.ask("textDocument/documentSymbol", json!({"textDocument": document})),
        3 => client.ask("textDocument/foldingRange", json!({"textDocument": document})),
        4 => client.ask("textDocument/documentHighlight", json!({"textDocument": document, "position": place})),
        _ => client.ask("textDocument/completion", json!({"textDocument": document, "position": place})),
    }
}

/// The diagnostics of the text as it is now, after one more edit that changes nothing.
fn last_word(client: &mut Client, copy: &mut Copy) -> Value {
    copy.version += 1;
    let document = json!({"uri": copy.uri, "version": copy.version});
    client.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": []}));
    let mut last = client.diagnostics(&copy.uri, copy.version);
    while let Some(next) = client.next_diagnostics(&copy.uri, copy.version, Duration::from_millis(700)) {
        last = next;
    }
    last.message["params"]["diagnostics"].take()
}

/// Memory in use, in KiB; 0 where the system does not say.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
