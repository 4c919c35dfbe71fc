//! The habits of a draft: what it does most of the time, right or wrong.

use crate::text::chars;

/// The width in which a draft writes its points and brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// ，：；（）, as GB/T 15834-2011 5.1 has it.
    #[default]
    Full,
    /// ,:;(), as texts that went through old software have it.
    Half,
}

/// A mark that exists in two widths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// ， and its narrow form.
    Comma,
    /// ：.
    Colon,
    /// ；.
    Semicolon,
    /// ？.
    Question,
    /// ！.
    Exclamation,
    /// （ and ）.
    Bracket,
    /// 。, which a few drafts write as a half-width full stop.
    FullStop,
}

impl Mark {
    /// Every mark, in the order of their tallies.
    pub const ALL: [Mark; 7] =
        [Mark::Comma, Mark::Colon, Mark::Semicolon, Mark::Question, Mark::Exclamation, Mark::Bracket, Mark::FullStop];

    /// The mark that `c` is, and its width. The half-width full stop is left out: it is a decimal point and part of
    /// markers and addresses as well.
    pub fn of(c: char) -> Option<(Mark, Width)> {
        Some(match c {
            '，' => (Mark::Comma, Width::Full),
            ',' => (Mark::Comma, Width::Half),
            '：' => (Mark::Colon, Width::Full),
            ':' => (Mark::Colon, Width::Half),
            '；' => (Mark::Semicolon, Width::Full),
            ';' => (Mark::Semicolon, Width::Half),
            '？' => (Mark::Question, Width::Full),
            '?' => (Mark::Question, Width::Half),
            '！' => (Mark::Exclamation, Width::Full),
            '!' => (Mark::Exclamation, Width::Half),
            '（' | '）' => (Mark::Bracket, Width::Full),
            '(' | ')' => (Mark::Bracket, Width::Half),
            '。' => (Mark::FullStop, Width::Full),
            _ => return None,
        })
    }
}

/// How often a draft writes a mark in each width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// In the width of a Chinese character.
    pub full: usize,
    /// In half of it, right after a Chinese character.
    pub half: usize,
}

/// Counts over a whole draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    tallies: [Tally; Mark::ALL.len()],
}

impl Profile {
    /// Counts `text` once.
    pub fn of(text: &str) -> Self {
        let mut profile = Profile::default();
        let mut previous = ' ';
        for c in text.chars() {
            if let Some((mark, width)) = Mark::of(c)
                && let Some(tally) = profile.tallies.get_mut(mark as usize)
            {
                match width {
                    Width::Full => tally.full += 1,
                    Width::Half => tally.half += usize::from(chars::is_han(previous)),
                }
            }
            previous = c;
        }
        profile
    }

    /// How often `mark` stands in each width.
    pub fn tally(&self, mark: Mark) -> Tally {
        self.tallies.get(mark as usize).copied().unwrap_or_default()
    }

    /// The width of the majority.
    pub fn width(&self) -> Width {
        let Tally { full, half } = self.total();
        if half > full { Width::Half } else { Width::Full }
    }

    /// Whether the draft is long enough to tell, and hardly ever writes a narrow mark.
    pub fn is_clearly_wide(&self) -> bool {
        const MIN_MARKS: usize = 12;
        const MAJORITY: usize = 3;
        let Tally { full, half } = self.total();
        full >= MIN_MARKS && full >= half * MAJORITY
    }

    /// All marks but 。, which tells nothing: drafts in half width mostly keep it.
    fn total(&self) -> Tally {
        let marks = Mark::ALL.into_iter().filter(|mark| *mark != Mark::FullStop).map(|mark| self.tally(mark));
        marks.fold(Tally::default(), |sum, tally| Tally { full: sum.full + tally.full, half: sum.half + tally.half })
    }

    /// A comma in the draft's own width.
    pub fn comma(&self) -> char {
        match self.width() {
            Width::Full => '，',
            Width::Half => ',',
        }
    }

    /// A colon in the draft's own width.
    pub fn colon(&self) -> char {
        match self.width() {
            Width::Full => '：',
            Width::Half => ':',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tallies_stand_in_the_order_of_the_marks() {
        assert!(Mark::ALL.into_iter().enumerate().all(|(place, mark)| mark as usize == place));
    }

    #[test]
    fn a_narrow_mark_counts_after_a_chinese_character_only() {
        let profile = Profile::of("同志们:今天,到会12,000人；a,b。");
        assert_eq!(profile.tally(Mark::Comma), Tally { full: 0, half: 1 });
        assert_eq!(profile.tally(Mark::Colon), Tally { full: 0, half: 1 });
        assert_eq!(profile.tally(Mark::Semicolon), Tally { full: 1, half: 0 });
        assert_eq!((profile.width(), profile.comma(), profile.colon()), (Width::Half, ',', ':'));
    }

    #[test]
    fn a_draft_is_clearly_wide_from_a_dozen_marks_on() {
        let is_wide = |text: &str| Profile::of(text).is_clearly_wide();
        assert!(is_wide(&"今天开会，".repeat(12)));
        assert!(!is_wide(&"今天开会，".repeat(11)));
        assert!(!is_wide(&"今天开会，很好，重要,".repeat(12)));
    }
}
