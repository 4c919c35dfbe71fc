//! Rule cards: one Markdown page a rule, which is its documentation, its metadata and its tests at once.

use std::sync::LazyLock;

use super::family::Family;
use crate::finding::Severity;

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// 国标: a national standard; the card names the clause.
    Standard,
    /// 条例: 党政机关公文处理工作条例.
    Regulation,
    /// 惯例: editors' convention.
    Convention,
    /// 统计: statistics of good text, or a heuristic of ours.
    Statistics,
}

impl Source {
    /// Reads the front matter's word.
    fn from_label(label: &str) -> Option<Self> {
        match label {
            "国标" => Some(Source::Standard),
            "条例" => Some(Source::Regulation),
            "惯例" => Some(Source::Convention),
            "统计" => Some(Source::Statistics),
            _ => None,
        }
    }

    /// The word shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            Source::Standard => "国标",
            Source::Regulation => "条例",
            Source::Convention => "惯例",
            Source::Statistics => "统计",
        }
    }
}

/// What kind of fix a rule offers at best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixKind {
    /// Some fixes may run unattended.
    Safe,
    /// Fixes are likely readings, to be confirmed.
    Unsafe,
    /// The rule only points.
    None,
}

impl FixKind {
    /// The English word of the front matter and of JSON.
    pub fn name(self) -> &'static str {
        match self {
            FixKind::Safe => "safe",
            FixKind::Unsafe => "unsafe",
            FixKind::None => "none",
        }
    }

    /// The words shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            FixKind::Safe => "可自动修改",
            FixKind::Unsafe => "需确认后修改",
            FixKind::None => "须由人判断",
        }
    }
}

/// A parsed rule card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Stable code, such as `ST106`.
    pub code: &'static str,
    /// The family that its code names.
    pub family: Family,
    /// Stable kebab-case English name.
    pub name: &'static str,
    /// Chinese title, a few words.
    pub title: &'static str,
    /// Default severity of its findings.
    pub severity: Severity,
    /// The best fix it offers.
    pub fix: FixKind,
    /// What it rests on.
    pub source: Source,
    /// The clause or note behind the source, such as `GB/T 15834-2011 4.8.3.5`; may be empty.
    pub source_detail: &'static str,
    /// The Markdown below the front matter.
    pub body: &'static str,
}

/// What is wrong with a card.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// It does not begin with front matter.
    #[error("rule card: front matter is missing")]
    NoFrontMatter,
    /// The front matter does not end.
    #[error("rule card: front matter is not closed")]
    Unclosed,
    /// The front matter lacks this key.
    #[error("rule card: `{0}` is missing")]
    Missing(&'static str),
    /// A key has a value that it cannot have; what it can have.
    #[error("rule card: {0}")]
    Value(&'static str),
}

impl Card {
    /// Parses a card: front matter between `---` lines, then Markdown.
    pub fn parse(markdown: &'static str) -> Result<Card, CardError> {
        let rest = markdown.strip_prefix("---\n").ok_or(CardError::NoFrontMatter)?;
        let (front, body) = rest.split_once("\n---\n").ok_or(CardError::Unclosed)?;
        let field = |key: &'static str| {
            front
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find_map(|(name, value)| (name.trim() == key).then(|| value.trim()))
                .ok_or(CardError::Missing(key))
        };
        let code = field("code")?;
        let source_line = field("source")?;
        let (label, source_detail) = source_line.split_once(' ').unwrap_or((source_line, ""));
        Ok(Card {
            code,
            family: Family::of_code(code).ok_or(CardError::Value("`code` begins with the letters of a family"))?,
            name: field("name")?,
            title: field("title")?,
            severity: match field("severity")? {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                "info" => Severity::Info,
                _ => return Err(CardError::Value("`severity` is error, warning or info")),
            },
            fix: match field("fix")? {
                "safe" => FixKind::Safe,
                "unsafe" => FixKind::Unsafe,
                "none" => FixKind::None,
                _ => return Err(CardError::Value("`fix` is safe, unsafe or none")),
            },
            source: Source::from_label(label).ok_or(CardError::Value("`source` is 国标, 条例, 惯例 or 统计"))?,
            source_detail: source_detail.trim(),
            body: body.trim(),
        })
    }

    /// The body for a reader: a line in words before each example, whose fence says no more what the tests ask of it.
    pub fn page(&self) -> String {
        let opened = |line: &str| {
            let label = example_label(line.strip_prefix("```")?)?;
            Some(format!("{label}：\n\n```text"))
        };
        let lines = self.body.lines().map(|line| opened(line).unwrap_or_else(|| line.to_owned()));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What a reader is told of an example, by the words behind its fence.
pub fn example_label(fence: &str) -> Option<&'static str> {
    match fence.trim_end() {
        "settings" => Some("设置"),
        "bad" => Some("有误（⟦⟧ 内是问题所在）"),
        "good" => Some("无误"),
        "fixed safe" => Some("改为（可自动修改）"),
        "fixed likely" => Some("改为（需确认）"),
        "offered" => Some("可选的改法"),
        _ => None,
    }
}

/// A card that is parsed when first asked for.
pub type LazyCard = LazyLock<Card>;

/// The card of a rule whose page was found wrong: it keeps the program running and names itself. A test reads
/// every shipped card, so no user sees it.
pub(crate) fn parse_or_placeholder(markdown: &'static str) -> Card {
    Card::parse(markdown).unwrap_or(Card {
        code: "??000",
        family: Family::Structure,
        name: "broken-card",
        title: "规则说明有误",
        severity: Severity::Info,
        fix: FixKind::None,
        source: Source::Convention,
        source_detail: "",
        body: markdown,
    })
}

/// Makes the card function of a rule from its page, named relative to the repository's `rules/` folder.
macro_rules! card_page {
    ($path:literal) => {
        || $crate::rules::card::parse_or_placeholder(include_str!(concat!("../../../rules/", $path)))
    };
}
pub(crate) use card_page;
