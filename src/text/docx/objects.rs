//! What stands in a line and is no text: pictures, formulas, embedded objects, and the alternatives they come in.

use super::pieces::{OBJECT, Origin};
use super::walk::{Frame, Walk};
use super::xml::Element;

/// Shapes of the older vocabulary (VML).
const SHAPES: [&str; 10] = ["shape", "group", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "image"];

impl Walk<'_> {
    /// One of the ways to show something: the first that can be read is taken, and the last where none can.
    pub(super) fn enter_alternative(&mut self, name: &str, is_understood: bool) -> Option<Frame> {
        let Some(Frame::Alternatives { is_taken }) = self.frames.last_mut() else { return Some(Frame::Transparent) };
        let is_fallback = name == "Fallback";
        if *is_taken || !(is_fallback || is_understood) {
            return None;
        }
        *is_taken = true;
        Some(if is_fallback { Frame::Fallback } else { Frame::Transparent })
    }

    /// An element of another vocabulary. One that stands in the line like a word leaves its mark there: the commas on
    /// both its sides are not two in a row. Drawings and pictures are looked into: they hold text boxes.
    pub(super) fn enter_object(&mut self, name: &str, element: &Element<'_>) -> Option<Frame> {
        match name {
            // Formulas are no running text.
            "oMath" => {
                self.mark(OBJECT, Origin::Object);
                return None;
            }
            "inline" if matches!(self.parent(), Frame::Run { .. }) => self.mark(OBJECT, Origin::Object),
            _ if SHAPES.contains(&name) => self.enter_shape(element),
            _ => {}
        }
        Some(Frame::Transparent)
    }

    /// The outermost shape of a picture says whether it stands in the line or floats over the page.
    fn enter_shape(&mut self, element: &Element<'_>) {
        if let Some(Frame::Picture { is_placed }) = self.nearest(|frame| matches!(frame, Frame::Picture { .. }))
            && !std::mem::replace(is_placed, true)
            && !is_floating(&element.attribute("style").unwrap_or_default())
        {
            self.mark(OBJECT, Origin::Object);
        }
    }

    /// Whether the text that is read now is one way among others to show what its run shows there.
    pub(super) fn is_in_alternative(&self) -> bool {
        let inside = self.frames.iter().rev().take_while(|frame| !matches!(frame, Frame::Run { .. }));
        inside.into_iter().any(|frame| matches!(frame, Frame::Alternatives { .. }))
    }

    /// Whether Word shows something else instead of what is read now.
    pub(super) fn is_in_fallback(&self) -> bool {
        self.frames.contains(&Frame::Fallback)
    }
}

fn is_floating(style: &str) -> bool {
    let mut properties = style.split(';').filter_map(|property| property.split_once(':'));
    properties.any(|(name, value)| name.trim() == "position" && value.trim() == "absolute")
}
