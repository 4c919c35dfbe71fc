//! The baseline: findings that somebody has looked at and decided to leave, so that only new ones are shown.
//!
//! A finding is recognised by its file, its rule, and a hash of its text and of what stands around it on the line. So
//! it is still known after lines have moved or other places have been edited. Where there is no such finding any more,
//! one with the same text and the same words on one of its sides is taken for it: mending something close by changes
//! the other side. Once its own text or both sides have changed it is no longer known. Where the same place occurs
//! several times, so many of them are known as were recorded.

mod error;
mod place;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::text::slice;
use place::{Sides, Surroundings};

pub use error::{BaselineError, BaselineErrorKind};
pub use place::{file_key, fingerprint};

/// The file's name; it lies beside `gaolint.toml`.
pub const FILE_NAME: &str = "gaolint-baseline.json";

/// The only version of the format so far: none was released with other entries. From the first release on another field
/// means another version, for older programs refuse what they do not know.
const VERSION: u32 = 1;

/// So many characters of a finding's text are kept for people to read.
const SHOWN: usize = 30;

/// Findings that are known, by file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, Known>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    rule: String,
    hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    text: String,
    sides: Sides,
    count: usize,
}

/// Identical places that one rule found in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The draft, relative to the folder of the baseline, with `/`.
    pub file: String,
    /// The rule's code.
    pub rule: String,
    /// What [`fingerprint`] gave.
    pub hash: String,
    /// A hash of the text and of what stands before it; nothing where that is little.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same of what stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The beginning of the finding's text, for people; it plays no part in recognising it.
    pub text: String,
    /// How many such places are known.
    pub count: NonZeroUsize,
}

/// What a baseline makes of the findings in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// Findings that are not in the baseline.
    pub fresh: Vec<Finding>,
    /// Findings that are.
    pub known: Vec<Finding>,
    /// What the baseline has and the file no longer does.
    pub unused: Vec<Entry>,
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(rename = "version")]
    _version: u32,
    entries: Vec<Entry>,
}

impl Baseline {
    /// Reads the text of a baseline.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let explain = |error: serde_json::Error| BaselineError {
            kind: BaselineErrorKind::Malformed,
            message: format!("基线文件有误（{error}）。可运行 gaolint check --write-baseline 重新生成"),
            line: Some(error.line()).filter(|line| *line > 0),
        };
        let Versioned { version } = serde_json::from_str(text).map_err(explain)?;
        if version != VERSION {
            let message = format!("基线文件的版本是 {version}，这个 gaolint 只认版本 {VERSION}。请升级 gaolint");
            return Err(BaselineError { kind: BaselineErrorKind::OtherVersion, message, line: None });
        }
        let stored: Stored = serde_json::from_str(text).map_err(explain)?;
        let mut baseline = Baseline::default();
        for entry in stored.entries {
            let key = Key { file: entry.file, rule: entry.rule, hash: entry.hash };
            let known = baseline.known.entry(key).or_insert(Known {
                text: entry.text,
                sides: Sides { before: entry.before, after: entry.after },
                count: 0,
            });
            // The same entry twice is what a merge of two branches leaves, not twice as many places.
            known.count = known.count.max(entry.count.get());
        }
        Ok(baseline)
    }

    /// The text of the file: an entry a line, in an order that depends on nothing but the entries.
    pub fn to_json(&self) -> String {
        let lines: Vec<String> =
            self.entries().map(|entry| serde_json::to_string(&entry).unwrap_or_default()).collect();
        if lines.is_empty() {
            return format!("{{\"version\":{VERSION},\"entries\":[]}}\n");
        }
        format!("{{\"version\":{VERSION},\"entries\":[\n{}\n]}}\n", lines.join(",\n"))
    }

    /// Everything that is known.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        self.known.iter().filter_map(|(key, known)| entry(key, known, known.count))
    }

    /// The number of findings that are known.
    pub fn len(&self) -> usize {
        self.known.values().map(|known| known.count).sum()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// From now on `findings`, which were made in `text`, are known, each one place more.
    pub fn add<'a>(&mut self, file: &str, text: &str, findings: impl IntoIterator<Item = &'a Finding>) {
        for finding in findings {
            let known = self.known.entry(key(file, text, finding)).or_insert_with(|| Known {
                text: slice(text, finding.range).trim().chars().take(SHOWN).collect(),
                sides: Surroundings::of(text, finding.range).sides(),
                count: 0,
            });
            known.count += 1;
        }
    }

    /// From now on everything that `other` knows is known too.
    pub fn absorb(&mut self, other: Baseline) {
        self.known.extend(other.known);
    }

    /// Forgets what is known of the files that `is_meant` names.
    pub fn forget(&mut self, is_meant: impl Fn(&str) -> bool) {
        self.known.retain(|key, _| !is_meant(&key.file));
    }

    /// Takes an entry back, so that its findings are shown again. Whether it was there.
    pub fn remove(&mut self, entry: &Entry) -> bool {
        let Entry { file, rule, hash, .. } = entry.clone();
        self.known.remove(&Key { file, rule, hash }).is_some()
    }

    /// Parts the findings that were made in the `text` of `file`. Of more identical places than are known, the first
    /// ones are taken for those.
    pub fn split(&self, file: &str, text: &str, findings: Vec<Finding>) -> Split {
        let mut left: BTreeMap<&Key, usize> = self.of(file).map(|(key, known)| (key, known.count)).collect();
        let mut take = |key: &Key| match left.get_mut(key).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                true
            }
            None => false,
        };
        let mut are_known: Vec<bool> = findings.iter().map(|finding| take(&key(file, text, finding))).collect();
        let beside = Beside::new(self.of(file));
        for (finding, is_known) in findings.iter().zip(&mut are_known).filter(|(_, is_known)| !**is_known) {
            *is_known = beside.alike(text, finding).any(&mut take);
        }
        let mut split = Split::default();
        for (finding, is_known) in findings.into_iter().zip(are_known) {
            if is_known { split.known.push(finding) } else { split.fresh.push(finding) }
        }
        let unused = self.of(file).filter_map(|(key, known)| entry(key, known, left.get(key).copied()?));
        split.unused = unused.collect();
        split
    }

    fn of<'a>(&'a self, file: &'a str) -> impl Iterator<Item = (&'a Key, &'a Known)> {
        let first = Key { file: file.to_owned(), rule: String::new(), hash: String::new() };
        self.known.range(first..).take_while(move |(key, _)| key.file == file)
    }
}

/// What is known of a file, by what stands on one side.
struct Beside<'a> {
    keys: BTreeMap<(&'a str, &'a str), Vec<&'a Key>>,
}

impl<'a> Beside<'a> {
    fn new(known: impl Iterator<Item = (&'a Key, &'a Known)>) -> Self {
        let mut keys: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (key, known) in known {
            for side in known.sides.before.iter().chain(&known.sides.after) {
                keys.entry((key.rule.as_str(), side.as_str())).or_default().push(key);
            }
        }
        Beside { keys }
    }

    /// What agrees with `finding`, made in `text`, in its rule, its text and one of its sides.
    fn alike(&self, text: &str, finding: &Finding) -> impl Iterator<Item = &'a Key> {
        let Sides { before, after } = match self.keys.is_empty() {
            true => Sides::default(),
            false => Surroundings::of(text, finding.range).sides(),
        };
        let alike = |side: &String| self.keys.get(&(finding.code(), side.as_str())).cloned().unwrap_or_default();
        before.iter().chain(&after).flat_map(alike).collect::<Vec<_>>().into_iter()
    }
}

fn entry(key: &Key, known: &Known, count: usize) -> Option<Entry> {
    let Key { file, rule, hash } = key.clone();
    let Known { text, sides: Sides { before, after }, .. } = known.clone();
    Some(Entry { file, rule, hash, before, after, text, count: NonZeroUsize::new(count)? })
}

fn key(file: &str, text: &str, finding: &Finding) -> Key {
    Key { file: file.to_owned(), rule: finding.code().to_owned(), hash: fingerprint(text, finding.range) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::text::Span;
    use crate::text::{after, before};

    const DRAFT: &str =
        "同志们：\n　　会议的任务是，，总结上半年各项工作，部署下半年任务。\n　　大家要认真学习，，抓好落实。\n";

    /// A finding for every doubled comma.
    fn doubled(text: &str) -> Vec<Finding> {
        let hits = text.match_indices("，，");
        hits.map(|(start, hit)| Finding {
            rule: crate::rules::find("PU208").unwrap(),
            severity: Severity::Error,
            range: Span::new(start, start + hit.len()),
            message: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        })
        .collect()
    }

    fn baseline(text: &str) -> Baseline {
        let mut baseline = Baseline::default();
        baseline.add("a.txt", text, &doubled(text));
        baseline
    }

    /// The numbers of fresh and known findings, and of places no longer there.
    fn counts(baseline: &Baseline, text: &str) -> (usize, usize, usize) {
        let split = baseline.split("a.txt", text, doubled(text));
        (split.fresh.len(), split.known.len(), split.unused.iter().map(|entry| entry.count.get()).sum())
    }

    #[test]
    fn what_is_known_is_not_fresh() {
        assert_eq!(counts(&baseline(DRAFT), DRAFT), (0, 2, 0));
        assert_eq!(counts(&Baseline::default(), DRAFT), (2, 0, 0));
    }

    #[test]
    fn moved_lines_new_indents_and_edits_elsewhere_change_nothing() {
        let known = baseline(DRAFT);
        let moved = "　　大家要认真学习，，抓好落实。\r\n各位同志：\r\n\t会议的任务是，，总结上半年各项工作，安排下一步任务。\r\n";
        assert_eq!(counts(&known, moved), (0, 2, 0));
    }

    #[test]
    fn an_edit_on_one_side_changes_nothing() {
        assert_eq!(counts(&baseline(DRAFT), &DRAFT.replace("认真学习", "反复学习")), (0, 2, 0));
        assert_eq!(counts(&baseline(DRAFT), &DRAFT.replace("总结上半年", "回顾上半年")), (0, 2, 0));
    }

    #[test]
    fn an_edit_right_there_makes_the_finding_fresh_and_the_entry_unused() {
        let edited = DRAFT.replace("认真学习，，抓好", "反复学习，，做好");
        assert_eq!(counts(&baseline(DRAFT), &edited), (1, 1, 1));
        assert_eq!(counts(&baseline(DRAFT), &DRAFT.replace("，，抓好", "，抓好")), (0, 1, 1));
        // Little on a side is no side: both stand at the start of a line.
        assert_eq!(counts(&baseline("，，甲乙丙丁\n"), "，，子丑寅卯\n"), (1, 0, 1));
    }

    #[test]
    fn a_baseline_without_sides_is_still_good_and_knows_exact_places_only() {
        let old: String = baseline(DRAFT)
            .to_json()
            .lines()
            .map(|line| match (line.find(",\"before\""), line.find(",\"text\"")) {
                (Some(start), Some(end)) => format!("{}{}\n", before(line, start), after(line, end)),
                _ => format!("{line}\n"),
            })
            .collect();
        assert!(!old.contains("before") && !old.contains("after"), "{old}");
        let old = Baseline::parse(&old).unwrap();
        assert_eq!(counts(&old, DRAFT), (0, 2, 0));
        assert_eq!(counts(&old, &DRAFT.replace("认真学习", "反复学习")), (1, 1, 1));
    }

    #[test]
    fn of_identical_places_so_many_are_known_as_were_recorded() {
        let line = "　　大家要认真学习，，抓好落实。\n";
        let known = baseline(&line.repeat(2));
        assert_eq!(known.entries().count(), 1);
        assert_eq!(counts(&known, &line.repeat(3)), (1, 2, 0));
        assert_eq!(counts(&known, line), (0, 1, 1));
        let split = known.split("a.txt", &line.repeat(3), doubled(&line.repeat(3)));
        assert!(split.fresh.iter().all(|fresh| split.known.iter().all(|known| known.range.end < fresh.range.start)));
    }

    #[test]
    fn another_file_and_another_rule_know_nothing_of_it() {
        let known = baseline(DRAFT);
        assert_eq!(known.split("a.txt.bak", DRAFT, doubled(DRAFT)).fresh.len(), 2);
        let others = doubled(DRAFT)
            .into_iter()
            .map(|finding| Finding { rule: crate::rules::find("PU221").unwrap(), ..finding })
            .collect();
        assert_eq!(known.split("a.txt", DRAFT, others).fresh.len(), 2);
    }

    #[test]
    fn the_text_of_a_baseline_reads_back_and_does_not_depend_on_order() {
        let mut one = baseline(DRAFT);
        one.add("稿/b.txt", DRAFT, &doubled(DRAFT));
        let mut other = Baseline::default();
        other.add("稿/b.txt", DRAFT, doubled(DRAFT).iter().rev());
        other.add("a.txt", DRAFT, &doubled(DRAFT));
        assert_eq!(one.to_json(), other.to_json());
        assert_eq!(Baseline::parse(&one.to_json()), Ok(one.clone()));
        assert_eq!(one.to_json().lines().count(), 6);
        assert_eq!(Baseline::parse(&Baseline::default().to_json()), Ok(Baseline::default()));
        one.forget(|file| file == "a.txt");
        assert_eq!(one.len(), 2);
        let entry = one.entries().next().unwrap();
        assert!(one.remove(&entry) && !one.remove(&entry));
    }

    #[test]
    fn what_is_no_baseline_is_explained() {
        let explain = |text| Baseline::parse(text).unwrap_err();
        assert_eq!(explain("{\"version\":1,\n\"entries\":[{}]}").line, Some(2));
        let newer = explain("{\"version\":2,\"things\":[]}");
        assert!(newer.message.contains("版本是 2") && newer.kind() == BaselineErrorKind::OtherVersion);
        assert_eq!(explain("{}").kind(), BaselineErrorKind::Malformed);
        assert!(explain("").message.contains("--write-baseline"));
        let zero = r#"{"version":1,"entries":[{"file":"a","rule":"PU208","hash":"0","text":"","count":0}]}"#;
        assert_eq!(explain(zero).line, Some(1));
    }
}
