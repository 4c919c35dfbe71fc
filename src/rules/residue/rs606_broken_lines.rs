//! RS606: sentences broken over several lines.

use super::broken_lines::broken_lines;
use crate::rules::{Check, Repeats, Rule, TextKind, card_page};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS606-broken-lines.md"), Check::Layout(broken_lines))
    .not_in(&[TextKind::Markdown])
    .repeats(Repeats::OnceFrom(10));
