//! Settings that hold for some drafts only.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::{Config, ConfigError, ConfigErrorKind};

/// Finds the overrides that hold for a draft. Make one for a configuration and keep it: its globs are compiled.
#[derive(Debug, Clone, Default)]
pub struct OverrideMatcher {
    sets: Vec<(PathBuf, GlobSet)>,
}

impl OverrideMatcher {
    /// Compiles the globs of `config`.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let sets = config.overrides.iter().map(|it| Ok((it.folder.clone(), compile(&it.files)?)));
        Ok(OverrideMatcher { sets: sets.collect::<Result<_, _>>()? })
    }

    /// The places in [`Config::overrides`] of those that hold for the draft at `path`, which must be as absolute as
    /// the path that the configuration was loaded from.
    pub fn matching(&self, path: &Path) -> Vec<usize> {
        let holds =
            |(folder, set): &(PathBuf, GlobSet)| path.strip_prefix(folder).is_ok_and(|inside| set.is_match(inside));
        self.sets.iter().enumerate().filter(|(_, set)| holds(set)).map(|(place, _)| place).collect()
    }
}

pub(super) fn compile(globs: &[String]) -> Result<GlobSet, ConfigError> {
    let broken = |message: String| ConfigError::of(ConfigErrorKind::Glob, message);
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let anywhere = if glob.contains('/') { glob.trim_start_matches("./").to_owned() } else { format!("**/{glob}") };
        let wrong = |error: globset::Error| broken(format!("“{glob}”不是有效的通配路径：{}", error.kind()));
        set.add(GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(wrong)?);
    }
    set.build().map_err(|error| broken(format!("通配路径无效：{error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn overridden(text: &str, path: &str) -> Config {
        let nothing = |_: &Path| Err(String::new());
        let config = super::super::load_text(Path::new("/稿件/gaolint.toml"), text, &nothing).unwrap().config;
        let matching = OverrideMatcher::new(&config).unwrap().matching(Path::new(path));
        config.with_overrides(&matching)
    }

    #[test]
    fn a_name_holds_anywhere_and_a_path_from_the_folder_on() {
        let text = "[[overrides]]\nfiles = ['*.md', '会议/**']\nignore = ['PU']";
        for (path, holds) in [
            ("/稿件/a.md", true),
            ("/稿件/深处/a.md", true),
            ("/稿件/会议/深处/a.txt", true),
            ("/稿件/其他/会议/a.txt", false),
            ("/稿件/a.txt", false),
            ("/别处/a.md", false),
        ] {
            assert_eq!(overridden(text, path).ignore.len(), usize::from(holds), "{path}");
        }
    }

    #[test]
    fn a_star_stays_in_its_folder() {
        let text = "[[overrides]]\nfiles = ['会议/*.txt']\nignore = ['PU']";
        assert_eq!(overridden(text, "/稿件/会议/a.txt").ignore, ["PU"]);
        assert!(overridden(text, "/稿件/会议/深处/a.txt").ignore.is_empty());
    }

    #[test]
    fn later_ones_go_over_earlier_ones_and_all_over_the_rest() {
        let text = "
            select = ['ST']
            ignore = ['ST101']
            [severity]
            ST106 = 'info'
            [[overrides]]
            files = ['*.txt']
            select = ['PU']
            severity = { ST106 = 'warning' }
            [[overrides]]
            files = ['a.*']
            ignore = ['PU208']
            severity = { ST106 = 'error' }
            dictionary = ['某词']
            replace = { '帐号' = '账号' }
            [replace]
            '帐号' = '户头'
            '甲' = '乙'";
        let config = overridden(text, "/稿件/a.txt");
        assert_eq!((config.select, config.ignore), (vec!["PU".to_owned()], vec!["ST101".into(), "PU208".into()]));
        assert_eq!(config.severity.get("ST106"), Some(&Severity::Error));
        assert_eq!(config.dictionary, ["某词"]);
        let replaced: Vec<_> = config.replace.values().map(|it| it.to.as_deref()).collect();
        assert_eq!(replaced, [Some("账号"), Some("乙")]);
        assert!(config.overrides.is_empty());
    }
}
