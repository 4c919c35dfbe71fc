//! Where a rule's card can be read on the web.

use std::str::FromStr;

use tower_lsp_server::ls_types::Uri;

use crate::rules::Card;

/// The folder of the cards, as published with the project.
const RULE_PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/rules");

/// The address of a card.
pub(in crate::lsp) fn rule_page(card: &Card) -> Option<Uri> {
    Uri::from_str(&format!("{RULE_PAGES}/{}", card_path(card))).ok()
}

/// The path of a card below `rules/`.
fn card_path(card: &Card) -> String {
    format!("{}/{}-{}.md", card.family.folder(), card.code, card.name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::rules::RULES;

    #[test]
    fn every_rule_has_a_page_that_exists() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for rule in RULES.iter() {
            let path = card_path(rule.card());
            assert!(folder.join(&path).is_file(), "{path}");
            assert!(rule_page(rule.card()).unwrap().as_str().ends_with(&path));
        }
    }
}
