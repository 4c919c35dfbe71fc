//! Marks that Latin and Chinese share: Word draws them in the Latin font of their run, unless that says otherwise.

use super::DocxError;
use super::run::Run;
use super::xml::{Node, PartReader};
use crate::text::{Span, slice};

/// Quotation marks, the ellipsis, the dash and the middle dot.
const SHARED: [char; 7] = ['“', '”', '‘', '’', '…', '—', '·'];

/// Whether `text` has such a mark.
pub(super) fn has_shared_mark(text: &str) -> bool {
    text.contains(SHARED)
}

/// Whether `content`, the text of a run, has such a mark beside a Latin letter, as in don’t: with a hint that would
/// change its looks.
pub(super) fn has_latin_mark(content: &str) -> bool {
    let characters: Vec<char> = content.chars().collect();
    characters.windows(2).any(|pair| match pair {
        [a, b] => (SHARED.contains(a) && b.is_ascii_alphabetic()) || (SHARED.contains(b) && a.is_ascii_alphabetic()),
        _ => false,
    })
}

/// What to write into the run of `part` that starts at `start`, so that Word draws these marks in its Chinese font, as
/// it does when they are typed; nothing where it does already.
pub(super) fn hint(part: &str, text: &str, start: usize) -> Result<Option<(Span, String)>, DocxError> {
    let run = Run::at(part, text, start)?;
    let tag = slice(text, run.tag);
    let name = tag.trim_start_matches('<');
    let prefix = name.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
    let fonts = format!("<{prefix}rFonts {prefix}hint=\"eastAsia\"/>");
    if run.properties.is_empty() {
        let at = run.tag.end;
        return Ok(Some((Span::empty(at), format!("<{prefix}rPr>{fonts}</{prefix}rPr>"))));
    }
    let properties = slice(text, run.properties);
    let mut reader = PartReader::at(part, properties, run.properties.start);
    let (mut depth, mut place, mut outer) = (0usize, None, None);
    loop {
        match reader.next()? {
            Node::Open(element) => {
                depth += 1;
                match (depth, element.name()) {
                    (1, _) => outer = Some(element.tag),
                    (2, "rFonts") => {
                        let at = element.tag.start + 1 + prefix.len() + "rFonts".len();
                        // Where there is a hint, somebody has said what it is to be.
                        let is_said = element.attribute("hint").is_some();
                        return Ok((!is_said).then(|| (Span::empty(at), format!(" {prefix}hint=\"eastAsia\""))));
                    }
                    // The style comes first, the fonts next.
                    (2, "rStyle") => place = Some(element.tag.end),
                    _ => {}
                }
            }
            Node::Close(tag) => {
                if depth == 2 && place.is_some_and(|place| place < tag.end) && slice(text, tag).contains("rStyle") {
                    place = Some(tag.end);
                }
                depth = depth.saturating_sub(1);
            }
            Node::Text(_) | Node::Written(..) => {}
            Node::End => break,
        }
    }
    let Some(outer) = outer else { return Ok(None) };
    if slice(text, outer).ends_with("/>") {
        return Ok(Some((outer, format!("<{prefix}rPr>{fonts}</{prefix}rPr>"))));
    }
    let at = place.unwrap_or(outer.end);
    Ok(Some((Span::empty(at), fonts)))
}
