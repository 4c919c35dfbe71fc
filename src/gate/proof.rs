//! What may be taken away all the same: each proof that a rule names is looked for in the text, never believed.

use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::Regex;

use super::harm::{Harm, lines};
use crate::finding::Edit;
use crate::knowledge::furniture::{self, Signs};
use crate::knowledge::pairs::Pairs;
use crate::knowledge::seams::Seams;
use crate::knowledge::watermarks;
use crate::model::Model;
use crate::rules::{Proof, Resources};
use crate::text::{Span, after, before, chars, slice};
use crate::words::confusables;

/// A text, and what bears out proofs in it.
pub(crate) struct Evidence<'a> {
    text: &'a str,
    /// What the user adds to the lists.
    resources: &'a Resources,
    /// The pairs of characters that the text writes, worked out when the first proof asks.
    pairs: OnceCell<Pairs>,
    /// The words of the language, where there is a model.
    seams: Option<Seams<'a>>,
}

/// A watermark is at most so long, in characters.
const LONGEST_WATERMARK: usize = 60;

/// A page number in a frame, alone on its line: — 5 —, - 7 -, 第 3 页 共 12 页, 3/12.
static FRAMED_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*(?:[-—–－―·]+\s*[0-9０-９]{1,4}\s*[-—–－―·]+",
        r"|第\s*[0-9]{1,4}\s*页(?:[\s，,/]*共\s*[0-9]{1,4}\s*页)?|[0-9]{1,4}\s*/\s*[0-9]{1,4}",
        r"|(?i:page)\s*[0-9]{1,4}(?:\s*of\s*[0-9]{1,4})?)\s*$"
    ))
    .ok()
});

/// Characters that no line and no word begins with.
const NEVER_FIRST: [char; 3] = ['的', '了', '们'];

/// A furniture block shows at least so many kinds of furniture.
const MIN_SIGNS: usize = 2;

/// A line with a sentence in it has at least so many characters.
const MIN_SENTENCE: usize = 20;

impl<'a> Evidence<'a> {
    /// What `text` bears out.
    pub(crate) fn new(text: &'a str, resources: &'a Resources) -> Self {
        let parts = resources.model.as_deref().and_then(Model::parts);
        Evidence { text, resources, pairs: OnceCell::new(), seams: parts.map(|parts| Seams::new(&parts)) }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Whether `proof` holds for everything that `edits` do.
    pub(super) fn bears_out(&self, proof: Proof, edits: &[Edit]) -> bool {
        let is_borne_out = |edit: &Edit| match proof {
            Proof::Misspelling => self.is_misspelling(edit),
            Proof::SameNumber => is_same_number(slice(self.text, edit.range), &edit.new_text),
            Proof::SplitWord => self.splits_word(edit),
            Proof::SplitLine => self.splits_line(edit),
            Proof::Entity => is_entity(slice(self.text, edit.range)) && edit.new_text.chars().nth(1).is_none(),
            Proof::PageNumber => self.is_page_number(edit),
            Proof::FurnitureBlock => self.is_furniture(edit),
            Proof::OwnReplacement => self.is_ordered(edit),
        };
        let is_harmless = |edit: &Edit| Harm::of(self.text, std::slice::from_ref(edit)).is_none();
        edits.iter().all(|edit| is_harmless(edit) || is_borne_out(edit))
    }

    /// A row of the shipped list that is wrong wherever it stands covers the edit, and the edit makes its right word.
    fn is_misspelling(&self, edit: &Edit) -> bool {
        let window = around(self.text, edit.range);
        confusables::always_wrong(slice(self.text, window)).any(|(wrong, right)| {
            let wrong = wrong.shifted(window.start);
            let is_inside = wrong.encloses(edit.range);
            is_inside && {
                let head = slice(self.text, wrong.start..edit.range.start);
                let tail = slice(self.text, edit.range.end..wrong.end);
                right.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)) == Some(edit.new_text.as_str())
            }
        })
    }

    /// The user has ordered it, and the word that goes is no part of another.
    fn is_ordered(&self, edit: &Edit) -> bool {
        let parts = self.resources.model.as_deref().and_then(Model::parts);
        let replacements = &self.resources.replacements;
        parts.is_some_and(|parts| replacements.orders(&parts, self.text, Span::from(&edit.range), &edit.new_text))
    }

    /// A short telling text, or a space, stands between two characters that the draft writes as a word elsewhere.
    fn splits_word(&self, edit: &Edit) -> bool {
        let gone = slice(self.text, edit.range);
        let is_space = gone.chars().all(chars::is_space) && lines(gone) == 0;
        let is_telling = || {
            gone.chars().nth(LONGEST_WATERMARK).is_none()
                && !gone.contains(chars::is_sentence_end)
                && watermarks::is_telling(gone)
        };
        edit.new_text.is_empty() && self.closes_word(edit.range) && (is_space || is_telling())
    }

    /// Whether the characters on both sides of `range` make a word, as far as the draft can tell.
    fn closes_word(&self, range: Span) -> bool {
        let sides = self.sides(range);
        sides.is_some_and(|(left, right)| self.pairs().meet(left, right)) || self.closes_known_word(range)
    }

    /// Whether one reads a word of the language across `range`.
    fn closes_known_word(&self, range: Span) -> bool {
        let (head, tail) = (before(self.text, range.start), after(self.text, range.end));
        let is_word = |seams: &Seams| seams.word(head, tail).is_some() || seams.opens_word(head, tail);
        self.seams.as_ref().is_some_and(is_word)
    }

    /// A line ends where no sentence and no word does.
    fn splits_line(&self, edit: &Edit) -> bool {
        let gone = slice(self.text, edit.range);
        if !gone.chars().all(chars::is_space) || !edit.new_text.trim().is_empty() {
            return false;
        }
        self.goes_on(edit.range)
    }

    /// Whether what stands before `range` goes on behind it.
    fn goes_on(&self, range: Span) -> bool {
        self.sides(range).is_some_and(|(left, right)| {
            let never_first = chars::is_point(right) || NEVER_FIRST.contains(&right);
            let goes_on = !chars::is_sentence_end(left) && !matches!(left, '：' | '；' | '…');
            let belongs = chars::is_closing(right) || chars::is_opening(left);
            belongs || (goes_on && (never_first || self.pairs().meet(left, right) || self.closes_known_word(range)))
        })
    }

    /// Whole lines, each of which is a page number in a frame; what they keep apart is joined only where it goes on.
    fn is_page_number(&self, edit: &Edit) -> bool {
        let removed = slice(self.text, edit.range);
        let keeps_a_line_end =
            !removed.starts_with(lines_in) || !removed.trim_end_matches([' ', '\u{3000}']).ends_with(lines_in);
        let mut gone = removed.lines().filter(|line| !line.trim().is_empty()).peekable();
        let is_framed = |line: &str| FRAMED_NUMBER.as_ref().is_some_and(|frame| frame.is_match(line));
        edit.new_text.trim().is_empty()
            && self.is_whole_lines(edit.range)
            && (keeps_a_line_end || self.goes_on(edit.range))
            && gone.peek().is_some()
            && gone.all(is_framed)
    }

    /// Whole lines, several of which are furniture by themselves, and none a sentence.
    fn is_furniture(&self, edit: &Edit) -> bool {
        let gone = || slice(self.text, edit.range).lines().map(str::trim).filter(|line| !line.is_empty());
        let is_sentence =
            |line: &str| line.contains(chars::is_sentence_end) && line.chars().nth(MIN_SENTENCE).is_some();
        edit.new_text.is_empty()
            && self.is_whole_lines(edit.range)
            && shows_a_page(gone().map(furniture::signs))
            && !gone().any(is_sentence)
    }

    fn is_whole_lines(&self, range: Span) -> bool {
        let is_blank_to_line_end = |text: &str, mut rest: Box<dyn Iterator<Item = char> + '_>| {
            text.is_empty() || rest.find(|c| !matches!(c, ' ' | '\t' | '\u{3000}')).is_none_or(lines_in)
        };
        let gone = slice(self.text, range);
        let (head, tail) = (before(self.text, range.start), after(self.text, range.end));
        let starts = gone.starts_with(lines_in) || is_blank_to_line_end(head, Box::new(head.chars().rev()));
        let ends = gone.ends_with(lines_in) || is_blank_to_line_end(tail, Box::new(tail.chars()));
        starts && ends
    }

    fn sides(&self, range: Span) -> Option<(char, char)> {
        before(self.text, range.start).chars().next_back().zip(after(self.text, range.end).chars().next())
    }

    fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| Pairs::of(self.text))
    }
}

/// Whether lines are nothing but furniture, of two kinds, one of which no author writes.
fn shows_a_page(mut lines: impl Iterator<Item = Option<Signs>>) -> bool {
    let all = lines.try_fold(Signs::default(), |mut all, line| {
        let line = line?;
        all.kinds.extend(line.kinds);
        all.is_web |= line.is_web;
        Some(all)
    });
    all.is_some_and(|all| all.is_web && all.kinds.len() >= MIN_SIGNS)
}

fn lines_in(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// A little more than any word of the list, on either side of `range`.
fn around(text: &str, range: Span) -> Span {
    const REACH: usize = 96;
    Span::new(
        text.floor_char_boundary(range.start.saturating_sub(REACH)),
        text.ceil_char_boundary((range.end + REACH).min(text.len())),
    )
}

/// An entity of HTML: `&nbsp;`, `&#183;`.
fn is_entity(text: &str) -> bool {
    let name = text.strip_prefix('&').and_then(|rest| rest.strip_suffix(';')).unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// Whether both texts are the same number or date, written one way or the other: 二○2四 and 二〇二四, 十二 and 12,
/// 03月 and 3月.
fn is_same_number(old: &str, new: &str) -> bool {
    let is_day = (old, new) == ("号", "日");
    let old = digits(old);
    is_day || old.is_some_and(|old| !old.is_empty() && Some(old) == digits(new))
}

/// The digits of a number or date, without zeros in front; nothing where anything else is in it. 十 stands for what it
/// makes of its neighbours.
fn digits(text: &str) -> Option<String> {
    let value = |c: char| match c {
        'O' | 'o' | 'Ｏ' | '○' | '〇' | '零' => Some(0),
        'l' | 'I' | 'ｌ' => Some(1),
        '０'..='９' => char::from_u32(u32::from(c) - 0xff00 + 0x20).and_then(|c| c.to_digit(10)),
        _ => c
            .to_digit(10)
            .or_else(|| "一二三四五六七八九".chars().position(|numeral| numeral == c).map(|at| at as u32 + 1)),
    };
    let characters: Vec<char> = text.chars().collect();
    let mut digits = String::new();
    for (index, &c) in characters.iter().enumerate() {
        let neighbour = |index: Option<usize>| index.and_then(|index| characters.get(index)).and_then(|&c| value(c));
        match (c, value(c)) {
            (_, Some(digit)) => digits.extend(char::from_digit(digit, 10)),
            ('十', None) => {
                if neighbour(index.checked_sub(1)).is_none() {
                    digits.push('1');
                }
                if neighbour(Some(index + 1)).is_none() {
                    digits.push('0');
                }
            }
            ('元', None) => digits.push('1'),
            _ if c.is_alphanumeric() && !matches!(c, '年' | '月' | '日' | '号') => return None,
            _ if c.is_whitespace() && follow_three(&characters, index) => {}
            _ => {
                // 2024.3.5 and 2024年3月5日 are the same.
                if !digits.is_empty() && !digits.ends_with('.') {
                    digits.push('.');
                }
            }
        }
    }
    let without_zeros =
        |part: &str| if part.len() < 4 { part.trim_start_matches('0').to_owned() } else { part.to_owned() };
    Some(digits.trim_end_matches('.').split('.').map(without_zeros).collect::<Vec<_>>().join("."))
}

/// Whether exactly three digits follow `index`, as behind the space in 2 006.
fn follow_three(characters: &[char], index: usize) -> bool {
    characters.iter().skip(index + 1).take_while(|c| c.is_ascii_digit()).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(proof: Proof, text: &str, old: &str, new: &str) -> bool {
        let at = text.find(old).unwrap();
        Evidence::new(text, &Resources::default()).bears_out(proof, &[Edit::replace(at..at + old.len(), new)])
    }

    #[test]
    fn a_number_may_be_written_another_way() {
        assert!(is_same_number("二○2四", "二〇二四") && is_same_number("十二", "12") && is_same_number("二十", "20"));
        assert!(is_same_number("2 006", "2006") && is_same_number("03月8日", "3月8日") && is_same_number("元", "1"));
        assert!(
            !is_same_number("3 5", "35")
                && !is_same_number("十二", "13")
                && !is_same_number("甲", "1")
                && !is_same_number("", "")
        );
        assert!(
            holds(Proof::SameNumber, "2O24年", "2O24", "2024") && !holds(Proof::SameNumber, "2O24年", "2O24", "2025")
        );
    }

    #[test]
    fn a_watermark_goes_where_it_splits_a_word_of_the_draft() {
        let text = "抓好春灌工作。春某某文库灌要早";
        assert!(holds(Proof::SplitWord, text, "某某文库", ""));
        assert!(!holds(Proof::SplitWord, text, "某某文库灌要", ""), "what remains makes no word");
        assert!(!holds(Proof::SplitWord, "抓好春灌工作。春日里灌要早", "日里", ""), "nothing tells a watermark");
        assert!(
            holds(Proof::SplitWord, "抓好春灌工作。春 灌要早", " ", "")
                && !holds(Proof::SplitWord, "王明 李华", " ", "")
        );
    }

    #[test]
    fn a_line_is_joined_where_no_sentence_ends() {
        assert!(
            holds(Proof::SplitLine, "抓好春灌，春\n灌要早", "\n", "")
                && holds(Proof::SplitLine, "抓好落实\n，要早", "\n", "")
        );
        assert!(
            !holds(Proof::SplitLine, "抓好落实。\n春灌要早", "\n", "")
                && !holds(Proof::SplitLine, "春耕\n夏耘", "\n", "")
        );
    }

    #[test]
    fn a_page_number_stands_alone_in_its_frame() {
        assert!(
            holds(Proof::PageNumber, "甲\n— 5 —\n乙", "— 5 —\n", "")
                && holds(Proof::PageNumber, "甲\n第3页 共12页\n", "第3页 共12页\n", "")
        );
        assert!(
            !holds(Proof::PageNumber, "见第3页，共12页。", "第3页，共12页", "")
                && !holds(Proof::PageNumber, "甲\n95\n乙", "95\n", "")
        );
    }

    #[test]
    fn furniture_has_two_signs_and_no_sentence() {
        let block = "来源：某某日报\n责任编辑：某某\n";
        assert!(holds(Proof::FurnitureBlock, &format!("讲话\n{block}同志们：\n"), block, ""));
        let single = "来源：某某日报\n";
        assert!(!holds(Proof::FurnitureBlock, &format!("讲话\n{single}同志们：\n"), single, ""));
        let with_sentence = format!("{block}这次会议的任务是总结上半年的工作，部署下半年的任务。\n");
        assert!(!holds(Proof::FurnitureBlock, &format!("讲话\n{with_sentence}"), &with_sentence, ""));
    }
}
