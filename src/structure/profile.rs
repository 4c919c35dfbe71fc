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

/// Counts over a whole draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// ， ： ； ？ ！ （ ）.
    pub full_width_marks: usize,
    /// , : ; ? ! ( ) beside a Chinese character.
    pub half_width_marks: usize,
}

impl Profile {
    /// Counts `text` once.
    pub fn of(text: &str) -> Self {
        let mut profile = Profile::default();
        let mut previous = ' ';
        for c in text.chars() {
            match c {
                '，' | '：' | '；' | '？' | '！' | '（' | '）' => profile.full_width_marks += 1,
                ',' | ':' | ';' | '?' | '!' | '(' | ')' if chars::is_han(previous) => profile.half_width_marks += 1,
                _ => {}
            }
            previous = c;
        }
        profile
    }

    /// The width of the majority.
    pub fn width(&self) -> Width {
        if self.half_width_marks > self.full_width_marks { Width::Half } else { Width::Full }
    }

    /// A comma in the draft's own width.
    pub fn comma(&self) -> char {
        match self.width() {
            Width::Full => '，',
            Width::Half => ',',
        }
    }
}
