//! Changing the text of a document: only the bytes of the text elements concerned.

use std::collections::{BTreeMap, BTreeSet};

use super::hint::{has_latin_mark, has_shared_mark, hint};
use super::pieces::{OBJECT, Origin, TextElement};
use super::xml::escaped;
use super::{Docx, DocxError};
use crate::text::{Span, slice};

/// Replaces a range of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement<'a> {
    /// Bytes of the text.
    pub range: Span,
    /// What stands there afterwards.
    pub text: &'a str,
}

/// A change in a text element: bytes of its part, and what they become.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    element: usize,
    source: Span,
    text: String,
}

impl Docx {
    /// Whether a replacement concerns nothing but text that somebody typed: no markers, no tabs, no ends of
    /// paragraphs, nothing that Word computes.
    pub fn can_replace(&self, replacement: &Replacement<'_>) -> bool {
        self.changes(replacement).is_some()
    }

    /// The document after `replacements`, sorted and apart from each other; nothing where one of them is impossible or
    /// the result would not read as intended.
    pub fn replace(&self, replacements: &[Replacement<'_>]) -> Result<Option<Docx>, DocxError> {
        let mut by_element: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
        for replacement in replacements {
            let Some(changes) = self.changes(replacement) else { return Ok(None) };
            for change in changes {
                by_element.entry(change.element).or_default().push(change);
            }
        }
        let mut by_part: BTreeMap<usize, Vec<(Span, String)>> = BTreeMap::new();
        let mut hinted = BTreeSet::new();
        for (element, mut changes) in by_element {
            let Some(element) = self.extract.pieces.element(element) else { return Ok(None) };
            if changes.iter().any(|change| has_shared_mark(&change.text)) && hinted.insert((element.part, element.run))
            {
                by_part.entry(element.part).or_default().extend(self.hint(element)?);
            }
            changes.sort_by_key(|change| (change.source.start, change.source.end));
            let changes = changes.into_iter().map(|change| (change.source, change.text)).collect();
            by_part.entry(element.part).or_default().extend(self.in_element(element, changes));
        }
        let changed = by_part.into_iter().filter_map(|(part, mut changes)| {
            let part = self.extract.parts.get(part)?;
            changes.sort_by_key(|(range, _)| (range.start, range.end));
            Some((part.name.clone(), spliced(&part.text, &changes)))
        });
        let document = Docx::read(self.package.with(changed), self.main.clone())?;
        let wanted: Vec<(Span, String)> =
            replacements.iter().map(|replacement| (replacement.range, replacement.text.to_owned())).collect();
        // An object whose line lost its text is no longer part of one.
        let words = |text: &str| text.replace(OBJECT, "");
        Ok((words(document.text()) == words(&spliced(self.text(), &wanted))).then_some(document))
    }

    /// What tells Word that marks put into `element` are Chinese ones.
    fn hint(&self, element: &TextElement) -> Result<Option<(Span, String)>, DocxError> {
        let Some(part) = self.extract.parts.get(element.part) else { return Ok(None) };
        if has_latin_mark(slice(&part.text, element.content)) {
            return Ok(None);
        }
        hint(&part.name, &part.text, element.run)
    }

    /// What a replacement changes in the parts; nothing where it cannot be made.
    fn changes(&self, replacement: &Replacement<'_>) -> Option<Vec<Change>> {
        let (range, text) = self.narrowed(replacement);
        if text.chars().any(char::is_control) {
            return None;
        }
        if range.is_empty() {
            return if text.is_empty() { Some(Vec::new()) } else { Some(vec![self.insertion(range.start, text)?]) };
        }
        let mut text = escaped(text);
        let mut changes = Vec::new();
        for piece in self.extract.pieces.in_range(range) {
            let Origin::Typed { element, .. } = piece.origin else { return None };
            let start = piece.source_at(range.start.max(piece.text.start))?;
            let end = piece.source_at(range.end.min(piece.text.end))?;
            changes.push(Change { element, source: Span::new(start, end), text: std::mem::take(&mut text) });
        }
        (!changes.is_empty()).then_some(changes)
    }

    /// A replacement without what stays the same at its ends: a run whose text does not change is not touched.
    fn narrowed<'a>(&self, replacement: &Replacement<'a>) -> (Span, &'a str) {
        let Replacement { range, text } = replacement;
        let old = slice(self.text(), *range);
        let common = |(a, b): &(char, char)| a == b;
        let length = |(c, _): (char, char)| c.len_utf8();
        let before: usize = old.chars().zip(text.chars()).take_while(common).map(length).sum();
        let (old_rest, new_rest) = (crate::text::after(old, before), crate::text::after(text, before));
        let behind: usize = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(common).map(length).sum();
        let new_rest = crate::text::before(new_rest, new_rest.len() - behind);
        (Span::new(range.start + before, range.end - behind), new_rest)
    }

    /// Text that is put between two characters goes with the one before, in its run and so in its looks.
    fn insertion(&self, offset: usize, text: &str) -> Option<Change> {
        let pieces = self.extract.pieces.in_range(Span::empty(offset));
        let typed = |piece: &&super::pieces::Piece| matches!(piece.origin, Origin::Typed { .. });
        let before = pieces.iter().filter(typed).find(|piece| piece.text.start < offset);
        // Nothing is put into what Word computes, nor between two of its characters.
        let piece = before.or_else(|| pieces.iter().filter(typed).find(|piece| piece.text.start == offset))?;
        let (element, _) = piece.source()?;
        let at = piece.source_at(offset)?;
        Some(Change { element, source: Span::empty(at), text: escaped(text) })
    }

    /// The changes of one element, such that white space at its edges is neither lost nor brought to light.
    fn in_element(&self, element: &TextElement, changes: Vec<(Span, String)>) -> Vec<(Span, String)> {
        let Some(part) = self.extract.parts.get(element.part) else { return changes };
        let content = slice(&part.text, element.content);
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let shown_start = element.content.start + content.len() - content.trim_start_matches(is_space).len();
        let shown_end = element.content.end - (content.len() - content.trim_end_matches(is_space).len());
        let shown = Span::new(shown_start, shown_end.max(shown_start));
        let inside: Vec<(Span, String)> = changes
            .iter()
            .map(|(range, text)| {
                let [start, end] = [range.start, range.end].map(|offset| offset.saturating_sub(shown.start));
                (Span::new(start, end), text.clone())
            })
            .collect();
        let result = spliced(slice(&part.text, shown), &inside);
        if element.keeps_space || result == result.trim_matches(is_space) {
            return changes;
        }
        let tag = element.tag.end - 1;
        vec![(Span::empty(tag), " xml:space=\"preserve\"".to_owned()), (element.content, result)]
    }
}

/// `text` with `changes`, which are sorted and apart from each other.
pub(super) fn spliced(text: &str, changes: &[(Span, String)]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut position = 0;
    for (range, new) in changes {
        result.push_str(slice(text, position..range.start));
        result.push_str(new);
        position = range.end;
    }
    result.push_str(slice(text, position..text.len()));
    result
}
