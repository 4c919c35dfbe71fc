//! What a fix does to the words of a text.

use crate::finding::Edit;
use crate::text::{Span, after, before, chars, slice};

/// How a fix harms a text, unless there is a proof that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Harm {
    /// A Chinese character, a digit or a letter goes.
    TakesCharacters,
    /// A line end goes.
    TakesLines,
    /// Two words, numbers or letters that stood apart stand together.
    MovesTogether,
}

impl Harm {
    /// The gravest harm that `edits`, sorted and apart, do to `text`.
    pub(crate) fn of(text: &str, edits: &[Edit]) -> Option<Harm> {
        let changes = changes(text, edits);
        if changes.iter().any(Change::takes_characters) {
            Some(Harm::TakesCharacters)
        } else if changes.iter().any(Change::takes_lines) {
            Some(Harm::TakesLines)
        } else {
            changes.iter().any(Change::moves_together).then_some(Harm::MovesTogether)
        }
    }
}

/// A stretch of the text as it was and as it will be, with the character on either side.
struct Change<'a> {
    left: Option<char>,
    old: &'a str,
    new: String,
    right: Option<char>,
}

/// The changes that `edits` make; edits with no more than spaces and marks between them are one, for they are felt
/// together.
fn changes<'a>(text: &'a str, edits: &[Edit]) -> Vec<Change<'a>> {
    let mut hulls: Vec<(Span, String)> = Vec::new();
    for edit in edits {
        match hulls.last_mut() {
            Some((hull, new)) if !slice(text, hull.end..edit.range.start).contains(is_content) => {
                new.push_str(slice(text, hull.end..edit.range.start));
                new.push_str(&edit.new_text);
                hull.end = edit.range.end;
            }
            _ => hulls.push((edit.range, edit.new_text.clone())),
        }
    }
    let change = |(hull, new): (Span, String)| Change {
        left: before(text, hull.start).chars().next_back(),
        right: after(text, hull.end).chars().next(),
        old: slice(text, hull),
        new,
    };
    hulls.into_iter().map(change).collect()
}

impl Change<'_> {
    fn takes_characters(&self) -> bool {
        let mut new = content(&self.new);
        // Every character that was there is still there, in order.
        !content(self.old).all(|old| new.any(|new| new == old))
    }

    fn takes_lines(&self) -> bool {
        lines(self.old) > lines(&self.new)
    }

    /// Where nothing is put in, two characters of words meet that had a space between them, or two digits or letters
    /// that had anything between them that can be seen.
    fn moves_together(&self) -> bool {
        let old = Gaps::of(self.left, self.old, self.right);
        let new = Gaps::of(self.left, &self.new, self.right);
        let mut new_gaps = new.0.iter();
        // Characters that were put in have gaps of their own; each old pair is looked for behind the last one found.
        old.0.iter().any(|gap| {
            let meets = new_gaps.clone().position(|other| other.left == gap.left && other.right == gap.right);
            match meets {
                Some(place) => {
                    let other = new_gaps.nth(place);
                    other.is_some_and(|other| gap.closes_to(other))
                }
                None => false,
            }
        })
    }
}

/// What stands between each two neighbouring characters of words.
struct Gaps(Vec<Gap>);

struct Gap {
    left: char,
    right: char,
    has_space: bool,
    has_mark: bool,
}

impl Gaps {
    fn of(left: Option<char>, middle: &str, right: Option<char>) -> Self {
        let mut gaps = Vec::new();
        let mut last: Option<char> = None;
        let (mut has_space, mut has_mark) = (false, false);
        for c in left.into_iter().chain(middle.chars()).chain(right) {
            for right in plain(c) {
                if let Some(left) = last {
                    gaps.push(Gap { left, right, has_space, has_mark });
                }
                (last, has_space, has_mark) = (Some(right), false, false);
            }
            has_space |= chars::is_space(c);
            has_mark |= !is_content(c) && !chars::is_space(c) && !is_invisible(c);
        }
        Gaps(gaps)
    }
}

impl Gap {
    /// Whether nothing is left of what kept the two apart.
    fn closes_to(&self, new: &Gap) -> bool {
        let is_closed = !new.has_space && !new.has_mark;
        let are_digits = self.left.is_ascii_digit() && self.right.is_ascii_digit();
        let are_letters = self.left.is_ascii_alphabetic() && self.right.is_ascii_alphabetic();
        is_closed && (self.has_space || (self.has_mark && (are_digits || are_letters)))
    }
}

/// Characters of words and numbers, whatever their width.
fn content(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(plain)
}

fn is_content(c: char) -> bool {
    plain(c).next().is_some()
}

/// A character of words or numbers in its plain form, a number in a circle or with a point as its digits; nothing for
/// marks, spaces and what cannot be seen.
fn plain(c: char) -> impl Iterator<Item = char> {
    const CHINESE: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let code = u32::from(c);
    let number = match c {
        '①'..='⑳' => Some(code - u32::from('①') + 1),
        '⑴'..='⒇' => Some(code - u32::from('⑴') + 1),
        '⒈'..='⒛' => Some(code - u32::from('⒈') + 1),
        _ => None,
    };
    let pair = match (number, c) {
        (Some(number), _) => {
            [(number >= 10).then(|| char::from_digit(number / 10, 10)).flatten(), char::from_digit(number % 10, 10)]
        }
        (None, '㈠'..='㈩') => [CHINESE.get((code - u32::from('㈠')) as usize).copied(), None],
        (None, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => [char::from_u32(code - 0xff00 + 0x20), None],
        _ => [c.is_alphanumeric().then_some(c), None],
    };
    pair.into_iter().flatten()
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// How many line ends `text` holds.
pub(super) fn lines(text: &str) -> usize {
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.chars().filter(|&c| is_end(c)).count() - text.matches("\r\n").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harm(text: &str, edits: &[(&str, &str)]) -> Option<Harm> {
        let edits: Vec<Edit> = edits
            .iter()
            .map(|(old, new)| {
                let at = text.find(old).unwrap();
                Edit::replace(at..at + old.len(), *new)
            })
            .collect();
        Harm::of(text, &edits)
    }

    #[test]
    fn marks_and_widths_may_change() {
        assert_eq!(harm("要抓好，，落实", &[("，，", "，")]), None);
        assert_eq!(harm("共１２项", &[("１２", "12")]), None);
        assert_eq!(harm("⒓抓落实", &[("⒓", "12.")]), None);
        assert_eq!(harm("㈢抓落实", &[("㈢", "（三）")]), None);
        assert_eq!(harm("“学习”、“落实”", &[("、", "")]), None);
        assert_eq!(harm("抓好。\n落实", &[("。", "")]), None);
        assert_eq!(harm("23年", &[("23", "2023")]), None);
        assert_eq!(harm("落\u{200b}实", &[("\u{200b}", "")]), None);
        assert_eq!(harm("落实 。", &[(" ", "")]), None);
        assert_eq!(harm("梨、等", &[("、", "")]), None);
    }

    #[test]
    fn no_character_goes_and_none_is_exchanged() {
        assert_eq!(harm("要抓好好落实", &[("好好", "好")]), Some(Harm::TakesCharacters));
        assert_eq!(harm("再接再励", &[("励", "厉")]), Some(Harm::TakesCharacters));
        assert_eq!(harm("共12项", &[("12", "21")]), Some(Harm::TakesCharacters));
        assert_eq!(harm("甲乙", &[("甲", "乙"), ("乙", "甲")]), Some(Harm::TakesCharacters));
    }

    #[test]
    fn no_line_goes() {
        assert_eq!(harm("会议要求，\n要落实", &[("\n", "")]), Some(Harm::TakesLines));
        assert_eq!(harm("甲\r\n\r\n乙", &[("\r\n\r\n", "\r\n")]), Some(Harm::TakesLines));
        assert_eq!(harm("甲\r\n乙", &[("\r\n", "\n")]), None);
    }

    #[test]
    fn words_and_numbers_stay_apart() {
        assert_eq!(harm("王明 李华", &[(" ", "")]), Some(Harm::MovesTogether));
        assert_eq!(harm("比分3:5", &[(":", "")]), Some(Harm::MovesTogether));
        assert_eq!(harm("王明 ， 李华", &[(" ， ", "")]), Some(Harm::MovesTogether));
        assert_eq!(harm("王明 李华", &[(" ", "，")]), None);
        let text = "王明，　李华";
        assert_eq!(harm(text, &[("，", ""), ("　", "")]), Some(Harm::MovesTogether));
    }
}
