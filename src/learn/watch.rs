//! Looking on while texts are read.

use super::LearnError;

/// Looks on while texts are read, and can stop it.
pub trait Watch {
    /// So many more bytes of this text have been read. An error stops the work.
    fn look(&self, text: &str, bytes: u64) -> Result<(), LearnError>;
}
