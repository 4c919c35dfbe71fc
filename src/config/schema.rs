//! What editors and people need to write a `gaolint.toml`.

use super::file::ConfigFile;

/// A `gaolint.toml` to begin with: everything is a comment, so that nothing changes until somebody decides.
pub const TEMPLATE: &str = include_str!("template.toml");

/// The JSON schema of `gaolint.toml`, as it is published in `docs/gaolint.schema.json`.
pub fn schema() -> String {
    let schema = schemars::schema_for!(ConfigFile);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_published_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/gaolint.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(published == schema(), "run: cargo run -- config schema > docs/gaolint.schema.json");
    }

    #[test]
    fn the_template_changes_nothing_as_it_is_and_works_when_uncommented() {
        assert_eq!(Config::parse(TEMPLATE), Ok(Config::default()));
        let uncommented: String = TEMPLATE
            .lines()
            .map(|line| {
                line.strip_prefix("# ").filter(|rest| rest.contains('=') || rest.starts_with('[')).unwrap_or(line)
            })
            .filter(|line| !["extend", "terms", "watermark-files"].iter().any(|key| line.starts_with(key)))
            .map(|line| format!("{line}\n"))
            .collect();
        let config = Config::parse(&uncommented).unwrap();
        assert!(!config.ignore.is_empty() && !config.overrides.is_empty() && config.model.is_some(), "{uncommented}");
        assert_eq!(config.replace.len(), 3, "{uncommented}");
    }
}
