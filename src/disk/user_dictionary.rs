//! The user's own words, which are right in every draft.

use std::path::{Path, PathBuf};

use super::text_file;
#[cfg(feature = "lsp")]
use super::write;
#[cfg(feature = "lsp")]
use crate::config::dictionary::with_word;
use crate::config::dictionary::{USER_FILE, words};
#[cfg(feature = "lsp")]
use crate::text;

/// Where the file is, whether or not it exists: `~/.config` on Linux, or what `XDG_CONFIG_HOME` says;
/// `~/Library/Application Support` on macOS; `%APPDATA%` on Windows.
pub(crate) fn path() -> Option<PathBuf> {
    Some(dirs::config_dir()?.join(USER_FILE))
}

/// The words in the file at `path`; none if there is no file. Fails with the reason.
pub(crate) fn read(path: &Path) -> Result<Vec<String>, String> {
    Ok(text_file::read_if_there(path)?.as_deref().map(words).unwrap_or_default())
}

/// Writes one more word into the file at `path`, in the encoding that it has. What is there stays as it is.
#[cfg(feature = "lsp")]
pub(crate) fn add(path: &Path, word: &str) -> Result<(), String> {
    let unwritable = |error: std::io::Error| text_file::reason(&error);
    let Some(old) = text_file::bytes_if_there(path)? else {
        path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(unwritable)?;
        return write::whole(path, with_word("", word).as_bytes()).map_err(unwritable);
    };
    let decoded = text::decode(&old).map_err(|error| error.to_string())?;
    let grown = with_word(&decoded.text, word);
    if grown == decoded.text {
        return Ok(());
    }
    let new = decoded.rewrite(&old, &grown).map_err(|error| error.to_string())?;
    write::whole(path, &new).map_err(unwritable)
}

#[cfg(all(test, feature = "lsp"))]
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

    #[test]
    fn a_file_keeps_its_encoding() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dictionary.txt");
        let encoding = text::Encoding { charset: text::Charset::Gb18030, bom: false };
        std::fs::write(&path, encoding.encode("# 本单位的词\n兔费\n").unwrap()).unwrap();
        add(&path, "配和").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), encoding.encode("# 本单位的词\n兔费\n配和\n").unwrap());
        assert_eq!(read(&path).unwrap(), ["兔费", "配和"]);
    }
}
