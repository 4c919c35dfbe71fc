//! What a rule has to say about a place in a draft. All positions are byte offsets into the draft's text.

use serde::{Deserialize, Serialize};

use crate::rules::Rule;
use crate::text::{Span, after, before, slice};

/// How sure the linter is, and how much the finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 提示: style, or something only a person can decide.
    Info,
    /// 建议: likely wrong.
    Warning,
    /// 必改: almost certainly wrong.
    Error,
}

impl Severity {
    /// The word shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "必改",
            Severity::Warning => "建议",
            Severity::Info => "提示",
        }
    }

    /// The lower-case English name used in configuration and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// Whether a fix may run unattended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Never changes what the sentence says.
    Safe,
    /// A likely reading; applied only when asked for.
    Unsafe,
}

/// Replaces the bytes of `range` by `new_text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte offsets into the draft.
    pub range: Span,
    /// What stands there afterwards.
    pub new_text: String,
}

impl Edit {
    /// Replaces `range` by `new_text`.
    pub fn replace(range: impl Into<Span>, new_text: impl Into<String>) -> Self {
        Edit { range: range.into(), new_text: new_text.into() }
    }

    /// Deletes `range`.
    pub fn delete(range: impl Into<Span>) -> Self {
        Edit::replace(range, "")
    }

    /// Inserts `new_text` at `offset`.
    pub fn insert(offset: usize, new_text: impl Into<String>) -> Self {
        Edit::replace(offset..offset, new_text)
    }
}

/// One way to repair a finding: edits that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as a short Chinese imperative.
    pub title: String,
    /// Whether it may run unattended.
    pub applicability: Applicability,
    /// Whether it is the likely reading. Only preferred fixes are ever applied in bulk; the others are offered
    /// one by one. A finding has at most one.
    pub preferred: bool,
    /// Sorted by position, never overlapping.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The likely repair, safe to run unattended.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), applicability: Applicability::Safe, preferred: true, edits }
    }

    /// The likely repair, to be confirmed.
    pub fn likely(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), applicability: Applicability::Unsafe, preferred: true, edits }
    }

    /// Another repair, offered after the preferred one and never applied in bulk.
    pub fn alternative(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), applicability: Applicability::Unsafe, preferred: false, edits }
    }
}

/// Another place that explains the finding: the sibling it disagrees with, the mark that is left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Byte offsets into the draft.
    pub range: Span,
    /// Why that place matters.
    pub message: String,
}

/// Something a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How much it matters, after configuration.
    pub severity: Severity,
    /// Byte offsets into the draft; never splits a character. May be empty (a place between two characters).
    pub range: Span,
    /// What is wrong, why and what to do, in one short Chinese sentence with the actual text in it.
    pub message: String,
    /// Places that explain it.
    pub related: Vec<Related>,
    /// Repairs, the preferred one (if any) first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// The stable code of its rule, such as `ST106`.
    pub fn code(&self) -> &'static str {
        self.rule.code()
    }

    /// The fix that may be applied in bulk, if there is one.
    pub fn preferred_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.preferred)
    }

    /// The word of `text` that it is about, for somebody who says that this word is right. A single character would let
    /// far too much pass, so it takes its neighbour along, the one before it first.
    pub fn word(&self, text: &str) -> Option<String> {
        word_at(text, self.range)
    }

    /// Moves it, and all it names, `by` bytes further on.
    pub fn shift(&mut self, by: usize) {
        let edits = self.fixes.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.range);
        let related = self.related.iter_mut().map(|related| &mut related.range);
        for range in edits.chain(related).chain([&mut self.range]) {
            *range = Span::new(range.start + by, range.end + by);
        }
    }

    /// The order in which findings are reported: by position, then code, then the rest for a total order.
    pub fn sort_key(&self) -> (usize, &'static str, usize, &str) {
        (self.range.start, self.code(), self.range.end, &self.message)
    }
}

fn word_at(text: &str, range: Span) -> Option<String> {
    let found = slice(text, range);
    if found.chars().count() >= 2 {
        return found.chars().all(is_in_word).then(|| found.to_owned());
    }
    let left = before(text, range.start).chars().next_back().filter(|c| is_in_word(*c));
    let right = after(text, range.end).chars().next().filter(|c| is_in_word(*c));
    let word: String = match (left, right) {
        // Where a character is missing, both neighbours are needed to know the place again.
        (Some(left), Some(right)) if range.is_empty() => [left, right].into_iter().collect(),
        (Some(left), _) if !range.is_empty() => format!("{left}{found}"),
        (None, Some(right)) if !range.is_empty() => format!("{found}{right}"),
        _ => return None,
    };
    word.chars().all(is_in_word).then_some(word)
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '·' | '々' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_character_takes_its_neighbour_along() {
        let text = "密切配和，和好";
        let at = |range: Span| word_at(text, range);
        assert_eq!(at(Span::new(9, 12)).as_deref(), Some("配和"));
        assert_eq!(at(Span::new(15, 18)).as_deref(), Some("和好"));
        assert_eq!(at(Span::new(6, 12)).as_deref(), Some("配和"));
        assert_eq!(at(Span::empty(6)).as_deref(), Some("切配"));
        assert_eq!(at(Span::new(9, 15)), None);
        assert_eq!(at(Span::empty(12)), None);
    }
}
