//! The text files of the checkout, and what none of them may name.

use std::path::Path;
use std::sync::LazyLock;

use ignore::WalkBuilder;
use regex::Regex;

/// A text file.
pub(crate) struct TextFile {
    /// From the root of the checkout, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All text files that git does not ignore, by path.
pub(crate) fn all(root: &Path) -> Vec<TextFile> {
    let walk = WalkBuilder::new(root)
        .hidden(false)
        .parents(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_path(Path::cmp)
        .build();
    walk.map(Result::unwrap)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            // Drafts in other encodings and pictures are no text that names things.
            let text = String::from_utf8(std::fs::read(entry.path()).unwrap()).ok()?;
            Some(TextFile { path, text })
        })
        .collect()
}

/// Folders that exist on somebody's machine only.
static MACHINE_PATH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\w.~@-])/(?:work|root|Users|home)/").unwrap());

/// Hosts that packages are downloaded from.
static REGISTRY: LazyLock<Regex> = LazyLock::new(|| {
    let by_name = r"://[^/\s]*(?:registry|artifactory|nexus|jfrog|verdaccio|mirror)[^/\s]*";
    let known =
        r"(?:(?:index|static)\.crates\.io|npm(?:js\.(?:org|com)|mirror\.)|pypi\.org|pythonhosted\.org|proxy\.golang)";
    Regex::new(&format!("(?i){by_name}|{known}")).unwrap()
});

/// How Cargo writes that a package came from where all packages come from.
const CRATES_IO: &str = "\"registry+https://github.com/rust-lang/crates.io-index\"";

/// Where `file` names a machine's folder or a registry's host. In lock files, where a package came from is one too.
pub(crate) fn private_names(file: &TextFile) -> Vec<String> {
    let is_cargo_lock = file.path.ends_with("Cargo.lock");
    let is_npm_lock = file.path.ends_with("package-lock.json");
    let is_private = |line: &str| {
        MACHINE_PATH.is_match(line)
            || REGISTRY.is_match(line)
            || (is_cargo_lock && line.starts_with("source = ") && line != format!("source = {CRATES_IO}"))
            || (is_npm_lock && line.trim_start().starts_with("\"resolved\":") && line.contains("://"))
    };
    let lines = (1..).zip(file.text.lines()).filter(|(_, line)| is_private(line));
    lines.map(|(number, line)| format!("{}:{number}: names a machine or a registry: {line}", file.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, text: &str) -> usize {
        private_names(&TextFile { path: path.into(), text: text.into() }).len()
    }

    #[test]
    fn folders_of_a_machine_are_seen() {
        for folder in ["work", "root", "home", "Users"] {
            assert_eq!(names("a.md", &format!("see /{folder}/draft.txt")), 1, "{folder}");
            assert_eq!(names("a.toml", &format!("path = \"/{folder}/draft.txt\"")), 1, "{folder}");
            assert_eq!(names("a.md", &format!("file:///{folder}/draft.txt")), 1, "{folder}");
        }
        for text in ["../work/draft.txt", "the net/work/flow", "src/root/mod.rs", "https://a.example/home/"] {
            assert_eq!(names("a.md", text), 0, "{text}");
        }
    }

    #[test]
    fn hosts_of_packages_are_seen() {
        for host in ["registry", "npm.mirror", "nexus", "my-artifactory"] {
            assert_eq!(names(".npmrc", &format!("url=https://{host}.example.org/npm")), 1, "{host}");
        }
        assert_eq!(names("README.md", &format!("https://www.npm{}/package", "js.com")), 1);
        for text in ["src/registry.rs", "the registry of rules", "https://crates.io/crates/gaolint", "https://docs.rs/"]
        {
            assert_eq!(names("README.md", text), 0, "{text}");
        }
    }

    #[test]
    fn lock_files_name_the_public_index_or_nothing() {
        assert_eq!(names("Cargo.lock", &format!("source = {CRATES_IO}\nchecksum = \"00\"")), 0);
        assert_eq!(names("Cargo.lock", "source = \"sparse+https://crates.example.org/\""), 1);
        assert_eq!(names("a/package-lock.json", "  \"resolved\": \"https://a.example/b.tgz\","), 1);
        assert_eq!(names("a/package-lock.json", "  \"integrity\": \"sha512-00\","), 0);
    }
}
