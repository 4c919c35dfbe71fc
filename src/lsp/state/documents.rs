//! The open files, each as it is now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tower_lsp_server::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::snapshot::{Found, Known, Snapshot};
use crate::draft::DraftKind;
use crate::lsp::protocol::from_proto;
use crate::text::{Buffer, Document, PositionEncoding};

/// A check takes long from here on.
const SLOW: Duration = Duration::from_millis(10);

/// A draft of no more bytes takes a millisecond or two. Where its check took longer, the machine was busy with other
/// things, and a quick answer would have been late, too.
const SHORT: usize = 1 << 13;

/// What a check may take for each byte of a draft of which it is not known: text that the model has not seen.
const UNSEEN: Duration = Duration::from_nanos(1500);

/// Locks `mutex`. No code panics while it holds one of our locks, and if it did, the state would still be usable.
pub(in crate::lsp) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The store. Every method locks for a moment and never awaits.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Documents {
    files: Mutex<Files>,
}

#[derive(Debug, Default)]
struct Files {
    open: HashMap<Uri, OpenFile>,
    last_revision: u64,
}

#[derive(Debug)]
struct OpenFile {
    version: i32,
    revision: u64,
    kind: DraftKind,
    buffer: Buffer,
    /// Of this very state.
    known: Arc<Known>,
    /// The newest state of which something is known.
    base: Option<Base>,
    /// How long the last check took.
    cost: Option<Duration>,
    /// Whether a change was lost, so that nobody knows the text before all of it is sent again.
    is_out_of_step: bool,
}

/// A state and what was found in it.
#[derive(Debug, Clone)]
pub(in crate::lsp) struct Base {
    revision: u64,
    pub(in crate::lsp) document: Document,
    pub(in crate::lsp) found: Arc<Found>,
}

impl OpenFile {
    /// Forgets what is known of the state before this one.
    fn renew(&mut self, revision: u64) {
        self.revision = revision;
        self.known = Arc::default();
    }
}

impl Files {
    fn next_revision(&mut self) -> u64 {
        self.last_revision += 1;
        self.last_revision
    }
}

impl Documents {
    /// Takes in a file; one that was open already starts afresh.
    pub(in crate::lsp) fn open(&self, uri: Uri, version: i32, kind: DraftKind, text: &str) {
        let mut files = lock(&self.files);
        let revision = files.next_revision();
        let buffer = Buffer::new(text);
        let known = Arc::default();
        let file = OpenFile { version, revision, kind, buffer, known, base: None, cost: None, is_out_of_step: false };
        files.open.insert(uri, file);
    }

    /// Applies an edit message. Returns whether the text is a new one: a message for a file that is not open, or
    /// older than what we have, is dropped.
    pub(in crate::lsp) fn change(
        &self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: PositionEncoding,
    ) -> bool {
        let mut files = lock(&self.files);
        let revision = files.next_revision();
        let Some(file) = files.open.get_mut(uri).filter(|file| file.version <= version) else { return false };
        file.version = version;
        file.renew(revision);
        for change in changes {
            match change.range {
                // Nobody knows what it would change.
                Some(_) if file.is_out_of_step => {}
                Some(range) => {
                    let range = from_proto::position(range.start)..from_proto::position(range.end);
                    file.buffer.replace(range, encoding, &change.text);
                }
                None => {
                    file.buffer.replace_all(&change.text);
                    file.is_out_of_step = false;
                }
            }
        }
        true
    }

    /// A change of this file, or of any, was lost. Names the files whose text is unknown since.
    pub(in crate::lsp) fn lose_step(&self, uri: Option<&Uri>) -> Vec<Uri> {
        let mut files = lock(&self.files);
        let revision = files.next_revision();
        let is_meant = |open: &Uri| uri.is_none_or(|uri| uri == open);
        let lost = files.open.iter_mut().filter(|(open, file)| is_meant(open) && !file.is_out_of_step);
        lost.map(|(open, file)| {
            file.is_out_of_step = true;
            file.base = None;
            file.renew(revision);
            open.clone()
        })
        .collect()
    }

    /// Whether a file is open, be its text known or not.
    pub(in crate::lsp) fn is_open(&self, uri: &Uri) -> bool {
        lock(&self.files).open.contains_key(uri)
    }

    /// Forgets a file.
    pub(in crate::lsp) fn close(&self, uri: &Uri) {
        lock(&self.files).open.remove(uri);
    }

    /// Forgets what was found in every open file, because the settings have changed, and names the files.
    pub(in crate::lsp) fn outdate_all(&self) -> Vec<Uri> {
        let mut files = lock(&self.files);
        let revision = files.next_revision();
        for file in files.open.values_mut() {
            file.renew(revision);
            file.base = None;
        }
        files.open.keys().cloned().collect()
    }

    /// The state of a file as it is now; nothing for a file that is not open or whose text is unknown.
    pub(in crate::lsp) fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let mut files = lock(&self.files);
        let file = files.open.get_mut(uri).filter(|file| !file.is_out_of_step)?;
        Some(Snapshot {
            uri: uri.clone(),
            version: file.version,
            revision: file.revision,
            kind: file.kind,
            document: file.buffer.document(),
            known: Arc::clone(&file.known),
        })
    }

    /// Whether `snapshot` is still how the file stands.
    pub(in crate::lsp) fn is_current(&self, snapshot: &Snapshot) -> bool {
        lock(&self.files).open.get(&snapshot.uri).is_some_and(|file| file.revision == snapshot.revision)
    }

    /// Every open file as it is now, by URI.
    pub(in crate::lsp) fn snapshots(&self) -> Vec<Snapshot> {
        let mut uris: Vec<Uri> = lock(&self.files).open.keys().cloned().collect();
        uris.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        uris.iter().filter_map(|uri| self.snapshot(uri)).collect()
    }

    /// Something is known of this state, which may be the newest one of which there is: all of it, where `is_complete`,
    /// or what can be told at once.
    pub(in crate::lsp) fn offer_base(&self, snapshot: &Snapshot, found: &Arc<Found>, is_complete: bool) {
        let mut files = lock(&self.files);
        let Some(file) = files.open.get_mut(&snapshot.uri) else { return };
        // Checks of states before a reopening or new settings say nothing any more; those have older revisions than
        // any base that came after, and without a base only the current state counts.
        let is_newer = match &file.base {
            Some(base) => base.revision < snapshot.revision || (is_complete && base.revision == snapshot.revision),
            None => file.revision == snapshot.revision,
        };
        if is_newer {
            let (revision, document) = (snapshot.revision, snapshot.document.clone());
            file.base = Some(Base { revision, document, found: Arc::clone(found) });
        }
    }

    /// The newest state of which something is known.
    pub(in crate::lsp) fn base(&self, uri: &Uri) -> Option<Base> {
        lock(&self.files).open.get(uri)?.base.clone()
    }

    /// Remembers how long a check of a file took.
    pub(in crate::lsp) fn remember_cost(&self, uri: &Uri, cost: Duration) {
        if let Some(file) = lock(&self.files).open.get_mut(uri) {
            file.cost = Some(cost);
        }
    }

    /// Whether a check of a state takes so long that it is announced by what can be told at once, and given up when
    /// the text is gone.
    pub(in crate::lsp) fn takes_long(&self, snapshot: &Snapshot) -> bool {
        let length = snapshot.document.text().len();
        let estimate = || UNSEEN.saturating_mul(u32::try_from(length).unwrap_or(u32::MAX));
        length > SHORT && self.cost(&snapshot.uri).unwrap_or_else(estimate) >= SLOW
    }

    /// How long the last check of a file took; nothing for a file not checked yet.
    pub(in crate::lsp) fn cost(&self, uri: &Uri) -> Option<Duration> {
        lock(&self.files).open.get(uri).and_then(|file| file.cost)
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    fn whole(text: &str) -> Vec<TextDocumentContentChangeEvent> {
        vec![TextDocumentContentChangeEvent { range: None, range_length: None, text: text.to_owned() }]
    }

    fn store_with(version: i32, text: &str) -> (Documents, Uri) {
        let (documents, uri) = (Documents::default(), Uri::from_str("file:///a.txt").unwrap());
        documents.open(uri.clone(), version, DraftKind::Plain, text);
        (documents, uri)
    }

    #[test]
    fn messages_older_than_the_text_are_dropped() {
        let (documents, uri) = store_with(3, "三");
        assert!(!documents.change(&uri, 2, whole("二"), PositionEncoding::Utf16));
        assert_eq!(documents.snapshot(&uri).unwrap().document.text(), "三");
        assert!(documents.change(&uri, 4, whole("四"), PositionEncoding::Utf16));
        let snapshot = documents.snapshot(&uri).unwrap();
        assert_eq!((snapshot.version, snapshot.document.text()), (4, "四"));
    }

    #[test]
    fn a_file_reopened_under_the_same_version_is_another_state() {
        let (documents, uri) = store_with(1, "旧");
        let old = documents.snapshot(&uri).unwrap();
        documents.close(&uri);
        assert!(!documents.is_current(&old));
        documents.open(uri.clone(), 1, DraftKind::Plain, "新");
        assert!(!documents.is_current(&old));
        old.known.found.set(None).unwrap();
        assert!(documents.snapshot(&uri).unwrap().known.found.get().is_none());
    }

    #[test]
    fn snapshots_of_one_state_share_what_is_read_of_it() {
        let (documents, uri) = store_with(1, "文");
        let known = || documents.snapshot(&uri).unwrap().known;
        let first = known();
        assert!(Arc::ptr_eq(&first, &known()));
        documents.change(&uri, 2, whole("稿"), PositionEncoding::Utf16);
        let second = known();
        documents.outdate_all();
        assert!(!Arc::ptr_eq(&first, &second) && !Arc::ptr_eq(&second, &known()));
    }

    #[test]
    fn a_short_draft_never_takes_long_however_busy_the_machine() {
        let (documents, uri) = store_with(1, &"文".repeat(SHORT));
        let takes_long = || documents.takes_long(&documents.snapshot(&uri).unwrap());
        documents.remember_cost(&uri, SLOW);
        assert!(takes_long());
        documents.remember_cost(&uri, SLOW / 2);
        assert!(!takes_long());
        documents.remember_cost(&uri, SLOW);
        documents.change(&uri, 2, whole("文"), PositionEncoding::Utf16);
        assert!(!takes_long());
    }

    #[test]
    fn until_it_is_known_what_a_check_takes_the_length_tells() {
        for (length, expected) in [(SHORT / 4, false), (SHORT, true)] {
            let (documents, uri) = store_with(1, &"文".repeat(length));
            assert_eq!(documents.takes_long(&documents.snapshot(&uri).unwrap()), expected);
        }
    }

    /// Clients that do not count versions send the same number with every edit.
    #[test]
    fn an_edit_of_the_same_version_is_taken() {
        let (documents, uri) = store_with(3, "三");
        assert!(documents.change(&uri, 3, whole("又三"), PositionEncoding::Utf16));
        assert_eq!(documents.snapshot(&uri).unwrap().document.text(), "又三");
    }

    #[test]
    fn after_a_lost_change_nothing_is_known_until_the_whole_text_comes() {
        let (documents, uri) = store_with(1, "甲乙");
        let before = documents.snapshot(&uri).unwrap();
        assert!(documents.lose_step(Some(&Uri::from_str("file:///b.txt").unwrap())).is_empty());
        assert!(documents.is_current(&before));
        assert_eq!(documents.lose_step(Some(&uri)), std::slice::from_ref(&uri));
        assert!(documents.lose_step(None).is_empty());
        assert!(!documents.is_current(&before) && documents.snapshot(&uri).is_none() && documents.is_open(&uri));
        let start = tower_lsp_server::ls_types::Range::default();
        let insert = TextDocumentContentChangeEvent { range: Some(start), range_length: None, text: "丙".to_owned() };
        documents.change(&uri, 2, vec![insert.clone()], PositionEncoding::Utf16);
        assert!(documents.snapshot(&uri).is_none());
        let changes = [vec![insert.clone()], whole("丁"), vec![insert]].concat();
        documents.change(&uri, 3, changes, PositionEncoding::Utf16);
        assert_eq!(documents.snapshot(&uri).unwrap().document.text(), "丙丁");
    }

    #[test]
    fn what_was_found_in_an_older_state_is_no_base() {
        let (documents, uri) = store_with(1, "文");
        let state = |version| {
            documents.change(&uri, version, whole("稿"), PositionEncoding::Utf16);
            documents.snapshot(&uri).unwrap()
        };
        let (older, newer) = (state(2), state(3));
        let (stale, fresh) = (Arc::new(Found::default()), Arc::new(Found::default()));
        let is_base = |found| documents.base(&uri).is_some_and(|base| Arc::ptr_eq(&base.found, found));
        // Without a base only the state as it is counts.
        documents.offer_base(&older, &stale, true);
        assert!(documents.base(&uri).is_none());
        documents.offer_base(&newer, &fresh, true);
        documents.offer_base(&older, &stale, true);
        assert!(is_base(&fresh));
        documents.outdate_all();
        documents.offer_base(&newer, &fresh, true);
        assert!(documents.base(&uri).is_none());
    }

    #[test]
    fn what_can_be_told_at_once_never_stands_in_for_what_a_check_found() {
        let (documents, uri) = store_with(1, "文");
        let (quick, complete) = (Arc::new(Found::default()), Arc::new(Found::default()));
        let is_base = |found| documents.base(&uri).is_some_and(|base| Arc::ptr_eq(&base.found, found));
        let snapshot = documents.snapshot(&uri).unwrap();
        documents.offer_base(&snapshot, &quick, false);
        assert!(is_base(&quick));
        documents.offer_base(&snapshot, &complete, true);
        documents.offer_base(&snapshot, &quick, false);
        assert!(is_base(&complete));
    }

    #[test]
    fn new_settings_outdate_what_was_found() {
        let (documents, uri) = store_with(1, "文");
        let snapshot = documents.snapshot(&uri).unwrap();
        snapshot.known.found.set(None).unwrap();
        assert_eq!(documents.outdate_all(), std::slice::from_ref(&uri));
        assert!(documents.snapshot(&uri).unwrap().known.found.get().is_none() && !documents.is_current(&snapshot));
    }
}
