//! Numerals of markers, Chinese and Arabic, up to 999.

use std::ops::Range;

/// The largest number a marker may carry.
pub const MAX: u32 = 999;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// 一、十二、一百零三.
    Chinese,
    /// Old digit style: 一七 for 17, 一○ for 10.
    ChineseDigits,
    /// 12.
    Arabic,
    /// １２.
    ArabicFullWidth,
    /// ①, as one character with its frame; the number is the offset from the frame's first character.
    Framed(Frame),
    /// a, b, c.
    LowerLetter,
    /// A, B, C.
    UpperLetter,
}

/// Enclosed numbers that are single characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frame {
    /// ① to ⑳.
    Circle,
    /// ⑴ to ⒇.
    Bracket,
    /// ⒈ to ⒛.
    Dot,
    /// ㈠ to ㈩.
    ChineseBracket,
}

/// A numeral at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value, 1 to 999.
    pub value: u32,
    /// Its length in bytes.
    pub len: usize,
    /// How it is written.
    pub notation: Notation,
}

/// The longest Chinese numeral at the start of `text`: 十一 rather than 十, and nothing at all where the run of
/// numerals makes no number (三百五十百).
pub fn chinese(text: &str) -> Option<Numeral> {
    let run: Vec<char> = text.chars().take_while(|&c| digit(c).is_some() || unit(c).is_some()).take(8).collect();
    let len: usize = run.iter().map(|c| c.len_utf8()).sum();
    let has_unit = run.iter().any(|&c| unit(c).is_some());
    let (value, notation) = if has_unit {
        (positional(&run)?, Notation::Chinese)
    } else if run.len() == 1 {
        (digit(*run.first()?)?, Notation::Chinese)
    } else if run.len() <= 3 {
        (run.iter().try_fold(0, |sum, &c| Some(sum * 10 + digit(c)?))?, Notation::ChineseDigits)
    } else {
        return None;
    };
    (1..=MAX).contains(&value).then_some(Numeral { value, len, notation })
}

/// An Arabic numeral of one to three digits, of one width, at the start of `text`.
pub fn arabic(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    let (zero, notation) = match first {
        '0'..='9' => ('0', Notation::Arabic),
        '０'..='９' => ('０', Notation::ArabicFullWidth),
        _ => return None,
    };
    let mut value = 0;
    let mut len = 0;
    for (count, c) in text.chars().enumerate() {
        let digit = (c as u32).wrapping_sub(zero as u32);
        if digit > 9 {
            break;
        }
        if count == 3 {
            return None;
        }
        value = value * 10 + digit;
        len += c.len_utf8();
    }
    (1..=MAX).contains(&value).then_some(Numeral { value, len, notation })
}

/// One enclosed number such as ③ or ㈢ at the start of `text`.
pub fn framed(text: &str) -> Option<Numeral> {
    let c = text.chars().next()?;
    let (frame, first) = match c {
        '①'..='⑳' => (Frame::Circle, '①'),
        '⑴'..='⒇' => (Frame::Bracket, '⑴'),
        '⒈'..='⒛' => (Frame::Dot, '⒈'),
        '㈠'..='㈩' => (Frame::ChineseBracket, '㈠'),
        _ => return None,
    };
    Some(Numeral { value: c as u32 - first as u32 + 1, len: c.len_utf8(), notation: Notation::Framed(frame) })
}

/// One Latin letter, as the number of its place in the alphabet.
pub fn letter(text: &str) -> Option<Numeral> {
    let c = text.chars().next()?;
    let (first, notation) = match c {
        'a'..='z' => ('a', Notation::LowerLetter),
        'A'..='Z' => ('A', Notation::UpperLetter),
        _ => return None,
    };
    Some(Numeral { value: c as u32 - first as u32 + 1, len: 1, notation })
}

/// Writes `value` in `notation`; `None` where the notation does not reach so far (㊿ is as far as circles go).
pub fn write(value: u32, notation: Notation) -> Option<String> {
    let from =
        |range: Range<u32>| char::from_u32(range.start + value.checked_sub(1)?).filter(|_| value <= range.len() as u32);
    match notation {
        Notation::Chinese => to_chinese(value),
        Notation::ChineseDigits => {
            Some(value.to_string().chars().filter_map(|c| DIGITS.get(c as usize - '0' as usize).copied()).collect())
        }
        Notation::Arabic => Some(value.to_string()),
        Notation::ArabicFullWidth => {
            value.to_string().chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32)).collect()
        }
        Notation::Framed(Frame::Circle) => from('①' as u32..'⑳' as u32 + 1).map(String::from),
        Notation::Framed(Frame::Bracket) => from('⑴' as u32..'⒇' as u32 + 1).map(String::from),
        Notation::Framed(Frame::Dot) => from('⒈' as u32..'⒛' as u32 + 1).map(String::from),
        Notation::Framed(Frame::ChineseBracket) => from('㈠' as u32..'㈩' as u32 + 1).map(String::from),
        Notation::LowerLetter => from('a' as u32..'z' as u32 + 1).map(String::from),
        Notation::UpperLetter => from('A' as u32..'Z' as u32 + 1).map(String::from),
    }
}

/// Writes 1 to 999 as speeches do: 十, 十一, 二十, 一百零三, 一百一十.
pub fn to_chinese(value: u32) -> Option<String> {
    if !(1..=MAX).contains(&value) {
        return None;
    }
    let digit = |n: u32| DIGITS.get(n as usize).copied();
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text.extend(digit(hundreds));
        text.push('百');
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 {
            text.extend(digit(tens));
        }
        text.push('十');
    } else if hundreds > 0 && ones > 0 {
        text.push('零');
    }
    if ones > 0 {
        text.extend(digit(ones));
    }
    Some(text)
}

/// Whether `c` may stand in a Chinese numeral.
pub fn is_chinese_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some()
}

/// Whether a reader (or a machine that reads print) takes one of these numerals for the other easily.
pub fn easily_confused(a: u32, b: u32) -> bool {
    const LOOK_ALIKES: [(u32, u32); 5] = [(1, 2), (2, 3), (1, 10), (8, 10), (1, 3)];
    LOOK_ALIKES.contains(&(a.min(b), a.max(b)))
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' => Some(0),
        _ => DIGITS.iter().position(|&known| known == c).map(|place| place as u32),
    }
}

fn unit(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        _ => None,
    }
}

/// The value of a numeral with units: [digit 百] [零] [digit] 十 [digit].
fn positional(run: &[char]) -> Option<u32> {
    let mut total = 0;
    let mut pending = None;
    let mut last_unit = 1000;
    for &c in run {
        match (digit(c), unit(c)) {
            (Some(0), _) if pending.is_none() && last_unit == 100 => {}
            (Some(value), _) if value > 0 && pending.is_none() => pending = Some(value),
            (_, Some(unit)) if unit < last_unit => {
                let count = match pending.take() {
                    Some(count) => count,
                    None if unit == 10 && total == 0 => 1,
                    None => return None,
                };
                total += count * unit;
                last_unit = unit;
            }
            _ => return None,
        }
    }
    Some(total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_read_as_it_is_written() {
        for value in 1..=MAX {
            let text = to_chinese(value).unwrap();
            let read = chinese(&text).unwrap();
            assert_eq!((read.value, read.len), (value, text.len()), "{text}");
        }
        assert_eq!(to_chinese(999).unwrap(), "九百九十九");
        assert_eq!(to_chinese(110).unwrap(), "一百一十");
        assert_eq!(to_chinese(0), None);
        assert_eq!(to_chinese(1000), None);
    }

    #[test]
    fn the_longest_numeral_wins() {
        assert_eq!(chinese("十一是").map(|n| (n.value, n.len)), Some((11, 6)));
        assert_eq!(chinese("二是一以贯之").map(|n| (n.value, n.len)), Some((2, 3)));
        assert_eq!(chinese("二十大").map(|n| n.value), Some(20));
    }

    #[test]
    fn old_digit_style_is_told_apart() {
        assert_eq!(chinese("一七）").map(|n| (n.value, n.notation)), Some((17, Notation::ChineseDigits)));
        assert_eq!(chinese("一○）").map(|n| (n.value, n.notation)), Some((10, Notation::ChineseDigits)));
    }

    #[test]
    fn runs_that_make_no_number_are_none() {
        for text in ["", "十百", "百", "三百五十百", "零", "十十", "一二三四", "甲"] {
            assert_eq!(chinese(text), None, "{text}");
        }
    }

    #[test]
    fn arabic_numbers_have_at_most_three_digits_of_one_width() {
        assert_eq!(arabic("12.").map(|n| (n.value, n.len)), Some((12, 2)));
        assert_eq!(arabic("１２．").map(|n| (n.value, n.len)), Some((12, 6)));
        assert_eq!(arabic("2005年"), None);
        assert_eq!(arabic("0"), None);
    }

    #[test]
    fn enclosed_numbers_end_where_their_block_ends() {
        assert_eq!(framed("⑳").map(|n| n.value), Some(20));
        assert_eq!(write(20, Notation::Framed(Frame::Circle)).as_deref(), Some("⑳"));
        assert_eq!(write(21, Notation::Framed(Frame::Circle)), None);
        assert_eq!(write(3, Notation::Framed(Frame::ChineseBracket)).as_deref(), Some("㈢"));
        assert_eq!(write(17, Notation::ChineseDigits).as_deref(), Some("一七"));
    }
}
