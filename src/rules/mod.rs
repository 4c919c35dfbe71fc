//! The rules. A rule is one file here and one card in `rules/<family>/`; this page is their registry.

mod card;
pub mod resources;

pub use card::{Card, CardError, FixKind, LazyCard, Source};
pub use resources::Resources;

use std::cell::OnceCell;
use std::ops::Range;

use words::claims::Claims;
use words::confusables::{CONFUSABLES, Listed};
use words::typos::Typo;

use crate::finding::{Finding, Fix, Related, Severity};
use crate::structure::{Paragraph, Structure};

/// The registry: a rule's module and its line in [`RULES`] are all that adding one touches here.
mod numerals {
    mod dates;
    mod found;
    pub(crate) mod nu301_impossible_date;
    pub(crate) mod nu302_weekday_mismatch;
    pub(crate) mod nu303_short_year;
    pub(crate) mod nu304_mixed_date;
    pub(crate) mod nu305_approximation;
    pub(crate) mod nu306_doubled_approximation;
    pub(crate) mod nu307_decrease_by_multiples;
    pub(crate) mod nu308_percentage_points;
    pub(crate) mod nu309_range_units;
    pub(crate) mod nu310_han_units;
    pub(crate) mod nu311_two;
    pub(crate) mod nu312_damaged_digits;
    pub(crate) mod nu313_date_style;
    pub(crate) mod nu317_doubled_units;
    pub(crate) mod nu318_session_numerals;
}
mod punctuation {
    mod enumerations;
    mod half_width;
    mod open_words;
    pub(crate) mod pu201_quote_pairing;
    pub(crate) mod pu202_quote_nesting;
    pub(crate) mod pu203_quote_style;
    pub(crate) mod pu204_title_marks;
    pub(crate) mod pu205_brackets;
    pub(crate) mod pu206_list_mark_between_quotes;
    pub(crate) mod pu207_list_mark_before_etc;
    pub(crate) mod pu208_doubled_marks;
    pub(crate) mod pu209_ellipsis;
    pub(crate) mod pu210_dash;
    pub(crate) mod pu211_ranges;
    pub(crate) mod pu212_interpunct;
    pub(crate) mod pu213_width;
    pub(crate) mod pu214_spaces;
    pub(crate) mod pu215_mark_at_line_edge;
    pub(crate) mod pu216_quote_points;
    pub(crate) mod pu217_missing_final_point;
    pub(crate) mod pu218_question_marks;
    pub(crate) mod pu219_colons;
    pub(crate) mod pu220_semicolons;
    pub(crate) mod pu221_stray_marks;
    mod wide_letters;
}
mod residue {
    pub(crate) mod furniture;
    mod lines;
    pub(crate) mod rs601_known_watermark;
    pub(crate) mod rs602_unknown_watermark;
    pub(crate) mod rs603_page_furniture;
    pub(crate) mod rs604_placeholders;
    pub(crate) mod rs605_masked_text;
    pub(crate) mod rs606_broken_lines;
    pub(crate) mod rs607_site_furniture;
    pub(crate) mod rs608_encoding_damage;
    pub(crate) mod rs609_several_documents;
    pub(crate) mod rs610_draft_marks;
    pub(crate) mod rs611_markup;
    mod twin_passages;
    pub(crate) mod watermarks;
    pub(super) mod words;
    mod wrap;
}
mod structural {
    mod alignment;
    mod deviations;
    mod headings;
    pub(crate) mod st101_marker_punctuation;
    pub(crate) mod st102_ordinal_comma;
    pub(crate) mod st103_spoken_marker_point;
    pub(crate) mod st104_marker_glyphs;
    pub(crate) mod st105_level_order;
    pub(crate) mod st106_sequence_continuity;
    pub(crate) mod st107_mixed_series;
    pub(crate) mod st108_spoken_series;
    pub(crate) mod st109_announced_count;
    pub(crate) mod st110_heading_punctuation;
    pub(crate) mod st111_glued_heading;
    pub(crate) mod st112_broken_heading;
    pub(crate) mod st113_lone_child;
    pub(crate) mod st114_attachment_list;
}
mod words {
    pub(super) use confusables::misspellings;

    pub(crate) mod claims;
    mod conditions;
    pub(crate) mod confusables;
    mod doublings;
    mod own_terms;
    mod places;
    mod recognition;
    mod report;
    mod terms;
    pub(crate) mod typos;
    pub(crate) mod wd401_certain_confusable;
    pub(crate) mod wd402_likely_confusable;
    pub(crate) mod wd405_particles;
    pub(crate) mod wd406_doubled_words;
    pub(crate) mod wd407_near_miss;
    pub(crate) mod wd409_look_alikes;
    pub(crate) mod wd411_substituted_character;
    pub(crate) mod wd412_missing_character;
    pub(crate) mod wd413_superfluous_character;
}

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &numerals::nu301_impossible_date::RULE,
    &numerals::nu302_weekday_mismatch::RULE,
    &numerals::nu303_short_year::RULE,
    &numerals::nu304_mixed_date::RULE,
    &numerals::nu305_approximation::RULE,
    &numerals::nu306_doubled_approximation::RULE,
    &numerals::nu307_decrease_by_multiples::RULE,
    &numerals::nu308_percentage_points::RULE,
    &numerals::nu309_range_units::RULE,
    &numerals::nu310_han_units::RULE,
    &numerals::nu311_two::RULE,
    &numerals::nu312_damaged_digits::RULE,
    &numerals::nu313_date_style::RULE,
    &numerals::nu317_doubled_units::RULE,
    &numerals::nu318_session_numerals::RULE,
    &punctuation::pu201_quote_pairing::RULE,
    &punctuation::pu202_quote_nesting::RULE,
    &punctuation::pu203_quote_style::RULE,
    &punctuation::pu204_title_marks::RULE,
    &punctuation::pu205_brackets::RULE,
    &punctuation::pu206_list_mark_between_quotes::RULE,
    &punctuation::pu207_list_mark_before_etc::RULE,
    &punctuation::pu208_doubled_marks::RULE,
    &punctuation::pu209_ellipsis::RULE,
    &punctuation::pu210_dash::RULE,
    &punctuation::pu211_ranges::RULE,
    &punctuation::pu212_interpunct::RULE,
    &punctuation::pu213_width::RULE,
    &punctuation::pu214_spaces::RULE,
    &punctuation::pu215_mark_at_line_edge::RULE,
    &punctuation::pu216_quote_points::RULE,
    &punctuation::pu217_missing_final_point::RULE,
    &punctuation::pu218_question_marks::RULE,
    &punctuation::pu219_colons::RULE,
    &punctuation::pu220_semicolons::RULE,
    &punctuation::pu221_stray_marks::RULE,
    &residue::rs601_known_watermark::RULE,
    &residue::rs602_unknown_watermark::RULE,
    &residue::rs603_page_furniture::RULE,
    &residue::rs604_placeholders::RULE,
    &residue::rs605_masked_text::RULE,
    &residue::rs606_broken_lines::RULE,
    &residue::rs607_site_furniture::RULE,
    &residue::rs608_encoding_damage::RULE,
    &residue::rs609_several_documents::RULE,
    &residue::rs610_draft_marks::RULE,
    &residue::rs611_markup::RULE,
    &structural::st101_marker_punctuation::RULE,
    &structural::st102_ordinal_comma::RULE,
    &structural::st103_spoken_marker_point::RULE,
    &structural::st104_marker_glyphs::RULE,
    &structural::st105_level_order::RULE,
    &structural::st106_sequence_continuity::RULE,
    &structural::st107_mixed_series::RULE,
    &structural::st108_spoken_series::RULE,
    &structural::st109_announced_count::RULE,
    &structural::st110_heading_punctuation::RULE,
    &structural::st111_glued_heading::RULE,
    &structural::st112_broken_heading::RULE,
    &structural::st113_lone_child::RULE,
    &structural::st114_attachment_list::RULE,
    &words::wd401_certain_confusable::RULE,
    &words::wd402_likely_confusable::RULE,
    &words::wd405_particles::RULE,
    &words::wd406_doubled_words::RULE,
    &words::wd407_near_miss::RULE,
    &words::wd409_look_alikes::RULE,
    &words::wd411_substituted_character::RULE,
    &words::wd412_missing_character::RULE,
    &words::wd413_superfluous_character::RULE,
];

/// A rule: its card and its check.
pub struct Rule {
    card: LazyCard,
    /// How it looks at a draft.
    pub check: Check,
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

/// What a residue or layout rule reads.
pub struct RawDraft<'a> {
    /// The draft, for a layout rule without its residue.
    pub text: &'a str,
    /// Its non-blank lines.
    pub paragraphs: &'a [Paragraph],
    /// Word lists and patterns, the user's included.
    pub resources: &'a Resources,
}

/// What a language rule reads.
pub struct Context<'a> {
    /// The draft without its residue.
    pub text: &'a str,
    /// Its structure.
    pub structure: &'a Structure,
    /// Word lists and patterns, the user's included.
    pub resources: &'a Resources,
    /// Where rows of the list of confusable words hold, looked up when the first rule asks.
    listed: OnceCell<Vec<Listed>>,
    /// What the model takes for mistakes, worked out when the first rule asks.
    typos: OnceCell<Vec<Typo>>,
    /// What WD405 to WD407 find, worked out when the first rule asks.
    claims: OnceCell<Claims>,
}

impl<'a> Context<'a> {
    /// What there is to read of a draft.
    pub fn new(text: &'a str, structure: &'a Structure, resources: &'a Resources) -> Self {
        Context { text, structure, resources, listed: OnceCell::new(), typos: OnceCell::new(), claims: OnceCell::new() }
    }

    /// Where rows of the list of confusable words hold.
    pub(crate) fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| CONFUSABLES.find(self.text))
    }

    /// What WD405 to WD407 find.
    pub(crate) fn claims(&self) -> &Claims {
        self.claims.get_or_init(|| Claims::new(self))
    }

    /// What the model takes for mistakes.
    pub(crate) fn typos(&self) -> &[Typo] {
        self.typos.get_or_init(|| {
            let model = self.resources.model.as_deref();
            model.map_or_else(Vec::new, |model| {
                let mut typos =
                    words::typos::typos(model, &self.resources.memory, self.text, self.structure, self.listed());
                typos.retain(|typo| !self.claims().cover(typo));
                typos
            })
        })
    }
}

/// A finding in the making: the registry adds the rule's code.
#[derive(Debug, Clone)]
pub struct Report {
    range: Range<usize>,
    message: String,
    severity: Option<Severity>,
    related: Vec<Related>,
    fixes: Vec<Fix>,
}

impl Report {
    /// Reports `range` with a Chinese sentence.
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Report { range, message: message.into(), severity: None, related: Vec::new(), fixes: Vec::new() }
    }

    /// Where it points.
    pub fn range(&self) -> &Range<usize> {
        &self.range
    }

    /// Another severity than the card's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Points at another place.
    pub fn related(mut self, range: Range<usize>, message: impl Into<String>) -> Self {
        self.related.push(Related { range, message: message.into() });
        self
    }

    /// Offers a fix; the first one added is shown first.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Offers several fixes.
    pub fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    /// The finding, under the code and default severity of `rule`.
    pub fn into_finding(self, rule: &Rule) -> Finding {
        Finding {
            code: rule.card().code,
            severity: self.severity.unwrap_or(rule.card().severity),
            range: self.range,
            message: self.message,
            related: self.related,
            fixes: self.fixes,
        }
    }
}

/// What a residue rule found, and the part the other rules must not see.
#[derive(Debug, Clone)]
pub struct Residue {
    /// The finding.
    pub report: Report,
    /// What to cut out before the language rules read the draft; `None` where that is not sure.
    pub cut: Option<Range<usize>>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Rule").field(&self.card().code).finish()
    }
}

impl Rule {
    /// A rule with the Markdown of its card and its check.
    pub const fn new(card: fn() -> Card, check: Check) -> Self {
        Rule { card: LazyCard::new(card), check }
    }

    /// Its card.
    pub fn card(&self) -> &Card {
        &self.card
    }
}

/// Makes the card function of a rule from its page, named relative to the repository's `rules/` folder.
macro_rules! card_page {
    ($path:literal) => {
        || $crate::rules::card::parse_or_placeholder(include_str!(concat!("../../../rules/", $path)))
    };
}
pub(crate) use card_page;

pub(crate) use residue::furniture as site_furniture;
pub(crate) use residue::rs602_unknown_watermark as unknown_watermarks;
pub(crate) use residue::watermarks;

/// Words that are known to be misspelt, wherever they stand.
pub(crate) fn misspellings() -> impl Iterator<Item = &'static str> {
    words::misspellings()
}

/// The rule with this code (any case) or name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| {
        rule.card().code.eq_ignore_ascii_case(code_or_name) || rule.card().name.eq_ignore_ascii_case(code_or_name)
    })
}

/// Whether `selector` (a code, a name, a family's two letters, or `ALL`) names `card`.
pub fn selects(selector: &str, card: &Card) -> bool {
    selector.eq_ignore_ascii_case("all")
        || card.code.eq_ignore_ascii_case(selector)
        || card.name.eq_ignore_ascii_case(selector)
        || (selector.len() == 2 && card.code.get(..2).is_some_and(|family| family.eq_ignore_ascii_case(selector)))
}
