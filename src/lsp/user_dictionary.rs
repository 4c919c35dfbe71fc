//! The user's own words, for all drafts: `gaolint/dictionary.txt` in the user's configuration folder, one word a
//! line. Lines that begin with `#` are remarks.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::write;

/// Where the file is, whether or not it exists: `~/.config` on Linux, or what `XDG_CONFIG_HOME` says;
/// `~/Library/Application Support` on macOS; `%APPDATA%` on Windows.
pub fn path() -> Option<PathBuf> {
    Some(dirs::config_dir()?.join("gaolint").join("dictionary.txt"))
}

/// The words in the file at `path`; none if there is no file.
pub fn read(path: &Path) -> io::Result<Vec<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(words(&text).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Writes one more word into the file at `path`. What is there stays as it is.
pub(super) fn add(path: &Path, word: &str) -> io::Result<()> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            "# gaolint 个人词典：每行一个词，这些词不再报为错别字。\n".to_owned()
        }
        Err(error) => return Err(error),
    };
    if words(&text).any(|known| known == word) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { line_end };
    write::whole(path, &format!("{text}{gap}{word}{line_end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_added_once_and_remarks_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("dictionary.txt");
        assert!(read(&path).unwrap().is_empty());
        for word in ["兔费", "配和", "兔费"] {
            add(&path, word).unwrap();
        }
        assert_eq!(read(&path).unwrap(), ["兔费", "配和"]);
        assert!(std::fs::read_to_string(&path).unwrap().starts_with('#'));
    }

    #[test]
    fn a_file_written_by_hand_keeps_its_lines_and_their_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dictionary.txt");
        std::fs::write(&path, "\u{feff}# 人名\r\n 司马义 \r\n\r\n某词").unwrap();
        add(&path, "配和").unwrap();
        assert_eq!(read(&path).unwrap(), ["司马义", "某词", "配和"]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "\u{feff}# 人名\r\n 司马义 \r\n\r\n某词\r\n配和\r\n");
    }
}
