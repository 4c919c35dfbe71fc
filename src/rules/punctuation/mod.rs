//! Punctuation marks, brackets, quotation marks and spaces.

mod counted_lists;
mod enumerations;
mod gaps;
mod half_width;
mod joined;
mod names;
mod open_words;
mod salutations;
mod split_phrases;
mod stray_signs;
mod title_points;
mod wide_colons;
mod wide_letters;

use crate::rules::registry::rules;

rules! {
    pu201_quote_pairing,
    pu202_quote_nesting,
    pu203_quote_style,
    pu204_title_marks,
    pu205_brackets,
    pu206_list_mark_between_quotes,
    pu207_list_mark_before_etc,
    pu208_doubled_marks,
    pu209_ellipsis,
    pu210_dash,
    pu211_ranges,
    pu212_interpunct,
    pu213_width,
    pu214_spaces,
    pu215_mark_at_line_edge,
    pu216_quote_points,
    pu217_missing_final_point,
    pu218_question_marks,
    pu219_colons,
    pu220_semicolons,
    pu221_stray_marks,
}
