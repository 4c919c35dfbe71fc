//! What rules read: the draft, its structure, and what several rules need to know of its words.

use std::cell::OnceCell;

use super::Resources;
use super::words::claims::Claims;
use super::words::confusables::{CONFUSABLES, Listed};
use super::words::typos::{self, Typo};
use crate::structure::{Paragraph, Structure};

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
    /// Whether anybody still wants what is found.
    is_wanted: &'a dyn Fn() -> bool,
    /// Where rows of the list of confusable words hold, looked up when the first rule asks.
    listed: OnceCell<Vec<Listed>>,
    /// What the model takes for mistakes, worked out when the first rule asks.
    typos: OnceCell<Vec<Typo>>,
    /// What WD405 to WD407 find, worked out when the first rule asks.
    claims: OnceCell<Claims>,
}

impl<'a> Context<'a> {
    /// What there is to read of a draft.
    pub fn new(text: &'a str, structure: &'a Structure, resources: &'a Resources) -> Self {
        Context {
            text,
            structure,
            resources,
            is_wanted: &|| true,
            listed: OnceCell::new(),
            typos: OnceCell::new(),
            claims: OnceCell::new(),
        }
    }

    /// The same, for rules that stop in the middle once what they find `is_wanted` no longer.
    pub fn while_wanted(self, is_wanted: &'a dyn Fn() -> bool) -> Self {
        Context { is_wanted, ..self }
    }

    /// Where rows of the list of confusable words hold.
    pub(crate) fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| CONFUSABLES.find(self.text))
    }

    /// What WD405 to WD407 find.
    pub(crate) fn claims(&self) -> &Claims {
        self.claims.get_or_init(|| Claims::new(self))
    }

    /// What the model takes for mistakes.
    pub(crate) fn typos(&self) -> &[Typo] {
        self.typos.get_or_init(|| {
            let model = self.resources.model.as_deref();
            model.map_or_else(Vec::new, |model| {
                let memory = &self.resources.memory;
                let mut typos = typos::typos(model, memory, self.text, self.structure, self.listed(), self.is_wanted);
                typos.retain(|typo| !self.claims().cover(typo));
                typos
            })
        })
    }
}
