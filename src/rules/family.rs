//! Families of rules: what their codes begin with, how a reader calls them, and where their files lie.

/// A family of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Numbering, headings and the order of what is numbered.
    Structure,
    /// Punctuation marks and spaces.
    Punctuation,
    /// Numbers, dates and measures.
    Numerals,
    /// Characters and words.
    Words,
    /// What sites, scanners, programs and templates left.
    Residue,
}

impl Family {
    /// Every family, in the order of the registry.
    pub const ALL: [Family; 5] =
        [Family::Numerals, Family::Punctuation, Family::Residue, Family::Structure, Family::Words];

    /// The two letters that the codes of its rules begin with.
    pub fn letters(self) -> &'static str {
        match self {
            Family::Structure => "ST",
            Family::Punctuation => "PU",
            Family::Numerals => "NU",
            Family::Words => "WD",
            Family::Residue => "RS",
        }
    }

    /// The words shown to a reader.
    pub fn title(self) -> &'static str {
        match self {
            Family::Structure => "结构与序号",
            Family::Punctuation => "标点",
            Family::Numerals => "数字与日期",
            Family::Words => "用字用词",
            Family::Residue => "残留",
        }
    }

    /// The folder of its rules below `src/rules/` and of its cards below `rules/`.
    pub fn folder(self) -> &'static str {
        match self {
            Family::Structure => "structural",
            Family::Punctuation => "punctuation",
            Family::Numerals => "numerals",
            Family::Words => "words",
            Family::Residue => "residue",
        }
    }

    /// The family that a rule with this code belongs to.
    pub fn of_code(code: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| code.starts_with(family.letters()))
    }
}
