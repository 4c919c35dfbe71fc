//! What rules look things up in besides the draft: patterns that the user may add to.

use super::residue::watermarks::Watermarks;
use crate::config::{Config, ConfigError};

/// Compiled patterns. Made once for a configuration and shared by all checks.
#[derive(Debug, Default)]
pub struct Resources {
    pub(crate) watermarks: Watermarks,
}

impl Resources {
    /// Compiles what ships with the program together with what `config` adds.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        Ok(Resources { watermarks: Watermarks::new(config)? })
    }
}
