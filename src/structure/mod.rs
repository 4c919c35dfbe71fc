//! What a draft says of its own shape.

/// The shape of a draft.
#[derive(Debug, Clone, Default)]
pub struct Structure {}

impl Structure {
    /// Reads the shape of `text`. Any text has one.
    pub fn parse(_text: &str) -> Self {
        Structure {}
    }
}
