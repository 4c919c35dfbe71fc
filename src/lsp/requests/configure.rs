//! The commands that change what is shown from now on: words that are right, rules that are switched off, findings
//! that are to be left.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{MessageType, Uri, WorkspaceEdit};

use super::commands::{refusal, uri_of};
use super::settings_edit::with_entry;
use crate::baseline::{self, Baseline, fingerprint};
use crate::config::{Config, FILE_NAME};
use crate::disk::{project, user_dictionary, write};
use crate::draft::Draft;
use crate::finding::Finding;
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::work::minimal_edits;
use crate::lsp::work::pool::Urgency;

/// `{"uri": …, "word": …, "scope": "workspace" | "user"}`.
pub(in crate::lsp) async fn add_to_dictionary(session: &Arc<Session>, argument: &Value) -> Result<()> {
    let uri = uri_of(argument)?;
    let word = string(argument, "word")?.trim().to_owned();
    if word.is_empty() || word.contains(['\n', '\r']) {
        return Err(Error::invalid_params("参数 word 应是一个词，不能为空，不能换行。"));
    }
    match argument.get("scope").and_then(Value::as_str).unwrap_or("workspace") {
        "workspace" => enter(session, uri, "dictionary", word).await,
        "user" => in_pool(session, move |session| add_for_user(session, &word)).await,
        other => Err(Error::invalid_params(format!("参数 scope 应为 workspace 或 user，不能是“{other}”。"))),
    }
}

/// `{"uri": …, "code": …}`.
pub(in crate::lsp) async fn ignore_rule(session: &Arc<Session>, argument: &Value) -> Result<()> {
    let uri = uri_of(argument)?;
    let code = string(argument, "code")?;
    let rule = crate::rules::find(&code).ok_or_else(|| Error::invalid_params(format!("没有规则“{code}”。")))?;
    enter(session, uri, "ignore", rule.card().code.to_owned()).await
}

fn string(argument: &Value, key: &str) -> Result<String> {
    let value = argument.get(key).and_then(Value::as_str).map(str::to_owned);
    value.ok_or_else(|| Error::invalid_params(format!("命令缺少参数 {key}。")))
}

async fn in_pool(
    session: &Arc<Session>,
    work: impl FnOnce(&Arc<Session>) -> Result<()> + Send + 'static,
) -> Result<()> {
    let working = Arc::clone(session);
    let done = session.pool.run(Urgency::Prompt, move || work(&working)).await;
    done.unwrap_or_else(|| Err(Error::internal_error()))
}

fn add_for_user(session: &Arc<Session>, word: &str) -> Result<()> {
    let path = session.settings.user_dictionary().ok_or_else(|| refusal("找不到存放个人词典的文件夹。"))?;
    user_dictionary::add(path, word).map_err(|reason| refusal(format!("写不了 {}：{reason}。", path.display())))?;
    session.settings_changed();
    Ok(())
}

/// Adds an entry to the list under `key` in the settings file of the draft at `uri`.
async fn enter(session: &Arc<Session>, uri: Uri, key: &'static str, entry: String) -> Result<()> {
    if session.settings.is_overridden(key) {
        let message =
            format!("编辑器设置 gaolint.{key} 优先于 {FILE_NAME}，写进文件也不起作用。请在编辑器设置里添加“{entry}”。");
        return Err(refusal(message));
    }
    in_pool(session, move |session| {
        let path = settings_file(session, &uri)?;
        change_file(session, &path, |text| changed(&path, text, key, &entry))
    })
    .await
}

/// `{"uri": …, "code": …, "hash": …}`, the hash being the fingerprint of the finding's place.
pub(in crate::lsp) async fn ignore_here(session: &Arc<Session>, argument: &Value) -> Result<()> {
    let uri = uri_of(argument)?;
    let (code, hash) = (string(argument, "code")?, string(argument, "hash")?);
    let draft = from_proto::file_path(&uri);
    let draft = draft.ok_or_else(|| refusal("稿件还没有保存，记不进基线。请先保存稿件。"))?;
    let snapshot = session.documents.snapshot(&uri);
    let snapshot = snapshot.ok_or_else(|| refusal(format!("{} 没有打开。", draft.display())))?;
    let checked = session.check(snapshot).await.ok_or_else(Error::internal_error)?;
    in_pool(session, move |session| {
        let text = checked.snapshot.document.text();
        let is_meant = |finding: &&Finding| finding.code() == code && fingerprint(text, finding.range) == hash;
        let finding = checked.findings().iter().find(is_meant);
        let finding = finding.ok_or_else(|| refusal("稿件已有改动，这个问题不在了。"))?;
        let checker = session.checker(&uri).ok_or_else(Error::internal_error)?;
        // A habit is left at all of its places.
        let left = Draft::of_text(checked.snapshot.kind, text).spoken_for(finding, &checker);
        let start = draft.parent().unwrap_or(Path::new("/"));
        let folder = project::folder(start)
            .or_else(|| session.workspace.folder_of(&draft))
            .unwrap_or_else(|| start.to_path_buf());
        let path = folder.join(baseline::FILE_NAME);
        change_file(session, &path, |old| {
            let mut known = if old.is_empty() { Baseline::default() } else { parsed(&path, old)? };
            known.add(&baseline::file_key(&folder, &draft), text, &left);
            Ok(known.to_json())
        })
    })
    .await
}

fn parsed(path: &Path, text: &str) -> Result<Baseline> {
    Baseline::parse(text).map_err(|error| refusal(format!("{}：{}。没有改动。", path.display(), error.message)))
}

/// Writes a changed text into a settings file, or has the editor change it where it is open.
fn change_file(session: &Arc<Session>, path: &Path, change: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    if let Some(open) = Uri::from_file_path(path).and_then(|uri| session.documents.snapshot(&uri)) {
        let text = open.document.text();
        let edits = minimal_edits::minimal_edits(text, &change(text)?);
        let edit = to_proto::workspace_edit(&edits, &open, &session.features());
        return session.write_into_open_file(edit, path, !edits.is_empty());
    }
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(refusal(format!("读不了 {}：{error}。", path.display()))),
    };
    let changed = change(&text)?;
    if changed != text {
        write::whole(path, changed.as_bytes())
            .map_err(|error| refusal(format!("写不了 {}：{error}。", path.display())))?;
    }
    session.settings_changed();
    Ok(())
}

fn changed(path: &Path, text: &str, key: &str, entry: &str) -> Result<String> {
    with_entry(text, key, entry).map_err(|error| {
        let place = error.line.map_or_else(String::new, |line| format!(" 第 {line} 行"));
        let reason = error.message.trim_end_matches('。').to_owned();
        refusal(format!("{}{place}：{reason}。没有改动，请先改正。", path.display()))
    })
}

/// The settings file that holds for a draft, or the one to make: in the workspace folder, else beside the draft.
fn settings_file(session: &Session, uri: &Uri) -> Result<PathBuf> {
    let draft = from_proto::file_path(uri);
    let folder = draft.as_deref().and_then(Path::parent).map(Path::to_owned);
    let start = folder.or_else(|| session.workspace.folders().into_iter().next());
    let start = start.ok_or_else(|| refusal("稿件还没有保存，也没有打开文件夹，不知道配置写到哪里。请先保存稿件。"))?;
    let existing = Config::candidates(&start).find(|candidate| candidate.is_file());
    Ok(existing.unwrap_or_else(|| session.workspace.folder_of(&start).unwrap_or(start).join(FILE_NAME)))
}

impl Session {
    /// What is open in the editor belongs to the editor: it is asked to make the change.
    fn write_into_open_file(self: &Arc<Self>, edit: WorkspaceEdit, path: &Path, changes: bool) -> Result<()> {
        let name = path.display();
        if !changes {
            return Ok(());
        }
        if !self.features().applies_edits {
            return Err(refusal(format!("{name} 正在编辑器里打开，没有改动。请关闭后再试，或自己添加。")));
        }
        self.apply(edit, format!("修改 {name}"));
        self.tell(MessageType::INFO, format!("已写入打开着的 {name}，保存后生效。"));
        Ok(())
    }

    /// Asks the client to make an edit, in a task of its own; a client that does not is complained of.
    pub(in crate::lsp) fn apply(self: &Arc<Self>, edit: WorkspaceEdit, label: String) {
        let session = Arc::clone(self);
        tokio::spawn(async move {
            use tower_lsp_server::ls_types::{ApplyWorkspaceEditParams, request::ApplyWorkspaceEdit};
            let params = ApplyWorkspaceEditParams { label: Some(label.clone()), edit };
            let reason = match session.client.send_request::<ApplyWorkspaceEdit>(params).await {
                Ok(response) if response.applied => return,
                Ok(response) => response.failure_reason.unwrap_or_default(),
                Err(error) => error.to_string(),
            };
            session.tell(MessageType::WARNING, format!("编辑器没有执行“{label}”。{reason}"));
        });
    }
}
