//! Comments on a document's text, as Word shows them in the margin.

use std::collections::BTreeMap;

use super::comments::Comments;
use super::edit::spliced;
use super::extract::Line;
use super::pieces::{Piece, TextElement};
use super::place::Container;
use super::run::Run;
use super::{Docx, DocxError};
use crate::text::{Span, before, slice};

/// A comment on a range of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it is about. A comment that spans paragraphs is put on the first.
    pub range: Span,
    /// What it says; each line is a paragraph.
    pub text: String,
}

/// Where a comment is fastened in the part with the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// On characters of text elements.
    Text { start: Spot, end: Spot },
    /// Before the closing tag of a paragraph that has no text.
    Paragraph(usize),
}

/// Where a comment begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// Inside a text element: which one, and the byte of the part.
    Inside { element: usize, at: usize },
    /// Beside a content control or a field, which takes nothing but its content: the byte of the part, and that where
    /// the control begins.
    Beside { at: usize, holder: usize },
}

impl Spot {
    /// The byte of the part.
    fn at(self) -> usize {
        match self {
            Spot::Inside { at, .. } | Spot::Beside { at, .. } => at,
        }
    }
}

/// Comments that end and that start at a place.
#[derive(Debug, Default)]
struct Marks {
    ends: Vec<i64>,
    starts: Vec<i64>,
}

/// The marks of all comments.
#[derive(Debug, Default)]
struct Spots {
    /// By text element and byte of the part.
    inside: BTreeMap<(usize, usize), Marks>,
    /// By byte of the part and the one where the control begins.
    beside: BTreeMap<(usize, usize), Marks>,
}

impl Spots {
    fn marks(&mut self, spot: Spot) -> &mut Marks {
        match spot {
            Spot::Inside { element, at } => self.inside.entry((element, at)).or_default(),
            Spot::Beside { at, holder } => self.beside.entry((at, holder)).or_default(),
        }
    }
}

impl Docx {
    /// The document with `comments`, next to those it has. Word has no comments in headers, footers, notes and text
    /// boxes: one about these is put where they are anchored.
    pub fn annotate(&self, comments: &[Comment]) -> Result<Docx, DocxError> {
        if comments.is_empty() {
            return Docx::read(self.package.with([]), self.main.clone());
        }
        let mut part = Comments::of(self)?;
        let mut spots = Spots::default();
        let mut inserted: Vec<(Span, String)> = Vec::new();
        for comment in comments {
            let Some(anchor) = self.anchor(comment.range) else { continue };
            let id = part.add(&comment.text);
            match anchor {
                Anchor::Text { start, end } => {
                    spots.marks(start).starts.push(id);
                    spots.marks(end).ends.push(id);
                }
                Anchor::Paragraph(close) => {
                    let prefix = prefix(self.main_text(), close);
                    inserted.push((Span::empty(close), format!("{}{}", start_mark(prefix, id), end_mark(prefix, id))));
                }
            }
        }
        for ((element, at), marks) in &spots.inside {
            inserted.extend(self.cut(*element, *at, marks)?);
        }
        for ((at, holder), marks) in &spots.beside {
            inserted.push((Span::new(*at, *at), marks.written(prefix(self.main_text(), *holder))));
        }
        inserted.sort_by_key(|(range, _)| range.start);
        let changed = spliced(self.main_text(), &inserted);
        let mut changes = part.into_parts()?;
        changes.push((self.main.clone(), changed));
        Docx::read(self.package.with(changes), self.main.clone())
    }

    pub(super) fn main_text(&self) -> &str {
        self.extract.parts.first().map_or("", |part| part.text.as_str())
    }

    /// Where a comment about `range` is fastened; where its own place takes none, as an empty paragraph may, on the
    /// nearest line that does.
    fn anchor(&self, range: Span) -> Option<Anchor> {
        let index = self.line_at(range.start)?;
        let lines = || (0..index).rev().chain(index..self.extract.lines.len());
        let is_free = |index: &usize| self.extract.lines.get(*index).is_some_and(|line| !line.is_held);
        let nearest_free = || lines().filter(is_free).find_map(|index| self.on_line(index));
        // Where all of a document stands in a control, a comment in it is better than none.
        let nearest = || lines().find_map(|index| self.on_line(index));
        self.own_anchor(range, index).or_else(nearest_free).or_else(nearest)
    }

    /// Where a comment about `range`, which begins in the line of this index, is fastened by right.
    fn own_anchor(&self, range: Span, index: usize) -> Option<Anchor> {
        let line = self.extract.lines.get(index)?;
        match line.located.place {
            Container::Body | Container::Cell { .. } if line.is_held => None,
            Container::Body | Container::Cell { .. } if line.part == 0 => {
                let text = self.text_range(index);
                let start = range.start.clamp(text.start, text.end);
                let own = Span::new(start, range.end.clamp(start, text.end));
                self.on_text(own, text).or(line.close.map(Anchor::Paragraph))
            }
            Container::TextBox(_) if line.part == 0 => self.on_line(line.holder?),
            place @ (Container::Footnote(_) | Container::Endnote(_)) => {
                let reference = *self.extract.references.get(&place)?;
                let index = self.line_at(reference)?;
                let text = self.text_range(index);
                self.on_text(Span::empty(reference), text).or_else(|| self.on_line(index))
            }
            _ => (0..self.extract.lines.len()).find_map(|index| self.on_line(index)),
        }
    }

    /// On the first characters of a line of the running text.
    fn on_line(&self, index: usize) -> Option<Anchor> {
        let line: &Line = self.extract.lines.get(index).filter(|line| line.part == 0)?;
        let text = self.text_range(index);
        self.on_text(Span::empty(text.start), text).or(line.close.map(Anchor::Paragraph))
    }

    /// On what of `range` comes from text elements; where it is empty or nothing does, on the character before or
    /// behind it in `line`.
    fn on_text(&self, range: Span, line: Span) -> Option<Anchor> {
        let with_source = |range: &Span| -> Vec<&Piece> {
            let pieces = self.extract.pieces.in_range(*range).iter();
            pieces.filter(|piece| piece.source().is_some() && piece.text.end > range.start).collect()
        };
        let range = if range.is_empty() || with_source(&range).is_empty() { self.beside(range, line)? } else { range };
        let pieces = with_source(&range);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let start = self.spot(first, range.start.max(first.text.start), |holder| holder.start)?;
        let end = self.spot(last, range.end.min(last.text.end), |holder| holder.end)?;
        (start.at() < end.at()).then_some(Anchor::Text { start, end })
    }

    /// Where `offset` of the text stands, which is in `piece`; `outside` the control or field around it, if any.
    fn spot(&self, piece: &Piece, offset: usize, outside: impl Fn(&Span) -> usize) -> Option<Spot> {
        let (element, _) = piece.source()?;
        match &self.extract.pieces.element(element)?.holder {
            Some(holder) => Some(Spot::Beside { at: outside(holder), holder: holder.start }),
            None => Some(Spot::Inside { element, at: piece.source_at(offset)? }),
        }
    }

    /// The character with a source that is nearest before `range`, or else behind it.
    fn beside(&self, range: Span, line: Span) -> Option<Span> {
        let has_source =
            |range: &Span| self.extract.pieces.in_range(*range).iter().any(|piece| piece.source().is_some());
        let characters = |range: Span| {
            let start = range.start;
            slice(self.text(), range).char_indices().map(move |(at, c)| Span::new(at, at + c.len_utf8()).shifted(start))
        };
        characters(Span::new(line.start, range.start))
            .rev()
            .find(has_source)
            .or_else(|| characters(Span::new(range.start, line.end)).find(has_source))
    }

    /// What is inserted where the text element is cut at byte `at` of the part: inside its text it is cut in two,
    /// and its run with it.
    fn cut(&self, element: usize, at: usize, marks: &Marks) -> Result<Vec<(Span, String)>, DocxError> {
        let text = self.main_text();
        let Some(element) = self.extract.pieces.element(element) else { return Ok(Vec::new()) };
        let run = Run::at(&self.main, text, element.run)?;
        let prefix = prefix_of(slice(text, run.tag));
        let marks = marks.written(prefix);
        let is_first = element.tag.start == run.properties.end && at == element.content.start;
        let is_last = run.close.start == after_close(text, element) && at == element.content.end;
        if is_first {
            return Ok(vec![(Span::empty(run.tag.start), marks)]);
        }
        if is_last {
            return Ok(vec![(Span::empty(run.close.end), marks)]);
        }
        let is_space = |c: Option<char>| c.is_some_and(|c| c.is_ascii_whitespace());
        let keep = " xml:space=\"preserve\"";
        let mut inserted = Vec::new();
        let mut again = slice(text, element.tag).to_owned();
        if !element.keeps_space {
            // White space at the outer edges was not shown, and must not be where that at the cut is kept.
            let (left, right) = (slice(text, element.content.start..at), slice(text, at..element.content.end));
            let (left_shown, right_shown) = (left.trim_ascii_start(), right.trim_ascii_end());
            if !left_shown.is_empty() && is_space(left_shown.chars().next_back()) {
                let tag_end = element.tag.end - 1;
                inserted.push((Span::empty(tag_end), keep.to_owned()));
                let start = element.content.start;
                inserted.push((Span::new(start, start + left.len() - left_shown.len()), String::new()));
            }
            if !right_shown.is_empty() && is_space(right_shown.chars().next()) {
                again.insert_str(again.len() - 1, keep);
                let end = element.content.end;
                inserted.push((Span::new(end - (right.len() - right_shown.len()), end), String::new()));
            }
        }
        let (close_text, close_run) =
            (slice(text, element.content.end..after_close(text, element)), slice(text, run.close));
        let (open_run, properties) = (slice(text, run.tag), slice(text, run.properties));
        inserted.push((Span::empty(at), format!("{close_text}{close_run}{marks}{open_run}{properties}{again}")));
        Ok(inserted)
    }

    fn line_at(&self, offset: usize) -> Option<usize> {
        self.paragraphs.partition_point(|paragraph| paragraph.start <= offset).checked_sub(1)
    }

    /// The text of a line, without its end.
    fn text_range(&self, index: usize) -> Span {
        let start = self.paragraphs.get(index).map_or(0, |paragraph| paragraph.start);
        let next = self.paragraphs.get(index + 1).map_or(self.text().len(), |paragraph| paragraph.start);
        Span::new(start, next.saturating_sub(1).max(start))
    }
}

impl Marks {
    fn written(&self, prefix: &str) -> String {
        let ends = self.ends.iter().map(|id| end_mark(prefix, *id));
        let starts = self.starts.iter().map(|id| start_mark(prefix, *id));
        ends.chain(starts).collect()
    }
}

fn start_mark(prefix: &str, id: i64) -> String {
    format!("<{prefix}commentRangeStart {prefix}id=\"{id}\"/>")
}

fn end_mark(prefix: &str, id: i64) -> String {
    format!(
        "<{prefix}commentRangeEnd {prefix}id=\"{id}\"/><{prefix}r><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
    )
}

/// Where the closing tag of a text element ends.
fn after_close(text: &str, element: &TextElement) -> usize {
    let rest = slice(text, element.content.end..text.len());
    element.content.end + rest.find('>').map_or(0, |end| end + 1)
}

/// The namespace prefix of the tag at `at`, with its colon.
fn prefix(text: &str, at: usize) -> &str {
    prefix_of(crate::text::after(text, at))
}

fn prefix_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find([':', ' ', '>', '/', '\t', '\r', '\n']).unwrap_or(0);
    if crate::text::char_at(name, end) == Some(':') { before(name, end + 1) } else { "" }
}
