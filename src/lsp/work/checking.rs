//! Checks and readings, in the pool and once a state.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tower_lsp_server::ls_types::{MessageType, Uri};

use super::carry::carried;
use super::minimal_edits::minimal_edits;
use super::panics::{Watched, watch};
use super::pool::Urgency;
use crate::check::{self, Checker, Outcome};
use crate::draft::{Draft, DraftKind, Reading};
use crate::finding::{Applicability, Edit, Finding};
use crate::lsp::protocol::from_proto;
use crate::lsp::protocol::to_proto;
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::{Checked, Found, Snapshot};
use crate::text::{Document, Span, before};

/// A draft repaired: how many repairs were made, and the edits that come to the same.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Repaired {
    pub(in crate::lsp) count: usize,
    pub(in crate::lsp) edits: Vec<Edit>,
}

impl Session {
    /// The findings of a snapshot. `None` if the check failed as a whole, or the text is gone. Whoever comes while a
    /// check of the same state runs waits for that one.
    pub(in crate::lsp) async fn check(self: &Arc<Self>, snapshot: Snapshot) -> Option<Checked> {
        if let Some(found) = snapshot.known.found.get() {
            let found = found.clone()?;
            return Some(Checked { snapshot, found });
        }
        let session = Arc::clone(self);
        // A task of its own, because whoever asks first may give up and others wait for the same.
        let task = tokio::spawn(async move {
            let found = snapshot.known.found.get_or_init(|| session.find_in_pool(&snapshot)).await.clone()?;
            Some(Checked { snapshot, found })
        });
        task.await.ok().flatten()
    }

    async fn find_in_pool(self: &Arc<Self>, snapshot: &Snapshot) -> Option<Arc<Found>> {
        let (session, snapshot) = (Arc::clone(self), snapshot.clone());
        self.pool.run(self.urgency(&snapshot), move || session.find(&snapshot)).await.flatten()
    }

    /// How to work on a snapshot as a whole.
    fn urgency(&self, snapshot: &Snapshot) -> Urgency {
        if self.documents.takes_long(snapshot) { Urgency::Patient } else { Urgency::Prompt }
    }

    /// The findings of a snapshot as far as they can be told at once: known ones, or in a draft that takes long, those
    /// carried over from the state before; else by checking it.
    pub(in crate::lsp) async fn check_soon(self: &Arc<Self>, snapshot: Snapshot) -> Option<Checked> {
        if snapshot.known.found.get().is_none()
            && let Some(checked) = self.check_quickly(snapshot.clone()).await
        {
            return Some(checked);
        }
        self.check(snapshot).await
    }

    /// The findings of a snapshot carried over from the state before; `None` where a complete check is as quick, or
    /// there is no such state.
    pub(in crate::lsp) async fn check_quickly(self: &Arc<Self>, snapshot: Snapshot) -> Option<Checked> {
        if !self.documents.takes_long(&snapshot) || !from_proto::is_draft(&snapshot.uri) {
            return None;
        }
        let session = Arc::clone(self);
        let task = tokio::spawn(async move {
            let found = snapshot.known.quick.get_or_init(|| session.carry_in_pool(&snapshot)).await.clone()?;
            Some(Checked { snapshot, found })
        });
        task.await.ok().flatten()
    }

    async fn carry_in_pool(self: &Arc<Self>, snapshot: &Snapshot) -> Option<Arc<Found>> {
        let (session, snapshot) = (Arc::clone(self), snapshot.clone());
        self.pool.run(Urgency::Prompt, move || session.carry(&snapshot)).await.flatten()
    }

    fn carry(self: &Arc<Self>, snapshot: &Snapshot) -> Option<Arc<Found>> {
        let base = self.documents.base(&snapshot.uri).filter(|base| base.found.checked_to.is_none())?;
        let checker = self.checker(&snapshot.uri)?;
        let document = &snapshot.document;
        let carried =
            self.watched(|| carried(&checker, snapshot.kind, &base.document, &base.found.findings, document))??;
        let anew = self.accepted(&snapshot.uri).fresh(document.text(), carried.anew);
        let mut findings: Vec<Finding> = carried.kept.into_iter().chain(anew).collect();
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        let found = Arc::new(self.found(&snapshot.uri, document, findings, None));
        self.documents.offer_base(snapshot, &found, false);
        Some(found)
    }

    fn find(self: &Arc<Self>, snapshot: &Snapshot) -> Option<Arc<Found>> {
        if !from_proto::is_draft(&snapshot.uri) {
            return Some(Arc::default());
        }
        let checker = self.checker(&snapshot.uri)?;
        let started = Instant::now();
        // Nobody waits for what was found in a text that is gone, if finding it takes long.
        let takes_long = self.documents.takes_long(snapshot);
        let is_wanted = || !takes_long || self.documents.is_current(snapshot);
        let found = self.find_in(&checker, &snapshot.uri, snapshot.kind, &snapshot.document, &is_wanted)?;
        let cost = started.elapsed();
        self.documents.remember_cost(&snapshot.uri, cost);
        let (name, count) = (snapshot.uri.as_str(), found.findings.len());
        self.log(MessageType::LOG, format!("检查 {name} 用时 {} 毫秒，{count} 处问题", cost.as_millis()));
        let found = Arc::new(found);
        self.documents.offer_base(snapshot, &found, true);
        Some(found)
    }

    /// What `checker` finds in the part of `document` that is short enough; `None` if it fails, or is not wanted any
    /// more.
    pub(in crate::lsp) fn find_in(
        self: &Arc<Self>,
        checker: &Checker,
        uri: &Uri,
        kind: DraftKind,
        document: &Document,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Found> {
        let limit = self.options().max_characters;
        let checked_to = end_of_portion(document, limit);
        let outcome = match checked_to {
            None => self.watched(|| Draft::of_document(kind, document.clone()).check_each_while(checker, is_wanted)),
            Some(end) => {
                self.tell_once(MessageType::WARNING, too_long(uri, limit));
                let portion = before(document.text(), end);
                self.watched(|| Draft::of_text(kind, portion).check_each_while(checker, is_wanted))
            }
        };
        let findings = self.accepted(uri).fresh(document.text(), self.report_failed_rules(outcome??));
        Some(self.found(uri, document, check::told_once(document.text(), findings), checked_to))
    }

    /// What was found in `document`, made ready for the client.
    fn found(&self, uri: &Uri, document: &Document, findings: Vec<Finding>, checked_to: Option<usize>) -> Found {
        let diagnostics = to_proto::diagnostics(uri, document, &findings, checked_to, &self.features());
        Found { findings, diagnostics, checked_to }
    }

    /// Runs `work` with the checker for `uri` in the pool. `None` if there is no checker or `work` failed.
    pub(in crate::lsp) async fn with_checker<T: Send + 'static>(
        self: &Arc<Self>,
        urgency: Urgency,
        uri: Uri,
        work: impl FnOnce(&Checker) -> T + Send + 'static,
    ) -> Option<T> {
        let session = Arc::clone(self);
        let work = move || {
            let checker = session.checker(&uri)?;
            session.watched(|| work(&checker))
        };
        self.pool.run(urgency, work).await.flatten()
    }

    /// Runs `work` with the shape of a snapshot in the pool; the shape is read once a state. `None` if the file is no
    /// draft, or `work` failed.
    pub(in crate::lsp) async fn with_reading<T: Send + 'static>(
        self: &Arc<Self>,
        snapshot: &Snapshot,
        work: impl FnOnce(&Snapshot, &Reading) -> T + Send + 'static,
    ) -> Option<T> {
        if !from_proto::is_draft(&snapshot.uri) {
            return None;
        }
        let (session, read) = (Arc::clone(self), snapshot.clone());
        let task = tokio::spawn(async move {
            let reading = read.known.reading.get_or_init(|| session.read_in_pool(&read)).await;
            reading.clone()
        });
        let reading = task.await.ok().flatten()?;
        let (session, snapshot) = (Arc::clone(self), snapshot.clone());
        self.pool.run(Urgency::Prompt, move || session.watched(|| work(&snapshot, &reading))).await.flatten()
    }

    async fn read_in_pool(self: &Arc<Self>, snapshot: &Snapshot) -> Option<Arc<Reading>> {
        let (uri, snapshot) = (snapshot.uri.clone(), snapshot.clone());
        let read = move |checker: &Checker| Arc::new(snapshot.draft().read(checker));
        self.with_checker(Urgency::Prompt, uri, read).await
    }

    /// Makes the preferred repairs, up to `allowed`, of those findings that are `wanted` in the text as it then is,
    /// until there is none left.
    pub(in crate::lsp) async fn repair(
        self: &Arc<Self>,
        snapshot: &Snapshot,
        allowed: Applicability,
        wanted: impl Fn(&str, &Finding) -> bool + Send + 'static,
    ) -> Option<Repaired> {
        if !from_proto::is_draft(&snapshot.uri) {
            return None;
        }
        let document = snapshot.document.clone();
        let limit = self.options().max_characters;
        let (session, uri, kind) = (Arc::clone(self), snapshot.uri.clone(), snapshot.kind);
        let work = move |checker: &Checker| {
            let accepted = session.accepted(&uri);
            let text = before(document.text(), end_of_portion(&document, limit).unwrap_or(document.text().len()));
            let find = |draft: &Draft| {
                let all = draft.check_each_while(checker, &|| true).unwrap_or_default().findings;
                let mut findings = draft.told(accepted.fresh(draft.text(), all));
                findings.retain(|finding| wanted(draft.text(), finding));
                findings
            };
            let draft = Draft::of_text(kind, text);
            let mended = draft.mended_until_stable(&find(&draft), allowed, |draft| (find(draft), ()));
            mended.map_or_else(Repaired::default, |mended| Repaired {
                count: mended.count,
                edits: minimal_edits(text, mended.draft.text()),
            })
        };
        self.with_checker(self.urgency(snapshot), snapshot.uri.clone(), work).await
    }

    /// The checker for a file. Reads settings files: for the pool only.
    pub(in crate::lsp) fn checker(self: &Arc<Self>, uri: &Uri) -> Option<Arc<Checker>> {
        let resolved = self.settings.checker_for(from_proto::file_path(uri).as_deref());
        for complaint in resolved.complaints {
            self.tell(MessageType::WARNING, complaint);
        }
        self.watch_named_files();
        resolved.checker
    }

    /// Runs `work`; notes of panics go to the log, once each.
    fn watched<T>(self: &Arc<Self>, work: impl FnOnce() -> T) -> Option<T> {
        let Watched { result, notes } = watch(work);
        for note in notes {
            self.log_once(MessageType::ERROR, note);
        }
        if result.is_none() {
            let message = "检查时程序出错，本次结果缺失。请把日志附上，报告此问题。";
            self.tell_once(MessageType::WARNING, message.to_owned());
        }
        result
    }

    fn report_failed_rules(self: &Arc<Self>, outcome: Outcome) -> Vec<Finding> {
        for code in outcome.failed_rules {
            let message = format!("规则 {code} 运行出错，它的结果缺失，其余规则不受影响。请报告此问题。");
            self.tell_once(MessageType::WARNING, message);
        }
        outcome.findings
    }
}

/// Where to stop in a draft of more than `limit` characters: at the end of a line. `None` for a shorter one.
fn end_of_portion(document: &Document, limit: usize) -> Option<usize> {
    let text = document.text();
    if limit == 0 || text.len() <= limit {
        return None;
    }
    let (too_far, _) = text.char_indices().nth(limit)?;
    let line: Span = document.lines().range(document.lines().line_of(too_far));
    // One endless line has no better place to stop.
    Some(if line.start == 0 { too_far } else { line.start })
}

fn too_long(uri: &Uri, limit: usize) -> String {
    let path = from_proto::file_path(uri);
    let name = path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| uri.as_str().to_owned());
    format!("{name} 超过 {limit} 字，只检查了前面这么多。要检查更多，请调大编辑器设置 gaolint.maxCharacters。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_draft_is_cut_at_a_line_and_a_short_one_not_at_all() {
        let end = |text: &str, limit| end_of_portion(&Document::new(text), limit);
        assert_eq!(end("一二三\n四五六\n", 0), None);
        assert_eq!(end("一二三\n四五六\n", 8), None);
        assert_eq!(end("一二三\n四五六\n", 6), Some("一二三\n".len()));
        assert_eq!(end("一二三四五六", 4), Some("一二三四".len()));
    }
}
