//! The settings that hold for drafts, and which of them hold for a rule.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file::OverrideFile;
use super::{ConfigError, Replacements, explain, replacement};
use crate::finding::Severity;
use crate::rules::{self, Card};

/// The file's name, looked for upward from the draft.
pub const FILE_NAME: &str = "gaolint.toml";

/// Lists what is passed over in a folder, beside `.gitignore`.
pub const IGNORE_FILE_NAME: &str = ".gaolintignore";

/// The settings that hold for a draft, or for all drafts of a folder while `overrides` are not yet applied. The
/// settings of one `gaolint.toml` and all that it extends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Config {
    /// Rules to run: codes, names, families (`ST`) or `ALL`; empty means all.
    pub select: Vec<String>,
    /// Rules to run as well, in the same words.
    pub extend_select: Vec<String>,
    /// Rules to leave out, in the same words. A rule that is both selected by its own code or name and ignored
    /// by family runs.
    pub ignore: Vec<String>,
    /// Words that are right here: no word finding that overlaps one of them is reported.
    pub dictionary: Vec<String>,
    /// Watermarks of one's own: literal text, or a regular expression between slashes.
    pub watermarks: Vec<String>,
    /// A model of one's own in place of the one that ships, relative to the file that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<PathBuf>,
    /// Severity by code, name or family, in place of the card's.
    pub severity: BTreeMap<String, Severity>,
    /// Words that are not to be written, and what is to be written in their place.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub replace: Replacements,
    /// What is too much.
    pub limits: Limits,
    /// What is different for some drafts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

/// What is too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limits {
    /// The largest file that is read, in MB (a million bytes).
    pub max_file_size: u32,
}

impl Default for Limits {
    fn default() -> Self {
        // A thousand pages of plain text: what is larger is no draft.
        Limits { max_file_size: 10 }
    }
}

/// What is different for the drafts that `files` names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Override {
    /// Globs. One without a slash is about a file's name, in whatever folder; others start from `folder`.
    pub files: Vec<String>,
    /// The folder of the `gaolint.toml` that says so.
    #[serde(skip)]
    pub folder: PathBuf,
    /// In place of the rules that are selected elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Vec<String>>,
    /// Rules to run as well.
    pub extend_select: Vec<String>,
    /// Rules to leave out as well.
    pub ignore: Vec<String>,
    /// Severities that go over those set elsewhere.
    pub severity: BTreeMap<String, Severity>,
    /// More words.
    pub dictionary: Vec<String>,
    /// Replacements that go over those ordered elsewhere.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub replace: Replacements,
}

impl Override {
    pub(super) fn new(folder: &Path, file: OverrideFile) -> Self {
        let OverrideFile { files, select, extend_select, ignore, severity, dictionary, replace } = file;
        Override { files, folder: folder.to_owned(), select, extend_select, ignore, severity, dictionary, replace }
    }
}

impl Config {
    /// The paths where the configuration of a draft in `directory` may be, nearest first.
    pub fn candidates(directory: &Path) -> impl Iterator<Item = PathBuf> + '_ {
        directory.ancestors().map(|ancestor| ancestor.join(FILE_NAME))
    }

    /// Whether the rule with this card runs. The most specific word decides: code or name before family before
    /// `ALL`; at equal rank `ignore` wins.
    pub fn enables(&self, card: &Card) -> bool {
        let selected = if self.select.is_empty() { Some(0) } else { rank(self.select.iter(), card) };
        selected.max(rank(self.extend_select.iter(), card)) > rank(self.ignore.iter(), card)
    }

    /// Runs the rules that `selectors` name as well, even where the same words were ignored before.
    pub fn also_select(&mut self, selectors: &[String]) {
        self.ignore.retain(|ignored| !selectors.iter().any(|selector| selector.eq_ignore_ascii_case(ignored)));
        self.extend_select.extend_from_slice(selectors);
    }

    /// The severity set for the rule with this card, if any; the most specific word decides.
    pub fn severity_of(&self, card: &Card) -> Option<Severity> {
        self.severity
            .iter()
            .filter_map(|(selector, severity)| specificity(selector, card).map(|rank| (rank, *severity)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, severity)| severity)
    }

    /// The settings with the overrides at `places` put over them, later ones over earlier ones, and no others left.
    pub fn with_overrides(&self, places: &[usize]) -> Config {
        let mut config = Config { overrides: Vec::new(), ..self.clone() };
        for it in places.iter().filter_map(|place| self.overrides.get(*place)) {
            if let Some(select) = &it.select {
                config.select.clone_from(select);
                config.extend_select.clear();
            }
            config.also_select(&it.extend_select);
            config.ignore.extend_from_slice(&it.ignore);
            config.severity.extend(it.severity.clone());
            config.dictionary.extend_from_slice(&it.dictionary);
            config.replace.extend(it.replace.clone());
        }
        config
    }

    /// Refuses words that select no rule, and words that are wrong and right at once.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let selectors = self.select.iter().chain(&self.extend_select).chain(&self.ignore).chain(self.severity.keys());
        selectors.map(String::as_str).try_for_each(explain::check_selector)?;
        replacement::check(&self.replace).map_err(|(_, error)| error)
    }
}

fn rank<'a>(selectors: impl Iterator<Item = &'a String>, card: &Card) -> Option<u8> {
    selectors.filter_map(|selector| specificity(selector, card)).max()
}

fn specificity(selector: &str, card: &Card) -> Option<u8> {
    if !rules::selects(selector, card) {
        None
    } else if selector.eq_ignore_ascii_case("all") {
        Some(0)
    } else if selector.len() == 2 {
        Some(1)
    } else {
        Some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enabled(text: &str, name: &str) -> bool {
        Config::parse(text).unwrap().enables(rules::find(name).unwrap().card())
    }

    #[test]
    fn the_most_specific_word_decides() {
        assert!(enabled("", "PU208"));
        assert!(!enabled("select = ['ST']", "PU208"));
        assert!(enabled("select = ['doubled-marks']\nignore = ['PU']", "PU208"));
        assert!(!enabled("select = ['PU208']\nignore = ['doubled-marks']", "PU208"));
        assert!(!enabled("ignore = ['ALL']", "PU208"));
    }

    #[test]
    fn more_can_be_selected_than_what_is_selected() {
        assert!(enabled("select = ['ST']\nextend-select = ['PU208']", "PU208"));
        assert!(enabled("select = ['ST']\nextend-select = ['PU208']", "ST106"));
        assert!(enabled("ignore = ['PU']\nextend-select = ['PU208']", "PU208"));
        assert!(!enabled("ignore = ['PU']\nextend-select = ['PU208']", "PU201"));
        assert!(!enabled("ignore = ['PU208']\nextend-select = ['PU']", "PU208"));
    }
}
