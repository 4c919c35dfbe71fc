//! A folder with a settings file and drafts.

use std::fs;
use std::path::PathBuf;

use percent_encoding::{CONTROLS, utf8_percent_encode};

/// A draft with one doubled comma.
pub(crate) const MISTAKE: &str = "会议强调，，要抓好落实。";

/// A folder that is gone at the end of the test.
pub(crate) struct Project {
    folder: tempfile::TempDir,
    /// A draft below the settings file, which need not exist.
    pub(crate) draft: String,
    /// The settings file.
    pub(crate) settings: String,
}

impl Project {
    /// A folder with this `gaolint.toml`.
    pub(crate) fn new(settings: &str) -> Self {
        let project = Project::bare();
        project.write("gaolint.toml", settings);
        project
    }

    /// A folder without settings.
    pub(crate) fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
        Project { draft: uri("drafts/a.txt"), settings: uri("gaolint.toml"), folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.path(name).display().to_string();
        format!("file://{}", utf8_percent_encode(path.trim_end_matches('/'), CONTROLS))
    }

    /// Writes a file, and the folders above it where they are missing.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}
