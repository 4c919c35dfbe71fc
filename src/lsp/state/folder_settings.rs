//! What the nearest `gaolint.toml` and the editor say for the drafts of one folder.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value};

use super::complaints::{Complaints, editor_source};
use crate::check::Checker;
use crate::config::{self, Config, ConfigError, ConfigErrorKind, OverrideMatcher};
use crate::disk::{text_file, user_dictionary};

/// The settings an editor may override. It may send others, which are the extension's own business.
const OVERRIDABLE: [&str; 5] = ["select", "ignore", "severity", "dictionary", "watermarks"];

/// The settings for the drafts of one folder.
#[derive(Debug)]
pub(in crate::lsp) struct FolderSettings {
    /// With the user's words; what is different for some drafts is not yet applied.
    pub(in crate::lsp) config: Config,
    /// Finds what is different for a draft.
    pub(in crate::lsp) overrides: OverrideMatcher,
    /// Where `config` comes from, or would.
    pub(in crate::lsp) file: PathBuf,
    /// What the file says, unless it was wrong and what it said before holds on.
    pub(in crate::lsp) good: Option<Good>,
    /// What else was read for it: files that it builds on, lists of words.
    pub(in crate::lsp) sources: BTreeSet<PathBuf>,
    /// What the user must be told about it.
    pub(in crate::lsp) complaints: Complaints,
    /// The checkers made so far, by which of the overrides hold.
    pub(in crate::lsp) checkers: Mutex<HashMap<Vec<usize>, Option<Arc<Checker>>>>,
}

/// What a settings file said when it was right.
#[derive(Debug, Clone, Default)]
pub(in crate::lsp) struct Good {
    text: String,
    config: Config,
}

impl FolderSettings {
    /// Reads what holds in `directory`: the file, `editor` over it, and the words in `user_dictionary`. Of these, one
    /// that is wrong is complained about and left out, or, if it is a settings file that was right before, taken as it was
    /// then: a slip of the pen must not let go of what the user has protected.
    pub(in crate::lsp) fn read(
        directory: Option<&Path>,
        editor: &Map<String, Value>,
        user_dictionary: Option<&Path>,
        good_before: impl FnOnce(&Path) -> Option<Good>,
    ) -> Self {
        let mut complaints = Complaints::default();
        let found = directory.and_then(nearest_file);
        let (file, text) = found.unwrap_or_else(|| (PathBuf::from(config::FILE_NAME), Ok(String::new())));
        let sources: RefCell<BTreeSet<PathBuf>> = RefCell::default();
        let load = |text: &str| {
            let read = |path: &Path| {
                sources.borrow_mut().insert(path.to_owned());
                text_file::read(path)
            };
            config::load_text(&file, text, &read).map(|loaded| loaded.config)
        };
        let good = match text.and_then(|text| Ok(Good { config: load(&text)?, text })) {
            Ok(good) => Some(good),
            Err(mut error) => {
                let source = error.file.take().unwrap_or_else(|| file.clone());
                complaints.add(&source, &error);
                None
            }
        };
        let base = good.clone().or_else(|| {
            let before = good_before(&file)?;
            complaints.say_that_the_last_holds();
            Some(before)
        });
        let mut config = with_editor(base.unwrap_or_default(), good.is_some(), editor, &load, &mut complaints);
        config.dictionary.extend(user_words(user_dictionary, &mut complaints));
        let overrides = OverrideMatcher::new(&config).unwrap_or_else(|error| {
            complaints.add(&file, &error);
            OverrideMatcher::default()
        });
        FolderSettings {
            config,
            overrides,
            file,
            good,
            sources: sources.into_inner(),
            complaints,
            checkers: Mutex::default(),
        }
    }
}

/// What of an editor's settings goes over those of a file.
pub(in crate::lsp) fn overriding(settings: &Map<String, Value>) -> Map<String, Value> {
    let is_meant = |(key, value): &(&String, &Value)| OVERRIDABLE.contains(&key.as_str()) && !is_unset(value);
    settings.iter().filter(is_meant).map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

/// The settings of a file, which may not be what is there now, with those of the editor over them.
fn with_editor(
    good: Good,
    is_right: bool,
    editor: &Map<String, Value>,
    load: &dyn Fn(&str) -> Result<Config, ConfigError>,
    complaints: &mut Complaints,
) -> Config {
    let editor = known_rules_only(editor, complaints);
    if editor.is_empty() {
        return good.config;
    }
    match overlay(&good.text, &editor).and_then(|text| load(&text)) {
        Ok(mut config) => {
            yield_to(&editor, &mut config);
            config
        }
        // A file that is wrong has been complained about.
        Err(error) => {
            if is_right {
                complaints.add(&editor_source(), &error.at_line(None));
            }
            good.config
        }
    }
}

/// The editor's settings without the rules in them that there are not: one slip must not drop the others.
fn known_rules_only(editor: &Map<String, Value>, complaints: &mut Complaints) -> Map<String, Value> {
    let mut wrong = Vec::new();
    let mut is_known = |selector: &str| {
        let named = Config { ignore: vec![selector.to_owned()], ..Config::default() };
        named.validate().map_err(|error| wrong.push(error.message)).is_ok()
    };
    let mut editor = editor.clone();
    for key in ["select", "ignore", "severity"] {
        match editor.get_mut(key) {
            Some(Value::Array(selectors)) => selectors.retain(|it| it.as_str().is_none_or(&mut is_known)),
            Some(Value::Object(severities)) => severities.retain(|selector, _| is_known(selector)),
            _ => {}
        }
    }
    // A selection of which nothing is left would mean that nothing is to be checked.
    editor.retain(|key, value| key != "select" || value.as_array().is_none_or(|selectors| !selectors.is_empty()));
    if !wrong.is_empty() {
        complaints.note(
            editor_source(),
            format!("{}：{}这几项不算数，其余照用。", editor_source().display(), wrong.concat()),
        );
    }
    editor
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

/// The nearest `gaolint.toml` and its text, or why it cannot be read.
fn nearest_file(directory: &Path) -> Option<(PathBuf, Result<String, ConfigError>)> {
    let is_absent = |error: &io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    let is_there = |candidate: &PathBuf| !candidate.metadata().is_err_and(|error| is_absent(&error));
    let file = Config::candidates(directory).find(is_there)?;
    let text = text_file::read(&file).map_err(|reason| ConfigError::of(ConfigErrorKind::Unreadable, reason));
    Some((file, text))
}

/// The user's own words. A file that cannot be read is complained about.
fn user_words(path: Option<&Path>, complaints: &mut Complaints) -> Vec<String> {
    let Some(path) = path else { return Vec::new() };
    user_dictionary::read(path).unwrap_or_else(|reason| {
        complaints.add(path, &ConfigError::of(ConfigErrorKind::Unreadable, format!("个人词典{reason}")));
        Vec::new()
    })
}

/// The TOML of a settings file with the editor's values in place of its own.
fn overlay(text: &str, overrides: &Map<String, Value>) -> Result<String, ConfigError> {
    let failed = |error: &dyn std::fmt::Display| ConfigError::of(ConfigErrorKind::Syntax, format!("配置有误：{error}"));
    let mut table: toml::Table = text.parse().map_err(|error| failed(&error))?;
    for (key, value) in overrides {
        table.insert(key.clone(), toml::Value::try_from(value).map_err(|error| failed(&error))?);
    }
    toml::to_string(&table).map_err(|error| failed(&error))
}
