//! Known watermarks: the patterns that ship with the program and those of the user.

use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

/// The patterns that ship with the program.
const SHIPPED: &str = include_str!("../../../rules/residue/watermarks.toml");

/// A pattern.
#[derive(Debug)]
struct Watermark {
    pattern: Regex,
    is_certain: bool,
}

/// All patterns of a configuration.
#[derive(Debug, Default)]
pub(crate) struct Watermarks {
    watermarks: Vec<Watermark>,
}

#[derive(Deserialize)]
struct File {
    watermark: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    pattern: String,
    certain: bool,
}

impl Watermarks {
    /// Compiles the shipped patterns and the user's, which are literal text or `/regular expressions/`.
    pub(crate) fn new(own: &[String]) -> Result<Self, String> {
        let shipped: File = toml::from_str(SHIPPED).map_err(|error| error.to_string())?;
        let own = own.iter().map(|text| (own_pattern(text), true, text.as_str()));
        let all = shipped.watermark.iter().map(|entry| (entry.pattern.clone(), entry.certain, entry.pattern.as_str()));
        let compiled =
            all.chain(own).filter(|(pattern, ..)| !pattern.is_empty()).map(|(pattern, is_certain, shown)| {
                let pattern =
                    Regex::new(&pattern).map_err(|error| format!("水印“{shown}”不是有效的正则表达式：{error}"))?;
                Ok(Watermark { pattern, is_certain })
            });
        Ok(Watermarks { watermarks: compiled.collect::<Result<_, String>>()? })
    }

    /// Where the patterns occur in `text`, by position, the longest of overlapping ones only; with each, whether no
    /// draft contains it on purpose.
    pub(crate) fn find(&self, text: &str) -> Vec<(Range<usize>, bool)> {
        let mut found: Vec<(Range<usize>, bool)> = self
            .watermarks
            .iter()
            .flat_map(|watermark| watermark.pattern.find_iter(text).map(|hit| (hit.range(), watermark.is_certain)))
            .filter(|(range, _)| !range.is_empty())
            .collect();
        found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        found.dedup_by(|later, earlier| later.0.start < earlier.0.end);
        found
    }
}

fn own_pattern(text: &str) -> String {
    match text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(pattern) => pattern.to_owned(),
        None => regex::escape(text.trim()),
    }
}
