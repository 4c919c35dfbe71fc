//! `[replace]`: what a house writes in place of what.

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{ConfigError, ConfigErrorKind};

/// What becomes of a word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// What to write in its place: nothing where it is to go; none where that is left to the writer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why, for whoever reads the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The words and what becomes of them.
pub type Replacements = BTreeMap<String, Replacement>;

/// `{ to = "…", reason = "…" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    to: Option<String>,
    reason: Option<String>,
}

impl<'de> Deserialize<'de> for Replacement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable)
    }
}

/// Reads the right word alone, or a table. (An untagged enum would not say what is wrong with either.)
struct TextOrTable;

impl<'de> Visitor<'de> for TextOrTable {
    type Value = Replacement;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("replacement")
    }

    fn visit_str<E>(self, to: &str) -> Result<Replacement, E> {
        Ok(Replacement { to: Some(to.to_owned()), reason: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Replacement, A::Error> {
        let Table { to, reason } = Table::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Replacement { to, reason })
    }
}

impl JsonSchema for Replacement {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Replacement".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "description": "应写成的词；空文字表示删去" },
                {
                    "type": "object",
                    "properties": {
                        "to": { "type": "string", "description": "应写成的词；空文字表示删去，不写则只提醒、不给改法" },
                        "reason": { "type": "string", "description": "理由，随提示一起显示" }
                    },
                    "additionalProperties": false
                }
            ]
        })
    }
}

/// Refuses words that cannot be looked for, and words that are wrong and right at once.
pub(super) fn check(replacements: &Replacements) -> Result<(), (String, ConfigError)> {
    for (wrong, replacement) in replacements {
        if let Some(reason) = fault(wrong, replacement, replacements) {
            return Err((wrong.clone(), ConfigError::of(ConfigErrorKind::Replacement, reason)));
        }
    }
    Ok(())
}

fn fault(wrong: &str, replacement: &Replacement, all: &Replacements) -> Option<String> {
    if wrong.trim().is_empty() {
        return Some("replace 里有一项要换的词是空的".to_owned());
    }
    let to = replacement.to.as_deref().unwrap_or_default();
    if wrong.contains(['\n', '\r']) || to.contains(['\n', '\r']) {
        return Some(format!("replace 里“{}”一项不能换行", wrong.lines().next().unwrap_or_default()));
    }
    if wrong == to {
        return Some(format!("replace 里“{wrong}”换成的还是“{to}”。要让它不再报告，请写进 dictionary"));
    }
    let is_both = all.contains_key(to);
    is_both.then(|| format!("replace 里“{to}”既是“{wrong}”的改法，又是要换的词，请去掉其中一处"))
}
