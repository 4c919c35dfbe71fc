//! The part that holds the comments, and what makes it known.

use super::parts::{Relationships, relationships_part};
use super::xml::{Node, PartReader, Vocabulary, escaped};
use super::{Docx, DocxError};
use crate::text::Span;
use crate::text::slice;

const TRANSITIONAL: (&str, &str) = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
);
const STRICT: (&str, &str) =
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships");
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Who the comments are by.
const AUTHOR: &str = "gaolint";

/// The comments of a document, old and new.
pub(super) struct Comments {
    part: String,
    /// The part as it is; nothing where there is none yet.
    old: Option<String>,
    /// The relationships and content types that a new part needs.
    around: Vec<(String, String)>,
    namespace: &'static str,
    new: String,
    next_id: i64,
}

impl Comments {
    /// Those of `document`.
    pub(super) fn of(document: &Docx) -> Result<Self, DocxError> {
        let mut package = document.package.with([]);
        let is_strict = document.main_text().contains(STRICT.0);
        let (namespace, relationships) = if is_strict { STRICT } else { TRANSITIONAL };
        let comments =
            Comments { part: String::new(), old: None, around: Vec::new(), namespace, new: String::new(), next_id: 0 };
        if let Some(part) = Relationships::of(&document.main, &mut package)?.of_kind("comments")
            && let Some(old) = package.read(part)?
        {
            let next_id = highest_id(part, &old)? + 1;
            return Ok(Comments { part: part.to_owned(), old: Some(old), next_id, ..comments });
        }
        let folder = document.main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let mut names = std::iter::once(format!("{folder}comments.xml"))
            .chain((1..).map(|number| format!("{folder}comments-gaolint{number}.xml")));
        let part = names.find(|name| !package.has(name)).unwrap_or_default();
        let list = relationships_part(&document.main);
        let relationship = format!(
            "<Relationship xmlns=\"{RELATIONSHIPS}\" Id=\"gaolintComments\" Type=\"{relationships}/comments\" Target=\"/{part}\"/>"
        );
        let list_text = match package.read(&list)? {
            Some(text) => with_last_child(&list, &text, &relationship)?,
            None => format!("{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\">{relationship}</Relationships>"),
        };
        let types = package.read(CONTENT_TYPES)?.ok_or_else(|| DocxError::Missing(CONTENT_TYPES.to_owned()))?;
        let kind = format!(
            "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" PartName=\"/{part}\" ContentType=\"{CONTENT_TYPE}\"/>"
        );
        let types = with_last_child(CONTENT_TYPES, &types, &kind)?;
        let around = vec![(list, list_text), (CONTENT_TYPES.to_owned(), types)];
        Ok(Comments { part, around, ..comments })
    }

    /// Adds a comment and gives its number.
    pub(super) fn add(&mut self, text: &str) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        let namespace = self.namespace;
        self.new.push_str(&format!(
            "<w:comment xmlns:w=\"{namespace}\" w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"gl\">"
        ));
        for line in text.lines() {
            let line: String = line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
            self.new.push_str(&format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(&line)));
        }
        self.new.push_str("</w:comment>");
        id
    }

    /// All parts that change, with their texts.
    pub(super) fn into_parts(self) -> Result<Vec<(String, String)>, DocxError> {
        let text = match &self.old {
            Some(old) => with_last_child(&self.part, old, &self.new)?,
            None => format!("{DECLARATION}<w:comments xmlns:w=\"{}\">{}</w:comments>", self.namespace, self.new),
        };
        let mut parts = self.around;
        parts.push((self.part, text));
        Ok(parts)
    }
}

/// The highest number that a comment has.
fn highest_id(part: &str, text: &str) -> Result<i64, DocxError> {
    let mut reader = PartReader::new(part, text);
    let mut highest = -1;
    loop {
        match reader.next()? {
            Node::Open(element) if element.vocabulary == Vocabulary::Word && element.name() == "comment" => {
                highest = highest.max(element.number("id").unwrap_or(-1));
            }
            Node::End => return Ok(highest),
            _ => {}
        }
    }
}

/// `text`, the XML of a part, with `child` at the end of its outermost element.
fn with_last_child(part: &str, text: &str, child: &str) -> Result<String, DocxError> {
    let mut reader = PartReader::new(part, text);
    let mut tag = Span::empty(0);
    let mut close = Span::empty(0);
    loop {
        match reader.next()? {
            Node::Open(element) if tag.is_empty() => tag = element.tag.range().into(),
            Node::Close(range) => close = range.range().into(),
            Node::End => break,
            _ => {}
        }
    }
    if !close.is_empty() {
        return Ok(format!("{}{child}{}", slice(text, 0..close.start), slice(text, close.start..text.len())));
    }
    // An empty element has to be opened first.
    let open = slice(text, tag).trim_end_matches('>').trim_end_matches('/').trim_end();
    let name = open.trim_start_matches('<').split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
    Ok(format!("{}{open}>{child}</{name}>{}", slice(text, 0..tag.start), slice(text, tag.end..text.len())))
}
