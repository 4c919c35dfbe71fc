//! Whether two characters that meet make a word, as far as the draft itself can tell.

use crate::text::chars;

/// Characters that meet others by chance all the time: a pair with one of them is no word.
const FUNCTION_CHARACTERS: &str =
    "的了和是在与及或等有为不这那也就都而以大小中上下到从对于将把被让向其之所各我你他们个";

/// A pair that the draft writes so often is a word, or part of one. Fewer may have met by chance.
const MIN_COUNT: usize = 3;

/// One in so many places of a character has the pair's other half beside it, at least: in a long text any two meet.
const MAX_RARITY: usize = 100;

/// The pairs of characters that a draft writes next to each other.
pub(crate) struct Pairs {
    /// All of them, sorted: a pair stands there as often as the draft writes it. Faster to make than a map.
    sorted: Vec<u64>,
}

impl Pairs {
    /// Collects the pairs of `text`, in one pass.
    pub(crate) fn of(text: &str) -> Self {
        let mut sorted: Vec<u64> =
            text.chars().zip(text.chars().skip(1)).map(|(left, right)| key(left, right)).collect();
        sorted.sort_unstable();
        Pairs { sorted }
    }

    /// How often the draft writes `left` before `right`.
    pub(crate) fn count(&self, left: char, right: char) -> usize {
        let wanted = key(left, right);
        self.sorted.partition_point(|pair| *pair <= wanted) - self.sorted.partition_point(|pair| *pair < wanted)
    }

    /// Whether the draft writes `left` and `right` together elsewhere: once is enough for content characters, which
    /// seldom meet by chance.
    pub(crate) fn meet(&self, left: char, right: char) -> bool {
        let least = if is_content(left) && is_content(right) { 1 } else { MIN_COUNT };
        chars::is_han(left) && chars::is_han(right) && self.count(left, right) >= least
    }

    /// Whether `left` and `right` most likely belong to one word: both are Chinese content characters and the draft
    /// writes them together again and again.
    pub(crate) fn join(&self, left: char, right: char) -> bool {
        let count = self.count(left, right);
        is_content(left)
            && is_content(right)
            && count >= MIN_COUNT
            && count.saturating_mul(MAX_RARITY) >= self.occurrences(left)
    }

    /// How often the draft writes `left`, with anything after it.
    fn occurrences(&self, left: char) -> usize {
        let last = key(left, char::MAX);
        self.sorted.partition_point(|pair| *pair <= last)
            - self.sorted.partition_point(|pair| *pair < key(left, char::MIN))
    }
}

fn is_content(c: char) -> bool {
    chars::is_han(c) && !FUNCTION_CHARACTERS.contains(c)
}

/// Both characters as one number.
fn key(left: char, right: char) -> u64 {
    u64::from(u32::from(left)) << 32 | u64::from(u32::from(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted() {
        let pairs = Pairs::of("基层，基层。基础");
        assert_eq!((pairs.count('基', '层'), pairs.count('层', '，'), pairs.count('层', '基')), (2, 1, 0));
        assert_eq!(Pairs::of("").count('基', '层'), 0);
    }

    #[test]
    fn a_pair_that_is_rare_for_its_characters_is_no_word() {
        let text = format!("{}{}", "设备台数".repeat(3), "设备，".repeat(400));
        assert!(!Pairs::of(&text).join('备', '台') && Pairs::of(&text).join('设', '备'));
    }

    #[test]
    fn content_characters_that_meet_again_and_again_make_a_word() {
        assert!(Pairs::of("基层基层基层").join('基', '层') && !Pairs::of("基层基层").join('基', '层'));
        assert!(!Pairs::of("我的我的我的").join('我', '的') && !Pairs::of("层，层，层，").join('层', '，'));
    }
}
