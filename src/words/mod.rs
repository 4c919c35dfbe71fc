//! What is known about the words of a draft, before any rule says it. One pipeline: what the list of confusable words
//! names → particles → what was written twice → near misses of terms → what the model takes for mistakes, read once more
//! where the draft shows that a program read it off paper. Each step passes over what those before it have told of, and over
//! names of persons.
//!
//! A step is taken when somebody first asks for what it finds.

mod boundaries;
mod conditions;
pub(crate) mod confusables;
mod doubling_context;
mod doubling_words;
pub(crate) mod doublings;
mod doubt;
mod explanation;
mod names;
pub(crate) mod near_misses;
mod own_terms;
mod particle_statistics;
mod particle_words;
pub(crate) mod particles;
mod places;
mod recognition;
pub(crate) mod repeated_text;
pub(crate) mod replacements;
pub(crate) mod sentence_patterns;
mod terms;
mod titles;
pub(crate) mod typos;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use confusables::{CONFUSABLES, Certainty, Listed};
use doublings::{Doubling, doublings};
use near_misses::{NearMiss, near_misses};
use particles::{Particle, particles};
use typos::{SURE, Typo, typos};

#[cfg(feature = "learn")]
pub(crate) use confusables::misspellings;

use crate::model::memory::Memory;
use crate::model::search::BELIEVED;
use crate::model::{Model, Parts};
use crate::structure::Structure;
use crate::text::Spans;

/// What is known about the words of a draft.
pub(crate) struct Words<'a> {
    text: &'a str,
    structure: &'a Structure,
    parts: Option<Parts<'a>>,
    memory: &'a Memory,
    /// Whether anybody still wants what is found.
    is_wanted: &'a dyn Fn() -> bool,
    names: OnceCell<Spans>,
    listed: OnceCell<Vec<Listed>>,
    particles: OnceCell<Vec<Particle>>,
    doublings: OnceCell<Vec<Doubling>>,
    near_misses: OnceCell<Vec<NearMiss>>,
    typos: OnceCell<Vec<Typo>>,
    signs: OnceCell<BTreeSet<&'a str>>,
}

impl<'a> Words<'a> {
    /// Of a draft and its structure, as far as `model` knows Chinese; without one, only the list and the grammar of
    /// particles speak.
    pub(crate) fn new(text: &'a str, structure: &'a Structure, model: Option<&'a Model>, memory: &'a Memory) -> Self {
        Words {
            text,
            structure,
            parts: model.and_then(Model::parts),
            memory,
            is_wanted: &|| true,
            names: OnceCell::new(),
            listed: OnceCell::new(),
            particles: OnceCell::new(),
            doublings: OnceCell::new(),
            near_misses: OnceCell::new(),
            typos: OnceCell::new(),
            signs: OnceCell::new(),
        }
    }

    /// The same, for as long as what is found `is_wanted`.
    pub(crate) fn while_wanted(self, is_wanted: &'a dyn Fn() -> bool) -> Self {
        Words { is_wanted, ..self }
    }

    /// Where rows of the list of confusable words hold.
    pub(crate) fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| {
            let mut listed = CONFUSABLES.find(self.text);
            if let Some(parts) = &self.parts {
                listed.retain(|(range, _)| !boundaries::lies_across(parts, self.text, *range));
            }
            if !listed.is_empty() {
                listed.retain(|(range, _)| !self.names().overlaps(range));
            }
            listed
        })
    }

    /// 的, 地 and 得 in the place of one another.
    pub(crate) fn particles(&self) -> &[Particle] {
        self.particles.get_or_init(|| {
            let listed = self.listed_spans();
            let mut found = particles(self.text);
            if let Some(parts) = &self.parts {
                let told: Spans = found.iter().map(|particle| particle.range).collect();
                let unusual = particle_statistics::particles(parts, self.text, self.structure);
                found.extend(unusual.into_iter().filter(|particle| !told.overlaps(particle.range)));
                found.sort_by_key(|particle| particle.range.start);
            }
            found.retain(|particle| !listed.overlaps(particle.range));
            if found.iter().any(|particle| particle.log_odds.is_some()) {
                found.retain(|particle| particle.log_odds.is_none() || !self.names().overlaps(particle.range));
            }
            found
        })
    }

    /// What was written twice on end.
    pub(crate) fn doublings(&self) -> &[Doubling] {
        self.doublings.get_or_init(|| {
            let Some(parts) = &self.parts else { return Vec::new() };
            let found = doublings(parts, self.text, self.structure);
            let listed = self.listed_spans();
            found.into_iter().filter(|doubling| !listed.overlaps(doubling.range())).collect()
        })
    }

    /// What is one character away from a term, or from what the draft itself usually writes.
    pub(crate) fn near_misses(&self) -> &[NearMiss] {
        self.near_misses.get_or_init(|| {
            let Some(parts) = &self.parts else { return Vec::new() };
            let listed = self.listed().iter().map(|(range, _)| *range);
            let taken = listed.chain(self.doublings().iter().map(Doubling::range)).collect();
            near_misses(parts, self.text, self.structure, &taken)
        })
    }

    /// What the model takes for mistakes. Where another step knows a reason, statistics say nothing more.
    pub(crate) fn typos(&self) -> &[Typo] {
        self.typos.get_or_init(|| {
            let Some(parts) = &self.parts else { return Vec::new() };
            let mut found = typos(parts, self.memory, self.text, self.structure, self.listed(), self.is_wanted);
            if !found.is_empty() {
                let told = self.told();
                found.retain(|typo| !told.touches(typo.range) && !self.names().overlaps(typo.range));
                self.doubt(&mut found, told.iter().count());
            }
            found
        })
    }

    /// Weighs how sure typos are by how many mistakes the draft has otherwise, and leaves out what is then not believed.
    fn doubt(&self, typos: &mut Vec<Typo>, told: usize) {
        let listed =
            self.listed().iter().filter(|(_, entry)| entry.certainty != Certainty::Context && !entry.is_variant);
        let sure = listed.count() + told + typos.iter().filter(|typo| typo.log_odds >= SURE).count();
        let confidence = doubt::confidence(doubt::sentences(self.text, self.structure), sure);
        typos.iter_mut().for_each(|typo| typo.log_odds += confidence);
        typos.retain(|typo| typo.log_odds >= BELIEVED);
    }

    /// Whether the draft shows that a program read it off paper, by other signs than the word `judged`.
    pub(crate) fn is_recognised(&self, judged: &str) -> bool {
        let signs = self.signs.get_or_init(|| match &self.parts {
            Some(parts) => {
                let of_model = typos::sure_look_alikes(self.text, self.typos());
                recognition::signs(parts, self.text, self.structure, self.listed(), of_model)
            }
            None => BTreeSet::new(),
        });
        recognition::is_likely(signs, judged)
    }

    fn names(&self) -> &Spans {
        self.names.get_or_init(|| names::names(self.text, self.structure))
    }

    fn listed_spans(&self) -> Spans {
        self.listed().iter().map(|(range, _)| range).collect()
    }

    /// What the steps between the list and the model tell of.
    fn told(&self) -> Spans {
        let particles = self.particles().iter().map(|particle| particle.range);
        let doublings = self.doublings().iter().map(Doubling::range);
        let near_misses = self.near_misses().iter().map(|miss| miss.range);
        particles.chain(doublings).chain(near_misses).collect()
    }
}
