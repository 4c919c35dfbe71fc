//! Paragraph styles, as far as numbering goes.

use std::collections::HashMap;

use super::error::DocxError;
use super::xml::{Node, PartReader, Vocabulary};

/// Styles are derived from each other at most so deep; a longer chain goes round in a circle.
const MAX_DERIVATION: usize = 20;

/// What `w:numPr` says; each half may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct NumberingReference {
    pub(super) num: Option<i64>,
    pub(super) level: Option<usize>,
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    numbering: NumberingReference,
}

impl Styles {
    /// Reads the part that defines them.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, DocxError> {
        let mut reader = PartReader::new(part, text);
        let mut styles = Styles::default();
        let mut current: Option<(String, Style)> = None;
        let mut path: Vec<String> = Vec::new();
        loop {
            match reader.next()? {
                Node::Open(element) => {
                    let name = if element.vocabulary == Vocabulary::Word { element.name() } else { "" };
                    let value = || element.attribute("val");
                    match (name, &mut current) {
                        ("style", _) => {
                            let id = element.attribute("styleId").unwrap_or_default();
                            let is_default =
                                matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
                            if is_default && element.attribute("type").as_deref() == Some("paragraph") {
                                styles.default = Some(id.clone());
                            }
                            current = Some((id, Style::default()));
                        }
                        ("basedOn", Some((_, style))) => style.based_on = value(),
                        ("numId", Some((_, style))) if is_own(&path) => style.numbering.num = element.number("val"),
                        ("ilvl", Some((_, style))) if is_own(&path) => style.numbering.level = element.number("val"),
                        _ => {}
                    }
                    path.push(name.to_owned());
                }
                Node::Close(_) => {
                    if path.pop().as_deref() == Some("style")
                        && let Some((id, style)) = current.take()
                    {
                        styles.by_id.insert(id, style);
                    }
                }
                Node::Text(_) | Node::Written(..) => {}
                Node::End => return Ok(styles),
            }
        }
    }

    /// The numbering that a paragraph of style `id` has from its style, and the style it comes from.
    pub(super) fn numbering(&self, id: Option<&str>) -> Option<(NumberingReference, &str)> {
        let mut id = id.or(self.default.as_deref())?;
        for _ in 0..MAX_DERIVATION {
            let style = self.by_id.get_key_value(id);
            let (id_of_style, style) = style?;
            if style.numbering.num.is_some() {
                return Some((style.numbering, id_of_style));
            }
            id = style.based_on.as_deref()?;
        }
        None
    }
}

/// Whether `w:numPr` is a style's own and not that of a tracked change.
fn is_own(path: &[String]) -> bool {
    !path.iter().any(|name| name.ends_with("Change"))
}
