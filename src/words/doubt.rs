//! How many mistakes a draft has elsewhere says how likely one more is. A statistic that is right every other time in
//! sentences full of mistakes is nearly always wrong in a report that was read by ten people.

use crate::structure::Structure;
use crate::text::{chars, slice};

/// Sure mistakes in a sentence of the drafts for which the model speaks as it was fitted.
const USUAL: f32 = 0.05;
/// Sentences that a draft must have before what it shows of itself counts as much as what is usual.
const KNOWN_AFTER: f32 = 25.0;
/// How much of the logarithm of the ratio goes into the log-odds. Sure mistakes are few, and tell only so much of others.
const WEIGHT: f32 = 0.5;

/// What mistakes lose in log-odds in a draft of so many sentences, so many mistakes of which are `sure`; never less than
/// nothing.
pub(super) fn doubt(sentences: usize, sure: usize) -> f32 {
    let shown = (sure as f32 + KNOWN_AFTER * USUAL) / (sentences as f32 + KNOWN_AFTER);
    (WEIGHT * (USUAL / shown).ln()).max(0.0)
}

/// The sentences of a draft, counted by their ends; a paragraph without one is a sentence.
pub(super) fn sentences(text: &str, structure: &Structure) -> usize {
    let of_paragraph = |line: &str| line.chars().filter(|&c| chars::is_sentence_end(c)).count().max(1);
    structure.paragraphs.iter().map(|paragraph| of_paragraph(slice(text, paragraph.range))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_draft_without_sure_mistakes_is_doubted_and_no_other() {
        assert!(doubt(1, 0) < 0.05 && doubt(8, 0) < 0.2);
        assert!(doubt(300, 0) > 1.0 && doubt(300, 0) < doubt(3000, 0));
        assert!(doubt(300, 6) < 0.5);
        assert_eq!(doubt(300, 30), 0.0);
        assert!(doubt(0, 0).abs() < f32::EPSILON);
    }

    #[test]
    fn sentences_are_counted_by_their_ends() {
        let text = "关于工作的报告\n今年工作很好。明年怎么办？继续努力";
        assert_eq!(sentences(text, &Structure::parse(text)), 3);
    }
}
