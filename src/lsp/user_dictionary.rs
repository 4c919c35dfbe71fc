//! The user's own words, which are right in every draft.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::write;
use crate::config::dictionary::{USER_FILE, with_word, words};

/// Where the file is, whether or not it exists: `~/.config` on Linux, or what `XDG_CONFIG_HOME` says;
/// `~/Library/Application Support` on macOS; `%APPDATA%` on Windows.
pub fn path() -> Option<PathBuf> {
    Some(dirs::config_dir()?.join(USER_FILE))
}

/// The words in the file at `path`; none if there is no file.
pub fn read(path: &Path) -> io::Result<Vec<String>> {
    Ok(words(text(path)?.trim_start_matches('\u{feff}')))
}

/// Writes one more word into the file at `path`. What is there stays as it is.
pub(super) fn add(path: &Path, word: &str) -> io::Result<()> {
    let text = text(path)?;
    let grown = with_word(&text, word);
    if grown == text {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write::whole(path, &grown)
}

fn text(path: &Path) -> io::Result<String> {
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_added_once_and_folders_are_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("dictionary.txt");
        assert!(read(&path).unwrap().is_empty());
        for word in ["兔费", "配和", "兔费"] {
            add(&path, word).unwrap();
        }
        assert_eq!(read(&path).unwrap(), ["兔费", "配和"]);
    }
}
