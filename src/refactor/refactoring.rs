//! What is offered.

use crate::finding::Edit;

/// What a refactoring is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Renumbers one series.
    Series,
    /// Renumbers a series from an item on.
    Rest,
    /// Renumbers all series of a class in one document.
    Level,
    /// Rewrites a series in the style of its first item.
    Style,
}

/// A change that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refactoring {
    /// What it is about.
    pub scope: Scope,
    /// What it does, in Chinese.
    pub title: String,
    /// Sorted by position, never overlapping, never empty.
    pub edits: Vec<Edit>,
}
