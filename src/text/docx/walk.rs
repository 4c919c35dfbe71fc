//! Walking through a part: from its elements to paragraphs.

use super::error::DocxError;
use super::fields::Fields;
use super::held::{Held, Holder};
use super::paragraph::{Flow, OpenText, Paragraph};
use super::pieces::TextElement;
use super::place::Container;
use super::unread::Unread;
use super::visit::{Counts, Margin, Visitor};
use super::xml::{Element, Node, PartReader, Vocabulary};
use crate::text::{Span, slice};

/// What an open element means to the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// Nothing; its children are read as if it were not there.
    Transparent,
    Paragraph,
    ParagraphProperties,
    MarkProperties,
    Run {
        start: usize,
        is_hidden: bool,
    },
    RunProperties,
    Text,
    Instruction,
    SimpleField,
    Table,
    Row {
        is_deleted: bool,
    },
    RowProperties,
    Cell,
    TextBox,
    Note,
    Section,
    /// Alternatives of which the first that can be read is taken.
    Alternatives {
        is_taken: bool,
    },
    /// The last of the alternatives, taken where none of those before it can be read.
    Fallback,
    /// A picture in the older vocabulary; whether the first of its shapes was seen.
    Picture {
        is_placed: bool,
    },
}

/// A walk through one part.
pub(super) struct Walk<'a> {
    pub(super) part: usize,
    content: &'a str,
    pub(super) frames: Vec<Frame>,
    /// Open elements inside one that is passed over.
    passed: usize,
    /// Paragraphs that are open, the outermost first: a text box stands inside one.
    pub(super) open: Vec<Paragraph>,
    /// A paragraph to be continued by the next.
    unfinished: Option<Paragraph>,
    /// Where the next paragraph stands.
    places: Vec<(Container, Flow)>,
    tables: Vec<Position>,
    pub(super) fields: Fields,
    pub(super) held: Held,
    pub(super) text: Option<OpenText>,
    pub(super) elements: &'a mut Vec<TextElement>,
    counts: &'a mut Counts,
}

/// How far the walk is in a table.
#[derive(Debug, Clone, Copy)]
struct Position {
    table: usize,
    row: usize,
    cell: usize,
}

impl<'a> Walk<'a> {
    /// A walk through the part of that number, whose paragraphs stand at `place`.
    pub(super) fn new(
        part: usize,
        content: &'a str,
        place: (Container, Flow),
        elements: &'a mut Vec<TextElement>,
        counts: &'a mut Counts,
    ) -> Self {
        Walk {
            part,
            content,
            frames: Vec::new(),
            passed: 0,
            open: Vec::new(),
            unfinished: None,
            places: vec![place],
            tables: Vec::new(),
            fields: Fields::default(),
            held: Held::default(),
            text: None,
            elements,
            counts,
        }
    }

    /// Walks to the end of the part, which has that name.
    pub(super) fn finish(mut self, name: &str, visitor: &mut impl Visitor) -> Result<(), DocxError> {
        let mut reader = PartReader::new(name, self.content);
        loop {
            match reader.next()? {
                Node::Open(_) if self.passed > 0 => self.passed += 1,
                Node::Open(element) => match self.enter(&element, visitor)? {
                    Some(frame) => {
                        if element.vocabulary == Vocabulary::Word && matches!(element.name(), "sdt" | "fldSimple") {
                            self.held.open_element(self.frames.len(), element.tag.start, self.elements.len());
                        }
                        self.frames.push(frame);
                    }
                    None => self.passed = 1,
                },
                Node::Close(_) if self.passed > 0 => self.passed -= 1,
                Node::Close(tag) => {
                    if let Some(frame) = self.frames.pop() {
                        let holder = self.held.close_element(self.frames.len(), tag.end);
                        self.hold(holder);
                        self.leave(frame, tag, visitor)?;
                    }
                }
                Node::Text(range) if self.passed == 0 => {
                    // A line break in the XML is a space in the text.
                    let text = slice(self.content, range).replace(['\n', '\r', '\t'], " ");
                    self.characters(range, text);
                }
                Node::Written(range, text) if self.passed == 0 => self.characters(range, text),
                Node::Text(_) | Node::Written(..) => {}
                Node::End => return self.flush(visitor),
            }
        }
    }

    /// What an element means here; nothing for one to pass over with all that is in it.
    fn enter(&mut self, element: &Element<'_>, visitor: &mut impl Visitor) -> Result<Option<Frame>, DocxError> {
        match (element.vocabulary, element.name()) {
            (Vocabulary::Word, name) => match self.parent() {
                Frame::Run { .. } if name != "txbxContent" => Ok(self.enter_in_run(name, element)),
                Frame::ParagraphProperties | Frame::MarkProperties | Frame::RunProperties | Frame::RowProperties => {
                    Ok(self.enter_property(name, element))
                }
                parent => self.enter_structure(name, parent, element, visitor),
            },
            (Vocabulary::Compatibility, "AlternateContent") => Ok(Some(Frame::Alternatives { is_taken: false })),
            (Vocabulary::Compatibility, name) => Ok(self.enter_alternative(name, element.is_understood)),
            (Vocabulary::Other, name) => Ok(self.enter_object(name, element)),
        }
    }

    /// What stands between paragraphs, and around runs.
    fn enter_structure(
        &mut self,
        name: &str,
        parent: Frame,
        element: &Element<'_>,
        visitor: &mut impl Visitor,
    ) -> Result<Option<Frame>, DocxError> {
        let frame = match (name, parent) {
            ("p", _) => self.open_paragraph(),
            ("pPr", Frame::Paragraph) => Frame::ParagraphProperties,
            ("r", _) => Frame::Run { start: element.tag.start, is_hidden: false },
            ("fldSimple", _) => {
                self.fields.open_simple(&element.attribute("instr").unwrap_or_default());
                Frame::SimpleField
            }
            ("tbl", _) => {
                self.flush(visitor)?;
                self.tables.push(Position { table: self.counts.next_table(), row: 0, cell: 0 });
                Frame::Table
            }
            ("tr", _) => {
                if let Some(position) = self.tables.last_mut() {
                    (position.row, position.cell) = (position.row + 1, 0);
                }
                Frame::Row { is_deleted: false }
            }
            ("trPr", Frame::Row { .. }) => Frame::RowProperties,
            ("tc", Frame::Row { is_deleted: true }) => return Ok(None),
            ("tc", _) => self.open_cell(),
            ("txbxContent", _) => {
                let place = (Container::TextBox(self.counts.next_box()), self.counts.next_flow());
                self.places.push(place);
                Frame::TextBox
            }
            ("footnote" | "endnote", _) => match note_id(element).and_then(|id| visitor.note(id)) {
                Some(place) => {
                    self.places.push(place);
                    Frame::Note
                }
                None => return Ok(None),
            },
            ("sectPr", _) => Frame::Section,
            ("altChunk" | "subDoc", _) => {
                Unread::of_element(name).into_iter().for_each(|unread| visitor.unread(unread));
                Frame::Transparent
            }
            ("headerReference" | "footerReference", Frame::Section) => {
                visitor.margin(Margin::new(name == "headerReference", element));
                Frame::Transparent
            }
            (name, _) if is_passed_over(name) => return Ok(None),
            _ => Frame::Transparent,
        };
        Ok(Some(frame))
    }

    fn open_paragraph(&mut self) -> Frame {
        let (place, flow) = self.places.last().copied().unwrap_or((Container::Body, 0));
        if self.open.is_empty() {
            self.held.open_paragraph();
        }
        let mut paragraph = Paragraph::new(self.part, place, flow);
        paragraph.is_held = self.held.is_open();
        if let Some(earlier) = self.unfinished.take() {
            paragraph.continue_from(earlier);
        }
        self.open.push(paragraph);
        Frame::Paragraph
    }

    fn open_cell(&mut self) -> Frame {
        let flow = self.counts.next_flow();
        let position = self.tables.last_mut().map(|position| {
            position.cell += 1;
            *position
        });
        // A cell outside a table is none.
        let Some(Position { table, row, cell }) = position else { return Frame::Transparent };
        self.places.push((Container::Cell { table, row, cell }, flow));
        Frame::Cell
    }

    /// Properties of paragraphs, runs and rows.
    fn enter_property(&mut self, name: &str, element: &Element<'_>) -> Option<Frame> {
        match (name, self.parent()) {
            ("rPr", Frame::ParagraphProperties) => return Some(Frame::MarkProperties),
            ("numPr", Frame::ParagraphProperties) => return Some(Frame::ParagraphProperties),
            ("sectPr", _) => return Some(Frame::Section),
            ("vanish", Frame::RunProperties) => self.hide_run(element.is_on()),
            ("del" | "moveFrom", Frame::RowProperties) => {
                if let Some(Frame::Row { is_deleted }) = self.nearest(|frame| matches!(frame, Frame::Row { .. })) {
                    *is_deleted = true;
                }
            }
            _ if is_passed_over(name) && name != "del" && name != "moveFrom" => return None,
            _ => {}
        }
        let parent = self.parent();
        if let Some(paragraph) = self.open.last_mut() {
            match (name, parent) {
                ("del" | "moveFrom", Frame::MarkProperties) => paragraph.is_merged = true,
                ("pStyle", Frame::ParagraphProperties) => paragraph.numbered.style = element.attribute("val"),
                ("numId", Frame::ParagraphProperties) => paragraph.numbered.direct.num = element.number("val"),
                ("ilvl", Frame::ParagraphProperties) => paragraph.numbered.direct.level = element.number("val"),
                _ => {}
            }
        }
        Some(Frame::Transparent)
    }

    fn hide_run(&mut self, hide: bool) {
        if let Some(Frame::Run { is_hidden, .. }) = self.nearest(|frame| matches!(frame, Frame::Run { .. })) {
            *is_hidden = hide;
        }
    }

    fn leave(&mut self, frame: Frame, tag: Span, visitor: &mut impl Visitor) -> Result<(), DocxError> {
        match frame {
            Frame::Paragraph => {
                let Some(mut paragraph) = self.open.pop() else { return Ok(()) };
                paragraph.close = (!tag.is_empty()).then_some(tag.start);
                if paragraph.is_merged {
                    paragraph.is_merged = false;
                    self.unfinished = Some(paragraph);
                } else {
                    self.emit(paragraph, visitor)?;
                }
            }
            Frame::Text => {
                if let Some(text) = self.text.take() {
                    self.close_text(text, tag.start);
                }
            }
            Frame::Run { .. } => {
                let holder = self.held.close_run(tag.end);
                self.hold(holder);
            }
            Frame::SimpleField => self.fields.close(),
            Frame::Table => drop(self.tables.pop()),
            Frame::Cell | Frame::TextBox | Frame::Note => {
                self.flush(visitor)?;
                self.places.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// The text elements in a control or a field that has closed know that they stand in it.
    fn hold(&mut self, holder: Option<Holder>) {
        let Some(Holder { first, range }) = holder else { return };
        for element in self.elements.iter_mut().skip(first) {
            element.holder = Some(range);
        }
    }

    /// The innermost open element that means something.
    pub(super) fn parent(&self) -> Frame {
        let mut frames = self.frames.iter().rev();
        let is_seen_through = |frame: &Frame| {
            matches!(frame, Frame::Transparent | Frame::Alternatives { .. } | Frame::Fallback | Frame::Picture { .. })
        };
        let meaning = frames.find(|frame| !is_seen_through(frame));
        meaning.copied().unwrap_or(Frame::Transparent)
    }

    pub(super) fn nearest(&mut self, is_wanted: impl Fn(&Frame) -> bool) -> Option<&mut Frame> {
        self.frames.iter_mut().rev().find(|frame| is_wanted(frame))
    }

    /// Ends a paragraph that nothing continues.
    fn flush(&mut self, visitor: &mut impl Visitor) -> Result<(), DocxError> {
        match self.unfinished.take() {
            Some(paragraph) => self.emit(paragraph, visitor),
            None => Ok(()),
        }
    }

    /// A paragraph is complete. One of a text box waits for the paragraph that the box is anchored in.
    fn emit(&mut self, mut paragraph: Paragraph, visitor: &mut impl Visitor) -> Result<(), DocxError> {
        match self.open.last_mut() {
            Some(holder) => {
                let inner = std::mem::take(&mut paragraph.boxes);
                holder.boxes.push(paragraph);
                holder.boxes.extend(inner);
                Ok(())
            }
            None => visitor.paragraph(paragraph),
        }
    }
}

/// The number of a note; nothing for the lines that separate notes from the text.
fn note_id(element: &Element<'_>) -> Option<i64> {
    let is_plain = matches!(element.attribute("type").as_deref(), None | Some("normal"));
    element.number("id").filter(|_| is_plain)
}

/// What a tracked change has removed or replaced, readings above characters, and descriptions of looks.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.ends_with("Change")
        || matches!(
            name,
            "del"
                | "moveFrom"
                | "delText"
                | "delInstrText"
                | "rt"
                | "rubyPr"
                | "sdtPr"
                | "sdtEndPr"
                | "tblPr"
                | "tblGrid"
                | "tblPrEx"
                | "tcPr"
                | "tabs"
        )
}
