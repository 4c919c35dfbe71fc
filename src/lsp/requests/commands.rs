//! `workspace/executeCommand`.

use std::str::FromStr;
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{ExecuteCommandParams, MessageType, ProgressToken, Uri};

use super::configure;
use crate::finding::Applicability;
use crate::lsp::protocol::capabilities::{
    ADD_TO_DICTIONARY, CHECK_WORKSPACE, CLEAN_RESIDUE, IGNORE_HERE, IGNORE_RULE, RESTART, RULES, STATUS,
};
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::lsp::work::pool::Urgency;
use crate::lsp::work::progress::Progress;
use crate::rules;

/// Runs a command.
pub(in crate::lsp) async fn execute(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let argument = params.arguments.first().unwrap_or(&Value::Null);
    match params.command.as_str() {
        CHECK_WORKSPACE => check_workspace(session, params.work_done_progress_params.work_done_token).await.map(Some),
        RESTART => {
            session.restart();
            Ok(None)
        }
        RULES => Ok(Some(all_rules())),
        STATUS => status(session, argument).await.map(Some),
        CLEAN_RESIDUE => clean_residue(session, argument).await.map(Some),
        ADD_TO_DICTIONARY => configure::add_to_dictionary(session, argument).await.map(|()| None),
        IGNORE_RULE => configure::ignore_rule(session, argument).await.map(|()| None),
        IGNORE_HERE => configure::ignore_here(session, argument).await.map(|()| None),
        other => Err(Error::invalid_params(format!("没有命令“{other}”。"))),
    }
}

/// What a command could not do, as the user should read it.
pub(in crate::lsp) fn refusal(message: impl Into<String>) -> Error {
    Error { message: message.into().into(), ..Error::invalid_request() }
}

/// The file that an argument names: `{"uri": …}` or the URI alone.
pub(in crate::lsp) fn uri_of(argument: &Value) -> Result<Uri> {
    let text = argument.get("uri").unwrap_or(argument).as_str();
    let uri = text.and_then(|text| Uri::from_str(text).ok());
    uri.ok_or_else(|| Error::invalid_params("命令的参数应写明文件：{\"uri\": \"file:///…\"}。"))
}

fn open_draft(session: &Session, argument: &Value) -> Result<Snapshot> {
    let uri = uri_of(argument)?;
    session.documents.snapshot(&uri).ok_or_else(|| refusal(format!("{} 没有打开。", uri.as_str())))
}

async fn check_workspace(session: &Arc<Session>, token: Option<ProgressToken>) -> Result<Value> {
    let mut progress = Progress::begin(session, token, "检查工作区的稿件");
    let targets = session.targets(true).await;
    let total = targets.len();
    let mut reports = session.check_targets(targets);
    let mut sum = [0; 3];
    let mut pushed = std::collections::BTreeSet::new();
    for done in 0.. {
        let report = tokio::select! {
            report = reports.recv() => report,
            () = progress.cancelled() => return Err(Error::request_cancelled()),
        };
        let Some(report) = report else { break };
        progress.report(done + 1, total);
        let Some(report) = report else { continue };
        for (sum, count) in sum.iter_mut().zip(report.counts) {
            *sum += count;
        }
        if report.version.is_none() && !session.features().pulls {
            pushed.extend(from_proto::file_path(&report.uri));
            session.publish_report(&report).await;
        }
    }
    for vanished in session.workspace.published.replace(pushed) {
        session.take_back(&vanished).await;
    }
    session.refresh_pulled();
    let [error, warning, info] = sum;
    let message = format!("已检查 {total} 份稿件：必改 {error} 处，建议 {warning} 处，提示 {info} 处。");
    session.tell(MessageType::INFO, message);
    Ok(json!({"files": total, "error": error, "warning": warning, "info": info}))
}

/// The version, the model and the settings file in use for the draft at a URI, which need not be open.
async fn status(session: &Arc<Session>, argument: &Value) -> Result<Value> {
    let uri = uri_of(argument)?;
    let asking = Arc::clone(session);
    let asked = session.pool.run(Urgency::Prompt, move || {
        let session = asking;
        let checker = session.checker(&uri)?;
        let file = session.settings.file_for(&uri);
        let model = checker.model().map(|model| {
            // A model of one's own that cannot be used leaves no trace in the settings in force.
            json!({"name": model.information().name, "file": checker.config().model})
        });
        Some(json!({"version": env!("CARGO_PKG_VERSION"), "model": model, "settings": file}))
    });
    asked.await.flatten().ok_or_else(Error::internal_error)
}

fn all_rules() -> Value {
    let cards = rules::RULES.iter().map(|rule| rule.card());
    cards.map(|card| json!({"code": card.code, "name": card.name, "title": card.title})).collect()
}

/// As `gaolint clean`: only what belongs to residue, and only what certainly does.
async fn clean_residue(session: &Arc<Session>, argument: &Value) -> Result<Value> {
    let snapshot = open_draft(session, argument)?;
    let features = session.features();
    if !features.applies_edits {
        return Err(refusal("这个编辑器不让服务器修改稿件，请改用命令行 gaolint clean。"));
    }
    let is_residue = |_: &str, finding: &crate::finding::Finding| finding.rule.family() == rules::Family::Residue;
    let repaired = session.repair(&snapshot, Applicability::Safe, is_residue).await;
    let repaired = repaired.ok_or_else(|| refusal("检查时程序出错，稿件没有改动。"))?;
    if repaired.edits.is_empty() {
        session.tell(MessageType::INFO, "没有可清理的残留。".to_owned());
    } else {
        let edit = to_proto::workspace_edit(&repaired.edits, &snapshot, &features);
        session.apply(edit, format!("清理残留（{} 处）", repaired.count));
    }
    Ok(json!({"removed": repaired.count}))
}
