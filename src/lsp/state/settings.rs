//! Which settings hold for a file: the nearest `gaolint.toml`, and over it what the editor says.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value};
use tower_lsp_server::ls_types::Uri;

use super::complaints::{Complaints, Said, editor_source};
use super::documents::lock;
use super::folder_settings::{FolderSettings, Good, overriding};
use crate::check::Checker;
use crate::config::Config;
use crate::disk;
use crate::lsp::protocol::from_proto;

/// The name of our part of an editor's settings.
pub(in crate::lsp) const SECTION: &str = "gaolint";

/// Settings files read so far, and the checkers made of them.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Settings {
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
    editor: Map<String, Value>,
    /// For files without a folder of their own: the first workspace folder.
    root: Option<PathBuf>,
    by_directory: HashMap<Option<PathBuf>, Arc<FolderSettings>>,
    /// What each settings file said when it was last right.
    good: HashMap<PathBuf, Good>,
    /// Files that settings name, and those of them that the client has not yet been asked to watch.
    sources: BTreeSet<PathBuf>,
    unwatched: BTreeSet<PathBuf>,
    /// Every checker in use, so that equal settings share one.
    checkers: Vec<Arc<Checker>>,
    /// What the user has been told is wrong.
    said: Said,
}

/// The checker for a file, and what the user must be told about its settings.
#[derive(Debug)]
pub(in crate::lsp) struct Resolved {
    /// `None` only if not even the settings the program comes with work.
    pub(in crate::lsp) checker: Option<Arc<Checker>>,
    /// New complaints, in Chinese.
    pub(in crate::lsp) complaints: Vec<String>,
}

impl Settings {
    /// Settings that count the words in this file as right everywhere.
    pub(in crate::lsp) fn new(user_dictionary: Option<PathBuf>) -> Self {
        Settings { user_dictionary, ..Settings::default() }
    }

    /// Where the user's own words are.
    pub(in crate::lsp) fn user_dictionary(&self) -> Option<&Path> {
        self.user_dictionary.as_deref()
    }

    /// Whether the editor's settings stand in for what files say under `key`.
    pub(in crate::lsp) fn is_overridden(&self, key: &str) -> bool {
        lock(&self.state).editor.contains_key(key)
    }

    /// Sets the folder whose settings hold for files that have none, such as unsaved ones.
    pub(in crate::lsp) fn set_root(&self, root: Option<PathBuf>) {
        lock(&self.state).root = root;
    }

    /// Takes over what the editor says, with or without `{"gaolint": …}` around it. Returns whether anything
    /// changed. Empty values mean “not set”: editors send those for settings their user never touched.
    pub(in crate::lsp) fn override_with(&self, settings: &Value) -> bool {
        let settings = settings.get(SECTION).unwrap_or(settings);
        let Some(settings) = settings.as_object() else { return false };
        let editor = overriding(settings);
        let mut state = lock(&self.state);
        if state.editor == editor {
            return false;
        }
        state.editor = editor;
        state.forget();
        true
    }

    /// Reads the files again when they are next needed.
    pub(in crate::lsp) fn reread(&self) {
        lock(&self.state).forget();
    }

    /// Forgets every file and every checker.
    pub(in crate::lsp) fn forget(&self) {
        let mut state = lock(&self.state);
        state.forget();
        state.checkers.clear();
        state.good.clear();
        state.said = Said::default();
    }

    /// The checker for the draft at `path`, or for one that has no file. Reads files and may take long: for blocking
    /// threads only.
    pub(in crate::lsp) fn checker_for(&self, path: Option<&Path>) -> Resolved {
        let _making = lock(&self.making);
        let (folder, generation) = self.in_folder(path.and_then(Path::parent));
        let places = path.map(|path| folder.overrides.matching(path)).unwrap_or_default();
        if let Some(checker) = lock(&folder.checkers).get(&places) {
            return Resolved { checker: checker.clone(), complaints: Vec::new() };
        }
        let mut complaints = folder.complaints.clone();
        let checker = self.make(folder.config.with_overrides(&places), &folder.file, &mut complaints);
        lock(&folder.checkers).insert(places, checker.clone());
        let mut state = lock(&self.state);
        if state.generation != generation {
            return Resolved { checker, complaints: Vec::new() };
        }
        let editor = editor_source();
        let sources = folder.sources.iter().chain([&folder.file, &editor]);
        Resolved { checker, complaints: state.said.fresh(sources, complaints) }
    }

    /// Whether settings were read from the file at `path`, by whatever name it goes.
    pub(in crate::lsp) fn names(&self, path: &Path) -> bool {
        lock(&self.state).sources.contains(path)
    }

    /// Files that settings name and that nobody has asked for yet.
    pub(in crate::lsp) fn take_unwatched(&self) -> Vec<PathBuf> {
        std::mem::take(&mut lock(&self.state).unwatched).into_iter().collect()
    }

    /// The settings file that holds for the draft at `uri`, if there is one. For blocking threads only.
    pub(in crate::lsp) fn file_for(&self, uri: &Uri) -> Option<PathBuf> {
        let path = from_proto::file_path(uri);
        let (folder, _) = self.in_folder(path.as_deref().and_then(Path::parent));
        Some(folder.file.clone()).filter(|file| file.is_absolute() && !folder.complaints.contains(file))
    }

    /// What holds in a folder, and which generation it is of.
    fn in_folder(&self, directory: Option<&Path>) -> (Arc<FolderSettings>, u64) {
        let (key, generation, editor) = {
            let state = lock(&self.state);
            let key = directory.map(Path::to_path_buf).or_else(|| state.root.clone());
            if let Some(folder) = state.by_directory.get(&key) {
                return (Arc::clone(folder), state.generation);
            }
            (key, state.generation, state.editor.clone())
        };
        let good_before = |file: &Path| lock(&self.state).good.get(file).cloned();
        let folder =
            Arc::new(FolderSettings::read(key.as_deref(), &editor, self.user_dictionary.as_deref(), good_before));
        lock(&self.state).remember(key, &folder, generation);
        (folder, generation)
    }

    /// A checker for `config`: one that exists, or a new one, or, if that fails, one without settings.
    fn make(&self, config: Config, file: &Path, complaints: &mut Complaints) -> Option<Arc<Checker>> {
        let known = lock(&self.state).checkers.iter().find(|known| *known.config() == config).cloned();
        if known.is_some() {
            return known;
        }
        let made = disk::settings::checker(config).or_else(|error| {
            complaints.add(file, &error);
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
    /// Keeps what was read in `generation` for the folder `key`, unless everything has been forgotten since.
    fn remember(&mut self, key: Option<PathBuf>, folder: &Arc<FolderSettings>, generation: u64) {
        for source in folder.sources.iter().filter(|source| !self.sources.contains(*source)) {
            self.unwatched.insert(source.clone());
        }
        self.sources.extend(folder.sources.iter().cloned());
        if self.generation == generation {
            if let Some(good) = &folder.good {
                self.good.insert(folder.file.clone(), good.clone());
            }
            self.by_directory.insert(key, Arc::clone(folder));
        }
    }

    fn forget(&mut self) {
        self.generation += 1;
        self.by_directory.clear();
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
        settings.checker_for(Some(&directory.join("讲话.txt"))).checker.unwrap().config().clone()
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
            settings.checker_for(Some(&folder.path().join("讲话.txt"))).complaints
        };
        let first = complaints();
        assert!(matches!(first.as_slice(), [only] if only.contains("第 2 行") && only.contains("selekt")), "{first:?}");
        assert!(complaints().is_empty());
        std::fs::write(folder.path().join(crate::config::FILE_NAME), "select = ['ALL']").unwrap();
        assert!(complaints().is_empty());
        std::fs::write(folder.path().join(crate::config::FILE_NAME), "\nselekt = []").unwrap();
        let again = complaints();
        assert!(matches!(again.as_slice(), [only] if only.contains("selekt") && only.contains("沿用")), "{again:?}");
    }

    #[test]
    fn while_a_file_is_wrong_what_it_said_before_holds() {
        let folder = folder_with("extend = 'house.toml'\ndictionary = ['某词']");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("house.toml", "ignore = ['PU208']");
        let settings = Settings::default();
        let now = || {
            settings.reread();
            let config = config(&settings, folder.path());
            (config.dictionary, config.ignore)
        };
        let right = (vec!["某词".to_owned()], vec!["PU208".to_owned()]);
        assert_eq!(now(), right);
        write(crate::config::FILE_NAME, "dictionary = []\nselekt = 1");
        assert_eq!(now(), right);
        write(crate::config::FILE_NAME, "extend = 'house.toml'\ndictionary = ['他词']");
        assert_eq!(now().0, ["他词"]);
        write("house.toml", "ignore = [");
        assert_eq!(now(), (vec!["他词".to_owned()], vec!["PU208".to_owned()]));
        // What the editor says does not make it worse.
        settings.override_with(&json!({"dictionary": ["第三词"]}));
        assert_eq!(now().1, ["PU208"]);
        std::fs::remove_file(folder.path().join(crate::config::FILE_NAME)).unwrap();
        assert_eq!(now(), (vec!["第三词".to_owned()], Vec::new()));
    }

    #[test]
    fn a_rule_that_there_is_not_leaves_the_others_in_the_editor_settings() {
        let folder = folder_with("");
        let settings = Settings::default();
        settings.override_with(&json!({"ignore": ["PU208", "PU999"], "severity": {"ST106": "info", "ST999": "info"}}));
        let resolved = settings.checker_for(Some(&folder.path().join("讲话.txt")));
        let config = resolved.checker.unwrap().config().clone();
        assert_eq!((config.ignore, config.severity.len()), (vec!["PU208".to_owned()], 1));
        let [only] = resolved.complaints.as_slice() else { panic!("{:?}", resolved.complaints) };
        assert!(only.contains("PU999") && only.contains("ST999"), "{only}");
    }

    /// Files may be read while they change: what was read before belongs to no draft checked after.
    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let folder = folder_with("ignore = ['PU208']");
        let settings = Settings::default();
        let (old, generation) = settings.in_folder(Some(folder.path()));
        std::fs::write(folder.path().join(crate::config::FILE_NAME), "ignore = ['PU201']").unwrap();
        settings.reread();
        lock(&settings.state).remember(Some(folder.path().to_owned()), &old, generation);
        assert_eq!(config(&settings, folder.path()).ignore, ["PU201"]);
    }

    #[test]
    fn what_settings_name_is_known_and_asked_for_once() {
        let folder = folder_with("extend = 'house.toml'\nterms = ['words.txt']");
        std::fs::write(folder.path().join("house.toml"), "extend = 'base.toml'").unwrap();
        let settings = Settings::default();
        config(&settings, folder.path());
        let names = ["base.toml", "house.toml"].map(|name| folder.path().join(name));
        assert!(names.iter().all(|name| settings.names(name)) && !settings.names(&folder.path().join("a.txt")));
        assert_eq!(settings.take_unwatched(), names);
        // The chain is whole now.
        std::fs::write(&names[0], "").unwrap();
        std::fs::write(folder.path().join("words.txt"), "某词").unwrap();
        settings.reread();
        config(&settings, folder.path());
        assert_eq!(settings.take_unwatched(), [folder.path().join("words.txt")]);
    }

    #[test]
    fn wrong_editor_settings_leave_the_file_in_force() {
        let folder = folder_with("dictionary = ['某词']");
        let settings = Settings::default();
        settings.override_with(&json!({"select": ["没有的规则"]}));
        let resolved = settings.checker_for(Some(&folder.path().join("讲话.txt")));
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
        let complaints = settings.checker_for(Some(&folder.path().join("讲话.txt"))).complaints;
        assert!(complaints.iter().any(|it| it.contains("house.toml 第 2 行")), "{complaints:?}");
    }

    #[test]
    fn equal_settings_share_a_checker() {
        let (one, other) = (folder_with("ignore = ['PU208']"), folder_with("ignore = ['PU208'] # 同上"));
        let settings = Settings::default();
        let [one, other] =
            [one, other].map(|it| settings.checker_for(Some(&it.path().join("讲话.txt"))).checker.unwrap());
        assert!(Arc::ptr_eq(&one, &other));
    }

    #[test]
    fn a_draft_that_the_file_names_has_settings_of_its_own() {
        let folder = folder_with("ignore = ['ST']\n[[overrides]]\nfiles = ['会议/*']\nignore = ['PU']");
        let settings = Settings::default();
        let ignored = |name: &str| {
            let path = folder.path().join(name);
            settings.checker_for(Some(&path)).checker.unwrap().config().ignore.clone()
        };
        assert_eq!([ignored("会议/a.txt"), ignored("a.txt")], [vec!["ST".to_owned(), "PU".into()], vec!["ST".into()]]);
        settings.override_with(&json!({"ignore": ["WD"]}));
        assert_eq!([ignored("会议/a.txt"), ignored("a.txt")], [["WD"], ["WD"]]);
    }
}
