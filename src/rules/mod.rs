//! The rules. A rule is one file and one card in the folders of its family, and one line in the family's `mod.rs`.

mod card;
mod context;
mod family;
mod registry;
pub mod resources;
mod rule;

mod numerals;
mod punctuation;
mod residue;
mod structural;
pub(crate) mod words;

pub(crate) use card::card_page;
pub use card::{Card, CardError, FixKind, LazyCard, Source, example_label};
pub use context::{Context, RawDraft};
pub use family::Family;
pub use registry::{RULES, find, selects};
pub use resources::Resources;
pub use rule::{Check, HangsOn, Proof, Reads, Repeats, Report, Residue, Rule, TextKind};
