//! What sites, scanners, programs and templates left in a draft.

mod blanks;
pub(in crate::rules) mod broken_lines;
mod lines;
mod placeholder_words;
mod twin_passages;
mod wrap;

use crate::rules::registry::rules;

rules! {
    rs601_known_watermark,
    rs602_unknown_watermark,
    rs603_page_furniture,
    rs604_placeholders,
    rs605_masked_text,
    rs606_broken_lines,
    rs607_site_furniture,
    rs608_encoding_damage,
    rs609_several_documents,
    rs610_draft_marks,
    rs611_markup,
}
