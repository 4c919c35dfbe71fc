//! Actions that make a finding go away without a change to the draft.

use serde_json::{Value, json};
use tower_lsp_server::ls_types::{CodeAction, CodeActionKind, Command};

use crate::baseline::fingerprint;
use crate::finding::Finding;
use crate::lsp::protocol::capabilities::{ADD_TO_DICTIONARY, ClientFeatures, IGNORE_HERE, IGNORE_RULE};
use crate::lsp::protocol::to_proto;
use crate::lsp::state::snapshot::Checked;
use crate::rules::Family;
use crate::text::slice;

/// So many characters of a finding are shown in a title.
const SHOWN: usize = 12;

/// For each word that is taken for a mistake: let it be right. For each finding: leave it. For each rule: switch it
/// off.
pub(super) fn actions(checked: &Checked, meant: &[&Finding], features: &ClientFeatures) -> Vec<CodeAction> {
    let text = checked.snapshot.document.text();
    let uri = checked.snapshot.uri.as_str();
    let mut actions: Vec<CodeAction> = Vec::new();
    let mut offer = |finding: &Finding, title: String, command: &str, argument: Value| {
        if actions.iter().all(|other| other.title != title) {
            let snapshot = &checked.snapshot;
            let diagnostic = to_proto::diagnostic(finding, &snapshot.uri, &snapshot.document, features);
            actions.push(CodeAction {
                title: title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic]),
                command: Some(Command::new(title, command.to_owned(), Some(vec![argument]))),
                ..CodeAction::default()
            });
        }
    };
    for finding in meant.iter().filter(|finding| finding.rule.family() == Family::Words) {
        if let Some(word) = finding.word(text) {
            for (scope, name) in [("workspace", "本项目词典"), ("user", "个人词典")] {
                let argument = json!({"uri": uri, "word": word, "scope": scope});
                offer(finding, format!("把“{word}”加入{name}"), ADD_TO_DICTIONARY, argument);
            }
        }
    }
    for finding in meant {
        let hash = fingerprint(text, finding.range);
        let argument = json!({"uri": uri, "code": finding.code(), "hash": hash});
        let shown: String = slice(text, finding.range).trim().chars().take(SHOWN).collect();
        offer(finding, format!("这一处“{shown}”不再提示（{}）", finding.code()), IGNORE_HERE, argument);
    }
    for finding in meant {
        let title = finding.rule.card().title;
        let argument = json!({"uri": uri, "code": finding.code()});
        offer(finding, format!("不再检查“{title}”（{}）", finding.code()), IGNORE_RULE, argument);
    }
    actions
}
