//! The word lists and patterns that rules look things up in: those shipped with the program and the user's.

use crate::config::{Config, ConfigError};

/// Compiled lists and patterns. Made once for a configuration and shared by all checks.
#[derive(Debug, Default)]
pub struct Resources {}

impl Resources {
    /// Compiles what ships with the program together with what `config` adds.
    pub fn new(_config: &Config) -> Result<Self, ConfigError> {
        Ok(Resources {})
    }
}
