//! The registry: every rule, and how it is found by what a user calls it.

use std::sync::LazyLock;

use super::card::Card;
use super::rule::Rule;
use super::{numerals, punctuation, residue, structural, words};

/// Declares the modules of a family's rules and lists the rules in `RULES`: one line a rule, in the order of codes.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(pub(crate) mod $module;)*

        /// The rules of this family, by code.
        pub(in crate::rules) static RULES: &[&$crate::rules::Rule] = &[$(&$module::RULE),*];
    };
}
pub(in crate::rules) use rules;

/// Every rule, by code.
pub static RULES: LazyLock<Vec<&'static Rule>> =
    LazyLock::new(|| [numerals::RULES, punctuation::RULES, residue::RULES, structural::RULES, words::RULES].concat());

/// The rule with this code (any case) or name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| {
        rule.card().code.eq_ignore_ascii_case(code_or_name) || rule.card().name.eq_ignore_ascii_case(code_or_name)
    })
}

/// Whether `selector` (a code, a name, a family's two letters, or `ALL`) names `card`.
pub fn selects(selector: &str, card: &Card) -> bool {
    let names = [card.code, card.name, card.family.letters(), "all"];
    names.iter().any(|name| selector.eq_ignore_ascii_case(name))
}
