//! A `gaolint.toml` as it is written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::Replacements;
use crate::finding::Severity;

/// The keys of a `gaolint.toml`; every one may be left out. Their descriptions are shown by editors that know the
/// schema, so they are in the language of our users.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "gaolint.toml", description = "gaolint 的配置文件")]
pub(super) struct ConfigFile {
    #[schemars(description = "先读的配置文件（一个或几个），路径相对于本文件；本文件写了的项优先")]
    pub(super) extend: Option<Names>,
    #[schemars(description = "只用这些规则：代码、名称、类别（如 PU）或 ALL；不写则用全部规则")]
    pub(super) select: Option<Vec<String>>,
    #[schemars(description = "在 select 之外再用这些规则")]
    pub(super) extend_select: Vec<String>,
    #[schemars(description = "不用这些规则；写得更具体的优先，同样具体时以 ignore 为准")]
    pub(super) ignore: Option<Vec<String>>,
    #[schemars(description = "规则的级别：代码、名称、类别或 ALL = error（必改）、warning（建议）或 info（提示）")]
    #[schemars(schema_with = "levels")]
    pub(super) severity: BTreeMap<String, Severity>,
    #[schemars(description = "本单位的用词、人名、地名：与之重叠的字词问题不再报告")]
    pub(super) dictionary: Vec<String>,
    #[schemars(description = "词表文件，每行一个词，“#”后面是注释；作用同 dictionary")]
    pub(super) terms: Vec<PathBuf>,
    #[schemars(description = "本单位的水印：原文，或写在两条斜线之间的正则表达式")]
    pub(super) watermarks: Vec<String>,
    #[schemars(description = "水印文件（TOML，其中一项 watermarks，写法同上）")]
    pub(super) watermark_files: Vec<PathBuf>,
    #[schemars(description = "自己训练的模型文件，代替随程序附带的模型")]
    pub(super) model: Option<PathBuf>,
    #[schemars(
        description = "本单位的替换词：不用的词 = 应写成的词，或 { to = 应写成的词, reason = 理由 }；不写 to 则只提醒"
    )]
    pub(super) replace: Replacements,
    #[schemars(description = "限度")]
    pub(super) limits: LimitsFile,
    #[schemars(description = "对某些稿件另作设置")]
    pub(super) overrides: Vec<OverrideFile>,
}

/// `[limits]`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(description = "限度")]
pub(super) struct LimitsFile {
    #[schemars(description = "所读文件的最大字节数，单位 MB；默认 10")]
    pub(super) max_file_size: Option<u32>,
}

/// One of `[[overrides]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(description = "对某些稿件另作设置")]
pub(super) struct OverrideFile {
    #[schemars(description = "哪些稿件：相对于本文件的通配路径，如 \"会议/**\"、\"*.md\"")]
    pub(super) files: Vec<String>,
    #[serde(default)]
    #[schemars(description = "代替上面的 select")]
    pub(super) select: Option<Vec<String>>,
    #[serde(default)]
    #[schemars(description = "再用这些规则")]
    pub(super) extend_select: Vec<String>,
    #[serde(default)]
    #[schemars(description = "再不用这些规则")]
    pub(super) ignore: Vec<String>,
    #[serde(default)]
    #[schemars(description = "另定级别")]
    #[schemars(schema_with = "levels")]
    pub(super) severity: BTreeMap<String, Severity>,
    #[serde(default)]
    #[schemars(description = "再加这些词")]
    pub(super) dictionary: Vec<String>,
    #[serde(default)]
    #[schemars(description = "再加这些替换词")]
    pub(super) replace: Replacements,
}

/// A file of watermarks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WatermarkFile {
    pub(super) watermarks: Vec<String>,
}

/// One path or several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Names {
    One(PathBuf),
    Several(Vec<PathBuf>),
}

impl Names {
    pub(super) fn paths(&self) -> &[PathBuf] {
        match self {
            Names::One(path) => std::slice::from_ref(path),
            Names::Several(paths) => paths,
        }
    }
}

/// The schema of a table of levels.
fn levels(_: &mut SchemaGenerator) -> Schema {
    let names = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::name);
    json_schema!({ "type": "object", "additionalProperties": { "enum": names } })
}
