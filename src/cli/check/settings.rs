//! Which rules apply where: `gaolint.toml` is found upward from each draft, the command line goes over it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::Checker;
use crate::cli::problem::Problem;
use crate::config::{Config, ConfigError};
use crate::learn;
use crate::text;

/// A checker, or nothing where the configuration is unusable (which has been reported).
type Ready = Option<Arc<Checker>>;

/// What the command line says about rules; it goes over the files.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Overrides<'a> {
    pub(super) select: &'a [String],
    pub(super) ignore: &'a [String],
    /// The one configuration file to use.
    pub(super) config: Option<&'a Path>,
}

/// Finds and keeps the checkers of a run: one a configuration file, looked for once a folder.
pub(super) struct Settings<'a> {
    overrides: Overrides<'a>,
    by_folder: HashMap<PathBuf, Ready>,
    by_file: HashMap<Option<PathBuf>, Ready>,
    problems: Vec<Problem>,
}

impl<'a> Settings<'a> {
    /// Fails when the command line itself names unknown rules.
    pub(super) fn new(overrides: Overrides<'a>) -> Result<Self, Problem> {
        let Overrides { select, ignore, .. } = overrides;
        let rules = Config { select: select.to_vec(), ignore: ignore.to_vec(), ..Config::default() };
        rules.validate().map_err(|error| Problem::new(error.message))?;
        Ok(Settings { overrides, by_folder: HashMap::new(), by_file: HashMap::new(), problems: Vec::new() })
    }

    /// The checker for drafts in `folder`.
    pub(super) fn checker(&mut self, folder: &Path) -> Ready {
        if let Some(ready) = self.by_folder.get(folder) {
            return ready.clone();
        }
        let file = match self.overrides.config {
            Some(file) => Some(file.to_owned()),
            None => std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
                .ok()
                .and_then(|folder| Config::candidates(&folder).find(|candidate| candidate.is_file())),
        };
        let ready = self.load(file);
        self.by_folder.insert(folder.to_owned(), ready.clone());
        ready
    }

    /// What went wrong so far, each but once.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn load(&mut self, file: Option<PathBuf>) -> Ready {
        if let Some(ready) = self.by_file.get(&file) {
            return ready.clone();
        }
        let ready = read(file.as_deref())
            .and_then(|config| {
                learn::checker(self.overridden(config), file.as_deref().and_then(Path::parent))
                    .map_err(|error| config_problem(file.as_deref(), error))
            })
            .map(Arc::new)
            .map_err(|problem| self.problems.push(problem))
            .ok();
        self.by_file.insert(file, ready.clone());
        ready
    }

    /// `--select` sets aside everything the file says about which rules run, `--ignore` what it ignores.
    fn overridden(&self, mut config: Config) -> Config {
        if !self.overrides.select.is_empty() {
            config.select = self.overrides.select.to_vec();
            config.ignore.clear();
        }
        if !self.overrides.ignore.is_empty() {
            config.ignore = self.overrides.ignore.to_vec();
        }
        config
    }
}

fn read(file: Option<&Path>) -> Result<Config, Problem> {
    let Some(file) = file else { return Ok(Config::default()) };
    let bytes = std::fs::read(file).map_err(|error| Problem::unreadable(file, &error))?;
    let decoded = text::decode(&bytes).map_err(|error| Problem::at(shown(file, None), error.to_string()))?;
    Config::parse(&decoded.text).map_err(|error| config_problem(Some(file), error))
}

fn config_problem(file: Option<&Path>, error: ConfigError) -> Problem {
    match file {
        Some(file) => Problem::at(shown(file, error.line), error.message),
        None => Problem::new(error.message),
    }
}

/// `file:line`, relative to the current folder where it is inside.
fn shown(file: &Path, line: Option<usize>) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let file = file.strip_prefix(here).unwrap_or(file).display();
    match line {
        Some(line) => format!("{file}:{line}"),
        None => file.to_string(),
    }
}
