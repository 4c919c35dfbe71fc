//! Values that several commands take.

use clap::ValueEnum;

use crate::finding::Severity;
use crate::text::Charset;

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatName {
    Text,
    Json,
}

/// `rule --format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CardFormat {
    Text,
    Json,
    Markdown,
}

/// `check --format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    Text,
    Concise,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Html,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Threshold {
    Error,
    Warning,
    Info,
}

impl Threshold {
    /// The lowest severity that makes a run fail.
    pub(in crate::cli) fn severity(self) -> Severity {
        match self {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Info => Severity::Info,
        }
    }
}

/// `--encoding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum EncodingName {
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    #[value(name = "utf-16le")]
    Utf16Le,
    #[value(name = "utf-16be")]
    Utf16Be,
    #[value(name = "gb18030", aliases = ["gbk", "gb2312"])]
    Gb18030,
    #[value(name = "big5")]
    Big5,
}

impl EncodingName {
    /// What is so called.
    pub(in crate::cli) fn charset(self) -> Charset {
        match self {
            EncodingName::Utf8 => Charset::Utf8,
            EncodingName::Utf16Le => Charset::Utf16Le,
            EncodingName::Utf16Be => Charset::Utf16Be,
            EncodingName::Gb18030 => Charset::Gb18030,
            EncodingName::Big5 => Charset::Big5,
        }
    }
}
