//! `textDocument/codeAction`: one quick-fix a repair, all repairs of one rule, what makes a finding go away for good,
//! the refactorings of the numbering, and one action that makes every safe repair of the draft.
//!
//! The order is always the same: preferred repairs, other ones, all of a rule, settings, refactorings, the whole draft.

mod bulk;
mod refactorings;
mod settings;

pub(in crate::lsp) use bulk::resolve;

use std::sync::Arc;

use tower_lsp_server::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeActionTriggerKind,
};

use crate::finding::{Finding, Fix};
use crate::lsp::protocol::capabilities::{ClientFeatures, FIX_ALL};
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::{Checked, Snapshot};
use crate::rules::HangsOn;

/// A selection with more findings than this is about repairs, not about what each rule or word should be.
const MAX_FOR_SETTINGS: usize = 8;

/// So many repairs are offered one by one: more than anybody reads. For the rest there are those of whole rules.
const MOST_REPAIRS: usize = 100;

/// Answers a request about `snapshot`, the text as it was when the request came in. Everything is computed from
/// it; the diagnostics that the client sends along may be of another text.
pub(in crate::lsp) async fn code_actions(
    session: &Arc<Session>,
    snapshot: Snapshot,
    params: CodeActionParams,
) -> Option<CodeActionResponse> {
    let features = session.features();
    if !features.code_actions {
        return None;
    }
    let wanted = Wanted::of(&params);
    let mut actions = Vec::new();
    let mut fix_all = None;
    if wanted.quick_fixes || wanted.fix_all {
        let mut checked = session.check_soon(snapshot.clone()).await?;
        if meant(&checked, &params, &features).iter().any(|finding| finding.rule.hangs_on == HangsOn::Draft) {
            checked = session.check(snapshot.clone()).await?;
        }
        if wanted.quick_fixes {
            let meant = meant(&checked, &params, &features);
            actions.extend(quick_fixes(&checked, &meant, &features));
            actions.extend(bulk::fix_rules(session, &checked, &meant).await);
            if meant.len() <= MAX_FOR_SETTINGS {
                actions.extend(settings::actions(&checked, &meant, &features));
            }
        }
        if wanted.fix_all {
            fix_all = bulk::fix_all(session, &checked).await;
        }
    }
    if !wanted.refactorings.is_empty() {
        actions.extend(refactorings::refactorings(session, &snapshot, params.range.start, wanted.refactorings).await);
    }
    Some(actions.into_iter().chain(fix_all).map(CodeActionOrCommand::CodeAction).collect())
}

/// Which kinds of action a request is after.
struct Wanted {
    quick_fixes: bool,
    fix_all: bool,
    refactorings: Vec<CodeActionKind>,
}

impl Wanted {
    /// A kind stands for itself and for all below it. A request that names none wants all, but one that an editor
    /// makes by itself at every movement of the cursor is not worth checking a draft several times over, nor should
    /// a light burn at every item only because it could be renumbered.
    fn of(params: &CodeActionParams) -> Self {
        match &params.context.only {
            Some(only) => {
                let wants = |kind: &CodeActionKind| only.iter().any(|wanted| covers(wanted.as_str(), kind.as_str()));
                let refactorings = refactorings::KINDS.into_iter().filter(wants).collect();
                Wanted { quick_fixes: wants(&CodeActionKind::QUICKFIX), fix_all: wants(&FIX_ALL), refactorings }
            }
            None => {
                let by_itself = params.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
                let refactorings = if by_itself { Vec::new() } else { refactorings::KINDS.to_vec() };
                Wanted { quick_fixes: true, fix_all: !by_itself, refactorings }
            }
        }
    }
}

/// Whether kind `wanted` is `kind` or stands above it.
fn covers(wanted: &str, kind: &str) -> bool {
    wanted.is_empty() || kind.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The findings that a request is about: those that touch its range. If there are none, those that the client
/// names and that still hold.
///
/// Neovim 0.10 needs the latter: it compares a column in bytes with a length in UTF-16 units and so, in the right
/// two thirds of a Chinese line, asks about the line's end; but it names the findings of the line.
fn meant<'a>(checked: &'a Checked, params: &CodeActionParams, features: &ClientFeatures) -> Vec<&'a Finding> {
    let document = &checked.snapshot.document;
    let range = from_proto::byte_range(document, params.range, features.encoding);
    // A cursor right behind a mistake is at it.
    let touched: Vec<&Finding> = checked.findings().iter().filter(|finding| finding.range.touches(range)).collect();
    if !touched.is_empty() {
        return touched;
    }
    let named = &params.context.diagnostics;
    let is_named = |finding: &&Finding| {
        let mut of_rule = named.iter().filter(|it| to_proto::is_code(it.code.as_ref(), finding.code())).peekable();
        of_rule.peek().is_some() && {
            let range = to_proto::range(document, finding.range, features.encoding);
            of_rule.any(|named| named.range == range)
        }
    };
    checked.findings().iter().filter(is_named).collect()
}

/// The repairs of `findings`: preferred ones first, else in the order of the findings.
fn quick_fixes(checked: &Checked, findings: &[&Finding], features: &ClientFeatures) -> Vec<CodeAction> {
    let mut offers: Vec<(&Finding, &Fix)> =
        findings.iter().flat_map(|&finding| finding.fixes.iter().map(move |fix| (finding, fix))).collect();
    offers.sort_by_key(|(_, fix)| !fix.preferred);
    offers
        .into_iter()
        .take(MOST_REPAIRS)
        .map(|(finding, fix)| quick_fix(finding, fix, &checked.snapshot, features))
        .collect()
}

fn quick_fix(finding: &Finding, fix: &Fix, snapshot: &Snapshot, features: &ClientFeatures) -> CodeAction {
    CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![to_proto::diagnostic(finding, &snapshot.uri, &snapshot.document, features)]),
        edit: Some(to_proto::workspace_edit(&fix.edits, snapshot, features)),
        is_preferred: Some(fix.preferred),
        ..CodeAction::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_covers_itself_and_what_lies_below() {
        for wanted in ["", "source", "source.fixAll", "source.fixAll.gaolint"] {
            assert!(covers(wanted, FIX_ALL.as_str()), "{wanted}");
        }
        for wanted in ["quickfix", "source.fix", "source.fixAll.other", "source.fixAll.gaolint.more"] {
            assert!(!covers(wanted, FIX_ALL.as_str()), "{wanted}");
        }
    }
}
