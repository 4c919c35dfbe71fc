//! What was found in texts before: kept in the user's cache folder, so that a second run reads rather than checks.
//!
//! An entry is named by everything that decides what is found: the program, the settings, the model and the text. It
//! carries a checksum; one that does not fit is as good as none.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use blake3::{Hash, Hasher};
use serde::{Deserialize, Serialize};

use crate::check::Outcome;
use crate::config::Config;
use crate::disk::write;
use crate::draft::{Draft, DraftKind};
use crate::finding::{Applicability, Edit, Finding, Fix, Related, Severity};
use crate::rules;
use crate::text::Span;

/// The cache of a run.
#[derive(Debug)]
pub(super) struct Cache {
    /// The entries of this very program.
    folder: PathBuf,
}

/// What a draft is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text, which is its content.
    Text(DraftKind),
    /// A Word document: its content is the file.
    Word,
}

impl Kind {
    /// What tells the kinds apart in the name of an entry.
    fn tag(self) -> u8 {
        match self {
            Kind::Text(DraftKind::Plain) => 0,
            Kind::Text(DraftKind::Markdown) => 1,
            Kind::Word => 2,
        }
    }
}

/// A draft as the cache knows it.
pub(super) struct Cached<'a> {
    settings: &'a Hash,
    kind: Kind,
    content: &'a [u8],
    text: &'a str,
}

impl<'a> Cached<'a> {
    /// `draft`, which is checked with `settings` and whose file is `bytes`.
    pub(super) fn new(settings: &'a Hash, draft: &'a Draft, bytes: &'a [u8]) -> Self {
        let text = draft.text();
        let (kind, content) = match draft.kind() {
            Some(kind) => (Kind::Text(kind), text.as_bytes()),
            None => (Kind::Word, bytes),
        };
        Cached { settings, kind, content, text }
    }
}

/// Where all entries are.
pub(in crate::cli) fn folder() -> Option<PathBuf> {
    Some(dirs::cache_dir()?.join("gaolint"))
}

/// What names everything but the text: settings and model.
pub(super) fn digest(config: &Config) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(&serde_json::to_vec(config).unwrap_or_default());
    if let Some(model) = config.model.as_deref().and_then(|path| std::fs::read(path).ok()) {
        hasher.update(&model);
    }
    hasher.finalize()
}

impl Cache {
    /// Nothing where there is no place for one.
    pub(super) fn open() -> Option<Cache> {
        let parent = folder()?;
        let folder = parent.join(program()?);
        if !folder.is_dir() {
            // What another version found is of no use any more.
            let _ = std::fs::remove_dir_all(&parent);
        }
        std::fs::create_dir_all(&folder).ok()?;
        Some(Cache { folder })
    }

    /// The file of a draft's entry.
    fn place(&self, settings: &Hash, kind: Kind, content: &[u8]) -> PathBuf {
        let mut hasher = Hasher::new();
        hasher.update(settings.as_bytes()).update(&[kind.tag()]).update(content);
        let name = hasher.finalize().to_hex();
        let (shard, rest) = name.split_at_checked(2).unwrap_or_default();
        self.folder.join(shard).join(rest)
    }

    /// The findings in `text` that are kept at `place`.
    fn get(&self, place: &Path, text: &str) -> Option<Vec<Finding>> {
        let entry = std::fs::read(place).ok()?;
        let (checksum, content) = entry.split_at_checked(blake3::OUT_LEN)?;
        if blake3::hash(content).as_bytes() != checksum {
            return None;
        }
        let stored: Vec<StoredFinding> = serde_json::from_slice(content).ok()?;
        stored.into_iter().map(|finding| finding.restore(text)).collect()
    }

    /// What is known of a draft, or else what `check` finds in it, which is known from then on.
    pub(super) fn remember(cache: Option<&Cache>, draft: &Cached<'_>, check: impl FnOnce() -> Outcome) -> Outcome {
        let entry = cache.map(|cache| (cache, cache.place(draft.settings, draft.kind, draft.content)));
        if let Some((cache, place)) = &entry
            && let Some(findings) = cache.get(place, draft.text)
        {
            return Outcome { findings, failed_rules: Vec::new() };
        }
        let outcome = check();
        // Where a rule failed, something is missing.
        if let Some((cache, place)) = entry
            && outcome.failed_rules.is_empty()
        {
            cache.put(&place, &outcome.findings);
        }
        outcome
    }

    /// Keeps `findings` at `place`. A cache that cannot be written only costs time.
    fn put(&self, place: &Path, findings: &[Finding]) {
        let stored: Vec<StoredFinding> = findings.iter().map(StoredFinding::from).collect();
        let Ok(content) = serde_json::to_vec(&stored) else { return };
        let Some(folder) = place.parent() else { return };
        let entry = [blake3::hash(&content).as_bytes().as_slice(), &content].concat();
        let _ = std::fs::create_dir_all(folder).and_then(|()| write::expendable(place, &entry));
    }
}

/// What tells this program from all others: a new build may find other things.
fn program() -> Option<String> {
    let file = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(format!("{}-{:x}-{built:x}", env!("CARGO_PKG_VERSION"), file.len()))
}

#[derive(Serialize, Deserialize)]
struct StoredFinding {
    code: String,
    severity: Severity,
    range: Span,
    message: String,
    related: Vec<(Span, String)>,
    fixes: Vec<StoredFix>,
}

#[derive(Serialize, Deserialize)]
struct StoredFix {
    title: String,
    applicability: Applicability,
    preferred: bool,
    edits: Vec<(Span, String)>,
}

impl From<&Finding> for StoredFinding {
    fn from(finding: &Finding) -> Self {
        let Finding { rule, severity, range, message, related, fixes } = finding.clone();
        let fixes = fixes.into_iter().map(|fix| StoredFix {
            title: fix.title,
            applicability: fix.applicability,
            preferred: fix.preferred,
            edits: fix.edits.into_iter().map(|edit| (edit.range, edit.new_text)).collect(),
        });
        StoredFinding {
            code: rule.code().to_owned(),
            severity,
            range,
            message,
            related: related.into_iter().map(|it| (it.range, it.message)).collect(),
            fixes: fixes.collect(),
        }
    }
}

impl StoredFinding {
    /// The finding, if it can have been made in `text`.
    fn restore(self, text: &str) -> Option<Finding> {
        let fits = |range: &Span| text.get(range.range()).is_some();
        let edits = self.fixes.iter().flat_map(|fix| &fix.edits);
        let ranges = edits.chain(&self.related).map(|(range, _)| range);
        if !ranges.chain([&self.range]).all(fits) {
            return None;
        }
        let fixes = self.fixes.into_iter().map(|fix| Fix {
            title: fix.title,
            applicability: fix.applicability,
            preferred: fix.preferred,
            edits: fix.edits.into_iter().map(|(range, new_text)| Edit { range, new_text }).collect(),
        });
        Some(Finding {
            rule: rules::find(&self.code)?,
            severity: self.severity,
            range: self.range,
            message: self.message,
            related: self.related.into_iter().map(|(range, message)| Related { range, message }).collect(),
            fixes: fixes.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use crate::text::Document;

    const DRAFT: &str = "　　一是抓学习，，二要抓落实，第三、抓督查。\n";

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { folder: folder.path().to_owned() };
        (folder, cache)
    }

    #[test]
    fn what_is_kept_comes_back_whole() {
        let (_folder, cache) = cache();
        let findings = Checker::new(Config::default()).unwrap().check(&Document::new(DRAFT)).findings;
        let place = cache.place(&digest(&Config::default()), Kind::Text(DraftKind::Plain), DRAFT.as_bytes());
        assert_eq!(cache.get(&place, DRAFT), None);
        cache.put(&place, &findings);
        assert!(!findings.is_empty());
        assert_eq!(cache.get(&place, DRAFT), Some(findings));
    }

    #[test]
    fn a_damaged_entry_is_none() {
        let (_folder, cache) = cache();
        let findings = Checker::new(Config::default()).unwrap().check(&Document::new(DRAFT)).findings;
        let place = cache.place(&digest(&Config::default()), Kind::Text(DraftKind::Plain), DRAFT.as_bytes());
        cache.put(&place, &findings);
        let whole = std::fs::read(&place).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            std::fs::write(&place, &damaged).unwrap();
            assert_eq!(cache.get(&place, DRAFT), None, "{at}");
            std::fs::write(&place, &whole[..at]).unwrap();
            assert_eq!(cache.get(&place, DRAFT), None, "{at}");
        }
        std::fs::write(&place, &whole).unwrap();
        assert_eq!(cache.get(&place, "短"), None);
    }

    #[test]
    fn text_settings_and_kind_decide_the_place() {
        let (_folder, cache) = cache();
        let (one, other) = (Config::default(), Config { ignore: vec!["PU".into()], ..Config::default() });
        let places = [
            cache.place(&digest(&one), Kind::Text(DraftKind::Plain), DRAFT.as_bytes()),
            cache.place(&digest(&other), Kind::Text(DraftKind::Plain), DRAFT.as_bytes()),
            cache.place(&digest(&one), Kind::Text(DraftKind::Markdown), DRAFT.as_bytes()),
            cache.place(&digest(&one), Kind::Word, DRAFT.as_bytes()),
            cache.place(&digest(&one), Kind::Text(DraftKind::Plain), "甲".as_bytes()),
        ];
        assert_eq!(std::collections::HashSet::from(places).len(), 5);
    }
}
