//! Headings as rules see them: a level marker, a title, and the line they stand on.

use crate::rules::Context;
use crate::structure::{Kind, Marker};
use crate::text::{Span, before, chars, slice};

/// A marker at the start of a paragraph, with its line.
pub(crate) struct Heading {
    /// The paragraph after the marker.
    pub(crate) rest: Span,
}

/// A heading is no longer than this, in characters.
const MAX_TITLE: usize = 40;

impl Heading {
    /// The heading that `marker` opens, if it stands at the start of a paragraph.
    pub(crate) fn of(context: &Context, marker: &Marker) -> Option<Self> {
        let paragraph = context.structure.paragraphs.get(marker.paragraph).filter(|_| marker.at_start)?;
        Some(Heading { rest: Span::new(marker.range.end, paragraph.range.end) })
    }

    /// Whether the line holds nothing but a short title.
    pub(crate) fn stands_alone(&self, text: &str) -> bool {
        let rest = slice(text, self.rest);
        let title = rest.trim_end_matches(chars::is_point);
        !title.is_empty() && !title.contains(chars::is_sentence_end) && title.chars().count() <= MAX_TITLE
    }

    /// The point at the end of the line, if there is one.
    pub(crate) fn final_point(&self, text: &str) -> Option<char> {
        slice(text, self.rest).chars().next_back().filter(|&c| chars::is_point(c))
    }
}

/// Levels whose items are headings.
pub(crate) fn is_heading_kind(kind: Kind) -> bool {
    matches!(kind, Kind::HanComma | Kind::HanBracket)
}

/// What separates the paragraphs of the draft before `marker`: its line ends, a blank line where the draft leaves
/// them, and the indentation of the line that `marker` stands on.
pub(crate) fn paragraph_break(context: &Context, marker: &Marker) -> String {
    let text = context.text;
    let index = marker.paragraph;
    let start = context.structure.paragraphs.get(index).map_or(0, |paragraph| paragraph.range.start);
    let line_start = before(text, start).rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let indentation = slice(text, line_start..start);
    let previous_end =
        index.checked_sub(1).and_then(|i| context.structure.paragraphs.get(i)).map_or(0, |p| p.range.end);
    let gap = slice(text, previous_end..line_start).trim_start_matches([' ', '\t', '\u{3000}']);
    let line_ends: String = gap.chars().filter(|c| matches!(c, '\n' | '\r')).collect();
    let line_ends = if line_ends.is_empty() { line_end(text).to_owned() } else { line_ends };
    format!("{line_ends}{indentation}")
}

/// How the draft ends its lines.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") {
        "\r\n"
    } else if text.contains('\r') && !text.contains('\n') {
        "\r"
    } else {
        "\n"
    }
}
