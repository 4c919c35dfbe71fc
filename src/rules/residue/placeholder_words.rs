//! The words that tell a thing to fill in from a letter or a sign that is meant.

use std::sync::LazyLock;

use serde::Deserialize;

/// The lists that ship with the program.
const SHIPPED: &str = include_str!("../../../rules/residue/placeholders.toml");

/// A file that cannot be read is empty, and a test holds that it is not.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(SHIPPED).unwrap_or_default());

/// The lists; the file says what each is for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    pub(super) x_words: Vec<String>,
    pub(super) fill: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) anybody: Vec<String>,
    pub(super) surnames: String,
    pub(super) number_verbs: Vec<String>,
    pub(super) measures: Vec<String>,
    pub(super) roll_call: Vec<String>,
    pub(super) counted: String,
}

/// Whether one of the words stands at the beginning of `text`.
pub(super) fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Whether a court or one side speaks in `text`: names are withheld there on purpose.
pub(super) fn is_case(text: &str) -> bool {
    let speaks_of = |words: &[&str]| words.iter().all(|word| text.contains(word));
    speaks_of(&["原告", "被告"])
        || speaks_of(&["本院认为"])
        || speaks_of(&["公诉机关"])
        || speaks_of(&["上诉人", "判决"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_that_ship_can_be_read() {
        assert!(starts_with_any("射线检查", &WORDS.x_words) && starts_with_any("书记", &WORDS.fill));
        assert!(!WORDS.surnames.is_empty() && !WORDS.roll_call.is_empty());
    }
}
