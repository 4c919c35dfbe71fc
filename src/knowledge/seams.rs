//! Whether a word lies across a seam: the place where two parts of a text meet once what stands between them is gone.
//!
//! The characters on both sides are read twice, as words with a border at the seam and as words without one. Only where
//! the second reading is much more likely was a word cut in two: 基｜层治理 was, 大家好｜人民 was not, though 好人 is a word.

use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, is_character};
use crate::model::lexicon::Lexicon;
use crate::model::ngrams::LEVEL_STEP;
use crate::text::chars::is_han;

/// So many characters on each side are read.
const SIDE: usize = 4;

/// The longest word that is looked for across a seam, in characters.
const LONGEST: usize = 4;

/// A word of a lower level is none that a text can be mended by.
const LEAST_LEVEL: u8 = 4;

/// What a word of level 0 costs, as a negative natural logarithm: the lexicon was counted over so many words.
const RAREST: f32 = 18.0;

/// What a character costs that belongs to no word.
const LONE: f32 = 9.0;

/// A reading without a border has to be so much likelier.
const MARGIN: f32 = 3.0;

/// Characters that stand by themselves so often that a word across them proves nothing.
const FUNCTION_CHARACTERS: &str =
    "的了和是在与及或等有为不这那也就都而以大小中上下到从对于将把被让向其之所各我你他们个要来去能会";

/// Characters that only ever open a phrase: 全|社会, 各|单位.
pub(crate) const PREFIXES: &str = "全各该每某";

/// Looks words up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seams<'a> {
    lexicon: Lexicon<'a>,
}

impl<'a> Seams<'a> {
    /// With the words of a model.
    pub(crate) fn new(parts: &Parts<'a>) -> Self {
        Seams { lexicon: parts.lexicon }
    }

    /// The word that lies across the seam between the end of `left` and the beginning of `right`.
    pub(crate) fn word(&self, left: &str, right: &str) -> Option<String> {
        let mut head: Vec<char> = left.chars().rev().take(SIDE).take_while(|c| is_han(*c)).collect();
        head.reverse();
        let tail: Vec<char> = right.chars().take(SIDE).take_while(|c| is_han(*c)).collect();
        let is_content = |c: Option<&char>| c.is_some_and(|c| !FUNCTION_CHARACTERS.contains(*c));
        if !is_content(head.last()) || !is_content(tail.first()) {
            return None;
        }
        let (seam, all) = (head.len(), head.into_iter().chain(tail).collect::<String>());
        let symbols = characters(&all);
        let parted = self.cost(symbols.get(..seam)?) + self.cost(symbols.get(seam..)?);
        let cost = |part: Option<&[Symbol]>| part.map_or(0.0, |part| self.cost(part));
        let joined = self.crossing(&symbols, seam).map(|(start, end)| {
            let word = symbols.get(start..end).map_or(RAREST, |word| self.word_cost(word));
            cost(symbols.get(..start)) + word + cost(symbols.get(end..))
        });
        let joined = joined.min_by(f32::total_cmp)?;
        let (start, end) = self.crossing(&symbols, seam).min_by_key(|(start, end)| end - start)?;
        (joined + MARGIN <= parted).then(|| all.chars().skip(start).take(end - start).collect())
    }

    /// Whether `left` ends with a prefix that opens a word with what `right` begins with: 全|社会. After a word that the
    /// character ends, as in 安全, it opens none.
    pub(crate) fn opens_word(&self, left: &str, right: &str) -> bool {
        let mut head: Vec<char> = left.chars().rev().take(LONGEST).take_while(|c| is_han(*c)).collect();
        head.reverse();
        // 某 may as well end a name: 王某 参加.
        if !head.last().is_some_and(|c| PREFIXES.contains(*c) && *c != '某') {
            return false;
        }
        let tail: String = right.chars().take(LONGEST - 1).take_while(|c| is_han(*c)).collect();
        let (seam, symbols) = (head.len(), characters(&head.into_iter().chain(tail.chars()).collect::<String>()));
        let level = |range: std::ops::Range<usize>| symbols.get(range).map_or(0, |word| self.lexicon.level(word));
        let ends = (0..seam.saturating_sub(1)).any(|start| level(start..seam) >= LEAST_LEVEL);
        !ends && (seam + 2..=symbols.len()).any(|end| level(seam..end) >= LEAST_LEVEL)
    }

    /// Whether `text` starts with a word of several characters, however rare.
    pub(crate) fn starts_word(&self, text: &str) -> bool {
        let head: String = text.chars().take(LONGEST).take_while(|c| is_han(*c)).collect();
        let symbols = characters(&head);
        (2..=symbols.len()).any(|end| symbols.get(..end).is_some_and(|word| self.lexicon.level(word) > 0))
    }

    /// Whether `text` ends with a word of several characters.
    pub(crate) fn ends_word(&self, text: &str) -> bool {
        let mut tail: Vec<char> = text.chars().rev().take(LONGEST).take_while(|c| is_han(*c)).collect();
        tail.reverse();
        let symbols = characters(&tail.into_iter().collect::<String>());
        (0..symbols.len().saturating_sub(1))
            .any(|start| symbols.get(start..).is_some_and(|word| self.lexicon.level(word) >= LEAST_LEVEL))
    }

    /// The words that begin before `seam` and end behind it.
    fn crossing<'s>(&'s self, symbols: &'s [Symbol], seam: usize) -> impl Iterator<Item = (usize, usize)> + 's {
        (seam.saturating_sub(LONGEST - 1)..seam).flat_map(move |start| {
            let ends = seam + 1..=symbols.len().min(start + LONGEST);
            ends.map(move |end| (start, end)).filter(move |(start, end)| {
                let is_word = |range: std::ops::Range<usize>| {
                    symbols.get(range).is_some_and(|word| self.lexicon.level(word) >= LEAST_LEVEL)
                };
                // 回顾｜过去 are two words, though often read as one; so are 时｜地点.
                let is_part = |range: std::ops::Range<usize>| range.len() > 1 && is_word(range);
                is_word(*start..*end) && !is_part(*start..seam) && !is_part(seam..*end)
            })
        })
    }

    /// The cost of the likeliest reading of `symbols` as words.
    fn cost(&self, symbols: &[Symbol]) -> f32 {
        let mut costs = vec![0.0_f32];
        for end in 1..=symbols.len() {
            let before = |start: usize| costs.get(start).copied().unwrap_or(f32::MAX);
            let words = (end.saturating_sub(LONGEST)..end - 1).filter_map(|start| {
                let word = symbols.get(start..end)?;
                (self.lexicon.level(word) > 0).then(|| before(start) + self.word_cost(word))
            });
            let best = words.fold(before(end - 1) + LONE, f32::min);
            costs.push(best);
        }
        costs.last().copied().unwrap_or(0.0)
    }

    fn word_cost(&self, word: &[Symbol]) -> f32 {
        RAREST - LEVEL_STEP * f32::from(self.lexicon.level(word))
    }
}

/// The Chinese characters of `text` as the model sees them.
fn characters(text: &str) -> Vec<Symbol> {
    Line::read(text, 0).symbols.into_iter().filter(|symbol| is_character(*symbol)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn word(left: &str, right: &str) -> Option<String> {
        let model = Model::shipped().unwrap();
        Seams::new(&model.parts().unwrap()).word(left, right)
    }

    #[test]
    fn a_word_that_was_cut_in_two_is_found() {
        for (left, right, whole) in [
            ("总结基", "层治理的经验", "基层"),
            ("扎实推进作", "风建设", "作风"),
            ("夏粮生", "产再获丰收", "生产"),
            ("统一思", "想认识", "思想"),
            ("推动高质量发", "展现代农业", "发展"),
            ("责令限期整", "改，逾期", "整改"),
        ] {
            assert_eq!(word(left, right).as_deref(), Some(whole), "{left}|{right}");
        }
    }

    #[test]
    fn a_prefix_opens_a_word() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let opens = |left: &str, right: &str| Seams::new(&parts).opens_word(left, right);
        assert!(opens("动员全", "社会参与") && opens("请各", "单位抓紧"));
        assert!(!opens("保障安全", "社会稳定") && !opens("会议完全", "成功") && !opens("", "社会"));
    }

    #[test]
    fn words_that_merely_meet_are_none() {
        for (left, right) in [
            ("祝大家好", "人民生活幸福"),
            ("来的人", "大家都认识"),
            ("各镇要抓好", "春季生产"),
            ("会议精神", "各单位要落实"),
            ("全面加强", "作风建设"),
            ("治疗的原则", "许多群众"),
            ("去年工作回顾", "过去一年"),
            ("上午九时", "地点在县政府"),
            ("", "各单位"),
            ("抓落实。", "各单位"),
        ] {
            assert_eq!(word(left, right), None, "{left}|{right}");
        }
    }
}
