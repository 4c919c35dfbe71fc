//! Reading the XML of a part: elements by namespace, texts with their places, and nothing that could grow.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use super::error::{DocxError, MAX_DEPTH};
use crate::text::Span;

/// The vocabularies that matter here, in their transitional and strict spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Word,
    Compatibility,
    Other,
}

impl Vocabulary {
    fn of(resolved: &ResolveResult<'_>) -> Self {
        match resolved {
            ResolveResult::Bound(Namespace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                | "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )) => Vocabulary::Word,
            ResolveResult::Bound(Namespace("http://schemas.openxmlformats.org/markup-compatibility/2006")) => {
                Vocabulary::Compatibility
            }
            _ => Vocabulary::Other,
        }
    }
}

/// Namespaces that an alternative may require and be read: text boxes and drawings as Word writes them.
const UNDERSTOOD: [&str; 8] = [
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/drawing/2010/main",
];

/// What comes next in a part. An empty element opens and closes.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element opens; its tag is at these bytes.
    Open(Element<'a>),
    /// The last open element closes; its closing tag is at these bytes, none for an empty element.
    Close(Span),
    /// Characters that stand for themselves.
    Text(Span),
    /// Characters that are written otherwise: `&amp;`, or a section of character data.
    Written(Span, String),
    /// The part ends.
    End,
}

/// The tag that opens an element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) vocabulary: Vocabulary,
    pub(super) tag: Span,
    /// For an alternative, whether all that it requires is known here.
    pub(super) is_understood: bool,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|found| found.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// A number in an attribute.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether a property that can be switched off is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Reads a part from its start to its end.
pub(super) struct PartReader<'a> {
    reader: NsReader<&'a [u8]>,
    part: &'a str,
    /// Bytes before what the reader sees.
    skipped: usize,
    depth: usize,
}

impl<'a> PartReader<'a> {
    /// A reader for `text`, the content of `part`.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let content = text.strip_prefix('\u{feff}').unwrap_or(text);
        PartReader::at(part, content, text.len() - content.len())
    }

    /// A reader for an element of `part` whose first byte is number `skipped`.
    pub(super) fn at(part: &'a str, content: &'a str, skipped: usize) -> Self {
        let mut reader = NsReader::from_str(content);
        reader.config_mut().expand_empty_elements = true;
        PartReader { reader, part, skipped, depth: 0 }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Node<'a>, DocxError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event();
            let range = Span::new(start, self.position());
            let node = match event.map_err(|_| self.malformed())? {
                Event::Start(tag) => self.open(tag, range)?,
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(range)
                }
                Event::Text(_) => Node::Text(range),
                Event::CData(data) => Node::Written(range, data.into_inner().into_owned()),
                Event::GeneralRef(reference) => {
                    let known = reference.resolve_char_ref().ok().flatten().or_else(|| predefined(&reference));
                    Node::Written(range, known.ok_or_else(|| self.malformed())?.to_string())
                }
                Event::DocType(_) => return Err(DocxError::Doctype(self.part.to_owned())),
                Event::Eof if self.depth > 0 => return Err(self.malformed()),
                Event::Eof => Node::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => continue,
            };
            return Ok(node);
        }
    }

    fn open(&mut self, start: BytesStart<'a>, tag: Span) -> Result<Node<'a>, DocxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(DocxError::Nesting(self.part.to_owned()));
        }
        let resolver = self.reader.resolver();
        let (resolved, _) = resolver.resolve_element(start.name());
        let mut element = Element { vocabulary: Vocabulary::of(&resolved), tag, is_understood: false, start };
        if element.vocabulary == Vocabulary::Compatibility {
            element.is_understood = element.attribute("Requires").is_some_and(|names| are_understood(&names, resolver));
        }
        Ok(Node::Open(element))
    }

    fn position(&self) -> usize {
        self.skipped + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn malformed(&self) -> DocxError {
        DocxError::Xml { part: self.part.to_owned(), offset: self.reader.error_position() + self.skipped as u64 }
    }
}

/// Whether the namespaces of all these prefixes are known here.
fn are_understood(prefixes: &str, resolver: &NamespaceResolver) -> bool {
    prefixes.split_ascii_whitespace().all(|prefix| {
        let name = format!("{prefix}:");
        let (resolved, _) = resolver.resolve_element(QName(&name));
        matches!(resolved, ResolveResult::Bound(Namespace(namespace)) if UNDERSTOOD.contains(&namespace))
    })
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// `text` as it is written between tags.
pub(super) fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            _ => escaped.push(c),
        }
        escaped
    })
}
