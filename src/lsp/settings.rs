//! Which settings hold for a file: the nearest `gaolint.toml`, and over it what the editor says.

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value};

use super::documents::lock;
use super::user_dictionary;
use crate::check::Checker;
use crate::config::{self, Config, ConfigError};
use crate::learn;
use crate::text;

/// The name of our part of an editor's settings.
pub(super) const SECTION: &str = "gaolint";

/// The settings an editor may override. It may send others, which are the extension's own business.
const OVERRIDABLE: [&str; 5] = ["select", "ignore", "severity", "dictionary", "watermarks"];

/// Settings files read so far, and the checkers made of them.
#[derive(Debug, Default)]
pub(super) struct Settings {
    state: Mutex<State>,
    /// Where the user's own words are.
    user_dictionary: Option<PathBuf>,
    /// Held while reading files and making a checker, so that opening ten files makes one, not ten. Only
    /// blocking threads take it; handlers take `state` alone and never wait for a disk.
    making: Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    /// Counts up with every change, so that what was read before one is not kept after it.
    generation: u64,
    /// What the editor says, by key.
    overrides: Map<String, Value>,
    /// For files without a folder of their own: the first workspace folder.
    root: Option<PathBuf>,
    by_directory: HashMap<Option<PathBuf>, Option<Arc<Checker>>>,
    /// Every checker in use, so that equal settings share one.
    checkers: Vec<Arc<Checker>>,
    /// The last complaint about each source, so that it is made once.
    complaints: BTreeMap<PathBuf, String>,
}

/// The checker for a file, and what the user must be told about its settings.
#[derive(Debug)]
pub(super) struct Resolved {
    /// `None` only if not even the settings the program comes with work.
    pub(super) checker: Option<Arc<Checker>>,
    /// New complaints, in Chinese.
    pub(super) complaints: Vec<String>,
}

impl Settings {
    /// Settings that count the words in this file as right everywhere.
    pub(super) fn new(user_dictionary: Option<PathBuf>) -> Self {
        Settings { user_dictionary, ..Settings::default() }
    }

    /// Where the user's own words are.
    pub(super) fn user_dictionary(&self) -> Option<&Path> {
        self.user_dictionary.as_deref()
    }

    /// Whether the editor's settings stand in for what files say under `key`.
    pub(super) fn is_overridden(&self, key: &str) -> bool {
        lock(&self.state).overrides.contains_key(key)
    }

    /// Sets the folder whose settings hold for files that have none, such as unsaved ones.
    pub(super) fn set_root(&self, root: Option<PathBuf>) {
        lock(&self.state).root = root;
    }

    /// Takes over what the editor says, with or without `{"gaolint": …}` around it. Returns whether anything
    /// changed. Empty values mean “not set”: editors send those for settings their user never touched.
    pub(super) fn override_with(&self, settings: &Value) -> bool {
        let settings = settings.get(SECTION).unwrap_or(settings);
        let Some(settings) = settings.as_object() else { return false };
        let overrides: Map<String, Value> = settings
            .iter()
            .filter(|(key, value)| OVERRIDABLE.contains(&key.as_str()) && !is_unset(value))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let mut state = lock(&self.state);
        if state.overrides == overrides {
            return false;
        }
        state.overrides = overrides;
        state.forget();
        true
    }

    /// Reads the files again when they are next needed.
    pub(super) fn reread(&self) {
        lock(&self.state).forget();
    }

    /// Forgets every file and every checker.
    pub(super) fn forget(&self) {
        let mut state = lock(&self.state);
        state.forget();
        state.checkers.clear();
        state.complaints.clear();
    }

    /// The checker for a file in `directory`. Reads files and may take long: for blocking threads only.
    pub(super) fn checker_for(&self, directory: Option<&Path>) -> Resolved {
        let _making = lock(&self.making);
        let (key, generation, overrides) = {
            let state = lock(&self.state);
            let key = directory.map(Path::to_path_buf).or_else(|| state.root.clone());
            if let Some(checker) = state.by_directory.get(&key) {
                return Resolved { checker: checker.clone(), complaints: Vec::new() };
            }
            (key, state.generation, state.overrides.clone())
        };
        let mut found = Found::default();
        let mut config = found.read(key.as_deref(), &overrides);
        config.dictionary.extend(found.user_words(self.user_dictionary.as_deref()));
        let checker = self.make(config, &mut found);
        let mut state = lock(&self.state);
        let complaints = state.new_complaints(found);
        if state.generation == generation {
            state.by_directory.insert(key, checker.clone());
        }
        Resolved { checker, complaints }
    }

    /// A checker for `config`: one that exists, or a new one, or, if that fails, one without settings.
    fn make(&self, config: Config, found: &mut Found) -> Option<Arc<Checker>> {
        let known = lock(&self.state).checkers.iter().find(|known| *known.config() == config).cloned();
        if known.is_some() {
            return known;
        }
        let folder = found.file.as_deref().and_then(Path::parent);
        let made = learn::checker(config, folder).or_else(|error| {
            let source = found.file.clone().unwrap_or_else(editor_source);
            found.complain(&source, &error);
            Checker::new(Config::default())
        });
        let checker = Arc::new(made.ok()?);
        let mut state = lock(&self.state);
        // Those that only this list still holds belong to settings nobody uses any more.
        state.checkers.retain(|known| Arc::strong_count(known) > 1);
        state.checkers.push(Arc::clone(&checker));
        Some(checker)
    }
}

impl State {
    fn forget(&mut self) {
        self.generation += 1;
        self.by_directory.clear();
    }

    /// What has not been said before. A source that reads well again is cleared.
    fn new_complaints(&mut self, found: Found) -> Vec<String> {
        for source in found.file.into_iter().chain([editor_source()]) {
            if !found.complaints.contains_key(&source) {
                self.complaints.remove(&source);
            }
        }
        let is_new = |(source, message): (PathBuf, String)| {
            (self.complaints.insert(source, message.clone()).as_ref() != Some(&message)).then_some(message)
        };
        found.complaints.into_iter().filter_map(is_new).collect()
    }
}

/// What reading the settings for one folder brought up.
#[derive(Debug, Default)]
struct Found {
    file: Option<PathBuf>,
    complaints: BTreeMap<PathBuf, String>,
}

/// Stands for the editor's settings where others have the path of a file.
fn editor_source() -> PathBuf {
    PathBuf::from("编辑器设置")
}

impl Found {
    /// The settings that hold in `directory`. Of two sources, one that is wrong is left out and complained about.
    fn read(&mut self, directory: Option<&Path>, overrides: &Map<String, Value>) -> Config {
        let text = directory.and_then(|directory| self.nearest_file(directory)).unwrap_or_default();
        let file = self.file.clone().unwrap_or_else(|| PathBuf::from(config::FILE_NAME));
        let load = |text: &str| config::load_text(&file, text, &read_text).map(|loaded| loaded.config);
        let (text, config) = match load(&text) {
            Ok(config) => (text, config),
            Err(error) => {
                let mut error = error;
                let source = error.file.take().unwrap_or_else(|| file.clone());
                self.complain(&source, &error);
                (String::new(), Config::default())
            }
        };
        if overrides.is_empty() {
            return config;
        }
        overlay(&text, overrides).and_then(|text| load(&text)).unwrap_or_else(|error| {
            self.complain(&editor_source(), &ConfigError { line: None, ..error });
            config
        })
    }

    /// The text of the nearest `gaolint.toml`.
    fn nearest_file(&mut self, directory: &Path) -> Option<String> {
        for candidate in Config::candidates(directory) {
            match std::fs::read_to_string(&candidate) {
                Ok(text) => {
                    self.file = Some(candidate);
                    return Some(text);
                }
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(error) => {
                    self.file = Some(candidate.clone());
                    self.complain(&candidate, &ConfigError::new(format!("读不了配置文件：{error}")));
                    return None;
                }
            }
        }
        None
    }

    /// The user's own words. A file that cannot be read is complained about.
    fn user_words(&mut self, path: Option<&Path>) -> Vec<String> {
        let Some(path) = path else { return Vec::new() };
        user_dictionary::read(path).unwrap_or_else(|error| {
            self.complain(path, &ConfigError::new(format!("读不了个人词典：{error}")));
            Vec::new()
        })
    }

    fn complain(&mut self, source: &Path, error: &ConfigError) {
        let place = match error.line {
            Some(line) => format!("{} 第 {line} 行", source.display()),
            None => source.display().to_string(),
        };
        self.complaints.insert(
            source.to_path_buf(),
            format!("{place}：{}。暂按没有这份配置检查。", error.message.trim_end_matches('。')),
        );
    }
}

/// The text of a file that the settings name, in any encoding that a draft may have.
fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("读不了文件：{error}"))?;
    text::decode(&bytes).map(|decoded| decoded.text).map_err(|error| error.to_string())
}

/// The TOML of a settings file with the editor's values in place of its own.
fn overlay(text: &str, overrides: &Map<String, Value>) -> Result<String, ConfigError> {
    let failed = |error: &dyn std::fmt::Display| ConfigError::new(format!("配置有误：{error}"));
    let mut table: toml::Table = text.parse().map_err(|error| failed(&error))?;
    for (key, value) in overrides {
        table.insert(key.clone(), toml::Value::try_from(value).map_err(|error| failed(&error))?);
    }
    toml::to_string(&table).map_err(|error| failed(&error))
}

fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn folder_with(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(crate::config::FILE_NAME), text).unwrap();
        folder
    }

    fn config(settings: &Settings, directory: &Path) -> Config {
        settings.checker_for(Some(directory)).checker.unwrap().config().clone()
    }

    #[test]
    fn the_nearest_file_holds_until_it_is_reread() {
        let folder = folder_with("ignore = ['PU208']");
        let below = folder.path().join("稿件");
        std::fs::create_dir(&below).unwrap();
        let settings = Settings::default();
        assert_eq!(config(&settings, &below).ignore, ["PU208"]);
        std::fs::write(below.join(crate::config::FILE_NAME), "dictionary = ['某词']").unwrap();
        assert_eq!(config(&settings, &below).ignore, ["PU208"]);
        settings.reread();
        assert_eq!(config(&settings, &below).dictionary, ["某词"]);
        assert!(config(&settings, &below).ignore.is_empty());
    }

    #[test]
    fn the_editor_overrides_key_by_key_and_empty_means_unset() {
        let folder = folder_with("ignore = ['PU208']\ndictionary = ['某词']");
        let settings = Settings::default();
        let sent = json!({"gaolint": {"dictionary": ["他词"], "ignore": [], "select": null, "path": "/x"}});
        assert!(settings.override_with(&sent));
        assert!(!settings.override_with(&sent));
        let config = config(&settings, folder.path());
        assert_eq!((config.ignore, config.dictionary), (vec!["PU208".to_owned()], vec!["他词".to_owned()]));
    }

    #[test]
    fn a_wrong_file_is_named_once_and_again_only_when_it_was_right_in_between() {
        let folder = folder_with("\nselekt = []");
        let settings = Settings::default();
        let complaints = || {
            settings.reread();
            settings.checker_for(Some(folder.path())).complaints
        };
        let first = complaints();
        assert!(matches!(first.as_slice(), [only] if only.contains("第 2 行") && only.contains("selekt")), "{first:?}");
        assert!(complaints().is_empty());
        std::fs::write(folder.path().join(crate::config::FILE_NAME), "select = ['ALL']").unwrap();
        assert!(complaints().is_empty());
        std::fs::write(folder.path().join(crate::config::FILE_NAME), "\nselekt = []").unwrap();
        assert_eq!(complaints(), first);
    }

    #[test]
    fn wrong_editor_settings_leave_the_file_in_force() {
        let folder = folder_with("dictionary = ['某词']");
        let settings = Settings::default();
        settings.override_with(&json!({"select": ["没有的规则"]}));
        let resolved = settings.checker_for(Some(folder.path()));
        assert!(matches!(resolved.complaints.as_slice(), [only] if only.contains("编辑器设置")));
        assert_eq!(resolved.checker.unwrap().config().dictionary, ["某词"]);
    }

    #[test]
    fn a_file_may_extend_another_and_name_lists_of_words() {
        let folder = folder_with("extend = 'house.toml'\nterms = ['words.txt']");
        std::fs::write(folder.path().join("house.toml"), "ignore = ['PU208']").unwrap();
        std::fs::write(folder.path().join("words.txt"), "某词\n").unwrap();
        let settings = Settings::default();
        settings.override_with(&json!({"watermarks": ["某水印"]}));
        let config = config(&settings, folder.path());
        assert_eq!((config.ignore, config.dictionary), (vec!["PU208".to_owned()], vec!["某词".to_owned()]));
        assert_eq!(config.watermarks, ["某水印"]);
        std::fs::write(folder.path().join("house.toml"), "\nselekt = []").unwrap();
        settings.reread();
        let complaints = settings.checker_for(Some(folder.path())).complaints;
        assert!(complaints.iter().any(|it| it.contains("house.toml 第 2 行")), "{complaints:?}");
    }

    #[test]
    fn equal_settings_share_a_checker() {
        let (one, other) = (folder_with("ignore = ['PU208']"), folder_with("ignore = ['PU208'] # 同上"));
        let settings = Settings::default();
        let [one, other] = [one, other].map(|it| settings.checker_for(Some(it.path())).checker.unwrap());
        assert!(Arc::ptr_eq(&one, &other));
    }
}
