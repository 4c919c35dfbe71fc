//! A rule: its card, its check, and what the rest of the program has to know of it.

use super::card::{Card, LazyCard};
use super::context::{Context, RawDraft};
use super::family::Family;
use crate::finding::{Finding, Fix, Related, Severity};
use crate::structure::script::Script;
use crate::text::Span;

/// A rule. All that is known of it stands in its own file.
pub struct Rule {
    card: LazyCard,
    /// How it looks at a draft.
    pub check: Check,
    /// How much of a draft a finding depends on.
    pub reads: Reads,
    /// What a repair depends on.
    pub hangs_on: HangsOn,
    /// The kinds of text that it has nothing to say in.
    pub not_in: &'static [TextKind],
    /// Whether it rests on statistics or lists of simplified text, which say nothing of a draft in traditional script.
    pub needs_simplified: bool,
    /// Rules that know better: where one of them has spoken, this one is silent.
    pub yields_to: &'static [&'static Rule],
    /// What becomes of findings that say the same thing.
    pub repeats: Repeats,
}

/// At which step of a check a rule runs.
pub enum Check {
    /// Reads the draft as it came, and may mark parts of it as residue that the other rules never see.
    Residue(fn(&RawDraft) -> Vec<Residue>),
    /// Reads the draft without its residue, and may take out line breaks that the other rules never see.
    Layout(fn(&RawDraft) -> Vec<Residue>),
    /// Reads the draft without its residue and broken lines.
    Language(fn(&Context) -> Vec<Report>),
}

/// How much of a draft a finding depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The line that it is in and nothing else: the rule can be asked again about the lines that an edit has touched,
    /// long before a whole draft is through.
    Line,
    /// More than a line.
    Draft,
}

/// What a repair depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HangsOn {
    /// The place of the finding: as long as no edit touches it, the repair stays right.
    Place,
    /// The rest of the draft: numbers depend on the numbers before them, marks on their partners.
    Draft,
}

/// What becomes of findings in one draft that say the same, but for the text that they quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// Each is told.
    Each,
    /// They are a habit: from so many on, the first is told and names the others.
    OnceFrom(usize),
}

/// Why a fix that takes something away does no harm. The gate looks for it in the text; a claim that the text does not
/// bear out makes no fix safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The word is on the shipped list of those that are wrong wherever they stand, and becomes the right one.
    Misspelling,
    /// The number or the date stays what it is, written another way.
    SameNumber,
    /// What goes is a space, or a short text that tells itself from a draft, and it closes a word.
    SplitWord,
    /// The line ends where no sentence ends and no word.
    SplitLine,
    /// An entity of HTML becomes the character that it stands for.
    Entity,
    /// Whole lines that are page numbers in a frame.
    PageNumber,
    /// The word is on the list of those that the user has ordered to be replaced, and is part of no other.
    OwnReplacement,
    /// Whole lines with no sentence in them that show two kinds of furniture, one of which no author writes.
    FurnitureBlock,
}

/// What a text is, as far as rules have to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Text, and nothing but text.
    Plain,
    /// Markdown, where a line break within a paragraph is no break in the text.
    Markdown,
    /// Running text, a cell, a box or a note of a Word document.
    WordBody,
    /// The header or footer of a Word document, where page numbers belong.
    WordMargin,
}

impl Rule {
    /// A rule with the function that makes its card, and its check. It reads the whole draft, its repairs hang on their
    /// place, it speaks in every kind of text and yields to no other rule, unless the functions below say otherwise.
    pub const fn new(card: fn() -> Card, check: Check) -> Self {
        Rule {
            card: LazyCard::new(card),
            check,
            reads: Reads::Draft,
            hangs_on: HangsOn::Place,
            not_in: &[],
            needs_simplified: false,
            yields_to: &[],
            repeats: Repeats::Each,
        }
    }

    /// How much of a draft a finding depends on.
    pub const fn reads(mut self, reads: Reads) -> Self {
        self.reads = reads;
        self
    }

    /// What a repair depends on.
    pub const fn hangs_on(mut self, hangs_on: HangsOn) -> Self {
        self.hangs_on = hangs_on;
        self
    }

    /// The kinds of text that it has nothing to say in.
    pub const fn not_in(mut self, kinds: &'static [TextKind]) -> Self {
        self.not_in = kinds;
        self
    }

    /// It rests on statistics or lists of simplified text.
    pub const fn needs_simplified(mut self) -> Self {
        self.needs_simplified = true;
        self
    }

    /// Whether it has something to say of a draft in `script`.
    pub fn reads_script(&self, script: Script) -> bool {
        !(self.needs_simplified && script == Script::Traditional)
    }

    /// Rules that know better.
    pub const fn yields_to(mut self, rules: &'static [&'static Rule]) -> Self {
        self.yields_to = rules;
        self
    }

    /// What becomes of findings that say the same thing.
    pub const fn repeats(mut self, repeats: Repeats) -> Self {
        self.repeats = repeats;
        self
    }

    /// Its card.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Its code, such as `ST106`.
    pub fn code(&self) -> &'static str {
        self.card().code
    }

    /// Its family.
    pub fn family(&self) -> Family {
        self.card().family
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Rule").field(&self.code()).finish()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Rule {}

/// A finding in the making: the registry adds the rule's code.
#[derive(Debug, Clone)]
pub struct Report {
    pub(super) range: Span,
    pub(super) message: String,
    pub(super) severity: Option<Severity>,
    pub(super) related: Vec<Related>,
    pub(super) fixes: Vec<Fix>,
    pub(crate) proof: Option<Proof>,
}

impl Report {
    /// Reports `range` with a Chinese sentence.
    pub fn new(range: impl Into<Span>, message: impl Into<String>) -> Self {
        Report {
            range: range.into(),
            message: message.into(),
            severity: None,
            related: Vec::new(),
            fixes: Vec::new(),
            proof: None,
        }
    }

    /// Where it points.
    pub fn range(&self) -> Span {
        self.range
    }

    /// Another severity than the card's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Points at another place.
    pub fn related(mut self, range: impl Into<Span>, message: impl Into<String>) -> Self {
        self.related.push(Related { range: range.into(), message: message.into() });
        self
    }

    /// Offers a fix; the first one added is shown first.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Names why its fix does no harm although it takes something away.
    pub fn proof(mut self, proof: Proof) -> Self {
        self.proof = Some(proof);
        self
    }

    /// Offers several fixes.
    pub fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    /// The finding, under `rule` and its default severity.
    pub fn into_finding(self, rule: &'static Rule) -> Finding {
        Finding {
            rule,
            severity: self.severity.unwrap_or(rule.card().severity),
            range: self.range,
            message: self.message,
            related: self.related,
            fixes: self.fixes,
        }
    }
}

/// What a residue rule found, and the parts the other rules must not see.
#[derive(Debug, Clone)]
pub struct Residue {
    /// The finding.
    pub report: Report,
    /// What to cut out before the language rules read the draft; nothing where that is not sure.
    pub cuts: Vec<Span>,
}
