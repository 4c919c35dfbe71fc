//! Where rules and their cards live.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::source::Source;

/// A rule or its card, as the name of a file tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RuleName {
    pub(crate) family: String,
    pub(crate) code: String,
    pub(crate) name: String,
}

/// `src/rules/FAMILY/xx000_some_name.rs`.
pub(crate) fn rule_of(path: &Path) -> Option<RuleName> {
    let (family, stem) = split(path, "src/rules", "rs")?;
    let (code, name) = stem.split_once('_')?;
    let is_code = is_code(&code.to_uppercase()) && code == code.to_lowercase();
    is_code.then(|| RuleName { family, code: code.to_uppercase(), name: name.replace('_', "-") })
}

/// `rules/FAMILY/XX000-some-name.md`.
pub(crate) fn card_of(path: &Path) -> Option<RuleName> {
    let (family, stem) = split(path, "rules", "md")?;
    let (code, name) = stem.split_once('-')?;
    is_code(code).then(|| RuleName { family, code: code.to_owned(), name: name.to_owned() })
}

/// A file in a family's folder that is no rule.
pub(crate) fn is_helper(path: &Path) -> bool {
    split(path, "src/rules", "rs").is_some() && rule_of(path).is_none()
}

/// A complaint where `helper` defines a rule all the same.
pub(crate) fn defines_rule(helper: &Source) -> Option<String> {
    let defined = helper.names.iter().find(|name| name.text == "static RULE")?;
    Some(format!("{}:{}: a rule's file is named by its code", helper.path, defined.line))
}

fn split(path: &Path, folder: &str, extension: &str) -> Option<(String, String)> {
    let mut parts = path.strip_prefix(folder).ok()?.iter().map(|part| part.to_str());
    let (family, file) = (parts.next()??, parts.next()??);
    let stem = file.strip_suffix(extension)?.strip_suffix('.')?;
    parts.next().is_none().then(|| (family.to_owned(), stem.to_owned()))
}

fn is_code(text: &str) -> bool {
    text.len() == 5
        && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && text.bytes().skip(2).all(|b| b.is_ascii_digit())
}

/// Rules without a card, cards without a rule, cards under another name, and families that share a folder.
pub(crate) fn complaints(paths: &[PathBuf]) -> Vec<String> {
    let rules: BTreeSet<RuleName> = paths.iter().filter_map(|path| rule_of(path)).collect();
    let cards: BTreeSet<RuleName> = paths.iter().filter_map(|path| card_of(path)).collect();
    let misnamed = paths.iter().filter(|path| split(path, "rules", "md").is_some() && card_of(path).is_none());
    let mut complaints: Vec<String> = misnamed.map(|path| format!("{}: no card's name", path.display())).collect();
    complaints.extend(rules.difference(&cards).map(|rule| format!("{rule:?} has no card of that name and place")));
    complaints.extend(cards.difference(&rules).map(|card| format!("{card:?} has no rule of that name and place")));
    let mut letters: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for rule in &rules {
        letters.entry(&rule.family).or_default().extend(rule.code.get(..2));
    }
    let mixed = letters.iter().filter(|(_, letters)| letters.len() > 1);
    complaints.extend(mixed.map(|(family, letters)| format!("{family} holds several families: {letters:?}")));
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complain(paths: &[&str]) -> usize {
        complaints(&paths.iter().map(PathBuf::from).collect::<Vec<_>>()).len()
    }

    #[test]
    fn a_rule_and_its_card_agree() {
        assert_eq!(complain(&["src/rules/words/wd401_some_words.rs", "rules/words/WD401-some-words.md"]), 0);
        assert_eq!(complain(&["src/rules/words/helper.rs", "src/rules/mod.rs", "rules/words/words.tsv"]), 0);
    }

    #[test]
    fn missing_misplaced_and_misnamed_ones_are_seen() {
        assert_eq!(complain(&["src/rules/words/wd401_some_words.rs"]), 1);
        assert_eq!(complain(&["rules/words/WD401-some-words.md"]), 1);
        assert_eq!(complain(&["rules/words/words.md"]), 1);
        assert_eq!(complain(&["src/rules/words/wd401_some_words.rs", "rules/words/WD401-words.md"]), 2);
        assert_eq!(complain(&["src/rules/words/wd401_some_words.rs", "rules/other/WD401-some-words.md"]), 2);
    }

    #[test]
    fn a_folder_holds_one_family() {
        let words = ["src/rules/words/wd401_words.rs", "rules/words/WD401-words.md"];
        let marks = ["src/rules/words/pu201_marks.rs", "rules/words/PU201-marks.md"];
        assert_eq!(complain(&[words, marks].concat()), 1);
    }

    #[test]
    fn a_rule_under_a_name_without_code_is_seen() {
        let source = |text| Source::parse("src/rules/words/helper.rs", text);
        assert!(is_helper(Path::new("src/rules/words/helper.rs")));
        assert!(!is_helper(Path::new("src/rules/words/wd401_words.rs")) && !is_helper(Path::new("src/rules/mod.rs")));
        assert!(defines_rule(&source("pub(crate) static RULE: Rule = Rule::new();")).is_some());
        assert!(defines_rule(&source("static RULES: u8 = 0; fn f(rule: Rule) {}")).is_none());
    }
}
