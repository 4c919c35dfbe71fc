//! Makes proper URIs of what clients send instead, such as `file:///讲话稿.txt`.
//!
//! The library drops a message whose URI breaks RFC 3986, and it drops a notification in silence: the draft
//! would never be checked and nobody would know why. Here such URIs are encoded before the library sees them.

use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;
use tower_lsp_server::ls_types::Uri;

/// What no URI may contain raw. Everything beyond ASCII is encoded in any case.
const FORBIDDEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Mends every member that holds a URI by its name, however deep.
pub(in crate::lsp) fn mend(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mend),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(uri) if matches!(name.as_str(), "uri" | "rootUri") => mend_uri(uri),
                    member => mend(member),
                }
            }
        }
        _ => {}
    }
}

/// Mends one URI, if it is none.
pub(in crate::lsp) fn mend_uri(uri: &mut String) {
    if Uri::from_str(uri).is_ok() {
        return;
    }
    let mut mended = utf8_percent_encode(uri, FORBIDDEN).to_string();
    if Uri::from_str(&mended).is_err() {
        // What is left is a percent sign that stands for itself.
        mended = mended_percents(&mended);
    }
    *uri = mended;
}

/// `text` with every `%` encoded that no two hexadecimal digits follow.
fn mended_percents(text: &str) -> String {
    let mut parts = text.split('%');
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_code = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        result.push_str(if is_code { "%" } else { "%25" });
        result.push_str(part);
    }
    result
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_broken_uris_are_changed_wherever_they_stand() {
        let mut params = json!({
            "textDocument": {"uri": "file:///讲话稿 [1].txt", "text": "稿 [1]"},
            "changes": [{"uri": "file:///100%25%20a"}, {"uri": "file:///100%稿"}],
            "rootUri": null,
        });
        mend(&mut params);
        let expected = json!({
            "textDocument": {"uri": "file:///%E8%AE%B2%E8%AF%9D%E7%A8%BF%20%5B1%5D.txt", "text": "稿 [1]"},
            "changes": [{"uri": "file:///100%25%20a"}, {"uri": "file:///100%25%E7%A8%BF"}],
            "rootUri": null,
        });
        assert_eq!(params, expected);
    }
}
