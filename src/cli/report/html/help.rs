//! Rule cards as HTML.

use pulldown_cmark::{Parser, html};

use crate::rules::Card;

/// A rule's card on the page.
pub(super) struct Help {
    pub(super) card: &'static Card,
    /// HTML.
    pub(super) body: String,
}

impl Help {
    pub(super) fn new(card: &'static Card) -> Self {
        let mut body = String::new();
        html::push_html(&mut body, Parser::new(card.body));
        let body = body.replace('⟦', "<mark>").replace('⟧', "</mark>");
        Help { card, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn examples_are_marked_where_they_are_wrong() {
        let help = Help::new(rules::find("PU208").unwrap().card());
        assert!(help.body.contains("<pre><code class=\"language-bad\">"), "{}", help.body);
        assert!(help.body.contains("<mark>，，</mark>"), "{}", help.body);
    }

    #[test]
    fn marks_are_balanced_in_every_card() {
        for rule in rules::RULES.iter() {
            let body = Help::new(rule.card()).body;
            assert_eq!(body.matches("<mark>").count(), body.matches("</mark>").count(), "{}", rule.card().code);
        }
    }
}
