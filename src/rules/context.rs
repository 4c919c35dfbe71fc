//! What rules read: the draft, its structure, and what several rules need to know of its words.

use super::Resources;
use crate::structure::{Paragraph, Structure};
use crate::words::Words;

/// What a residue or layout rule reads.
pub struct RawDraft<'a> {
    /// The draft, for a layout rule without its residue.
    pub text: &'a str,
    /// Its non-blank lines.
    pub paragraphs: &'a [Paragraph],
    /// Word lists and patterns, the user's included.
    pub resources: &'a Resources,
}

/// What a language rule reads.
pub struct Context<'a> {
    /// The draft without its residue.
    pub text: &'a str,
    /// Its structure.
    pub structure: &'a Structure,
    /// Word lists and patterns, the user's included.
    pub resources: &'a Resources,
    /// What is known about its words, worked out as far as rules ask.
    words: Words<'a>,
}

impl<'a> Context<'a> {
    /// What there is to read of a draft.
    pub fn new(text: &'a str, structure: &'a Structure, resources: &'a Resources) -> Self {
        let words = Words::new(text, structure, resources.model.as_deref(), &resources.memory);
        Context { text, structure, resources, words }
    }

    /// The same, for rules that stop in the middle once what they find `is_wanted` no longer.
    pub fn while_wanted(self, is_wanted: &'a dyn Fn() -> bool) -> Self {
        Context { words: self.words.while_wanted(is_wanted), ..self }
    }

    /// What is known about its words.
    pub(crate) fn words(&self) -> &Words<'a> {
        &self.words
    }
}
