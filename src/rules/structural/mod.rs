//! Numbering, headings and the order of what is numbered.

mod alignment;
mod deviations;
mod headings;

use crate::rules::registry::rules;

rules! {
    st101_marker_punctuation,
    st102_ordinal_comma,
    st103_spoken_marker_point,
    st104_marker_glyphs,
    st105_level_order,
    st106_sequence_continuity,
    st107_mixed_series,
    st108_spoken_series,
    st109_announced_count,
    st110_heading_punctuation,
    st111_glued_heading,
    st112_broken_heading,
    st113_lone_child,
    st114_attachment_list,
    st115_lost_line_breaks,
    st116_traditional_script,
}
