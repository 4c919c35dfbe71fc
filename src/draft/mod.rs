//! A draft as a file holds it: plain text, Markdown or a Word document; how each is checked, read and mended.

pub mod kind;
pub mod markdown;
pub mod reading;
pub mod word;

pub use kind::DraftKind;
pub use reading::Reading;
