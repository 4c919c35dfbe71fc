//! How many mistakes a draft has elsewhere says how likely one more is. A statistic that is right every other time in
//! sentences full of mistakes is nearly always wrong in a report that was read by ten people.

use crate::structure::Structure;
use crate::text::{chars, slice};

/// Sure mistakes in a sentence of the drafts for which the model speaks as it was fitted.
const USUAL: f32 = 0.01;
/// How much what is usual counts beside what the draft shows of itself, in sure mistakes.
const PRIOR: f32 = 0.5;
/// How much of the logarithm of the ratio goes into the log-odds. Sure mistakes are few, and tell only so much of others.
const WEIGHT: f32 = 0.7;
/// What mistakes gain at most.
pub(super) const MOST: f32 = 1.0;

/// What mistakes gain in log-odds in a draft of so many sentences, so many mistakes of which are `sure`; mostly they lose.
pub(super) fn confidence(sentences: usize, sure: usize) -> f32 {
    let shown = (sure as f32 + PRIOR) / (sentences as f32 + PRIOR / USUAL);
    (WEIGHT * (shown / USUAL).ln()).min(MOST)
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
    fn a_long_draft_without_sure_mistakes_is_doubted_and_one_full_of_them_is_not() {
        assert!(confidence(1, 0).abs() < 0.05 && confidence(8, 0) > -0.2);
        assert!(confidence(300, 0) < -1.0 && confidence(300, 0) > confidence(3000, 0));
        assert!(confidence(300, 3).abs() < 0.2);
        assert!(confidence(300, 30) > 0.9 && confidence(3, 300) <= MOST);
        assert!(confidence(0, 0).abs() < 1e-6);
    }

    #[test]
    fn sentences_are_counted_by_their_ends() {
        let text = "关于工作的报告\n今年工作很好。明年怎么办？继续努力";
        assert_eq!(sentences(text, &Structure::parse(text)), 3);
    }
}
