//! From the text of a `gaolint.toml`, and of the files it names, to the settings. Reading files is left to the caller.

use std::path::{Component, Path, PathBuf};

use regex::Regex;

use super::file::{ConfigFile, Names, WatermarkFile};
use super::overrides;
use super::{Config, ConfigError, ConfigErrorKind, FILE_NAME, Limits, Override, dictionary, explain, replacement};

/// How many files may extend one another. Nobody needs so many; links that lead in a circle do.
const MAX_DEPTH: usize = 16;

/// Reads a text file; fails with the reason, in Chinese.
pub type Read<'a> = dyn Fn(&Path) -> Result<String, String> + 'a;

/// Settings, and where they come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The settings, overrides not yet applied.
    pub config: Config,
    /// Every file that was read, the asked-for one first.
    pub sources: Vec<PathBuf>,
}

/// Loads the `gaolint.toml` at `path` and everything it names. Paths in it start from its folder; they come out as
/// absolute as `path` is.
pub fn load(path: &Path, read: &Read<'_>) -> Result<Loaded, ConfigError> {
    let text = read(path).map_err(|reason| ConfigError::of(ConfigErrorKind::Unreadable, reason))?;
    load_text(path, &text, read)
}

/// Loads `text` as if it stood in the file at `path`.
pub fn load_text(path: &Path, text: &str, read: &Read<'_>) -> Result<Loaded, ConfigError> {
    let mut loaded = Loaded { sources: vec![path.to_owned()], ..Loaded::default() };
    Loader { read, chain: Vec::new() }.add(path, text, &mut loaded)?;
    Ok(loaded)
}

impl Config {
    /// Reads the text of a `gaolint.toml` that names no other file. Unknown keys and unknown rules are errors.
    pub fn parse(text: &str) -> Result<Config, ConfigError> {
        let nothing = |path: &Path| Err(format!("这里不能引用别的文件（{}）", path.display()));
        load_text(Path::new(FILE_NAME), text, &nothing).map(|loaded| loaded.config)
    }
}

struct Loader<'a> {
    read: &'a Read<'a>,
    /// The files that are being read, each of which extends the next.
    chain: Vec<PathBuf>,
}

impl Loader<'_> {
    /// Puts the settings of the file at `path` over those in `loaded`.
    fn add(&mut self, path: &Path, text: &str, loaded: &mut Loaded) -> Result<(), ConfigError> {
        let file: ConfigFile = toml::from_str(text).map_err(|error| explain::syntax(text, &error))?;
        self.chain.push(path.to_owned());
        for parent in file.extend.iter().flat_map(Names::paths) {
            self.extend(path, text, parent, loaded)?;
        }
        self.chain.pop();
        self.put_over(path, text, file, loaded)
    }

    fn extend(&mut self, path: &Path, text: &str, parent: &Path, loaded: &mut Loaded) -> Result<(), ConfigError> {
        let target = beside(path, parent);
        if self.chain.contains(&target) || self.chain.len() >= MAX_DEPTH {
            let files: Vec<String> = self.chain.iter().chain([&target]).map(|it| it.display().to_string()).collect();
            let message = format!("extend 绕成了圈：{}。请去掉其中一处", files.join(" → "));
            return Err(at(text, parent, ConfigError::of(ConfigErrorKind::Circle, message)));
        }
        let parent_text = self.read_named(path, text, parent, loaded)?;
        self.add(&target, &parent_text, loaded).map_err(|error| {
            let file = error.file.clone().unwrap_or(target);
            error.in_file(file)
        })
    }

    /// The text of the file that the one at `path` names.
    fn read_named(&self, path: &Path, text: &str, named: &Path, loaded: &mut Loaded) -> Result<String, ConfigError> {
        let target = beside(path, named);
        let content = (self.read)(&target).map_err(|reason| {
            let message = format!("{}：{reason}", named.display());
            at(text, named, ConfigError::of(ConfigErrorKind::Unreadable, message))
        })?;
        loaded.sources.push(target);
        Ok(content)
    }

    /// Lists grow; what can be but one thing is replaced.
    fn put_over(&self, path: &Path, text: &str, file: ConfigFile, loaded: &mut Loaded) -> Result<(), ConfigError> {
        check(text, &file)?;
        for terms in &file.terms {
            let words = self.read_named(path, text, terms, loaded)?;
            loaded.config.dictionary.extend(dictionary::words(&words));
        }
        for named in &file.watermark_files {
            let content = self.read_named(path, text, named, loaded)?;
            let watermarks = read_watermarks(&content).map_err(|error| error.in_file(beside(path, named)))?;
            loaded.config.watermarks.extend(watermarks);
        }
        let config = &mut loaded.config;
        if let Some(select) = file.select {
            config.select = select;
            config.extend_select.clear();
        }
        if let Some(ignore) = file.ignore {
            config.ignore = ignore;
        }
        if let Some(max_file_size) = file.limits.max_file_size {
            config.limits = Limits { max_file_size };
        }
        if let Some(model) = file.model {
            config.model = Some(beside(path, &model));
        }
        config.also_select(&file.extend_select);
        config.severity.extend(file.severity);
        config.dictionary.extend(file.dictionary);
        config.watermarks.extend(file.watermarks);
        config.replace.extend(file.replace);
        let folder = path.parent().unwrap_or(Path::new(""));
        config.overrides.extend(file.overrides.into_iter().map(|it| Override::new(folder, it)));
        Ok(())
    }
}

/// Refuses words that name no rule, and patterns that are none.
fn check(text: &str, file: &ConfigFile) -> Result<(), ConfigError> {
    let placed = |word: &str, error: ConfigError| error.at_line(explain::line_with(text, word));
    let lists = [file.select.as_ref(), Some(&file.extend_select), file.ignore.as_ref()];
    let mut selectors: Vec<&String> = lists.into_iter().flatten().flatten().chain(file.severity.keys()).collect();
    for it in &file.overrides {
        selectors
            .extend(it.select.iter().flatten().chain(&it.extend_select).chain(&it.ignore).chain(it.severity.keys()));
        for glob in &it.files {
            overrides::compile(std::slice::from_ref(glob)).map_err(|error| placed(glob, error))?;
        }
    }
    for selector in selectors {
        explain::check_selector(selector).map_err(|error| placed(selector, error))?;
    }
    for replacements in std::iter::once(&file.replace).chain(file.overrides.iter().map(|it| &it.replace)) {
        replacement::check(replacements).map_err(|(wrong, error)| error.at_line(explain::line_of_key(text, &wrong)))?;
    }
    check_watermarks(text, &file.watermarks)
}

fn check_watermarks(text: &str, watermarks: &[String]) -> Result<(), ConfigError> {
    for watermark in watermarks {
        let pattern = watermark.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).unwrap_or_default();
        if let Err(error) = Regex::new(pattern) {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            let message = format!("水印“{watermark}”不是有效的正则表达式（{reason}）。要照原文查找，请去掉两边的斜线");
            let error = ConfigError::of(ConfigErrorKind::Watermark, message);
            return Err(error.at_line(explain::line_with(text, pattern)));
        }
    }
    Ok(())
}

fn read_watermarks(text: &str) -> Result<Vec<String>, ConfigError> {
    let file: WatermarkFile = toml::from_str(text).map_err(|error| explain::syntax(text, &error))?;
    check_watermarks(text, &file.watermarks)?;
    Ok(file.watermarks)
}

/// `error` about the file that `text` names, on the line that does.
fn at(text: &str, named: &Path, error: ConfigError) -> ConfigError {
    error.at_line(explain::line_with(text, &named.to_string_lossy()))
}

/// Where `named` is, seen from the file at `path`, without any `..` that can be resolved.
fn beside(path: &Path, named: &Path) -> PathBuf {
    let mut target = PathBuf::new();
    for part in path.parent().unwrap_or(Path::new("")).join(named).components() {
        match (part, target.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => _ = target.pop(),
            (part, _) => target.push(part),
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn load_first(files: &[(&str, &str)]) -> Result<Loaded, ConfigError> {
        let by_path: HashMap<PathBuf, &str> = files.iter().map(|(path, text)| (PathBuf::from(path), *text)).collect();
        let read = |path: &Path| by_path.get(path).map(|text| (*text).to_owned()).ok_or("没有这个文件".to_owned());
        load(Path::new(files[0].0), &read)
    }

    #[test]
    fn lists_grow_and_single_things_are_replaced() {
        let loaded = load_first(&[
            (
                "/单位/科室/gaolint.toml",
                "extend = '../gaolint.toml'\nignore = ['PU']\ndictionary = ['乙']\nmodel = 'b.model'",
            ),
            (
                "/单位/gaolint.toml",
                "ignore = ['ST']\nselect = ['ALL']\ndictionary = ['甲']\nterms = ['词表/人名.txt']\nmodel = 'a.model'
                 watermark-files = ['水印.toml']\n[limits]\nmax-file-size = 3",
            ),
            ("/单位/词表/人名.txt", "# 人名\n司马义\n"),
            ("/单位/水印.toml", "watermarks = ['某某文库', '/第\\d+次下载/']"),
        ])
        .unwrap();
        let config = loaded.config;
        assert_eq!((config.select, config.ignore), (vec!["ALL".to_owned()], vec!["PU".to_owned()]));
        assert_eq!(config.dictionary, ["司马义", "甲", "乙"]);
        assert_eq!(config.watermarks, ["某某文库", "/第\\d+次下载/"]);
        assert_eq!(config.model, Some("/单位/科室/b.model".into()));
        assert_eq!(config.limits.max_file_size, 3);
        assert_eq!(loaded.sources.len(), 4);
    }

    #[test]
    fn replacements_grow_and_the_nearer_file_decides() {
        let load = |near: &'static str| {
            let far = "[replace]\n'帐号' = '账号'\n'东岭局' = { to = '东岭集团', reason = '更名' }";
            load_first(&[("/单位/科室/gaolint.toml", near), ("/单位/gaolint.toml", far)])
        };
        let near = "extend = '../gaolint.toml'\n[replace]\n'帐号' = '户头'\n'抓手' = {}";
        let config = load(near).unwrap().config;
        let ordered: Vec<_> = config.replace.iter().map(|(wrong, it)| (wrong.as_str(), it.to.as_deref())).collect();
        assert_eq!(ordered, [("东岭局", Some("东岭集团")), ("帐号", Some("户头")), ("抓手", None)]);
        assert_eq!(config.replace["东岭局"].reason.as_deref(), Some("更名"));
        // What each file says may be right, and both together not.
        let config = load("extend = '../gaolint.toml'\n[replace]\n'账号' = '户头'").unwrap().config;
        assert!(config.validate().unwrap_err().message.contains("“账号”既是"));
    }

    #[test]
    fn a_model_lies_beside_the_file_that_names_it() {
        let files = [("/单位/科室/gaolint.toml", "extend = ['../a.toml']"), ("/单位/a.toml", "model = 'a.model'")];
        assert_eq!(load_first(&files).unwrap().config.model, Some("/单位/a.model".into()));
    }

    #[test]
    fn a_circle_is_named() {
        let error =
            load_first(&[("/甲/a.toml", "\nextend = 'b.toml'"), ("/甲/b.toml", "extend = './a.toml'")]).unwrap_err();
        assert_eq!(error.message, "extend 绕成了圈：/甲/a.toml → /甲/b.toml → /甲/a.toml。请去掉其中一处");
        assert_eq!(error.kind(), ConfigErrorKind::Circle);
        assert_eq!((error.file, error.line), (Some("/甲/b.toml".into()), Some(1)));
    }

    #[test]
    fn each_kind_of_mistake_can_be_told_without_its_sentence() {
        for (text, kind) in [
            ("extend = 'none.toml'", ConfigErrorKind::Unreadable),
            ("terms = ['none.txt']", ConfigErrorKind::Unreadable),
            ("select = [", ConfigErrorKind::Syntax),
            ("selekt = []", ConfigErrorKind::Syntax),
            ("extend = 'a.toml'", ConfigErrorKind::Circle),
            ("ignore = ['PU999']", ConfigErrorKind::UnknownRule),
            ("[[overrides]]\nfiles = ['a[']", ConfigErrorKind::Glob),
            ("watermarks = ['/(/']", ConfigErrorKind::Watermark),
            ("[replace]\n'甲' = '甲'", ConfigErrorKind::Replacement),
        ] {
            assert_eq!(load_first(&[("/a.toml", text)]).unwrap_err().kind(), kind, "{text}");
        }
        assert_eq!(
            load(Path::new("/none.toml"), &|_| Err(String::new())).unwrap_err().kind(),
            ConfigErrorKind::Unreadable
        );
    }

    #[test]
    fn a_file_extended_twice_is_no_circle() {
        let files = [
            ("/a.toml", "extend = ['b.toml', 'c.toml']"),
            ("/b.toml", "extend = 'd.toml'"),
            ("/c.toml", "extend = 'd.toml'"),
            ("/d.toml", ""),
        ];
        assert_eq!(load_first(&files).unwrap().sources.len(), 5);
    }

    #[test]
    fn a_mistake_in_an_extended_file_is_placed_there() {
        let error = load_first(&[("/a.toml", "extend = 'b.toml'"), ("/b.toml", "\nselekt = []")]).unwrap_err();
        assert_eq!((error.file, error.line), (Some("/b.toml".into()), Some(2)));
        let error = load_first(&[("/a.toml", "\nextend = 'none.toml'")]).unwrap_err();
        assert_eq!((error.message.as_str(), error.file, error.line), ("none.toml：没有这个文件", None, Some(2)));
    }

    #[test]
    fn a_broken_pattern_is_placed() {
        for files in [
            [("/a.toml", "\nwatermarks = ['/(/']"), ("/b.toml", "")],
            [("/a.toml", "watermark-files = ['b.toml']"), ("/b.toml", "\nwatermarks = ['/(/']")],
        ] {
            let error = load_first(&files).unwrap_err();
            assert!(error.message.contains("不是有效的正则表达式") && error.line == Some(2), "{error:?}");
        }
        let error = load_first(&[("/a.toml", "[[overrides]]\nfiles = ['a[']")]).unwrap_err();
        assert!(error.message.contains("通配路径") && error.line == Some(2), "{error:?}");
    }
}
