//! What the nearest `gaolint.toml` and the editor say for the drafts of one folder.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value};

use crate::check::Checker;
use crate::config::{self, Config, ConfigError, OverrideMatcher};
use crate::disk::{text_file, user_dictionary};

/// The settings for the drafts of one folder.
#[derive(Debug)]
pub(super) struct FolderSettings {
    /// With the user's words; what is different for some drafts is not yet applied.
    pub(super) config: Config,
    /// Finds what is different for a draft.
    pub(super) overrides: OverrideMatcher,
    /// Where `config` comes from, or would.
    pub(super) file: PathBuf,
    /// What the user must be told about it.
    pub(super) complaints: Complaints,
    /// The checkers made so far, by which of the overrides hold.
    pub(super) checkers: Mutex<HashMap<Vec<usize>, Option<Arc<Checker>>>>,
}

impl FolderSettings {
    /// Reads what holds in `directory`: the file, `editor` over it, and the words in `user_dictionary`. Of these, one
    /// that is wrong is left out and complained about.
    pub(super) fn read(directory: Option<&Path>, editor: &Map<String, Value>, user_dictionary: Option<&Path>) -> Self {
        let mut complaints = Complaints::default();
        let found = directory.and_then(|directory| nearest_file(directory, &mut complaints));
        let (file, text) = found.unwrap_or_else(|| (PathBuf::from(config::FILE_NAME), String::new()));
        let mut config = settings(&file, text, editor, &mut complaints);
        config.dictionary.extend(user_words(user_dictionary, &mut complaints));
        let overrides = OverrideMatcher::new(&config).unwrap_or_else(|error| {
            complaints.add(&file, &error);
            OverrideMatcher::default()
        });
        FolderSettings { config, overrides, file, complaints, checkers: Mutex::default() }
    }
}

/// The settings in `text` with those of the editor over them.
fn settings(file: &Path, text: String, editor: &Map<String, Value>, complaints: &mut Complaints) -> Config {
    let load = |text: &str| config::load_text(file, text, &text_file::read).map(|loaded| loaded.config);
    let (text, config) = match load(&text) {
        Ok(config) => (text, config),
        Err(mut error) => {
            let source = error.file.take().unwrap_or_else(|| file.to_owned());
            complaints.add(&source, &error);
            (String::new(), Config::default())
        }
    };
    if editor.is_empty() {
        return config;
    }
    match overlay(&text, editor).and_then(|text| load(&text)) {
        Ok(mut config) => {
            yield_to(editor, &mut config);
            config
        }
        Err(error) => {
            complaints.add(&editor_source(), &ConfigError { line: None, ..error });
            config
        }
    }
}

/// What the editor sets goes over what the file says of some drafts, too.
fn yield_to(editor: &Map<String, Value>, config: &mut Config) {
    for special in &mut config.overrides {
        for key in editor.keys() {
            match key.as_str() {
                "select" => special.select = None,
                "ignore" => special.ignore.clear(),
                "severity" => special.severity.clear(),
                "dictionary" => special.dictionary.clear(),
                _ => {}
            }
        }
    }
}

/// The nearest `gaolint.toml` and its text.
fn nearest_file(directory: &Path, complaints: &mut Complaints) -> Option<(PathBuf, String)> {
    let is_absent = |error: &io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    let is_there = |candidate: &PathBuf| !candidate.metadata().is_err_and(|error| is_absent(&error));
    let file = Config::candidates(directory).find(is_there)?;
    let text = text_file::read(&file).unwrap_or_else(|reason| {
        complaints.add(&file, &ConfigError::new(reason));
        String::new()
    });
    Some((file, text))
}

/// The user's own words. A file that cannot be read is complained about.
fn user_words(path: Option<&Path>, complaints: &mut Complaints) -> Vec<String> {
    let Some(path) = path else { return Vec::new() };
    user_dictionary::read(path).unwrap_or_else(|reason| {
        complaints.add(path, &ConfigError::new(format!("个人词典{reason}")));
        Vec::new()
    })
}

/// What is wrong, in Chinese, by source.
#[derive(Debug, Clone, Default)]
pub(super) struct Complaints(BTreeMap<PathBuf, String>);

impl Complaints {
    pub(super) fn add(&mut self, source: &Path, error: &ConfigError) {
        let place = match error.line {
            Some(line) => format!("{} 第 {line} 行", source.display()),
            None => source.display().to_string(),
        };
        let message = format!("{place}：{}。暂按没有这份配置检查。", error.message.trim_end_matches('。'));
        self.0.insert(source.to_path_buf(), message);
    }

    pub(super) fn contains(&self, source: &Path) -> bool {
        self.0.contains_key(source)
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = (PathBuf, String)> {
        self.0.into_iter()
    }
}

/// Stands for the editor's settings where others have the path of a file.
pub(super) fn editor_source() -> PathBuf {
    PathBuf::from("编辑器设置")
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
