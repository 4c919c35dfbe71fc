//! Which rules apply where: `gaolint.toml` is found upward from each draft, the command line goes over it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache;
use super::known::KnownFindings;
use crate::baseline;
use crate::check::Checker;
use crate::cli::files;
use crate::cli::problem::Problem;
use crate::config::{self, Config, ConfigError, Loaded, OverrideMatcher};
use crate::disk::{self, project, text_file, user_dictionary};

/// What a draft is checked with.
#[derive(Debug, Clone)]
pub(super) struct ResolvedSettings {
    pub(super) checker: Arc<Checker>,
    /// What tells its settings and model from all others.
    pub(super) digest: blake3::Hash,
    /// Findings that are not to be shown again.
    pub(super) known: Arc<KnownFindings>,
}

/// What the command line says about rules; it goes over the files.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::cli) struct CommandLine<'a> {
    pub(in crate::cli) select: &'a [String],
    pub(in crate::cli) extend_select: &'a [String],
    pub(in crate::cli) ignore: &'a [String],
    /// The one configuration file to use.
    pub(in crate::cli) config: Option<&'a Path>,
    /// The one baseline to use.
    pub(in crate::cli) baseline: Option<&'a Path>,
    /// Whether the baseline is to be written, so that it need not be there.
    pub(in crate::cli) writes_baseline: bool,
}

/// A configuration file, and which of its overrides hold.
type CheckerKey = (Option<PathBuf>, Vec<usize>);

/// Finds and keeps what drafts are checked with: looked for once a folder, made once a configuration.
pub(in crate::cli) struct Settings<'a> {
    command_line: CommandLine<'a>,
    /// The user's own words.
    dictionary: Vec<String>,
    file_of_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// Nothing where a file is unusable, which has been reported.
    bases: HashMap<Option<PathBuf>, Option<Arc<Base>>>,
    checkers: HashMap<CheckerKey, Option<(Arc<Checker>, blake3::Hash)>>,
    /// By path; nothing where one is unusable, which has been reported.
    known: HashMap<PathBuf, Option<Arc<KnownFindings>>>,
    problems: Vec<Problem>,
}

/// A configuration file, read.
#[derive(Debug)]
struct Base {
    loaded: Loaded,
    matcher: OverrideMatcher,
}

impl<'a> Settings<'a> {
    /// Fails when the command line itself names unknown rules, or the user's dictionary cannot be read.
    pub(in crate::cli) fn new(command_line: CommandLine<'a>) -> Result<Self, Problem> {
        let CommandLine { select, extend_select, ignore, .. } = command_line;
        let selectors = [select, extend_select, ignore].concat();
        Config { select: selectors, ..Config::default() }.validate().map_err(|error| Problem::new(error.message))?;
        Ok(Settings {
            command_line,
            dictionary: user_words()?,
            file_of_folder: HashMap::new(),
            bases: HashMap::new(),
            checkers: HashMap::new(),
            known: HashMap::new(),
            problems: Vec::new(),
        })
    }

    /// What the draft at `path` is checked with; nothing where its configuration is unusable.
    pub(super) fn resolve(&mut self, path: &Path) -> Option<ResolvedSettings> {
        let path = files::absolute(path);
        let folder = path.parent().unwrap_or(Path::new(""));
        let file = self.file_for(folder);
        let base = self.base(&file)?;
        let known = self.known_for(folder)?;
        let places = base.matcher.matching(&path);
        let key = (file, places);
        if !self.checkers.contains_key(&key) {
            let (file, places) = &key;
            let checker = disk::settings::checker(self.over(base.loaded.config.with_overrides(places)))
                .map_err(|error| self.problems.push(config_problem(file.as_deref(), error)));
            let checker = checker.ok().map(|checker| (cache::digest(checker.config()), Arc::new(checker)));
            self.checkers.insert(key.clone(), checker.map(|(digest, checker)| (checker, digest)));
        }
        let (checker, digest) = self.checkers.get(&key)?.clone()?;
        Some(ResolvedSettings { checker, digest, known })
    }

    /// The settings that hold for a draft or folder, without the user's dictionary, and the files they come from.
    pub(in crate::cli) fn describe(&mut self, path: &Path) -> Result<Loaded, Problem> {
        let path = files::absolute(path);
        let is_folder = path.is_dir();
        let folder = if is_folder { path.as_path() } else { path.parent().unwrap_or(&path) };
        let file = self.file_for(folder);
        let base =
            self.base(&file).ok_or_else(|| self.problems.pop().unwrap_or_else(|| Problem::new("配置文件不能用")))?;
        let mut loaded = base.loaded.clone();
        if !is_folder {
            loaded.config = loaded.config.with_overrides(&base.matcher.matching(&path));
        }
        Ok(loaded)
    }

    /// What went wrong so far, each but once.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn file_for(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(file) = self.command_line.config {
            return Some(files::absolute(file));
        }
        let find = || Config::candidates(folder).find(|candidate| candidate.is_file());
        self.file_of_folder.entry(folder.to_owned()).or_insert_with(find).clone()
    }

    fn base(&mut self, file: &Option<PathBuf>) -> Option<Arc<Base>> {
        if let Some(base) = self.bases.get(file) {
            return base.clone();
        }
        let base = self.read(file.as_deref()).map(Arc::new).map_err(|problem| self.problems.push(problem)).ok();
        self.bases.insert(file.clone(), base.clone());
        base
    }

    fn read(&self, file: Option<&Path>) -> Result<Base, Problem> {
        let placed = |error| config_problem(file, error);
        let loaded = match file {
            Some(file) => config::load(file, &text_file::read).map_err(placed)?,
            None => Loaded::default(),
        };
        let matcher = OverrideMatcher::new(&loaded.config).map_err(placed)?;
        Ok(Base { loaded, matcher })
    }

    /// The baseline for drafts in `folder`: the one that is named, or the one beside the nearest settings or in the
    /// nearest folder that has one, or else that of the current folder.
    fn known_for(&mut self, folder: &Path) -> Option<Arc<KnownFindings>> {
        let path = match self.command_line.baseline {
            Some(path) => files::absolute(path),
            None => project::folder(folder).unwrap_or_else(|| files::absolute(Path::new(""))).join(baseline::FILE_NAME),
        };
        if let Some(known) = self.known.get(&path) {
            return known.clone();
        }
        let must_be_there = self.command_line.baseline.is_some() && !self.command_line.writes_baseline;
        let known = KnownFindings::read(&path, must_be_there).map_err(|problem| self.problems.push(problem));
        let known = known.ok().map(Arc::new);
        self.known.insert(path, known.clone());
        known
    }

    /// `--select` sets aside everything the file says about which rules run, `--ignore` what it ignores. The user's
    /// own words always hold.
    fn over(&self, mut config: Config) -> Config {
        let CommandLine { select, extend_select, ignore, .. } = self.command_line;
        if !select.is_empty() {
            config.select = select.to_vec();
            config.extend_select.clear();
            config.ignore.clear();
        }
        if !ignore.is_empty() {
            config.ignore = ignore.to_vec();
        }
        config.also_select(extend_select);
        config.dictionary.extend_from_slice(&self.dictionary);
        config
    }
}

/// The words of the user's own dictionary, which need not be there.
fn user_words() -> Result<Vec<String>, Problem> {
    let Some(path) = user_dictionary::path() else { return Ok(Vec::new()) };
    user_dictionary::read(&path).map_err(|reason| Problem::at(files::shown(&path, None), reason))
}

fn config_problem(file: Option<&Path>, error: ConfigError) -> Problem {
    match error.file.as_deref().or(file) {
        Some(file) => Problem::at(files::shown(file, error.line), error.message),
        None => Problem::new(error.message),
    }
}
