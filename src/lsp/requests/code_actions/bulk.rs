//! Actions that repair many places at once. Where the client can, their edits are worked out when one is chosen.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types::{CodeAction, CodeActionKind, Uri};

use crate::finding::{Applicability, Finding};
use crate::lsp::protocol::capabilities::FIX_ALL;
use crate::lsp::protocol::to_proto;
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::{Checked, Snapshot};

/// What an action repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Everything that is safe.
    Safe,
    /// The preferred repairs of one rule: all of them, or the safe ones.
    Rule(&'static str, Applicability),
}

/// One action for each rule that has found what is `meant` and more of the same that can be repaired.
pub(super) async fn fix_rules(session: &Arc<Session>, checked: &Checked, meant: &[&Finding]) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    let mut codes: Vec<&'static str> = Vec::new();
    for finding in meant.iter().filter(|finding| finding.preferred_fix().is_some()) {
        if !codes.contains(&finding.code()) {
            codes.push(finding.code());
        }
    }
    let counts = counts(checked.findings());
    for code in codes {
        let Some(&Counts { safe, all }) = counts.get(code) else { continue };
        let (name, title) = (code, crate::rules::find(code).map_or(code, |rule| rule.card().title));
        // Safe ones first: whoever wants the others, too, asks for them.
        for (count, allowed) in [(safe, Applicability::Safe), (all, Applicability::Unsafe)] {
            let is_more = allowed == Applicability::Safe || all > safe;
            if count > 1 && is_more {
                let doubt = if allowed == Applicability::Unsafe { "，请逐处核对" } else { "" };
                let title = format!("改正全文的“{title}”（{name}，{count} 处{doubt}）");
                let scope = Scope::Rule(code, allowed);
                actions.extend(action(session, &checked.snapshot, scope, title, CodeActionKind::QUICKFIX).await);
            }
        }
    }
    actions
}

/// How many findings of a rule can be repaired.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    safe: usize,
    all: usize,
}

fn counts(findings: &[Finding]) -> BTreeMap<&'static str, Counts> {
    let mut counts: BTreeMap<&'static str, Counts> = BTreeMap::new();
    for finding in findings {
        if let Some(fix) = finding.preferred_fix() {
            let counts = counts.entry(finding.code()).or_default();
            counts.all += 1;
            counts.safe += usize::from(fix.applicability == Applicability::Safe);
        }
    }
    counts
}

/// Every safe repair, until there is none left, as one edit of the draft.
pub(super) async fn fix_all(session: &Arc<Session>, checked: &Checked) -> Option<CodeAction> {
    let count: usize = counts(checked.findings()).values().map(|counts| counts.safe).sum();
    if count == 0 {
        return None;
    }
    let title = format!("改正全部可自动修改的问题（{count} 处）");
    action(session, &checked.snapshot, Scope::Safe, title, FIX_ALL).await
}

/// An action with its edit, or with what [`resolve`] needs to find it.
async fn action(
    session: &Arc<Session>,
    snapshot: &Snapshot,
    scope: Scope,
    title: String,
    kind: CodeActionKind,
) -> Option<CodeAction> {
    let mut action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
    if session.features().resolves_edits {
        action.data = Some(to_data(snapshot, scope));
        return Some(action);
    }
    action.edit = Some(edit(session, snapshot, scope).await?);
    Some(action)
}

/// The edit; `None` where it would change nothing or could not be worked out.
async fn edit(
    session: &Arc<Session>,
    snapshot: &Snapshot,
    scope: Scope,
) -> Option<tower_lsp_server::ls_types::WorkspaceEdit> {
    let (code, allowed) = match scope {
        Scope::Safe => (None, Applicability::Safe),
        Scope::Rule(code, allowed) => (Some(code), allowed),
    };
    let is_meant = move |_: &str, finding: &Finding| code.is_none_or(|code| finding.code() == code);
    let repaired = session.repair(snapshot, allowed, is_meant).await?;
    let changes = !repaired.edits.is_empty();
    changes.then(|| to_proto::workspace_edit(&repaired.edits, snapshot, &session.features()))
}

/// `codeAction/resolve`: the edit of an action that was offered without.
pub(in crate::lsp) async fn resolve(session: &Arc<Session>, mut action: CodeAction) -> Result<CodeAction> {
    if action.edit.is_some() {
        return Ok(action);
    }
    let Some((uri, version, scope)) = action.data.as_ref().and_then(from_data) else { return Ok(action) };
    let stale = || Error {
        message: "稿件已有改动，请重新选择。".into(), ..Error::new(ErrorCode::ContentModified)
    };
    let snapshot = session.documents.snapshot(&uri).filter(|snapshot| snapshot.version == version);
    let snapshot = snapshot.ok_or_else(stale)?;
    action.edit = edit(session, &snapshot, scope).await;
    Ok(action)
}

fn to_data(snapshot: &Snapshot, scope: Scope) -> Value {
    let (code, with_unsafe) = match scope {
        Scope::Safe => (None, false),
        Scope::Rule(code, allowed) => (Some(code), allowed == Applicability::Unsafe),
    };
    json!({"uri": snapshot.uri.as_str(), "version": snapshot.version, "code": code, "unsafe": with_unsafe})
}

fn from_data(data: &Value) -> Option<(Uri, i32, Scope)> {
    let uri = Uri::from_str(data.get("uri")?.as_str()?).ok()?;
    let version = i32::try_from(data.get("version")?.as_i64()?).ok()?;
    // Some clients drop what is null.
    let scope = match data.get("code").and_then(Value::as_str) {
        None => Scope::Safe,
        Some(code) => {
            let with_unsafe = data.get("unsafe")?.as_bool()?;
            let allowed = if with_unsafe { Applicability::Unsafe } else { Applicability::Safe };
            Scope::Rule(crate::rules::find(code)?.card().code, allowed)
        }
    };
    Some((uri, version, scope))
}
