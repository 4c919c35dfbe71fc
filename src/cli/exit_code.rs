//! How a run ended, as the shell is told.

/// Nothing found at or above `--fail-on`.
pub(super) const CLEAN: u8 = 0;
/// Something found.
pub(super) const FOUND: u8 = 1;
/// The run itself failed.
pub(super) const FAILED: u8 = 2;
