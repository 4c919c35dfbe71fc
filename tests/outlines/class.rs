//! Classes of markers, and how they are written.

/// A class of markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    HanComma,
    HanBracket,
    ArabicDot,
    ArabicBracket,
    Circle,
    Is,
    Must,
    Ordinal,
    Its,
    /// 首先，其次，再次
    Adverb,
    /// 首先，第二，第三
    AdverbThenOrdinal,
}

use Class::*;

pub(crate) const LEVELS: [Class; 5] = [HanComma, HanBracket, ArabicDot, ArabicBracket, Circle];
pub(crate) const SPOKEN: [Class; 4] = [Is, Must, Ordinal, Its];

impl Class {
    /// The marker, in full-width marks.
    pub(crate) fn label(self, number: usize) -> String {
        let han = han(number);
        match self {
            HanComma => format!("{han}、"),
            HanBracket => format!("（{han}）"),
            ArabicDot => format!("{number}."),
            ArabicBracket => format!("（{number}）"),
            Circle => char::from_u32('①' as u32 + number as u32 - 1).unwrap().to_string(),
            Is => format!("{han}是"),
            Must => format!("{han}要"),
            Ordinal => format!("第{han}，"),
            Its => format!("其{han}，"),
            Adverb => format!("{}，", ["首先", "其次", "再次"][number - 1]),
            AdverbThenOrdinal if number == 1 => "首先，".to_owned(),
            AdverbThenOrdinal => Ordinal.label(number),
        }
    }

    /// How many items a series of the class can have.
    pub(crate) fn longest(self) -> usize {
        match self {
            Adverb => 3,
            Its => 5,
            _ => 12,
        }
    }
}

pub(crate) fn han(number: usize) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = ["", "十", "二十", "三十"][number / 10];
    format!("{tens}{}", digits[number % 10])
}
