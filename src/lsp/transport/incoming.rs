//! What a client says, made of the bytes of a message. Whatever they are, something comes of them: a message, or the
//! word that there was none and what may have been lost with it.

use std::borrow::Cow;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::{Map, Value};
use tower_lsp_server::jsonrpc::{Error, Id, Request, Response};
use tower_lsp_server::ls_types::notification::{DidChangeTextDocument, Notification};
use tower_lsp_server::ls_types::{DidChangeTextDocumentParams, Uri};

use super::lenient_uris;

/// A message.
#[derive(Debug)]
pub(in crate::lsp) enum Incoming {
    /// A request or a notification.
    Request(Request),
    /// An answer to a request of ours.
    Response(Response),
    /// Neither.
    Unreadable(Unreadable),
}

/// A message that could not be understood.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Unreadable {
    /// What to answer, where something is to be answered.
    pub(in crate::lsp) answers: Vec<Response>,
    /// Why, for the log.
    pub(in crate::lsp) reason: String,
    /// The files whose text may be another one now.
    pub(in crate::lsp) lost: Vec<Lost>,
}

/// A change that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lsp) enum Lost {
    /// To this file.
    Of(Uri),
    /// To a file that it does not name.
    OfAny,
}

impl Incoming {
    /// Reads the body of a message. Bytes that are no text and halves of surrogate pairs become U+FFFD.
    pub(in crate::lsp) fn read(body: &[u8]) -> Self {
        if let Ok(value) = serde_json::from_slice(body) {
            return Incoming::of(value);
        }
        let text = whole_characters(body);
        match serde_json::from_str(&text) {
            Ok(value) => Incoming::of(value),
            Err(error) => Incoming::Unreadable(broken(&text, &error)),
        }
    }

    fn of(value: Value) -> Self {
        match value {
            Value::Object(members) => of_members(members),
            Value::Array(items) => Incoming::Unreadable(refused_batch(items)),
            other => Incoming::Unreadable(invalid(None, format!("不是消息：{other}"))),
        }
    }
}

fn of_members(mut members: Map<String, Value>) -> Incoming {
    let id = members.remove("id");
    let Some(method) = members.remove("method") else { return response(id, members) };
    let mut params = members.remove("params");
    if let Some(params) = &mut params {
        lenient_uris::mend(params);
    }
    let lost = lost_change(method.as_str(), params.as_ref());
    let (Value::String(method), true) = (method, lost.is_none()) else {
        return Incoming::Unreadable(Unreadable {
            lost: lost.into_iter().collect(),
            ..invalid(id.as_ref(), "改动或方法名无法读取".to_owned())
        });
    };
    let mut request = Request::build(method);
    if let Some(id) = id {
        match as_id(&id) {
            Some(id) => request = request.id(id),
            None => return Incoming::Unreadable(invalid(Some(&id), format!("请求的编号 {id} 无效"))),
        }
    }
    if let Some(params) = params {
        request = request.params(params);
    }
    Incoming::Request(request.finish())
}

/// An answer; one that says neither what came of it nor what went wrong means that nothing came of it.
fn response(id: Option<Value>, mut members: Map<String, Value>) -> Incoming {
    let Some(id) = id.as_ref().and_then(as_id) else {
        return Incoming::Unreadable(invalid(None, "既没有方法名，也没有有效的编号".to_owned()));
    };
    match members.remove("error").filter(|error| !error.is_null()) {
        None => Incoming::Response(Response::from_ok(id, members.remove("result").unwrap_or_default())),
        Some(error) => {
            let error = serde_json::from_value(error).unwrap_or_else(|_| Error::internal_error());
            Incoming::Response(Response::from_error(id, error))
        }
    }
}

fn as_id(value: &Value) -> Option<Id> {
    match value {
        Value::String(id) => Some(Id::String(id.clone())),
        Value::Number(id) => id.as_i64().map(Id::Number),
        Value::Null => Some(Id::Null),
        _ => None,
    }
}

/// The change that would be passed over: the library drops what it cannot read without a word.
fn lost_change(method: Option<&str>, params: Option<&Value>) -> Option<Lost> {
    if method != Some(DidChangeTextDocument::METHOD) {
        return None;
    }
    let Some(params) = params else { return Some(Lost::OfAny) };
    if DidChangeTextDocumentParams::deserialize(params).is_ok() {
        return None;
    }
    let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
    Some(uri.and_then(|uri| Uri::from_str(uri).ok()).map_or(Lost::OfAny, Lost::Of))
}

/// A message that is not what it should be. An answer goes to whoever gave an id; to an id that is none, none can.
fn invalid(id: Option<&Value>, reason: String) -> Unreadable {
    let answer = |id: &Value| Response::from_error(as_id(id).unwrap_or(Id::Null), Error::invalid_request());
    Unreadable { answers: id.map(answer).into_iter().collect(), reason, lost: Vec::new() }
}

/// The protocol has no batches: nothing of it is done, and each part is told so.
fn refused_batch(items: Vec<Value>) -> Unreadable {
    let mut refused = Unreadable { reason: "协议不允许成批的消息".to_owned(), ..Unreadable::default() };
    for item in &items {
        let method = item.get("method").and_then(Value::as_str);
        if method.is_some() {
            refused.answers.extend(item.get("id").into_iter().flat_map(|id| invalid(Some(id), String::new()).answers));
        }
        if method == Some(DidChangeTextDocument::METHOD) {
            let uri = item.pointer("/params/textDocument/uri").and_then(Value::as_str);
            refused.lost.push(uri.map_or(Lost::OfAny, lost_of));
        }
    }
    refused
}

/// A message that is no JSON. What stands before its parameters may still say who waits for an answer.
fn broken(text: &str, error: &serde_json::Error) -> Unreadable {
    let head = text.split_once("\"params\"").map_or(text, |(head, _)| head);
    let id = member(head, "id");
    let method = member(head, "method");
    let is_change = method.as_ref().and_then(Value::as_str) == Some(DidChangeTextDocument::METHOD);
    let uri = || member(text, "uri").as_ref().and_then(Value::as_str).map_or(Lost::OfAny, lost_of);
    let answer = |id| Response::from_error(id, Error::parse_error());
    Unreadable {
        answers: id.as_ref().and_then(as_id).map(answer).into_iter().collect(),
        reason: format!("不是 JSON：{error}"),
        lost: is_change.then(uri).into_iter().collect(),
    }
}

fn lost_of(uri: &str) -> Lost {
    let mut uri = uri.to_owned();
    lenient_uris::mend_uri(&mut uri);
    Uri::from_str(&uri).map_or(Lost::OfAny, Lost::Of)
}

/// The value of the first member of this name in broken JSON.
fn member(text: &str, name: &str) -> Option<Value> {
    let (_, rest) = text.split_once(&format!("\"{name}\""))?;
    let value = rest.trim_start().strip_prefix(':')?;
    serde_json::Deserializer::from_str(value).into_iter().next()?.ok()
}

/// The text of a message with U+FFFD for what is no character: bytes that are no UTF-8, halves of surrogate pairs as
/// they are or as escapes. Each half stays one unit of UTF-16, so that columns behind it are counted as the client does.
fn whole_characters(body: &[u8]) -> String {
    let mut bytes = body.to_vec();
    let mut at = 0;
    while let Some(half) = bytes.get_mut(at..at + 3) {
        if let [0xed, 0xa0..=0xbf, 0x80..=0xbf] = half {
            half.copy_from_slice("\u{fffd}".as_bytes());
        }
        at += 1;
    }
    let text = String::from_utf8_lossy(&bytes);
    without_half_pairs(&text).into_owned()
}

/// `text` with `\ufffd` for every escaped half of a pair whose other half is not there.
fn without_half_pairs(text: &str) -> Cow<'_, str> {
    if !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        result.push_str(before);
        let (length, is_half) = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, false),
            (Some(0xd800..=0xdfff), _) => (6, true),
            (Some(_), _) => (6, false),
            // A backslash and what it stands before, which may be another backslash.
            (None, _) => (1 + escape.chars().nth(1).map_or(0, char::len_utf8), false),
        };
        let (escape, behind) = escape.split_at(length);
        result.push_str(if is_half { "\\ufffd" } else { escape });
        rest = behind;
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// The unit of UTF-16 that an escape at the start of `text` stands for.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hexadecimal.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(body: &[u8]) -> Request {
        match Incoming::read(body) {
            Incoming::Request(request) => request,
            other => panic!("{other:?}"),
        }
    }

    fn unreadable(body: &str) -> Unreadable {
        match Incoming::read(body.as_bytes()) {
            Incoming::Unreadable(unreadable) => unreadable,
            other => panic!("{other:?}"),
        }
    }

    fn answers(body: &str) -> Vec<(Id, i64)> {
        let answers = unreadable(body).answers.into_iter();
        answers.map(|answer| (answer.id().clone(), answer.error().unwrap().code.code())).collect()
    }

    fn text_of(text: &[u8]) -> Value {
        let body = [br#"{"method":"m","params":{"text":""#, text, br#""}}"#].concat();
        request(&body).params().unwrap()["text"].clone()
    }

    #[test]
    fn what_is_no_character_becomes_one_of_the_same_width() {
        assert_eq!(text_of(br"a\ud83db"), "a\u{fffd}b");
        assert_eq!(text_of(br"\uDE00\ud83d\ud83d\ude00\u7a3f"), "\u{fffd}\u{fffd}😀稿");
        assert_eq!(text_of(br"\\ud83d\ud83d\n\\\\"), "\\ud83d\u{fffd}\n\\\\");
        assert_eq!(text_of("稿同".as_bytes().get(..5).unwrap()), "稿\u{fffd}");
        assert_eq!(text_of(b"\xed\xa0\xbd!"), "\u{fffd}!");
    }

    #[test]
    fn a_message_may_say_things_twice_or_leave_out_its_version() {
        let read = request(br#"{"id":7,"id":7,"method":"shutdown"}"#);
        assert_eq!((read.method(), read.id()), ("shutdown", Some(&Id::Number(7))));
        let read = request("{\"method\":\"m\",\"params\":{\"uri\":\"file:///稿.txt\"}}".as_bytes());
        assert_eq!((read.id(), read.params().unwrap()), (None, &json!({"uri": "file:///%E7%A8%BF.txt"})));
    }

    #[test]
    fn answers_of_every_shape_are_taken() {
        let read = |body: &str| match Incoming::read(body.as_bytes()) {
            Incoming::Response(response) => response,
            other => panic!("{other:?}"),
        };
        assert_eq!(read(r#"{"jsonrpc":"2.0","id":1,"result":[2]}"#), Response::from_ok(Id::Number(1), json!([2])));
        assert_eq!(read(r#"{"id":1}"#), Response::from_ok(Id::Number(1), Value::Null));
        assert_eq!(read(r#"{"id":1,"result":null,"error":null}"#), Response::from_ok(Id::Number(1), Value::Null));
        assert!(read(r#"{"id":"a","error":{"code":-32601,"message":"?"}}"#).is_error());
    }

    #[test]
    fn what_is_no_message_is_answered_where_there_is_somebody_to_answer() {
        assert_eq!(answers(r#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#), [(Id::Null, -32600)]);
        assert_eq!(
            answers(r#"[{"id":5,"method":"shutdown"},{"method":"m"},{"id":6,"result":1},3]"#),
            [(Id::Number(5), -32600)]
        );
        assert_eq!(
            answers(r#"{"jsonrpc": "2.0", "id" : "x", "method": "m", "params": {"#),
            [(Id::String("x".to_owned()), -32700)]
        );
        for body in ["{bad json}", "7", "", r#"{"method":"m","params":{"id":3}"#, r#"{"method":3}"#, "{}"] {
            assert_eq!(answers(body), [], "{body}");
        }
    }

    #[test]
    fn a_change_that_cannot_be_read_is_known_to_be_lost() {
        let draft = || vec![Lost::Of(Uri::from_str("file:///%E7%A8%BF").unwrap())];
        let change = r#""method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///稿","version""#;
        for rest in [":2", ":2}", r#":"x"},"contentChanges":[]}}"#, r#":2},"contentChanges":[{"text":3}]}}"#] {
            assert_eq!(unreadable(&format!("{{{change}{rest}")).lost, draft(), "{rest}");
        }
        let batch = format!("[{{{change}:2}},\"contentChanges\":[]}}}}]").replace("}}]", "}]");
        assert_eq!(unreadable(&batch).lost, draft(), "{batch}");
        assert_eq!(unreadable(r#"{"method":"textDocument/didChange"}"#).lost, [Lost::OfAny]);
        assert_eq!(unreadable(r#"{"method":"textDocument/didSave","params":{"#).lost, []);
    }
}
