//! `gaolint.toml`: what to check, how loudly, and which words and watermarks a house adds.

pub mod dictionary;
mod error;
mod explain;
mod file;
mod load;
mod overrides;
mod replacement;
mod schema;
mod settings;

pub use error::{ConfigError, ConfigErrorKind};
pub(crate) use explain::nearest;
pub use explain::unknown_rule;
pub use load::{Loaded, Read, load, load_text};
pub use overrides::OverrideMatcher;
pub use replacement::{Replacement, Replacements};
pub use schema::{TEMPLATE, schema};
pub use settings::{Config, FILE_NAME, IGNORE_FILE_NAME, Limits, Override};
