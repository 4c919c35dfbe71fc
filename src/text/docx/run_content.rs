//! What runs hold: text, and marks that stand for text.

use super::paragraph::{NoteKind, NoteReference, OpenText};
use super::pieces::{Origin, TextElement};
use super::walk::{Frame, Walk, is_passed_over};
use super::xml::Element;
use crate::text::Span;

impl Walk<'_> {
    /// What a run holds.
    pub(super) fn enter_in_run(&mut self, name: &str, element: &Element<'_>) -> Option<Frame> {
        match name {
            "rPr" => return Some(Frame::RunProperties),
            "r" => return Some(Frame::Run { start: element.tag.start, is_hidden: false }),
            "t" => {
                let keeps_space = element.attribute("space").as_deref() == Some("preserve");
                self.text = Some(OpenText { tag: element.tag, keeps_space, characters: Vec::new() });
                return Some(Frame::Text);
            }
            "instrText" => return Some(Frame::Instruction),
            "fldChar" => self.mark_field(&element.attribute("fldCharType").unwrap_or_default()),
            "pict" | "object" => return Some(Frame::Picture { is_placed: false }),
            "tab" | "ptab" => self.markup("\t"),
            "cr" => self.markup("\n"),
            "noBreakHyphen" => self.markup("\u{2011}"),
            "softHyphen" => self.markup("\u{ad}"),
            "br" => match element.attribute("type").as_deref() {
                // It ends a page; a line only where text stands on both sides.
                Some("page" | "column") => self.page_break(),
                _ => self.markup("\n"),
            },
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let symbol = code.and_then(char::from_u32).filter(|c| !c.is_control());
                self.markup(&symbol.map(String::from).unwrap_or_default());
            }
            "footnoteReference" => self.refer(NoteKind::Foot, element),
            "endnoteReference" => self.refer(NoteKind::End, element),
            _ if is_passed_over(name) => return None,
            _ => {}
        }
        Some(Frame::Transparent)
    }

    fn mark_field(&mut self, kind: &str) {
        self.fields.mark(kind);
        match (kind, self.current_run()) {
            ("begin", Some((run, _))) => self.held.begin_field(run, self.elements.len()),
            ("end", _) => self.held.end_field(),
            _ => {}
        }
    }

    pub(super) fn characters(&mut self, range: Span, text: String) {
        match (self.frames.last(), &mut self.text) {
            (Some(Frame::Text), Some(open)) => open.characters.push((range, text)),
            (Some(Frame::Instruction), _) => self.fields.instruct(&text),
            _ => {}
        }
    }

    /// A text element is complete: its characters belong to the paragraph.
    pub(super) fn close_text(&mut self, text: OpenText, content_end: usize) {
        let Some((run, false)) = self.current_run() else { return };
        if !self.fields.shows() {
            return;
        }
        if self.is_in_alternative() {
            let characters: String = text.shown().into_iter().map(|(_, characters)| characters).collect();
            return self.mark(&characters, Origin::Alternative);
        }
        let content = Span::new(text.tag.end, content_end.max(text.tag.end));
        let element = self.elements.len();
        let keeps_space = text.keeps_space;
        let is_typed = self.fields.is_typed() && !self.is_in_fallback();
        let is_contents = self.fields.is_contents();
        let tag = text.tag;
        let Some(paragraph) = self.open.last_mut() else { return };
        for (source, characters) in text.shown() {
            // A section of character data can be replaced as a whole only.
            let is_apart = source.len() == characters.len() || characters.chars().nth(1).is_none();
            let origin = if is_typed && is_apart {
                Origin::Typed { element, source }
            } else {
                Origin::Computed { element, source }
            };
            paragraph.push(&characters, origin);
        }
        paragraph.is_contents |= is_contents;
        self.elements.push(TextElement { part: self.part, run, tag, content, keeps_space, holder: None });
    }

    /// Adds what a mark-up element shows.
    fn markup(&mut self, text: &str) {
        self.mark(text, Origin::Markup);
    }

    /// Adds text that comes from no text element.
    pub(super) fn mark(&mut self, text: &str, origin: Origin) {
        if self.is_shown()
            && let Some(paragraph) = self.open.last_mut()
        {
            paragraph.push(text, origin);
        }
    }

    fn page_break(&mut self) {
        if self.is_shown()
            && let Some(paragraph) = self.open.last_mut()
        {
            paragraph.pending_break = true;
        }
    }

    fn refer(&mut self, kind: NoteKind, element: &Element<'_>) {
        if self.is_shown()
            && let (Some(paragraph), Some(id)) = (self.open.last_mut(), element.number("id"))
        {
            let offset = paragraph.text.len();
            paragraph.notes.push(NoteReference { kind, id, offset });
        }
    }

    fn is_shown(&self) -> bool {
        self.fields.shows() && !self.current_run().is_some_and(|(_, is_hidden)| is_hidden)
    }

    /// Where the innermost run starts and whether it is hidden.
    fn current_run(&self) -> Option<(usize, bool)> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Run { start, is_hidden } => Some((*start, *is_hidden)),
            _ => None,
        })
    }
}
