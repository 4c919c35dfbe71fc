//! What the user is told about settings that are wrong: once, until it changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::ConfigError;

/// How a complaint ends about a source that is left out.
const WITHOUT: &str = "暂按没有这份配置检查。";

/// What is wrong, in Chinese, by source.
#[derive(Debug, Clone, Default)]
pub(in crate::lsp) struct Complaints(BTreeMap<PathBuf, String>);

impl Complaints {
    /// `source` is left out because of `error`.
    pub(in crate::lsp) fn add(&mut self, source: &Path, error: &ConfigError) {
        let place = match error.line {
            Some(line) => format!("{} 第 {line} 行", source.display()),
            None => source.display().to_string(),
        };
        let message = format!("{place}：{}。{WITHOUT}", error.message.trim_end_matches('。'));
        self.note(source.to_path_buf(), message);
    }

    /// The same in words of its own.
    pub(in crate::lsp) fn note(&mut self, source: PathBuf, message: String) {
        self.0.insert(source, message);
    }

    /// What was complained about is not left out: what it was before holds on.
    pub(in crate::lsp) fn say_that_the_last_holds(&mut self) {
        for message in self.0.values_mut() {
            if let Some(complaint) = message.strip_suffix(WITHOUT) {
                *message = format!("{complaint}改正之前，沿用上一次正确的配置。");
            }
        }
    }

    /// Whether something is wrong with `source`.
    pub(in crate::lsp) fn contains(&self, source: &Path) -> bool {
        self.0.contains_key(source)
    }
}

/// The last complaint about each source, so that it is made once.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Said(BTreeMap<PathBuf, String>);

impl Said {
    /// Those of `complaints` that have not been made before. One of the `sources` that reads well again is cleared.
    pub(in crate::lsp) fn fresh<'a>(
        &mut self,
        sources: impl IntoIterator<Item = &'a PathBuf>,
        complaints: Complaints,
    ) -> Vec<String> {
        for source in sources {
            if !complaints.contains(source) {
                self.0.remove(source);
            }
        }
        let is_new = |(source, message): (PathBuf, String)| {
            (self.0.insert(source, message.clone()).as_ref() != Some(&message)).then_some(message)
        };
        complaints.0.into_iter().filter_map(is_new).collect()
    }
}

/// Stands for the editor's settings where others have the path of a file.
pub(in crate::lsp) fn editor_source() -> PathBuf {
    PathBuf::from("编辑器设置")
}
