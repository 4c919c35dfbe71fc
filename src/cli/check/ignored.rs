//! Which of the files that somebody has named are in no folder's view because of ignore files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::disk::walk::builder;

/// Those of the files at `paths` that a walk would pass over because of ignore files: through the current folder where
/// they lie below it, else from the root.
pub(super) fn ignored<'a>(paths: impl IntoIterator<Item = &'a Path>) -> HashSet<&'a Path> {
    // Links in the folders are resolved, those that are files themselves are not: a walk meets them under this name.
    let place =
        |path: &Path| Some(std::path::absolute(path).ok()?.parent()?.canonicalize().ok()?.join(path.file_name()?));
    let placed: Vec<(&Path, PathBuf)> =
        paths.into_iter().filter_map(|path| Some((path, place(path)?))).filter(|(_, place)| place.exists()).collect();
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let base = |place: &Path| {
        let inside = place.starts_with(&here) && !here.as_os_str().is_empty();
        if inside { here.clone() } else { place.ancestors().last().unwrap_or(place).to_owned() }
    };
    let bases: HashSet<PathBuf> = placed.iter().map(|(_, place)| base(place)).collect();
    let mut met = HashSet::new();
    for base in bases {
        let wanted: HashSet<PathBuf> =
            placed.iter().flat_map(|(_, place)| place.ancestors().map(Path::to_owned)).collect();
        let walk = builder(&base).hidden(false).filter_entry(move |entry| wanted.contains(entry.path())).build();
        met.extend(walk.flatten().map(ignore::DirEntry::into_path));
    }
    placed.into_iter().filter(|(_, place)| !met.contains(place)).map(|(path, _)| path).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_a_walk_passes_over_is_ignored_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["old/2025", "new", ".hidden"] {
            fs::create_dir_all(path(name)).unwrap();
        }
        fs::write(path(".gaolintignore"), "old/\n").unwrap();
        fs::write(path("new/.gitignore"), "*.bak.txt\n!keep.bak.txt\n").unwrap();
        let files = ["old/a.txt", "old/2025/a.txt", "new/a.txt", "new/a.bak.txt", "new/keep.bak.txt", ".hidden/a.txt"];
        let files = files.map(path);
        files.iter().for_each(|file| fs::write(file, "").unwrap());
        let missing = path("old/none.txt");
        let found = ignored(files.iter().chain([&missing]).map(PathBuf::as_path));
        let expected = [&files[0], &files[1], &files[3]].map(PathBuf::as_path);
        assert_eq!(found, HashSet::from(expected));
    }
}
