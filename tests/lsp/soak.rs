//! A storm of edits and requests, small enough for every day; `cargo bench --bench soak` is the large one.

use serde_json::{Value, json};

use crate::client::Client;

const INSERTED: [&str; 10] = ["，", "，，", "好", "再接再励", "😀", "\n", "\r\n", "一是", "“", "2月30日"];

/// A small generator of random numbers, so that every run is the same.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A text as the client has it: its lines without their ends, which are all `\n` or `\r\n` and change nothing here.
struct Copy {
    uri: String,
    units: Vec<u16>,
    version: i64,
}

impl Copy {
    fn text(&self) -> String {
        String::from_utf16(&self.units).unwrap()
    }

    /// A place between two characters, not inside a line end.
    fn place(&self, at: usize) -> usize {
        let is_inside = at > 0
            && at < self.units.len()
            && ((0xdc00..0xe000).contains(&self.units[at]) || (self.units[at] == 10 && self.units[at - 1] == 13));
        if is_inside { at - 1 } else { at }
    }

    fn position(&self, at: usize) -> Value {
        let ends = (0..at).filter(|&index| self.units[index] == 10);
        let (line, start) = ends.fold((0, 0), |(line, _), index| (line + 1, index + 1));
        json!({"line": line, "character": at - start})
    }

    fn change(&mut self, random: &mut Random) -> Value {
        let start = self.place(random.below(self.units.len() + 1));
        let end = self.place((start + random.below(6)).min(self.units.len())).max(start);
        let text = INSERTED[random.below(INSERTED.len())];
        let range = json!({"start": self.position(start), "end": self.position(end)});
        self.units.splice(start..end, text.encode_utf16());
        json!({"range": range, "text": text})
    }
}

async fn request(client: &mut Client, copy: &Copy, random: &mut Random) -> i64 {
    let document = json!({"uri": copy.uri});
    let place = copy.position(copy.place(random.below(copy.units.len() + 1)));
    let methods = ["hover", "codeAction", "documentSymbol", "foldingRange", "documentHighlight", "completion"];
    let params = json!({
        "textDocument": document,
        "position": place,
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    });
    client.ask(&format!("textDocument/{}", methods[random.below(methods.len())]), params).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_storm_everything_is_as_in_a_fresh_server() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut client = Client::start().await;
    let mut copies = Vec::new();
    for number in 0..4 {
        let text = "会议强调，要抓好落实。\n各级各部门要迅速行动，抓好秋粮收购。\n".repeat(number + 1);
        let uri = format!("file:///draft-{number}.txt");
        client.open(&uri, &text).await;
        copies.push(Copy { uri, units: text.encode_utf16().collect(), version: 1 });
    }
    for _ in 0..3 {
        let mut asked = Vec::new();
        // More than the library's queues hold, and nothing is read meanwhile.
        for number in 0..200 {
            let copy = random.below(copies.len());
            let copy = &mut copies[copy];
            let changes: Vec<Value> = (0..=random.below(2)).map(|_| copy.change(&mut random)).collect();
            copy.version += 1;
            client.change(&copy.uri.clone(), copy.version, Value::Array(changes)).await;
            if number % 2 == 0 {
                let id = request(&mut client, copy, &mut random).await;
                if random.below(4) == 0 {
                    client.notify("$/cancelRequest", json!({"id": id})).await;
                }
                asked.push(id);
            }
        }
        for id in asked {
            client.response(id).await;
        }
    }
    let mut fresh = Client::start().await;
    for copy in &mut copies {
        // The last word on the text as it is: every edit has landed where the client made it, or this differs.
        copy.version += 1;
        client.change(&copy.uri, copy.version, json!([])).await;
        fresh.open(&copy.uri, &copy.text()).await;
        let expected = fresh.all_diagnostics(&copy.uri, 1).await;
        // On a slow machine a quick answer comes first; waiting for the right one fails if it never comes.
        while client.all_diagnostics(&copy.uri, copy.version).await != expected {}
    }
}
