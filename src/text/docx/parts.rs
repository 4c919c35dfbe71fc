//! Which part of a package is what: relationships between parts.

use super::error::DocxError;
use super::package::Package;
use super::xml::{Node, PartReader};

/// The list of a package's own relationships.
const PACKAGE_RELATIONSHIPS: &str = "_rels/.rels";

/// How one part refers to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relationship {
    pub(super) id: String,
    /// The last word of its type: `header`, `footnotes`.
    pub(super) kind: String,
    /// The name of the part it leads to.
    pub(super) target: String,
}

/// The relationships of one part.
#[derive(Debug, Clone, Default)]
pub(super) struct Relationships {
    all: Vec<Relationship>,
}

impl Relationships {
    /// Those of `part`; none where it has none.
    pub(super) fn of(part: &str, package: &mut Package) -> Result<Self, DocxError> {
        let name = relationships_part(part);
        match package.read(&name)? {
            Some(text) => Relationships::parse(&name, &text, folder(part)),
            None => Ok(Relationships::default()),
        }
    }

    /// The name of the part that holds the text; nothing in a package that is no Word document.
    pub(super) fn main_part(package: &mut Package) -> Result<Option<String>, DocxError> {
        let Some(text) = package.read(PACKAGE_RELATIONSHIPS)? else { return Ok(None) };
        let of_package = Relationships::parse(PACKAGE_RELATIONSHIPS, &text, "")?;
        Ok(of_package.of_kind("officeDocument").map(str::to_owned))
    }

    fn parse(name: &str, text: &str, folder: &str) -> Result<Self, DocxError> {
        let mut reader = PartReader::new(name, text);
        let mut all = Vec::new();
        loop {
            match reader.next()? {
                Node::Open(element) if element.name() == "Relationship" => {
                    let value = |name| element.attribute(name).unwrap_or_default();
                    // What lies outside the package is never looked at.
                    if value("TargetMode") != "External" {
                        let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                        all.push(Relationship { id: value("Id"), kind, target: resolved(folder, &value("Target")) });
                    }
                }
                Node::End => return Ok(Relationships { all }),
                _ => {}
            }
        }
    }

    /// The part of that kind.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.all.iter().find(|relationship| relationship.kind == kind).map(|found| found.target.as_str())
    }

    /// The kind and the part of each.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|relationship| (relationship.kind.as_str(), relationship.target.as_str()))
    }

    /// The part that is referred to by `id`.
    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        self.all.iter().find(|relationship| relationship.id == id).map(|found| found.target.as_str())
    }
}

/// Where the relationships of `part` are listed.
pub(super) fn relationships_part(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

fn folder(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of the part at `target`, seen from `folder`. It never leaves the package.
fn resolved(folder: &str, target: &str) -> String {
    let mut segments: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder_and_never_outside() {
        assert_eq!(resolved("word", "header1.xml"), "word/header1.xml");
        assert_eq!(resolved("word", "/word/header1.xml"), "word/header1.xml");
        assert_eq!(resolved("word", "../custom/./a.xml"), "custom/a.xml");
        assert_eq!(resolved("", "../../etc/passwd"), "etc/passwd");
        assert_eq!(relationships_part("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(relationships_part("document.xml"), "_rels/document.xml.rels");
    }
}
