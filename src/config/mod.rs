//! `gaolint.toml`: what to check, how loudly, and which words and watermarks a house adds.

pub mod dictionary;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::finding::Severity;
use crate::rules::{self, Card};

/// The file's name, looked for upward from the draft.
pub const FILE_NAME: &str = "gaolint.toml";

/// The settings of one `gaolint.toml`. Every key may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Rules to run: codes, names, families (`ST`) or `ALL`; empty means all.
    pub select: Vec<String>,
    /// Rules to leave out, in the same words. A rule that is both selected by its own code or name and ignored
    /// by family runs.
    pub ignore: Vec<String>,
    /// Severity by code, name or family, in place of the card's.
    pub severity: BTreeMap<String, Severity>,
    /// Words that are right here: no word finding that overlaps one of them is reported.
    pub dictionary: Vec<String>,
    /// Watermarks of one's own: literal text, or a regular expression between slashes.
    pub watermarks: Vec<String>,
    /// A model of one's own in place of the one that ships, relative to the file that names it.
    pub model: Option<PathBuf>,
}

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    /// What is wrong and how to mend it, in Chinese.
    pub message: String,
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
}

impl ConfigError {
    /// An error without a known line.
    pub fn new(message: impl Into<String>) -> Self {
        ConfigError { message: message.into(), line: None }
    }
}

impl Config {
    /// Reads the text of a `gaolint.toml`. Unknown keys and unknown rules are errors.
    pub fn parse(text: &str) -> Result<Config, ConfigError> {
        let config: Config = toml::from_str(text).map_err(|error| ConfigError {
            message: format!("配置有误：{}", translate(error.message())),
            line: error.span().map(|span| line_of(text, span.start)),
        })?;
        config.check_selectors().map_err(|(selector, error)| ConfigError {
            line: text.find(selector.as_str()).map(|offset| line_of(text, offset)),
            ..error
        })?;
        Ok(config)
    }

    /// The paths where the configuration of a draft in `directory` may be, nearest first.
    pub fn candidates(directory: &Path) -> impl Iterator<Item = PathBuf> + '_ {
        directory.ancestors().map(|ancestor| ancestor.join(FILE_NAME))
    }

    /// Whether the rule with this card runs. The most specific word decides: code or name before family before
    /// `ALL`; at equal rank `ignore` wins.
    pub fn enables(&self, card: &Card) -> bool {
        let ignored = rank(self.ignore.iter(), card);
        if self.select.is_empty() {
            return ignored.is_none();
        }
        rank(self.select.iter(), card) > ignored
    }

    /// The severity set for the rule with this card, if any; the most specific word decides.
    pub fn severity_of(&self, card: &Card) -> Option<Severity> {
        self.severity
            .iter()
            .filter_map(|(selector, severity)| specificity(selector, card).map(|rank| (rank, *severity)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, severity)| severity)
    }

    /// Refuses words that select no rule.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.check_selectors().map_err(|(_, error)| error)
    }

    fn check_selectors(&self) -> Result<(), (String, ConfigError)> {
        let selectors = self.select.iter().chain(&self.ignore).chain(self.severity.keys());
        for selector in selectors {
            if !rules::RULES.iter().any(|rule| rules::selects(selector, rule.card())) {
                let message = match suggestion(selector) {
                    Some(known) => format!("没有规则“{selector}”，是否想写“{known}”？"),
                    None => format!("没有规则“{selector}”。运行 gaolint rule 可列出全部规则。"),
                };
                return Err((selector.clone(), ConfigError::new(message)));
            }
        }
        Ok(())
    }
}

fn rank<'a>(selectors: impl Iterator<Item = &'a String>, card: &Card) -> Option<u8> {
    selectors.filter_map(|selector| specificity(selector, card)).max()
}

fn specificity(selector: &str, card: &Card) -> Option<u8> {
    if !rules::selects(selector, card) {
        None
    } else if selector.eq_ignore_ascii_case("all") {
        Some(0)
    } else if selector.len() == 2 {
        Some(1)
    } else {
        Some(2)
    }
}

/// The known code or name nearest to a mistyped one.
fn suggestion(selector: &str) -> Option<&'static str> {
    let selector = selector.to_ascii_lowercase();
    rules::RULES
        .iter()
        .flat_map(|rule| [rule.card().code, rule.card().name])
        .map(|known| (edit_distance(&selector, &known.to_ascii_lowercase()), known))
        .filter(|(distance, known)| *distance <= known.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Levenshtein distance in characters.
fn edit_distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = i;
        let mut previous = i + 1;
        if let Some(first) = row.first_mut() {
            *first = previous;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(right.chars()) {
            let substituted = diagonal + usize::from(a != b);
            diagonal = *cell;
            previous = substituted.min(diagonal + 1).min(previous + 1);
            *cell = previous;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// The parser's English, in the words of our users where we know the sentence.
fn translate(message: &str) -> String {
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')).map(|(field, _)| {
        format!("没有“{field}”这一项；可用的有 select、ignore、severity、dictionary、watermarks、model")
    });
    let variant = message
        .strip_prefix("unknown variant `")
        .and_then(|rest| rest.split_once('`'))
        .map(|(value, _)| format!("“{value}”不是级别；级别写作 error、warning 或 info"));
    unknown.or(variant).unwrap_or_else(|| message.to_owned())
}
