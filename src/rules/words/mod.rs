//! Characters and words that are likely mistakes.

mod report;
mod turns;
mod typos;

use crate::rules::registry::rules;

rules! {
    wd401_certain_confusable,
    wd402_likely_confusable,
    wd403_own_replacements,
    wd405_particles,
    wd406_doubled_words,
    wd407_near_miss,
    wd409_look_alikes,
    wd410_traditional_characters,
    wd411_substituted_character,
    wd412_missing_character,
    wd413_superfluous_character,
    wd416_redundancy,
    wd417_blended_pattern,
    wd418_measure_word,
}
